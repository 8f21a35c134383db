"""Days spent waiting for the citizen, out of a history."""

from datetime import date
from types import SimpleNamespace

from app.core.legal_time.awaiting import days_awaited
from app.core.legal_time.ticking import Passage
from tests.core.tables import each

WORKFLOW = SimpleNamespace(
    states={name: SimpleNamespace(tab=tab) for name, tab in (
        ("submitted", "todo"), ("correction", "waiting"), ("payment", "waiting"), ("accepted", "done"),
    )}
)  # fmt: skip
SENT = ("submitted", 1)


@each(
    ("stays", "days"),
    [
        ((SENT, ("accepted", 20)), 0),
        ((SENT, ("correction", 3), ("submitted", 10), ("accepted", 20)), 7),
        ((SENT, ("correction", 3), ("submitted", 5), ("correction", 8), ("submitted", 9)), 3),
        ((SENT, ("correction", 3), ("payment", 8), ("submitted", 10)), 7),  # still the citizen
        ((SENT, ("correction", 3), ("accepted", 30)), 27),  # decided while it waited
        ((SENT, ("correction", 3)), 0),  # not over
        ((SENT, ("correction", 3), ("submitted", 3)), 0),
        ((SENT, ("gone-from-the-workflow", 3), ("submitted", 9)), 0),
    ],
)
def test_only_whole_stays_with_the_citizen_count(stays: tuple[tuple[str, int], ...], days: int) -> None:
    past = [Passage("x", "", state, date(2026, 3, day), "agent") for state, day in stays]
    assert days_awaited(WORKFLOW, past) == days  # type: ignore[arg-type]
