"""Where questions may go, as a list of a form: « étape:vous », « après:nom », « lignes:enfants »."""

from collections.abc import Sequence
from typing import Any

from app.core.definition import FormDefinition, Step
from app.core.definition.reading_order import Place, places
from app.core.editing.outline import rows_of
from app.core.language import _

Json = Any
STEP, AFTER, ROWS = "etape", "apres", "lignes"
Group = tuple[str, list[tuple[str, str]]]


def spots(definition: FormDefinition, here: int) -> list[Group]:
    """(step, its places), in order: every place of the step `here`, the two ends of the others."""
    known = [place for place in places(definition.steps) if place.position[0] == here]
    return [
        (step.title, _inside(step, known) if number == here else _ends(step))
        for number, step in enumerate(definition.steps)
    ]


def _ends(step: Step) -> list[tuple[str, str]]:
    last = f"{AFTER}:{step.fields[-1].path}"
    return [(f"{STEP}:{step.id}", _("Au début de l’étape")), (last, _("À la fin de l’étape"))]


def _inside(step: Step, known: Sequence[Place]) -> list[tuple[str, str]]:
    listed = [(f"{STEP}:{step.id}", _("Au début de l’étape"))]
    for place in known:
        name, inner = place.field.label, "– " * place.path.count("[].")
        listed.append((f"{AFTER}:{place.path}", inner + _("Après « {name} »").format(name=name)))
        if place.field.fields:
            told = _("Au début des lignes de « {name} »").format(name=name)
            listed.append((f"{ROWS}:{place.path}", f"{inner}– {told}"))
    return listed


def where(spot: str) -> Json:
    """The place for the core's verbs. What is no place is a step that the core does not know."""
    kind, _colon, name = spot.partition(":")
    if kind == AFTER:
        rows = rows_of(name)
        return {"rows": rows, "after": name} if rows else {"after": name}
    return {"rows": name, "after": ""} if kind == ROWS else {"step": name, "after": ""}


def located(spot: str, document: Json) -> Json:
    """The same, with the step of the question to go after."""
    to = where(spot)
    if "step" in to or "rows" in to:
        return to
    step = next(
        (one["id"] for one in document["steps"] if any(f["path"] == to["after"] for f in one["fields"])), ""
    )
    return {"step": step, **to}
