"""From the data contract to its questions: which leaves it has, of which kind, required or not.

It reads a contract of the right shape (see `definition.shape`) and knows neither steps nor conditions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import jsonschema_rs

from app.core.closeness import suggestion
from app.core.definition import Field, Option
from app.core.definition.memory import Shelf
from app.core.field_types import FIELD_TYPES, FORMATS, kind_of
from app.core.findings import Findings, pointer
from app.core.language import _

Json = Any
RESERVED = "item"  # "item.x" is a cell of the current row


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """One thing that the contract asks. In a repeat, `cells` are a row's and their `path` relative to it.

    Two leaves are equal when they are one: what was read once stands for itself."""

    path: str
    pointer: str
    kind: str
    schema: Mapping[str, Json]
    required: bool
    cells: Mapping[str, "Leaf"] = field(default_factory=dict)

    @property
    def value_type(self) -> str:
        """The type of its values in conditions, "" for an explanation."""
        return FIELD_TYPES[self.kind].value_type


def read_leaves(
    contract: Mapping[str, Json], findings: Findings, shelf: Shelf | None = None
) -> dict[str, Leaf]:
    """Every question of the contract by its path; what cannot be one is a problem. On the shelf are those
    that were read last; its `fresh` ones are those that were not."""
    shelf = shelf or Shelf(keeps=False)
    if not shelf.keeps:
        _check_patterns(contract, findings)
    if RESERVED in contract["properties"]:
        message = _("« item » est réservé : il désigne une ligne dans les conditions.")
        findings.error(
            pointer("schema", "properties", RESERVED), "reserved-name", message, _("Changez ce nom.")
        )
    leaves = {leaf.path: leaf for leaf in _leaves(contract, "", "/schema", findings, shelf)}
    if shelf.keeps:
        _check_patterns(_without_known(contract, "/schema", shelf), findings)
    return leaves


def _without_known(group: Mapping[str, Json], place: str, shelf: Shelf) -> Mapping[str, Json]:
    """The contract less what the validator took last time: a part stands alone, but with "$" ("$ref",
    "$anchor"…), by which parts may speak of one another."""
    inside: dict[str, Json] = {}
    for name, schema in group["properties"].items():
        here = f"{place}/properties/{name}"
        if here not in shelf.taken or b"$" in shelf.now[here][0]:
            inside[name] = _without_known(schema, here, shelf) if "properties" in schema else schema
    return {**group, "properties": inside}


def _check_patterns(contract: Mapping[str, Json], findings: Findings) -> None:
    """Keywords and regular expressions that the validator of answers will not take."""
    try:
        jsonschema_rs.Draft202012Validator(dict(contract), pattern_options=jsonschema_rs.RegexOptions())
    except jsonschema_rs.ValidationError as error:
        place = pointer("schema", *error.instance_path)
        if error.instance_path and error.instance_path[-1] == "pattern":
            message = _("Cette expression régulière n’est pas acceptée.")
            fix = _("Écrivez-la sans regard avant ou arrière ni référence arrière.")
            findings.error(place, "bad-pattern", message, fix)
        else:
            message = _("Ce n’est pas du JSON Schema 2020-12.")
            findings.error(place, "bad-schema", message, _("Vérifiez ce mot-clé et sa valeur."))
    except (jsonschema_rs.ReferencingError, ValueError):
        message = _("Ce schéma ne peut pas être compilé.")
        findings.error(
            "/schema", "bad-schema", message, _("Vérifiez ses mots-clés, et qu’il ne vise rien d’extérieur.")
        )


def _leaves(
    group: Mapping[str, Json], prefix: str, place: str, findings: Findings, shelf: Shelf
) -> Iterator[Leaf]:
    properties = group["properties"]
    required = group.get("required", ())
    for index, name in enumerate(required):
        if name not in properties:
            message = _("« {name} » est obligatoire mais n’existe pas.").format(name=name)
            fix = suggestion(name, properties) or _("Retirez ce nom, ou ajoutez la propriété.")
            findings.error(f"{place}/required/{index}", "unknown-required", message, fix)
    for name, schema in properties.items():
        here = f"{place}/properties/{name}"
        if schema.get("type") == "object" and "properties" in schema and kind_of(schema) is None:
            yield from _leaves(schema, f"{prefix}{name}.", here, findings, shelf)
            continue
        beside = (prefix + name, name in required)
        leaf = shelf.made(here, schema, beside, partial(_leaf, here, *beside, findings))
        if leaf is None:
            _refuse(schema, prefix + name, here, findings)
        else:
            yield leaf


def _leaf(
    place: str, path: str, required: bool, findings: Findings, schema: Mapping[str, Json]
) -> Leaf | None:
    kind = kind_of(schema)
    if kind is None:
        return None
    rows = FIELD_TYPES[kind].value_type == "rows"
    return Leaf(path, place, kind, schema, required, _cells(schema, place, findings) if rows else {})


def _cells(schema: Mapping[str, Json], place: str, findings: Findings) -> dict[str, Leaf]:
    """The leaves of a row, which may hold rows of its own, and these no more: nobody could find their way."""
    items = schema["items"]
    if "properties" not in items:
        message = _("Une ligne de ce tableau n’a pas de propriété.")
        findings.error(f"{place}/items", "empty-row", message, _("Ajoutez « properties » à « items »."))
        return {}
    inside = _leaves(items, "", f"{place}/items", findings, Shelf(keeps=False))
    cells = {leaf.path: leaf for leaf in inside}
    for leaf in (inner for cell in cells.values() for inner in cell.cells.values()):
        if leaf.value_type == "rows":
            message = _(
                "Des lignes dans les lignes d’une ligne ne sont pas acceptées : deux niveaux au plus."
            )
            fix = _("Sortez « {name} » de la ligne, ou demandez-le à une autre étape.").format(name=leaf.path)
            findings.error(leaf.pointer, "nested-repeat", message, fix)
    return cells


def _refuse(schema: Mapping[str, Json], path: str, place: str, findings: Findings) -> None:
    """Tell an unknown format apart from a schema that no kind recognises."""
    for where, part in ((place, schema), (f"{place}/items", schema.get("items") or {})):
        given = part.get("format")
        if given is not None and given not in FORMATS:
            message = _("Le format « {given} » n’existe pas.").format(given=given)
            fix = suggestion(given, FORMATS) or _("Formats : {names}.").format(names=", ".join(FORMATS))
            findings.error(f"{where}/format", "unknown-format", message, fix)
            return
    message = _("Aucune sorte de question ne correspond à « {path} ».").format(path=path)
    fix = _("Donnez un « type », un « format » ou des options « oneOf » reconnus.")
    findings.error(place, "unknown-kind", message, fix)


def options_of(schema: Mapping[str, Json], hints: Mapping[str, str]) -> tuple[Option, ...]:
    """The options that a property lists, in order, with the author's hints."""
    listed = schema.get("items", schema)
    if "oneOf" in listed:
        branches = [branch for branch in listed["oneOf"] if isinstance(branch["const"], str)]
    else:
        branches = [{"const": value} for value in listed.get("enum", ()) if isinstance(value, str)]
    return tuple(
        Option(
            branch["const"],
            branch.get("title", branch["const"]),
            hints.get(branch["const"], branch.get("description", "")),
        )
        for branch in branches
    )


def codes_of(field: Field) -> tuple[str, ...]:
    """What may be chosen, () when the answer is free."""
    return tuple(option.value for option in FIELD_TYPES[field.kind].options(field))
