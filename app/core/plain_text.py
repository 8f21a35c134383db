"""Typed text made safe to store, to compare and to print, without changing what a person meant.

It refuses to know what the text is for: no capital is added, no name is corrected. One rule for
what nobody sees: control characters, lone surrogates, marks that turn the direction of writing and
spaces of no width are dropped, in every kind of answer. A pasted number then reads as it looks,
and no answer can hide a part of itself from the agent who reads it. "=cmd|…" is text like any other:
what writes a spreadsheet has to neutralise it.
"""

from collections.abc import Iterable
from re import compile as pattern
from unicodedata import normalize

_CONTROLS = [*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)]
_DIRECTIONS = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_NO_WIDTH = [0x00AD, 0x200B, 0x2060, 0xFEFF]  # the joiners of Persian and of emoji stay
_LINE_ENDS = pattern("\r\n|[\r\u2028\u2029]")
# The forms that a keyboard set to Chinese or Japanese gives: "１２" is "12", "＠" is "@".
_FULL_WIDTH = {0x3000: " ", **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}
_HAS_FULL_WIDTH = pattern("[\u3000\uff01-\uff5e]")


def _class(codes: Iterable[int]) -> str:
    """A range for each run of codes: two thousand of them one by one take long to compile."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "[" + "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in runs) + "]"


_UNSEEN = {
    keep: pattern(_class(code for code in [*_CONTROLS, *_DIRECTIONS, *_NO_WIDTH] if chr(code) not in keep))
    for keep in ("", "\n", "\t\n\r")
}


def one_line(text: str) -> str:
    """One line of NFC text: each run of spaces, tabs and line breaks is one space."""
    return normalize("NFC", " ".join(printable(text, keep="\t\n\r").split()))


def lines(text: str) -> str:
    """NFC text of several lines that end with LF, trimmed; a tab is a space."""
    with_ends = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return normalize("NFC", printable(with_ends, keep="\n").strip())


def coded(text: str) -> str:
    """What a number or an identifier is read from: one line, with full-width forms made plain."""
    if _HAS_FULL_WIDTH.search(text):
        text = text.translate(_FULL_WIDTH)
    return one_line(text)


def printable(text: str, keep: str = "") -> str:
    """Without what nobody sees: PostgreSQL refuses NUL, and no printer knows the others.

    `keep` is "", "\\n" or "\\t\\n\\r": the breaks that the caller deals with.
    """
    return _UNSEEN[keep].sub("", text)
