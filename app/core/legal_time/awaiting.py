"""How long a dossier waited for its citizen, told by its history. It refuses to know what that does to the
legal delay: see `silence`."""

from collections.abc import Sequence
from datetime import date

from app.core.legal_time.ticking import Passage
from app.core.workflow import Workflow

WAITING = "waiting"  # the tab of the states that wait for the citizen


def days_awaited(workflow: Workflow, past: Sequence[Passage]) -> int:
    """Civil days spent in states that wait for the citizen, from the legal day of coming to that of leaving;
    a stay that is not over counts nothing yet."""
    days, since = 0, None
    for passage in past:
        state = workflow.states.get(passage.to)
        waits = state is not None and state.tab == WAITING
        if since is not None and not waits:
            days, since = days + _between(since, passage.on), None
        elif since is None and waits:
            since = passage.on
    return days


def _between(first: date, last: date) -> int:
    return max(0, (last - first).days)
