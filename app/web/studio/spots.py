"""Where questions may go, as a list of a form: « étape:vous », « après:nom », « lignes:enfants »."""

from typing import Any

from app.core.definition import FormDefinition
from app.core.editing.outline import rows_of
from app.core.language import _
from app.core.reading_order import places

Json = Any
STEP, AFTER, ROWS = "etape", "apres", "lignes"
Group = tuple[str, list[tuple[str, str]]]


def spots(definition: FormDefinition) -> list[Group]:
    """(step, its places), in the order of pages."""
    found: list[Group] = []
    known = list(places(definition.steps))
    for number, step in enumerate(definition.steps):
        listed = [(f"{STEP}:{step.id}", _("Au début de l’étape"))]
        for place in (one for one in known if one.position[0] == number):
            name = place.field.label
            inner = "– " * place.path.count("[].")
            listed.append((f"{AFTER}:{place.path}", inner + _("Après « {name} »").format(name=name)))
            if place.field.fields:
                told = _("Au début des lignes de « {name} »").format(name=name)
                listed.append((f"{ROWS}:{place.path}", f"{inner}– {told}"))
        found.append((step.title, listed))
    return found


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
