"""How filters compare texts: no capitals, no accents, the same on both databases.

PostgreSQL does it with `translate` and these very tables, SQLite with the Python function: whatever the
locale of the server, both find the same dossiers. Punctuation stays, unlike in `searching`.
"""

from unicodedata import combining, normalize

from sqlalchemy import ColumnElement, func, literal

_LETTERS = [chr(code) for block in ((0x41, 0x5B), (0xC0, 0x250), (0x370, 0x530), (0x1E00, 0x1F00))
            for code in range(*block)]  # fmt: skip
_SPELLED = (("œ", "oe"), ("æ", "ae"), ("ß", "ss"))


def _plain(char: str) -> str:
    letters = normalize("NFKD", char.lower())
    bare = "".join(letter for letter in letters if not combining(letter))
    return bare if len(bare) == 1 else char


_PAIRS = [(char, _plain(char)) for char in _LETTERS if _plain(char) != char] + [
    ("’", "'"), ("\u00a0", " "), ("\u202f", " "), ("Œ", "œ"), ("Æ", "æ"),
]  # fmt: skip
_TABLE = {ord(char): plain for char, plain in dict(_PAIRS).items()}
FROM, TO = "".join(map(chr, _TABLE)), "".join(_TABLE.values())


def bare(text: str) -> str:
    """ "L’Œuvre de Noël" becomes "l'oeuvre de noel"."""
    if text.isascii():
        return text.lower()
    text = text.translate(_TABLE)
    for char, spelled in _SPELLED:
        text = text.replace(char, spelled)
    return text


def bare_in_sqlite(value: object) -> str | None:
    """`bare` as SQLite calls it: any value may come."""
    return None if value is None else bare(str(value))


def bare_text(expression: ColumnElement[str], dialect: str) -> ColumnElement[str]:
    """The same in SQL. In the order of code points, so that both databases also sort alike."""
    if dialect == "sqlite":
        return func.guichet_bare(expression)
    found = func.translate(expression, literal(FROM), literal(TO))
    for char, spelled in _SPELLED:
        found = func.replace(found, literal(char), literal(spelled))
    return found.collate("C")
