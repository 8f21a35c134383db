"""Workflows as data, and the one door through which a dossier changes state.

`transition` returns what must happen or raises; it stores nothing. Parsing and linting of
workflow files are in `workflow.parser`, what the clock does by itself is in `ticking`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.core.conditions import Scope, holds
from app.core.desk.opinions import Waiting
from app.core.dossier import Role
from app.core.errors import TransitionNotAllowed
from app.core.language import _

Json = Any
DRAFT = "draft"  # every workflow starts here; the first transition is the submission
CLOCK: Role = "clock"  # the role of the scheduler
OPINIONS = "opinions"  # `after`: when the last opinion asked of an expert is late; in `requires`: all given
SILENCE = "silence:"  # `after` "silence:rejet": when the form's own silence is worth a rejection


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a dossier stands, for conditions: the answers that were sent, the day that they are judged on,
    the opinions given since it came to its state, those asked of experts, and the actions that whoever
    acts now was the last to take.
    Nothing known: no condition holds."""

    answers: Mapping[str, Json] = field(default_factory=dict)
    today: date = date.min
    opinions: frozenset[str] = frozenset()
    experts: Waiting = field(default_factory=Waiting)
    mine: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class State:
    """`citizen` and `agent` are its labels for each; `tone` is info, attention, ok, bad or neutral.

    `editable_by` names the roles that may change the answers; `next` tells the citizen what comes.
    `tab` is the desk queue that holds it: todo, waiting (for the citizen), done.
    `clock` is what waiting here does to the delay of silence: "law" (SVA starts anew, SVR is suspended),
    "pause", "restart", "none" or "" (nothing); `grants` is the time given to answer, an ISO duration.
    `consults`: agents may ask opinions of experts here, and the delay that is proposed (ISO duration).
    """

    id: str
    citizen: str
    agent: str
    tone: str = "neutral"
    tab: str = "todo"
    editable_by: tuple[Role, ...] = ()
    terminal: bool = False
    next: str = ""
    clock: str = ""
    grants: str = ""
    consults: str = ""


@dataclass(frozen=True, slots=True)
class Transition:
    """An action. `requires` may hold "motive" and "opinions" (all those of the state are given);
    `effects` are names such as "document:receipt".

    `label` is the button ("Accepter la demande"), `done` the fact ("Demande acceptée").
    `by` holds roles or "clock"; `after` is then an ISO 8601 duration, counted from the day after the
    dossier came to its state, "silence:…" or "opinions"; `days` is "calendar" or "working", and
    `extended` moves an end that is not worked to the next working day. `when` is a condition on the answers.
    `opinion` names the opinion that it gives, once a stay. `internal`: the citizen reads nothing of it.
    `other_than`: four eyes; whoever was the last to take one of these actions may not take this one.
    `reopens`: it leaves a final state, whose decision stays in the history.
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
    days: str = "calendar"
    extended: bool = False
    when: Json | None = None
    opinion: str = ""
    internal: bool = False
    other_than: tuple[str, ...] = ()
    reopens: bool = False


@dataclass(frozen=True, slots=True)
class Workflow:
    """States and transitions of one way to process dossiers; `name` is the file's stem."""

    name: str
    title: str
    version: int
    states: Mapping[str, State]
    transitions: Mapping[str, Transition]
    raw: Mapping[str, Json] = field(default_factory=dict)
    hash: str = ""  # SHA-256 of the canonical JSON

    def leaving(self, state: str, role: Role) -> tuple[Transition, ...]:
        """The actions of this role from this state, in file order, whatever their conditions."""
        return tuple(t for t in self.transitions.values() if state in t.from_ and role in t.by)

    def available(self, state: str, role: Role, standing: Standing = Standing()) -> tuple[Transition, ...]:
        """Those that this role may take now."""
        return tuple(t for t in self.leaving(state, role) if not any(_hindrances(self, t, state, standing)))

    def kept_apart(self, state: str, role: Role, standing: Standing) -> tuple[Transition, ...]:
        """Those that this role may take from this state, but not this person: they took the one before."""
        return tuple(t for t in self.leaving(state, role) if standing.mine.intersection(t.other_than))

    def opinions(self, state: str) -> frozenset[str]:
        """The opinions that are asked in this state."""
        return frozenset(t.opinion for t in self.transitions.values() if t.opinion and state in t.from_)


def transition(
    workflow: Workflow,
    state: str,
    action: str,
    role: Role,
    *,
    motive: str = "",
    standing: Standing = Standing(),
) -> Transition:
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
    for reason, message in _hindrances(workflow, found, state, standing):
        raise TransitionNotAllowed(reason, message)
    if "motive" in found.requires and not motive.strip():
        raise TransitionNotAllowed("motive-required", _motive_wanted(found))
    return found


def _hindrances(
    workflow: Workflow, found: Transition, state: str, standing: Standing
) -> Iterator[tuple[str, str]]:
    """Why it may not be taken now: reason and message."""
    if found.when is not None and not holds(found.when, Scope(standing.answers, standing.today)):
        yield "not-applicable", _("Cette action ne s’applique pas aux réponses de ce dossier.")
    for action in found.other_than:
        if action in standing.mine:
            yield "other-person", _other_person(workflow, action)
    if found.opinion in standing.opinions:
        yield "opinion-given", _("Cet avis a déjà été donné.")
    if OPINIONS in found.requires and _awaited(workflow, state, standing):
        yield "opinions-missing", _("Tous les avis demandés n’ont pas encore été donnés.")


def _awaited(workflow: Workflow, state: str, standing: Standing) -> bool:
    """True while an opinion of the state, or of an expert, is still to come."""
    if workflow.opinions(state) - standing.opinions:
        return True
    return bool(workflow.states[state].consults) and not standing.experts.over


def _other_person(workflow: Workflow, action: str) -> str:
    """ "… : « Accord proposé », c’est vous." in the words of the action that was taken."""
    text = _("Cette action revient à quelqu’un d’autre : « {done} », c’était vous.")
    return text.format(done=workflow.transitions[action].done)


def _motive_wanted(found: Transition) -> str:
    if found.internal:
        return _("Saisissez un texte : il reste dans le service.")
    return _("Saisissez le motif : il sera écrit à l’usager.")
