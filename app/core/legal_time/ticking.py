"""What time does to a dossier: its due dates, derived from its history, and the next action of the clock.

Nothing is stored here and no clock is read: the events are the truth, dates come out of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.core.definition import Silence
from app.core.desk.opinions import Opinion, Waiting, waiting
from app.core.dossier import Event
from app.core.legal_time import civil_date
from app.core.legal_time.deadlines import last_day, read_delay
from app.core.legal_time.public_holidays import METROPOLE
from app.core.legal_time.silence import Correction, SilenceDue, silence
from app.core.workflow import CLOCK, DRAFT, OPINIONS, SILENCE, Standing, State, Transition, Workflow

_A_DAY = timedelta(days=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Passage:
    """One transition of the past. `on` is its legal day: what the clock did late counts from its due date;
    `at` is when it was really done, `who` the account that did it ("" for the clock and citizens)."""

    action: str
    from_: str
    to: str
    on: date
    role: str
    at: datetime = LONG_AGO
    who: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """What the clock will do, and the first day on which it may."""

    on: date
    transition: Transition


def passages(events: Sequence[Event]) -> tuple[Passage, ...]:
    """The transitions among the events, in order."""
    return tuple(
        Passage(
            action=str(event.data.get("action", "")),
            from_=str(event.data.get("from", "")),
            to=str(event.data.get("to", "")),
            on=date.fromisoformat(event.data["on"]) if "on" in event.data else civil_date(event.at),
            role=event.acting.actor.role,
            at=event.at,
            who=event.acting.actor.id,
        )
        for event in events
        if event.kind == "transition"
    )


def stay(past: Sequence[Passage], state: str) -> tuple[Passage, ...]:
    """The passages since the dossier last came to this state, that one first; () when it never did."""
    came = [number for number, passage in enumerate(past) if passage.to == state != passage.from_]
    return tuple(past[came[-1] :]) if came else ()


def opinions_given(workflow: Workflow, past: Sequence[Passage], state: str) -> frozenset[str]:
    """The opinions given since the dossier came to this state."""
    moves = (workflow.transitions.get(passage.action) for passage in stay(past, state))
    return frozenset(move.opinion for move in moves if move is not None and move.opinion)


def last_taken_by(past: Sequence[Passage], who: str) -> frozenset[str]:
    """The actions that this account was the last to take; those of an earlier round count until redone."""
    last = {passage.action: passage.who for passage in past}
    return frozenset(action for action, taker in last.items() if who and taker == who)


def experts_awaited(past: Sequence[Passage], state: str, opinions: Sequence[Opinion]) -> Waiting:
    """What the experts asked in this stay still have to answer."""
    here = stay(past, state)
    return waiting(opinions, here[0].at) if here else Waiting()


def silence_due(
    workflow: Workflow, rule: Silence, past: Sequence[Passage], *, territory: str = METROPOLE
) -> SilenceDue | None:
    """What silence will be worth and when; None before the request, and once it was decided or silence
    was worth a decision (reopening a dossier does not make the delay run again)."""
    received = next((passage.on for passage in past if passage.from_ == DRAFT), None)
    if received is None or any(_ends_silence(workflow, passage) for passage in past):
        return None
    return silence(rule.rule, rule.months, received, tuple(_corrections(workflow, past, territory)))


def _ends_silence(workflow: Workflow, passage: Passage) -> bool:
    state, move = workflow.states.get(passage.to), workflow.transitions.get(passage.action)
    return bool(state and state.terminal) or bool(move and move.after.startswith(SILENCE))


def _corrections(workflow: Workflow, past: Sequence[Passage], territory: str) -> Iterator[Correction]:
    for number, passage in enumerate(past):
        state = workflow.states.get(passage.to)
        if state is None or not state.clock or passage.from_ == state.id:
            continue
        end = next((later for later in past[number + 1 :] if later.from_ == state.id != later.to), None)
        yield Correction(
            asked=passage.on,
            ended=end.on if end else None,
            cancelled=end is not None and end.role not in state.editable_by,
            granted=granted(state, passage.on, territory),
            effect=state.clock,
        )


def granted(state: State, asked: date, territory: str = METROPOLE) -> date | None:
    """The last day that the person has to answer (a day that is not worked gives way to the next)."""
    if not state.grants:
        return None
    return last_day(asked, read_delay(state.grants), extended=True, territory=territory)


def reads_holidays(workflow: Workflow, past: Sequence[Passage], state: str) -> bool:
    """True when a date of this dossier may depend on public holidays, hence on the territory."""
    been = {state, *(passage.to for passage in past)}
    return any(workflow.states[one].grants for one in been if one in workflow.states) or any(
        move.after and (move.extended or move.days == "working")
        for move in workflow.transitions.values()
        if state in move.from_
    )


def next_tick(
    workflow: Workflow,
    rule: Silence,
    past: Sequence[Passage],
    state: str,
    standing: Standing,
    *,
    territory: str = METROPOLE,
) -> Tick | None:
    """The first thing that the clock will do from this state if nothing else happens, or None."""
    ticks = []
    for move in workflow.available(state, CLOCK, standing):
        on = _acts_on(workflow, rule, past, state, move, standing.experts, territory)
        if on is not None:
            ticks.append(Tick(on, move))
    return min(ticks, key=lambda tick: tick.on, default=None)


def _acts_on(
    workflow: Workflow,
    rule: Silence,
    past: Sequence[Passage],
    state: str,
    move: Transition,
    experts: Waiting,
    territory: str,
) -> date | None:
    """The day after the last of the delay; at once, the day of what happened last."""
    if move.after.startswith(SILENCE):
        due = silence_due(workflow, rule, past, territory=territory)
        return due.on if due and due.rule == move.after.removeprefix(SILENCE) else None
    if move.after == OPINIONS:
        return experts.until + _A_DAY if experts.until else None
    here = stay(past, state)
    if not here:
        return None
    delay = read_delay(move.after, working=move.days == "working")
    if delay.at_once:
        return max(here[-1].on, experts.settled_on or date.min) if OPINIONS in move.requires else here[-1].on
    end = last_day(here[0].on, delay, extended=move.extended, territory=territory)
    return None if end is None else end + _A_DAY
