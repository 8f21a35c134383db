"""Who opens a dossier at the desk, and what has changed since each of them last did.

A visit keeps two marks for each agent, not what they read; it shows to colleagues for about a minute.
"""

from collections.abc import Sequence

from app.core.account import Account
from app.core.desk.casework import NEW, PRESENT, AnswersBefore, Beside, Visit, next_visit
from app.core.dossier import Dossier, Event
from app.usecases.ports import Ports, Transaction


def arrive(
    ports: Ports, tx: Transaction, account: Account, dossier: Dossier, beside: Beside, events: Sequence[Event]
) -> tuple[Visit, AnswersBefore | None]:
    """This agent's visit of now, not stored yet, and the answers as they last saw them when they differ."""
    last = next((visit for visit in beside.visits if visit.account_id == account.id), None)
    visit = next_visit(last, account.id, account.name, ports.clock.now(), events[-1].number)
    corrected = any(event.number > visit.before_number for event in events if event.kind == "transition")
    if visit.before_at is None or not corrected:
        return visit, None
    return visit, tx.casework.versions.first_after(dossier.id, visit.before_number)


def present(ports: Ports, account_id: str, beside: Beside) -> tuple[str, ...]:
    """The names of the other agents who are looking at the dossier now."""
    now = ports.clock.now()
    others = (visit for visit in beside.visits if visit.account_id != account_id)
    return tuple(visit.name for visit in others if now - visit.at <= PRESENT)


def record(ports: Ports, dossier: Dossier, visit: Visit) -> None:
    """The page was shown: keep the visit; what the citizen had written by then is now read."""
    with ports.store.transaction() as tx:
        tx.casework.visited(dossier.id, visit)
        if dossier.exchange == NEW:
            tx.casework.texts.read(dossier.id, by_citizen=False, at=visit.at)
            tx.casework.caught_up(dossier.id)  # unless one came while the page was made
