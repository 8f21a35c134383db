"""What time brings: the due actions of the clock on every dossier, each done once, at its legal day.

Run by the scheduler at each turn. Two schedulers, or one that was down for days, change nothing: a
dossier is held, read again and moved by compare-and-set, and its history says what was due when. A few
dossiers share a transaction, for a commit waits for the disk; when one of them fails, each has its own.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta

from app.core.errors import TransitionNotAllowed
from app.usecases.desk.moving import follow_clock
from app.usecases.moment import at_one_moment
from app.usecases.ports import Ports

log = logging.getLogger(__name__)

AT_ONCE = 500  # dossiers asked for in one statement
TOGETHER = 20  # moved in one transaction: others who write wait for no more than a tenth of a second


def run_clock(ports: Ports) -> int:
    """Act on every dossier whose day has come; how many changed.

    One that cannot be dealt with is told and left: the others do not wait for it.
    """
    ports = at_one_moment(ports)
    today, after, acted = ports.clock.today(), None, 0
    while True:
        with ports.store.reading() as tx:
            due = tx.dossiers.clock_due(today, after=after, limit=AT_ONCE)
        if not due:
            return acted
        ids = [dossier_id for _day, dossier_id in due]
        acted += sum(_act(ports, ids[at : at + TOGETHER]) for at in range(0, len(ids), TOGETHER))
        after = due[-1]


def _act(ports: Ports, ids: Sequence[str]) -> int:
    try:
        return _move(ports, ids)
    except Exception:  # noqa: BLE001 - whatever it was, nothing of it is kept: each alone will tell
        return sum(_act_alone(ports, dossier_id) for dossier_id in ids)


def _act_alone(ports: Ports, dossier_id: str) -> int:
    try:
        return _move(ports, [dossier_id])
    except TransitionNotAllowed:  # somebody acted at this very moment: what is due now is another thing
        return 0
    except Exception:  # the edge of the scheduler: whatever it was, the others do not wait
        log.exception("the clock could not act on dossier %s, tried again tomorrow", dossier_id)
        _put_off(ports, dossier_id)
        return 0


def _put_off(ports: Ports, dossier_id: str) -> None:
    """Not at each turn of the scheduler: an operator has to read the log and act. Dates lose nothing."""
    with ports.store.transaction() as tx:
        dossier = tx.dossiers.get(dossier_id)
        tx.dossiers.look_on(dossier_id, ports.clock.today() + timedelta(days=1), due_on=dossier.due_on)


def _move(ports: Ports, ids: Sequence[str]) -> int:
    """How many changed. Another scheduler may have been here since the list was read."""
    acted, effects = 0, list[str]()
    with ports.store.transaction() as tx:
        for dossier_id in ids:
            dossier = tx.dossiers.get(dossier_id)
            if dossier.clock_on is None or dossier.clock_on > ports.clock.today():
                continue
            moved = follow_clock(ports, tx, dossier)
            acted += moved.dossier is not dossier
            effects += moved.effect_ids
    if effects:
        ports.queue.wake(effects)
    return acted
