"""The workflow of a draft, chosen and set by its designer: one edit, which goes with the draft."""

from app.core.account import Account
from app.core.editing import EditRefused
from app.core.errors import DefinitionRefused
from app.core.workflow import Workflow
from app.core.workflow.settings import configured
from app.usecases import studio
from app.usecases.ports import Ports
from app.usecases.studio import Json, Opened


def choices(ports: Ports) -> tuple[Workflow, ...]:
    """Those that a form may follow, by title."""
    found = (ports.workflows.get(name) for name in ports.workflows.names())
    return tuple(sorted(found, key=lambda workflow: workflow.title))


def choose(
    ports: Ports, account: Account, draft_id: str, name: str, settings: Json, silence: Json, *, based_on: int
) -> Opened:
    """Keep workflow, settings and silence as one edit of the draft. EditRefused, DesignConflict, NotFound."""
    try:
        configured(ports.workflows.get(name), settings)
    except DefinitionRefused as refused:
        first = refused.problems[0]
        raise EditRefused("broken", f"{first.message} {first.fix}", problems=refused.problems) from None
    document = studio.read_draft(ports, account, draft_id).document
    places = {"workflow": name, "circuit": settings or None, "legal.silence": silence}
    edits = [
        {"verb": "set-sheet", "place": place, "value": value}
        for place, value in places.items()
        if value != _at(document, place)
    ]
    if not edits:
        return studio.open_draft(ports, account, draft_id)
    return studio.edit(ports, account, draft_id, {"verb": "several", "edits": edits}, based_on=based_on)


def _at(document: Json, place: str) -> Json:
    for key in place.split("."):
        document = document.get(key) if isinstance(document, dict) else None
    return document
