"""The list of the desk in an address, both ways: bookmarked, sent to a colleague, kept as a view.

What an address holds beyond the limits, or does not understand, is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from app.core.desk.filters import MOST
from app.core.plain_text import printable
from app.usecases.desk.desk_list import MOST_COLUMNS, Asked

FILES = {"a-traiter": "todo", "suivis": "followed", "en-attente": "waiting", "traites": "done", "tous": "all"}
_NAMES = {tab: name for name, tab in FILES.items()}
NEWEST, DUE = "-recu", "echeance"
_ALIASES = {"reception": NEWEST}  # words of the address → orders
_SORTS = {NEWEST: "reception"}
LIST = ("file", "demarche", "q", "tri", "f", "col")  # the names that make a list, without its page
Pairs = tuple[tuple[str, str], ...]


def read(args: MultiDict[str, str]) -> Asked:
    """The list that an address asks for."""
    sort, search = _text(args, "tri", 300), _text(args, "q", 200).strip()
    if sort == DUE and not search:  # the order of a list that nobody searches
        sort = ""
    return Asked(
        tab=FILES.get(args.get("file", ""), "todo"),
        slug=_text(args, "demarche", 100),
        search=search,
        sort=_ALIASES.get(sort, sort),
        filters=tuple(printable(text[:600]) for text in args.getlist("f")[:MOST]),
        columns=tuple(text[:300] for text in args.getlist("col")[: 2 * MOST_COLUMNS]),
        after=_text(args, "apres", 8000),
        before=_text(args, "avant", 8000),
    )


def pairs(asked: Asked, *, without: Sequence[str] = ()) -> Pairs:
    """(name, value) of what is not as it always is, in order, for hidden inputs and views."""
    single = {
        "file": _NAMES[asked.tab] if asked.tab != "todo" else "",
        "demarche": asked.slug,
        "q": asked.search,
        "tri": _SORTS.get(asked.sort, asked.sort),
    }
    found = [(name, value) for name, value in single.items() if value]
    found += [("f", text) for text in asked.filters] + [("col", key) for key in asked.columns]
    return tuple((name, value) for name, value in found if name not in without)


def url(asked: Asked, endpoint: str = "desk.queue", **more: str) -> str:
    """The address of this list, or of a page that comes from it; the page inside the list is forgotten."""
    return url_for(endpoint, **grouped(pairs(asked)), **more)  # type: ignore[arg-type]


def page_url(asked: Asked, **place: str) -> str:
    """The address of another page of the list: `apres` or `avant`."""
    return url(asked, **place)


def case_url(asked: Asked, reference: str) -> str:
    """The address of a dossier opened from this list: it always names the file that it comes from."""
    listed = {**grouped(pairs(asked)), "file": [_NAMES[asked.tab]]}
    return url_for("desk.case", reference=reference, **listed)  # type: ignore[arg-type]


def of_case(endpoint: str, reference: str, **more: str) -> str:
    """An address of a dossier, still inside the list that this one was opened from."""
    return url_for(endpoint, reference=reference, **more, **listed(request.args))  # type: ignore[arg-type]


def grouped(found: Pairs) -> dict[str, list[str]]:
    """The values of each name."""
    by_name: dict[str, list[str]] = {}
    for name, value in found:
        by_name.setdefault(name, []).append(value)
    return by_name


def from_pairs(found: Pairs) -> Asked:
    """The list of a kept view."""
    return read(MultiDict(found))


def listed(args: MultiDict[str, str]) -> Mapping[str, list[str]]:
    """What an address tells of the list that a dossier was opened from, {} when it tells nothing."""
    if "file" not in args:
        return {}
    asked = read(args)
    return {**grouped(pairs(asked)), "file": [_NAMES[asked.tab]]}


def within(args: MultiDict[str, str]) -> Asked | None:
    """The list that a dossier was opened from, None when it was opened otherwise."""
    return replace(read(args), after="", before="") if "file" in args else None


def _text(args: MultiDict[str, str], name: str, most: int) -> str:
    return printable(args.get(name, "")[:most])
