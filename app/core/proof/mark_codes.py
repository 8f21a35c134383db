"""The short code printed on a document, to be read aloud: it names the document and nobody.

Twelve characters in groups of three, the last one a check: unlike a dossier's number (nine) and
unlike the code that opens a dossier (groups of four). It refuses to know where documents are kept.
"""

from stdnum import luhn

from app.core.dossier import REFERENCE_ALPHABET

LENGTH, GROUP = 12, 3  # eleven drawn: 51 bits, out of reach when wrong codes are slowed down


def mark_code(digest: str) -> str:
    """The code of the document that this keyed digest (hexadecimal) stands for: always the same."""
    rest, drawn = int(digest, 16), ""
    for _position in range(LENGTH - 1):
        rest, place = divmod(rest, len(REFERENCE_ALPHABET))
        drawn += REFERENCE_ALPHABET[place]
    return drawn + luhn.calc_check_digit(drawn, REFERENCE_ALPHABET)


def read_mark_code(text: str) -> str | None:
    """The code for what a person typed ("k4m 92q xc7 hfd"), None when no document can have it."""
    compact = "".join(char for char in text.upper() if char.isalnum())
    if len(compact) != LENGTH or set(compact) - set(REFERENCE_ALPHABET):
        return None
    return compact if luhn.is_valid(compact, REFERENCE_ALPHABET) else None


def spell_mark_code(code: str) -> str:
    """In groups, to be read aloud: "K4M-92Q-XC7-HFD"."""
    return "-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP))
