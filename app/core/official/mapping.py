"""The mapping file of an official PDF as immutable values: read once, checked for its shape.

Whether its paths and codes exist in a form is told by `rules`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from json import loads
from typing import Any

import jsonschema_rs

from app.core.errors import DefinitionRefused
from app.core.findings import Findings, pointer
from app.core.language import _

Json = Any
FILE = "official.json"
SHOWN = "shown"
# Read once with the module, like code: editors use the same file.
_SCHEMA: Mapping[str, Json] = loads(files("app.core").joinpath("official-map.schema.json").read_text("utf-8"))
_VALIDATOR = jsonschema_rs.Draft202012Validator(dict(_SCHEMA), pattern_options=jsonschema_rs.RegexOptions())


@dataclass(frozen=True, slots=True)
class Piece:
    """One answer: `path` (relative to the row in a rule with rows), how it is written, what stands around.

    `when`, a condition in which "item.x" is a cell of the row: the answer is left out when it does not hold.
    """

    path: str
    writing: str = SHOWN
    pattern: str = ""
    before: str = ""
    after: str = ""
    when: Json = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What goes into a field: pieces joined, once or for each row; or the state of a box, by answer."""

    pieces: tuple[Piece, ...]
    rows: str = ""
    join: str = " "
    between: str = "\n"  # rows
    states: Mapping[str, str] = field(default_factory=dict)
    when: Json = None  # a condition of the form's language: the field stays empty when it does not hold

    def paths(self) -> tuple[str, ...]:
        """Of its answers, as a definition declares them."""
        return tuple(f"{self.rows}[].{piece.path}" if self.rows else piece.path for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Place:
    """Where to write on a PDF without fields: page from 1, box (left, bottom, right, top) in points."""

    page: int
    box: tuple[float, float, float, float]
    cells: int = 0
    size: float = 0
    lines: bool = False
    tick: bool = False


@dataclass(frozen=True, slots=True)
class OfficialMap:
    """`left_empty` and `not_printed` give the reason of each field and path knowingly left out."""

    form: str
    rules: Mapping[str, Rule]
    edition: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)
    left_empty: Mapping[str, str] = field(default_factory=dict)
    not_printed: Mapping[str, str] = field(default_factory=dict)


def looks_like_a_map(raw: Json) -> bool:
    """True for a mapping file, well made or not, among the JSON files of a project."""
    return isinstance(raw, Mapping) and "form" in raw and "fields" in raw and "steps" not in raw


def read_map(raw: Json, *, file: str = FILE) -> OfficialMap:
    """The mapping. Raises DefinitionRefused with every error of shape."""
    findings = Findings(file)
    for error in _VALIDATOR.iter_errors(raw):
        findings.error(pointer(*error.instance_path), "bad-shape", _sentence(error), _expected(error))
    if findings.problems:
        raise DefinitionRefused(findings.problems)
    return OfficialMap(
        form=raw["form"],
        rules={name: _rule(given) for name, given in raw["fields"].items()},
        edition=raw.get("edition", ""),
        places={name: _place(given) for name, given in raw.get("places", {}).items()},
        left_empty=_by_name(raw.get("left_empty", {})),
        not_printed=_by_name(raw.get("not_printed", {})),
    )


def _sentence(error: jsonschema_rs.ValidationError) -> str:
    name = str(error.instance_path[-1]) if error.instance_path else _("le fichier")
    return _("« {name} » n’est pas écrit comme il faut.").format(name=name)


def _expected(error: jsonschema_rs.ValidationError) -> str:
    """The words of the schema on the smallest part around that has some."""
    here: Json = _SCHEMA
    told = str(_SCHEMA["title"])
    for key in error.instance_path:
        here = _below(here, key)
        told = here.get("description", told)
    return _("Attendu : {told}.").format(told=told)


def _below(schema: Json, key: str | int) -> Mapping[str, Json]:
    found = schema.get("properties", {}).get(key) or schema.get("additionalProperties")
    if not isinstance(found, Mapping):
        return {}
    reference = str(found.get("$ref", "")).rpartition("/")[2]
    below = _SCHEMA["$defs"][reference] if reference else found
    assert isinstance(below, Mapping)
    return below


def _rule(given: Json) -> Rule:
    if isinstance(given, str):
        return Rule((Piece(given),))
    options = {name: given[name] for name in ("rows", "join", "between", "states", "when") if name in given}
    # The condition of a rule with one answer is the rule's.
    return Rule(tuple(map(_piece, given.get("parts", [{**given, "when": None}]))), **options)


def _piece(given: Json) -> Piece:
    if isinstance(given, str):
        return Piece(given)
    options = {name: given[name] for name in ("pattern", "before", "after", "when") if name in given}
    return Piece(given["path"], given.get("as", SHOWN), **options)


def _place(given: Mapping[str, Json]) -> Place:
    left, bottom, right, top = (float(edge) for edge in given["box"])
    return Place(
        given["page"], (left, bottom, right, top), given.get("cells", 0), float(given.get("size", 0)),
        given.get("lines", False), given.get("tick", False),
    )  # fmt: skip


def _by_name(reasons: Mapping[str, Json]) -> dict[str, str]:
    return {name: reason for reason, names in reasons.items() for name in names}
