"""Workflows as data, and the one door through which a dossier changes state.

`transition` returns what must happen or raises; it stores nothing. Parsing and
linting of workflow files are in `workflow_parser`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.core.dossier import Role
from app.core.errors import TransitionNotAllowed
from app.core.language import _

Json = Any
DRAFT = "draft"  # every workflow starts here; the first transition is the submission


@dataclass(frozen=True, slots=True)
class State:
    """`citizen` and `agent` are its labels for each; `tone` is info, attention, ok, bad or neutral.

    `editable_by` names the roles that may change the answers; `next` tells the citizen what comes.
    `tab` is the desk queue that holds it: todo, waiting (for the citizen), done.
    """

    id: str
    citizen: str
    agent: str
    tone: str = "neutral"
    tab: str = "todo"
    editable_by: tuple[Role, ...] = ()
    terminal: bool = False
    next: str = ""


@dataclass(frozen=True, slots=True)
class Transition:
    """An action. `requires` may hold "motive"; `effects` are names such as "document:receipt".

    `label` is the button ("Accepter la demande"), `done` the fact ("Demande acceptée").
    `by` holds roles or "clock"; `after` is then an ISO 8601 duration.
    """

    id: str
    label: str
    done: str
    from_: tuple[str, ...]
    to: str
    by: tuple[Role, ...]
    requires: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    hint: str = ""
    tone: str = "neutral"
    after: str = ""
    when: Json | None = None


@dataclass(frozen=True, slots=True)
class Workflow:
    """States and transitions of one way to process dossiers; `name` is the file's stem."""

    name: str
    title: str
    version: int
    states: Mapping[str, State]
    transitions: Mapping[str, Transition]
    raw: Mapping[str, Json] = field(default_factory=dict)

    def available(self, state: str, role: Role) -> tuple[Transition, ...]:
        """The actions that this role may take from this state, in file order."""
        return tuple(t for t in self.transitions.values() if state in t.from_ and role in t.by)


def transition(workflow: Workflow, state: str, action: str, role: Role, *, motive: str = "") -> Transition:
    """Return the transition for this action, or raise TransitionNotAllowed; nothing is changed here."""
    found = workflow.transitions.get(action)
    if found is None:
        raise TransitionNotAllowed("unknown-transition", _("Cette action n’existe pas dans ce circuit."))
    if state not in found.from_:
        raise TransitionNotAllowed(
            "wrong-state", _("Cette action n’est plus possible : le dossier a changé d’état.")
        )
    if role not in found.by:
        raise TransitionNotAllowed("wrong-role", _("Vous n’avez pas le droit de faire cette action."))
    if "motive" in found.requires and not motive.strip():
        raise TransitionNotAllowed("motive-required", _("Saisissez le motif : il sera écrit à l’usager."))
    return found
