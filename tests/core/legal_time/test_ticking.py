"""Due dates and clock actions derived from a history: the law's dates, catching up, opinions, conditions."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from json import loads
from pathlib import Path
from typing import Any

from app.core.definition import Silence
from app.core.dossier import CITIZEN, CLOCK, Acting, Event, Person, Role
from app.core.legal_time.ticking import next_tick, opinions_given, passages, silence_due
from app.core.workflow import DRAFT, Standing, Workflow
from app.core.workflow import parser as workflow_parser
from tests.core import house_workflows

SVA, SVR, MUTE = Silence("acceptation", 2), Silence("rejet", 2), Silence("aucune")


def workflow(name: str, **transitions: dict[str, Any]) -> Workflow:
    """A workflow of the house or of the tests; `transitions` changes keys of some of its actions."""
    if name in house_workflows.NAMES and not transitions:
        return house_workflows.workflow(name)
    raw = house_workflows.as_written(name) if name in house_workflows.NAMES else _of_the_tests(name)
    for move in raw["transitions"]:
        move.update(transitions.get(move["id"], {}))
    return workflow_parser.parse(raw, name=name, file=f"{name}.json")


def _of_the_tests(name: str) -> Any:
    return loads((Path(__file__).parents[1] / "data" / f"{name}.json").read_text(encoding="utf-8"))


def history(flow: Workflow, *steps: tuple[str, str]) -> tuple[Event, ...]:
    """Events of these (action, instant or day): each leaves the state that the one before led to."""
    state, events = DRAFT, []
    for number, (action, at) in enumerate(steps):
        move = flow.transitions[action]
        assert state in move.from_, (action, state)
        role: Role = move.by[0]
        actor = {"citizen": CITIZEN, "clock": CLOCK}.get(role, Person("Anne", role))
        instant = datetime.fromisoformat(at if "T" in at else f"{at}T10:00:00").replace(tzinfo=UTC)
        data = {"action": action, "done": move.done, "from": state, "to": move.to}
        events.append(Event(f"e{number}", "d", number, "transition", instant, Acting(actor, CITIZEN), data))
        state = move.to
    return tuple(events)


def tick(flow: Workflow, rule: Silence, events: Sequence[Event], answers: Any = None) -> tuple[str, str]:
    past = passages(events)
    state = past[-1].to
    standing = Standing(answers or {}, date(2026, 1, 1), opinions_given(flow, past, state))
    found = next_tick(flow, rule, past, state, standing)
    return (found.transition.id, found.on.isoformat()) if found else ("", "")


SENT, TAKEN = ("submit", "2026-01-10"), ("take", "2026-01-12")
ASKED, ANSWERED = ("ask_correction", "2026-03-03"), ("resubmit", "2026-03-15")
ACCEPTS, REFUSES = "accept_by_silence", "refuse_by_silence"
OPINION = ("ask_opinions", "2026-02-02")

CASES = (
    ("CRPA L231-1", "instruction", SVA, (SENT,), (ACCEPTS, "2026-03-11")),
    ("CRPA L231-4", "instruction", SVR, (SENT,), (REFUSES, "2026-03-11")),
    ("taking a dossier up stops nothing", "instruction", SVR, (SENT, TAKEN), (REFUSES, "2026-03-11")),
    ("no rule", "instruction", MUTE, (SENT,), ("", "")),
    ("23:30 in UTC is the next day in Paris", "instruction", SVA, (("submit", "2026-01-10T23:30:00"),),
     (ACCEPTS, "2026-03-12")),
    ("the same in summer time, an hour earlier", "instruction", SVA, (("submit", "2026-07-10T22:30:00"),),
     (ACCEPTS, "2026-09-12")),
    ("L114-5, SVR: one month is granted, then the delay runs again", "instruction", SVR, (SENT, ASKED),
     (REFUSES, "2026-04-12")),
    ("L114-5, SVA: nothing runs without what is missing", "instruction", SVA, (SENT, ASKED), ("", "")),
    ("L114-5, SVR: 12 days", "instruction", SVR, (SENT, ASKED, ANSWERED), (REFUSES, "2026-03-23")),
    ("L114-5, SVA: anew", "instruction", SVA, (SENT, ASKED, ANSWERED), (ACCEPTS, "2026-05-16")),
    ("L114-5, SVA: given up, paused only", "instruction", SVA, (SENT, ASKED, ("resume", "2026-03-15")),
     (ACCEPTS, "2026-03-23")),
    ("L114-5, SVR: two requests", "instruction", SVR,
     (SENT, ("ask_correction", "2026-01-20"), ("resubmit", "2026-01-25"), ("ask_correction", "2026-03-01"),
      ("resubmit", "2026-03-11")), (REFUSES, "2026-03-26")),
    ("visa: signing late is silence too", "visa", SVA, (SENT, TAKEN, ("propose_acceptance", "2026-03-01")),
     (ACCEPTS, "2026-03-11")),
    ("opinions: fifteen days", "avis-internes", MUTE, (SENT, TAKEN, OPINION),
     ("opinions_late", "2026-02-18")),
    ("opinions: silence comes first", "avis-internes", SVA, (SENT, TAKEN, ("ask_opinions", "2026-03-05")),
     (ACCEPTS, "2026-03-11")),
    ("opinions: one given changes no date", "avis-internes", MUTE,
     (SENT, TAKEN, OPINION, ("give_legal", "2026-02-10")), ("opinions_late", "2026-02-18")),
    ("opinions: all given, at once", "avis-internes", MUTE,
     (SENT, TAKEN, OPINION, ("give_legal", "2026-02-10"), ("give_technical", "2026-02-12")),
     ("opinions_complete", "2026-02-12")),
    ("opinions: those of an earlier stay do not count", "avis-internes", MUTE,
     (SENT, TAKEN, OPINION, ("give_legal", "2026-02-10"), ("give_technical", "2026-02-12"),
      ("opinions_complete", "2026-02-12"), ("ask_opinions", "2026-03-02")), ("opinions_late", "2026-03-18")),
    ("a declaration is registered at once", "declaration", MUTE, (SENT,), ("register", "2026-01-10")),
    ("at the counter, silence counts too", "guichet", SVR, (SENT,), (REFUSES, "2026-03-11")),
    ("decided: nothing more", "instruction", SVR, (SENT, TAKEN, ("accept", "2026-02-01")), ("", "")),
    ("reopened: the delay was kept, it does not run again", "instruction", SVA,
     (SENT, TAKEN, ("accept", "2026-02-01"), ("reopen", "2026-02-10")), ("", "")),
    ("rejected by silence: nothing more, even if the service works on", "visa", SVR,
     (SENT, (REFUSES, "2026-03-11"), ("take", "2026-03-12")), ("", "")),
)  # fmt: skip


def test_the_clock_acts_on_the_day_that_the_history_gives() -> None:
    wrong = []
    for why, name, rule, steps, wanted in CASES:
        flow = workflow(name)
        found = tick(flow, rule, history(flow, *steps))
        if found != wanted:
            wrong.append((why, found, wanted))
    assert wrong == []


def test_an_action_done_late_counts_from_its_legal_day() -> None:
    flow = workflow("avis-internes", opinions_late={"after": "P10D"})
    late = history(flow, SENT, TAKEN, OPINION, ("opinions_late", "2026-03-30"))
    events = (*late[:-1], Event("x", "d", 4, "transition", late[-1].at, late[-1].acting,
              {**late[-1].data, "on": "2026-02-13"}))  # fmt: skip
    assert passages(events)[-1].on == date(2026, 2, 13)


def test_working_days_and_the_next_working_day_are_read_from_the_file() -> None:
    for changes, on in (({"days": "working", "after": "P5D"}, "2026-02-10"),
                        ({"after": "P5D"}, "2026-02-08"),
                        ({"after": "P5D", "extended": True}, "2026-02-10"),
                        ({"after": "P1M"}, "2026-03-03")):  # fmt: skip
        flow = workflow("avis-internes", opinions_late=changes)
        assert tick(flow, MUTE, history(flow, SENT, TAKEN, OPINION)) == ("opinions_late", on), changes


def test_a_clock_with_a_condition_follows_the_answers() -> None:
    flow = workflow("avis-internes", opinions_late={}, opinions_complete={})
    assert tick(flow, MUTE, history(flow, SENT)) == ("", "")
    raw = house_workflows.as_written("guichet")
    raw["transitions"].append(
        {"id": "small", "label": "Accorder", "done": "Accordé d’office", "from": ["submitted"],
         "to": "accepted", "by": ["clock"], "after": "P0D", "when": {"<=": [{"var": "montant"}, 100]}}
    )  # fmt: skip
    flow = workflow_parser.parse(raw, name="guichet", file="guichet.json")
    assert tick(flow, SVR, history(flow, SENT), {"montant": 80}) == ("small", "2026-01-10")
    assert tick(flow, SVR, history(flow, SENT), {"montant": 800}) == (REFUSES, "2026-03-11")


def test_a_state_that_the_workflow_no_longer_knows_stops_nothing() -> None:
    flow = workflow("instruction")
    strange = Event("x", "d", 9, "transition", datetime(2026, 1, 20, tzinfo=UTC), Acting(CITIZEN, CITIZEN),
                    {"action": "gone", "from": "submitted", "to": "nowhere"})  # fmt: skip
    due = silence_due(flow, SVR, passages((*history(flow, SENT), strange)))
    assert due is not None
    assert due.on == date(2026, 3, 11)


def test_each_way_of_waiting_does_what_it_says_to_the_delay() -> None:
    raw = house_workflows.as_written("guichet")
    correction = next(state for state in raw["states"] if state["id"] == "correction")
    correction.pop("grants")
    ways = (
        ("law", SVA, "2026-05-16"),
        ("law", SVR, "2026-03-23"),
        ("pause", SVA, "2026-03-23"),
        ("restart", SVR, "2026-05-16"),
        ("none", SVR, "2026-03-11"),
    )
    for clock, rule, on in ways:
        correction["clock"] = clock
        flow = workflow_parser.parse(raw, name="guichet", file="guichet.json")
        due = silence_due(flow, rule, passages(history(flow, SENT, ASKED, ANSWERED)))
        assert due is not None
        assert due.on == date.fromisoformat(on), clock
