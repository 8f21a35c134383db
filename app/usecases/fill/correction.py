"""What the service asked a person to correct, to be kept before their eyes while they correct it.

A draft that was never sent costs no statement: nobody asked anything of it.
"""

from collections.abc import Sequence

from app.core.dossier import Dossier, Event
from app.core.workflow import DRAFT, Workflow
from app.usecases.desk.moving import definition_and_workflow
from app.usecases.ports import Ports


def asked(ports: Ports, dossier: Dossier) -> str:
    """The motive of the pending request, "" when there is none."""
    if dossier.submitted_at is None:
        return ""
    with ports.store.reading() as tx:
        _definition, workflow = definition_and_workflow(ports, tx, dossier)
        events = tx.events.of(dossier.id)
    return motive(events, dossier.state) if workflow.states[dossier.state].editable_by else ""


def motive(events: Sequence[Event], state: str) -> str:
    """What was written when the dossier came to this state the last time."""
    told = [str(event.data.get("motive", "")) for event in events if event.data.get("to") == state]
    return told[-1] if told else ""


def sent_again(events: Sequence[Event], workflow: Workflow) -> bool:
    """True once the person has sent corrections (an agent who stops waiting for them sends none)."""
    editable = {state.id: state.editable_by for state in workflow.states.values() if state.id != DRAFT}
    return any(event.acting.actor.role in editable.get(event.data.get("from", ""), ()) for event in events)
