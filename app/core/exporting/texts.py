"""Texts made safe for a spreadsheet: nothing that runs, nothing that a file format refuses.

It knows the rules of cells and of sheets' names; it refuses to know what a text is about.
"""

from collections.abc import Iterable
from re import compile as pattern

from app.core.language import _
from app.core.plain_text import printable

CELL_LIMIT = 32_767  # UTF-16 units of one cell, in Excel; LibreOffice takes more, people open both
TITLE_LIMIT = 31  # characters of a sheet's name, in Excel
# OWASP, "CSV Injection"; their full-width forms are read as formulas by some versions of Excel.
_SIGNS = tuple("=+-@＝＋－＠")
_BREAKS = tuple("\t\r\n")
_NEGATIVE = pattern(r"-[0-9]+(?:[.,][0-9]+)?")
_NOT_XML = pattern("[\ufffe\uffff\U0001fffe\U0001ffff]")
_NOT_IN_TITLES = pattern(r"[\[\]:*?/\\\x00-\x1f]+")


def clean(text: str) -> str:
    """Without control characters, lone surrogates nor what XML refuses; lines end with LF."""
    if text.isprintable():  # nearly always: nothing of all that is inside
        return text
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_XML.sub("", printable(whole, keep="\n"))


def starts_a_formula(text: str) -> bool:
    """True when a spreadsheet may run this text: leading spaces do not make it harmless. A negative
    number is not a formula."""
    if text[:1].isalnum() or _NEGATIVE.fullmatch(text):
        return False
    return text.startswith(_BREAKS) or text.lstrip("\"' \u00a0\u202f\t\r\n").startswith(_SIGNS)


def neutral(text: str) -> str:
    """For CSV, where a cell has no type: an apostrophe before what a spreadsheet would run."""
    if text[:1].isalnum() and text.isprintable():  # nearly always: no formula begins so
        return text
    cleaned = clean(text)
    return f"'{cleaned}" if starts_a_formula(cleaned) or starts_a_formula(text) else cleaned


def fitted(text: str, limit: int = CELL_LIMIT) -> str:
    """At most `limit` UTF-16 units, said at the end when something had to go."""
    if len(text) * 2 <= limit or _units(text) <= limit:
        return text
    mark = _(" … [texte coupé]")
    room = limit - _units(mark)
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + mark


def _units(text: str) -> int:
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def sheet_titles(wished: Iterable[str]) -> tuple[str, ...]:
    """Names that every spreadsheet accepts: short, without signs that it refuses, none twice."""
    taken: set[str] = {"history", "historique"}  # reserved by Excel
    return tuple(_free(_plain(title), taken) for title in wished)


def _plain(title: str) -> str:
    return " ".join(_NOT_IN_TITLES.sub(" ", clean(title)).split()).strip("' ")[:TITLE_LIMIT] or _("Feuille")


def _free(title: str, taken: set[str]) -> str:
    name, number = title, 1
    while name.casefold() in taken:
        number += 1
        ending = f" ({number})"
        name = title[: TITLE_LIMIT - len(ending)].rstrip("' ") + ending
    taken.add(name.casefold())
    return name
