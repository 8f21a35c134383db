"""What each shape of schema asks: a single answer, a file, an object, rows, choices, a fixed list.

One function a shape, in `SHAPES` by JSON type; the walk itself is in `reader`.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.core.importing.labels import bare, hint_of, label_of
from app.core.importing.leaves import answer, options_in, type_of
from app.core.importing.located import Located
from app.core.importing.merging import Merged
from app.core.importing.questions import Gathered, Question, Spot
from app.core.importing.reader import Reader, Shape
from app.core.importing.report import ENFORCED
from app.core.language import _

Json = Any
_MOST_ROWS = 500
_USUAL_ROWS = 20
_FILES = ("base64", "binary")


def _single(
    reader: Reader, merged: Merged, name: str, path: str, spot: Spot, known: Gathered, required: bool
) -> Question | None:
    if merged.value("contentEncoding") in _FILES or merged.value("format") == "binary":
        return _file(reader, merged, name, path, spot, known, required)
    if type_of(merged, reader.report) == "null":
        _nothing(reader, merged, required)
        return None
    found = answer(merged, reader.kind(merged, spot), name, reader.report)
    if found is None:
        return None
    told = reader.told_path(path, spot)
    label = label_of(merged, name, told, reader.report)
    if found.guessed:
        guess = _("Confirmez la sorte de question : {format}.").format(format=found.guessed)
        reader.report.labels.append((told, guess))
    schema = found.schema | _kept(reader, merged, found.schema)
    examples = [text for text in merged.value("examples") or () if isinstance(text, str) and len(text) < 200]
    if examples and "oneOf" not in schema and schema["type"] == "string" and "format" not in schema:
        schema["examples"] = examples[:3]
        reader.report.rendered(merged.rules["examples"])
    hint = hint_of(merged, label, reader.report)
    question = Question(path, schema, label, required, hint, codes=dict(found.codes), raw=_raw(merged))
    return reader.add(question, name, spot, known)


def _nothing(reader: Reader, merged: Merged, required: bool) -> None:
    """A place for null: nothing to ask; wanted, it cannot be given, for an empty answer is absent."""
    if required:
        reader.report.refused(
            merged.rules["type"].pointer, _("Une valeur vide obligatoire ne se demande pas.")
        )


def _raw(merged: Merged) -> Json:
    return sorted(merged.pointers), {name: rule.value for name, rule in merged.rules.items()}


def _kept(reader: Reader, merged: Merged, schema: Mapping[str, Json]) -> dict[str, Json]:
    """Rules that no widget shows and that the validator of answers enforces all the same."""
    kept: dict[str, Json] = {}
    if "oneOf" in schema or schema.get("type") not in ("string", "number", "integer"):
        return kept
    for keyword in ("not", "anyOf", "oneOf"):
        found = merged.all(keyword)
        # A `oneOf` beside a type would be read as a list of options: it goes under `allOf`.
        if found and all(_self_contained(below.value) for below in found):
            kept.setdefault("allOf", []).extend({keyword: below.value} for below in found)
            for below in found:
                reader.report.mark(below.pointer, ENFORCED, _("Appliqué à la réponse : écrivez un message."))
    return kept


def _self_contained(value: Json) -> bool:
    """True when nothing below leads elsewhere; bounded, without recursion."""
    waiting, read = [value], 0
    while waiting and read < 500:
        here, read = waiting.pop(), read + 1
        if isinstance(here, Mapping):
            if any(key.startswith("$") for key in here):
                return False
            waiting += here.values()
        elif isinstance(here, list):
            waiting += here
    return not waiting


def _file(
    reader: Reader, merged: Merged, name: str, path: str, spot: Spot, known: Gathered, required: bool
) -> Question | None:
    if spot.row:
        reader.report.refused(merged.pointers[0], _("Un fichier dans une ligne se demande à la main."))
        return None
    for keyword in ("contentEncoding", "contentMediaType", "format"):
        reader.report.rendered(merged.rules.get(keyword))
    label = label_of(merged, name, reader.told_path(path, spot), reader.report)
    schema = {"type": "array", "maxItems": 1, "items": {"type": "string", "format": "attachment"}}
    return reader.add(Question(path, schema, label, required), name, spot, known)


def _object(
    reader: Reader, merged: Merged, name: str, path: str, spot: Spot, known: Gathered, required: bool
) -> Question | None:
    if not (merged.properties or merged.required or merged.several or merged.choices):
        return _open_object(reader, merged, name, path, spot, known, required)
    title = label_of(merged, name, reader.told_path(path, spot), reader.report)
    known.groups[(spot.prefix, name)] = f"{path}."
    inside = spot.under(path.removeprefix(spot.prefix), title, merged.pointers)
    before, checked = len(known.questions), _checks_outside_rows(reader)
    if required:
        reader.object(merged, inside, known)
        return None
    wants = _wants(reader, path, title, spot, known)
    reader.object(merged, inside.given({"==": [spot.var(wants.path), True]}), known)
    free = _checks_outside_rows(reader) == checked
    if free and not any(question.required for question in known.questions[before + 1 :]):
        _forget(wants, known, before)
        reader.count -= 1
    return None


def _checks_outside_rows(reader: Reader) -> int:
    return sum("[]" not in check["at"] for check in reader.checks)


def _wants(reader: Reader, path: str, title: str, spot: Spot, known: Gathered) -> Question:
    """An optional object whose parts are required: a first question says whether there is one."""
    name = known.free_name(spot.prefix, f"avec_{path.removeprefix(spot.prefix)}"[:56])
    label = _("Voulez-vous renseigner « {title} » ?").format(title=title[:200])
    question = Question(spot.prefix + name, {"type": "boolean"}, label, short=bare(title))
    return reader.add(question, f"\0{name}", spot, known)


def _forget(wants: Question, known: Gathered, place: int) -> None:
    """Nothing in the object is required: no need to ask whether there is one."""
    test = [{"==": [{"var": prefix + wants.path}, True]} for prefix in ("", "item.")]
    del known.questions[place]
    for question in known.questions[place:]:
        question.shown = [tuple(part for part in way if part not in test) for way in question.shown]


def _open_object(
    reader: Reader, merged: Merged, name: str, path: str, spot: Spot, known: Gathered, required: bool
) -> Question | None:
    """Names chosen by the person: a row each, with its name and its value."""
    free = merged.rules.get("additionalProperties")
    patterns = merged.all("patternProperties")
    values = [schema for below in patterns for _name, schema in below.members()]
    values += [free] if free is not None and isinstance(free.value, Mapping) else []
    if not values or spot.row:
        reader.report.refused(merged.pointers[0], _("Cet objet ne dit pas ce qu’il contient."))
        return None
    reader.report.rendered(*patterns, free)
    row = Spot(row=path, active=spot.active | set(merged.pointers), depth=spot.depth + 1)
    cells = Gathered()
    key = Question("cle", {"type": "string", "maxLength": 200, "title": _("Nom")}, _("Nom"), required=True)
    reader.add(key, "cle", row, cells)
    reader.property("valeur", values[:1], row, cells, required=False)
    return _repeat(reader, merged, cells, name, path, spot, known, required)


def _array(
    reader: Reader, merged: Merged, name: str, path: str, spot: Spot, known: Gathered, required: bool
) -> Question | None:
    fixed = merged.rules.get("prefixItems")
    if fixed is not None:
        return _fixed(reader, merged, fixed, name, path, spot, known, required)
    rule = merged.rules.get("items")
    items = [rule] if rule is not None else [Located(True, merged.pointers[0])]
    row = reader.merger.merge(items, spot.active | set(merged.pointers))
    reader.report.rendered(rule)
    options = options_in(row)
    if options and type_of(row, reader.report) == "string":
        return _choices(reader, merged, row, name, path, spot, known, required)
    if spot.row:
        reader.report.refused(merged.pointers[0], _("Un tableau dans un tableau se demande à la main."))
        return None
    inside = Spot(
        row=path, active=spot.active | set(merged.pointers) | set(row.pointers), depth=spot.depth + 1
    )
    cells = Gathered()
    if reader.kind(row, inside) == "object":
        reader.object(row, inside, cells)
    else:
        again = replace(inside, active=spot.active | set(merged.pointers))
        reader.property("valeur", items, again, cells, required=True)
    return _repeat(reader, merged, cells, name, path, spot, known, required)


def _repeat(
    reader: Reader, merged: Merged, cells: Gathered, name: str, path: str, spot: Spot, known: Gathered,
    required: bool,
) -> Question | None:  # fmt: skip
    if not cells.questions:
        reader.report.refused(merged.pointers[0], _("Une ligne de cette liste n’a rien à demander."))
        return None
    label = label_of(merged, name, reader.told_path(path, spot), reader.report)
    schema = {"type": "array", "items": {"type": "object"}, "maxItems": _USUAL_ROWS} | _rows(reader, merged)
    hint = hint_of(merged, label, reader.report)
    question = Question(path, schema, label, required, hint, cells=cells.questions, raw=_raw(merged))
    return reader.add(question, name, spot, known)


def _rows(reader: Reader, merged: Merged) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for keyword, least in (("minItems", 0), ("maxItems", 1)):
        rule = merged.rules.get(keyword)
        if rule is None:
            continue
        if (
            isinstance(rule.value, bool)
            or not isinstance(rule.value, int)
            or not least <= rule.value <= _MOST_ROWS
        ):
            reader.report.refused(rule.pointer, _("Un tableau va de 0 à {n} lignes.").format(n=_MOST_ROWS))
        else:
            found[keyword] = rule.value
            reader.report.rendered(rule)
    if found.get("minItems", 0) > _USUAL_ROWS:
        found.setdefault("maxItems", _MOST_ROWS)
    if merged.value("uniqueItems") is True:
        found["uniqueItems"] = True
        reader.report.mark(
            merged.rules["uniqueItems"].pointer, ENFORCED, _("Deux lignes pareilles sont refusées.")
        )
    return found


def _choices(
    reader: Reader,
    merged: Merged,
    row: Merged,
    name: str,
    path: str,
    spot: Spot,
    known: Gathered,
    required: bool,
) -> Question | None:
    found = answer(row, "string", name, reader.report)
    if found is None:
        return None
    label = label_of(merged, name, reader.told_path(path, spot), reader.report)
    bounds = {key: value for key, value in _rows(reader, merged).items() if key != "uniqueItems"}
    schema = {"type": "array", "uniqueItems": True, "items": found.schema} | bounds
    hint = hint_of(merged, label, reader.report)
    question = Question(path, schema, label, required, hint, codes=dict(found.codes), raw=_raw(merged))
    return reader.add(question, name, spot, known)


def _fixed(
    reader: Reader, merged: Merged, fixed: Located, name: str, path: str, spot: Spot, known: Gathered,
    required: bool,
) -> Question | None:  # fmt: skip
    """A list of fixed places: an object with a question a place."""
    reader.report.rendered(fixed)
    title = label_of(merged, name, reader.told_path(path, spot), reader.report)
    inside = spot.under(path.removeprefix(spot.prefix), title, merged.pointers)
    for number, schema in enumerate(fixed.entries(), 1):
        reader.property(f"element_{number}", [schema], inside, known, required=required)
    return None


SHAPES: Mapping[str, Shape] = {
    **dict.fromkeys(("string", "number", "integer", "boolean", "null"), _single),
    "object": _object,
    "array": _array,
}
