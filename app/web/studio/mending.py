"""Where each thing that a publication lacks is mended: a JSON Pointer of the draft → an address."""

from collections.abc import Callable, Mapping

from flask import url_for

from app.core.definition import FormDefinition
from app.core.definition.reading_order import places

Address = Callable[[str, FormDefinition, str], str]  # (draft id, definition, pointer) → address


def address(draft_id: str, definition: FormDefinition, pointer: str) -> str:
    """The page that mends what is at this place; what no page holds is in the JSON."""
    part = pointer.split("/")[1] if "/" in pointer else ""
    return ADDRESSES.get(part, _json)(draft_id, definition, pointer)


def _question(draft_id: str, definition: FormDefinition, pointer: str) -> str:
    inside = [one for one in places(definition.steps) if pointer.startswith(one.pointer)]
    if inside:
        path = max(inside, key=lambda one: len(one.pointer)).path
        return url_for("studio.draft", draft_id=draft_id, question=path)
    number = pointer.split("/")[2]
    step = definition.steps[int(number)].id if number.isdecimal() else definition.steps[0].id
    return url_for("studio.draft", draft_id=draft_id, etape=step)


# A part as a whole → the value of it that is asked for first.
_FIRST = {
    "": "declaration",
    "/start": "start-summary",
    "/service": "service-email",
    "/legal": "legal-purposes",
}


def _sheet(draft_id: str, definition: FormDefinition, pointer: str) -> str:
    anchor = f"f-{_FIRST.get(pointer) or pointer.strip('/').replace('/', '-')}"
    return url_for("studio.sheet", draft_id=draft_id, _anchor=anchor)


def _json(draft_id: str, definition: FormDefinition, pointer: str) -> str:
    return url_for("studio.text", draft_id=draft_id)


ADDRESSES: Mapping[str, Address] = {
    "steps": _question,
    "title": _sheet,
    "start": _sheet,
    "declaration": _sheet,
    "legal": _sheet,
    "service": _sheet,
    "": _sheet,
    "scenarios": lambda draft_id, definition, pointer: url_for(
        "studio.trial", draft_id=draft_id, _anchor="scenarios"
    ),
}
