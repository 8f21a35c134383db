"""A question that changes its path, and every mention of it: conditions, formulas, rules, scenarios.

The dress and the contract are the caller's; here is what points at them. The version of before is
remembered in "renamed", for answers, exports and filters go by paths.
"""

from collections.abc import Iterator, Mapping
from re import compile as pattern
from typing import Any

from app.core import paths
from app.core.editing.outline import rows_of
from app.core.editing.readers import path_in, rewritten, sites, within
from app.core.editing.trees import at, put, without

Json = Any
_ROW = pattern(r"\[[0-9]+\]")


def renamed(document: Json, names: Mapping[str, str]) -> Json:
    """The document with these full paths changed wherever they are mentioned. Nothing mentions two of them
    one inside the other: a repeat carries its cells along."""

    def rename(path: str) -> str:
        old = next((old for old in names if within(path, old)), None)
        return path if old is None else names[old] + path.removeprefix(old)

    for site in tuple(sites(document)):
        rows = rows_of(site.owner), rows_of(rename(site.owner))
        here = at(document, site.keys)
        new = path_in(here, *rows, rename) if site.part == "link" else rewritten(here, *rows, rename)
        if new is not here:
            document = put(document, site.keys, new)
    for part, key in (("calculated", "path"), ("checks", "at")):
        for index, rule in enumerate(document.get(part, ())):
            if rename(rule[key]) != rule[key]:
                document = put(document, (part, index, key), rename(rule[key]))
    for old, new in names.items():
        document = _remembered(_in_scenarios(document, old, new), old, new)
    return document


def _in_scenarios(document: Json, old: str, new: str) -> Json:
    """Answers go along; one that came into rows, or left them, has no row to go to and is dropped."""
    for index, case in enumerate(document.get("scenarios", ())):
        after = _case(case, old, new)
        if after != case:
            document = put(document, ("scenarios", index), after)
    return document


def _case(case: Mapping[str, Json], old: str, new: str) -> Json:
    same_rows = rows_of(old) == rows_of(new)
    answers = _moved(case["answers"], old, new if same_rows else "")
    after: dict[str, Json] = {**case, "answers": answers}
    for part in ("errors", "calculated"):
        if part in case:
            told = {_mention(path, old, new): value for path, value in case[part].items()}
            after[part] = {path: value for path, value in told.items() if path}
    for part in ("visible", "hidden"):
        if part in case:
            after[part] = [path for one in case[part] if (path := _mention(one, old, new))]
    return after


def _mention(path: str, old: str, new: str) -> str:
    """ "enfants[1].prenom" under its new name, "" when it has no such row any more."""
    plain = _ROW.sub("[]", path)
    if not within(plain, old):
        return path
    if not new:
        return ""
    numbers = _ROW.findall(path)
    told = new + plain.removeprefix(old)
    if told.count("[]") != len(numbers):
        return ""
    for number in numbers:
        told = told.replace("[]", number, 1)
    return told


def _moved(answers: Json, old: str, new: str) -> Json:
    """A copy of the answers with the value at the path `old` now at `new`; dropped for ""."""
    rows, _inside, own = old.rpartition("[].")
    copy = _copied(answers)
    for place in list(_rows(copy, rows)):
        value = paths.get(place, own)
        if value is not None:
            paths.drop(place, own)
            if new:
                paths.put(place, new.rpartition("[].")[2], value)
    return copy


def _rows(answers: Json, rows: str) -> Iterator[dict[str, Json]]:
    """The objects in which a path is read: all the rows of `rows`, the answers for ""."""
    if not rows:
        yield answers
        return
    outer, _inside, own = rows.rpartition("[].")
    for place in _rows(answers, outer):
        found = paths.get(place, own)
        yield from (row for row in (found if isinstance(found, list) else ()) if isinstance(row, dict))


def _copied(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _copied(below) for key, below in value.items()}
    return [_copied(below) for below in value] if isinstance(value, list) else value


def _remembered(document: Json, old: str, new: str) -> Json:
    """In a version that follows another one, the name of before; a question that came back has none."""
    if document["version"] < 2:
        return document
    known = dict(document.get("renamed", {}))
    before = known.pop(old, old)
    if before != new:
        known[new] = before
    return put(document, ("renamed",), known) if known else without(document, ("renamed",))


def forgotten(document: Json, path: str) -> Json:
    """Without the answers of scenarios, the expectations nor the former name of this question."""
    document = _in_scenarios(document, path, "")
    known = {new: old for new, old in document.get("renamed", {}).items() if not within(new, path)}
    if known == document.get("renamed", {}):
        return document
    return put(document, ("renamed",), known) if known else without(document, ("renamed",))


def mentions(case: Mapping[str, Json], path: str) -> bool:
    """Does this scenario answer the question, or expect something of it?"""
    rows, _inside, own = path.rpartition("[].")
    if any(paths.get(place, own) is not None for place in _rows(_copied(case["answers"]), rows)):
        return True
    told = [
        *case.get("errors", ()),
        *case.get("calculated", ()),
        *case.get("visible", ()),
        *case.get("hidden", ()),
    ]
    return any(within(_ROW.sub("[]", one), path) for one in told)
