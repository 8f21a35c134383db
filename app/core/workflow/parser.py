"""Workflow files: read once, refused whole with place, cause and fix, and drawn.

It refuses to know dossiers and forms: what a state means for one dossier is in `workflow`.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from json import loads
from typing import Any

import jsonschema_rs

from app.core.closeness import suggestion
from app.core.definition.parser import canonical_hash
from app.core.errors import DefinitionRefused, Problem
from app.core.language import _
from app.core.workflow import DRAFT, State, Transition, Workflow
from app.core.workflow.linting import lint
from app.core.workflow.words import by_whom

__all__ = ["SCHEMA", "lint", "mermaid", "parse"]

Json = Any
Said = tuple[str, str, str]  # code, cause, fix
SCHEMA: Mapping[str, Json] = loads((files("app.core") / "workflow.schema.json").read_text(encoding="utf-8"))
_WELL_SHAPED = jsonschema_rs.Draft202012Validator(dict(SCHEMA), pattern_options=jsonschema_rs.RegexOptions())


def parse(raw: Json, *, name: str, file: str) -> Workflow:
    """The workflow of this file's JSON. Raises DefinitionRefused with every problem that was found."""
    refused = tuple(_shape(raw, file)) or tuple(_repeated_ids(raw, file))
    if refused:
        raise DefinitionRefused(refused)
    workflow = _built(raw, name)
    errors = [problem for problem in lint(workflow, file=file) if problem.severity == "error"]
    if errors:
        raise DefinitionRefused(errors)
    return workflow


def mermaid(workflow: Workflow) -> str:
    """The workflow as a Mermaid state diagram, in the agents' words."""
    states = [f'  state "{_quiet(state.agent)}" as {state.id}' for state in workflow.states.values()]
    moves = [
        f"  {start} --> {move.to}: {_quiet(move.label)} ({_quiet(by_whom(move))})"
        for move in workflow.transitions.values()
        for start in move.from_
    ]
    ends = [f"  {state.id} --> [*]" for state in workflow.states.values() if state.terminal]
    return "\n".join(["stateDiagram-v2", *states, f"  [*] --> {DRAFT}", *moves, *ends]) + "\n"


def _quiet(text: str) -> str:
    """Without the characters that Mermaid reads as its own."""
    for own, plain in {'"': "’", ";": ",", ":": "–", "#": "", "\n": " "}.items():
        text = text.replace(own, plain)
    return text


def _built(raw: Mapping[str, Json], name: str) -> Workflow:
    return Workflow(
        name=name,
        title=raw["title"],
        version=raw["version"],
        states={state["id"]: _state(state) for state in raw["states"]},
        transitions={move["id"]: _transition(move) for move in raw["transitions"]},
        raw=raw,
        hash=canonical_hash(raw),
    )


def _state(raw: Mapping[str, Json]) -> State:
    return State(**{**raw, "editable_by": tuple(raw.get("editable_by", ()))})


def _transition(raw: Mapping[str, Json]) -> Transition:
    given: dict[str, Json] = {}
    for key, value in raw.items():
        given[key] = tuple(value) if isinstance(value, list) else value
    given["from_"] = given.pop("from")
    if isinstance(given["by"], str):
        given["by"] = (given["by"],)
    return Transition(**given)


def _repeated_ids(raw: Mapping[str, Json], file: str) -> Iterator[Problem]:
    for part in ("states", "transitions"):
        seen: set[str] = set()
        for number, item in enumerate(raw[part]):
            if item["id"] in seen:
                cause = _("L’identifiant « {id} » est déjà pris.").format(id=item["id"])
                fix = _("Donnez-lui un autre identifiant.")
                yield Problem(file, f"/{part}/{number}/id", "duplicate-id", cause, fix)
            seen.add(item["id"])


def _shape(raw: Json, file: str) -> Iterator[Problem]:
    """The errors of the JSON Schema in French, in file order, without the schema's own words."""
    if _readable(raw):
        return
    from jsonschema import Draft202012Validator  # noqa: PLC0415  # why: 35 ms of each start, for broken files

    for error in sorted(Draft202012Validator(SCHEMA).iter_errors(raw), key=_order):
        pointer = "".join(f"/{key}" for key in error.absolute_path)
        yield Problem(file, pointer, *_SENTENCES.get(str(error.validator), _other)(error))


def _readable(raw: Json) -> bool:
    try:
        return _WELL_SHAPED.is_valid(raw)
    except (ValueError, TypeError):  # nested beyond reason, not JSON at all: the other one tells
        return False


def _order(error: Any) -> list[str]:
    return [f"{key:06}" if isinstance(key, int) else key for key in error.absolute_path]


def _missing(error: Any) -> Said:
    name = error.message.split("'")[1]  # jsonschema names the missing key there only
    return "missing", _("Il manque « {name} ».").format(name=name), _("Ajoutez « {name} ».").format(name=name)


def _unknown_key(error: Any) -> Said:
    known = error.schema["properties"]
    name = next(key for key in error.instance if key not in known)
    fix = suggestion(name, known) or _("Retirez « {name} ».").format(name=name)
    return "unknown-key", _("« {name} » n’existe pas ici.").format(name=name), fix


def _unknown_value(error: Any) -> Said:
    allowed = error.validator_value
    cause = _("« {value} » n’est pas accepté ici.").format(value=error.instance)
    listed = _("Choisissez parmi : {allowed}.").format(allowed=", ".join(map(str, allowed)))
    return "unknown-value", cause, suggestion(str(error.instance), allowed) or listed


def _pattern(error: Any) -> Said:
    if error.absolute_path[-1] in ("after", "grants", "consults"):
        cause = _("« {value} » n’est pas une durée.").format(value=error.instance)
        return "bad-duration", cause, _("Écrivez par exemple « P2M » pour deux mois.")
    cause = _("« {value} » n’est pas un identifiant.").format(value=error.instance)
    return "bad-id", cause, _("Utilisez des minuscules sans accent, des chiffres et « _ », après une lettre.")


def _other(error: Any) -> Said:
    cause = _("Cette valeur n’est pas celle attendue.")
    rule = {error.validator: error.validator_value}
    return "bad-value", cause, _("Suivez cette règle de workflow.schema.json : {rule}.").format(rule=rule)


_SENTENCES: Mapping[str, Callable[[Any], Said]] = {
    "required": _missing,
    "additionalProperties": _unknown_key,
    "enum": _unknown_value,
    "pattern": _pattern,
}
