"""The conversation between the service and the citizen about a dossier that was sent.

Each side is told by mail that the other has written, never what: the words stay here, beside the dossier.
"""

from collections.abc import Sequence
from datetime import timedelta

from app.core.account import Account
from app.core.casework import AWAITED, MESSAGE, NEW, READ, Written
from app.core.dossier import ALONE, Acting, Dossier, Person
from app.core.errors import NotFound, Throttled
from app.usecases.absences import away_today
from app.usecases.filling import require_mandate, require_same_help
from app.usecases.moving import add_effect
from app.usecases.notes import words
from app.usecases.on_duty import acting_on, of_my_service
from app.usecases.ports import Ports, Transaction

PLACE = "texte-message"  # the input of a page
AT_MOST, WINDOW = 10, timedelta(hours=1)  # messages of a citizen about one dossier


def to_citizen(ports: Ports, account: Account, reference: str, body: str, *, awaits: bool = False) -> Dossier:
    """Write to the citizen. `awaits`: an answer is asked for. CaseworkRefused, or NotFound."""
    text = words(body, PLACE)
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        now, acting = ports.clock.now(), acting_on(tx, account, dossier)
        tx.casework.texts.add(
            Written(ports.ids.new(), dossier.id, MESSAGE, now, acting.actor, text, awaits=awaits)
        )
        tx.casework.converse(dossier.id, AWAITED if awaits else READ)
        tx.events.append(dossier.id, "message", now, acting, {"to_citizen": True})
        effects = [add_effect(ports, tx, dossier, "mail:message", now)] if dossier.email else []
    ports.queue.wake(effects)
    return dossier


def from_citizen(ports: Ports, dossier_id: str, body: str, acting: Acting = ALONE) -> Dossier:
    """Write to the service; who has the dossier in charge is told, else who follows it (see `_concerned`)."""
    with ports.store.transaction() as tx:
        dossier = tx.dossiers.get(dossier_id)
        if dossier.submitted_at is None:
            raise NotFound
        text = words(body, PLACE)
        require_same_help(dossier, acting)
        require_mandate(ports, tx, acting, dossier.slug)
        now = ports.clock.now()
        _require_patience(ports, tx, dossier)
        tx.casework.texts.add(
            Written(ports.ids.new(), dossier.id, MESSAGE, now, _author(dossier, acting), text)
        )
        tx.casework.converse(dossier.id, NEW)
        tx.events.append(dossier.id, "message", now, acting, {"to_citizen": False})
        effects = [
            add_effect(ports, tx, dossier, "staff:message", now, {"account": one})
            for one in concerned(ports, tx, dossier)
        ]
    ports.queue.wake(effects)
    return dossier


def thread(ports: Ports, dossier_id: str) -> tuple[Written, ...]:
    """The messages, in order, as the citizen opens them: the service's are now read."""
    now = ports.clock.now()
    with ports.store.reading() as tx:
        found = tuple(tx.casework.texts.of(dossier_id, MESSAGE))
    if any(not one.from_citizen and one.read_at is None for one in found):
        with ports.store.transaction() as tx:
            tx.casework.texts.read(dossier_id, by_citizen=True, at=now)
    return found


def _author(dossier: Dossier, acting: Acting) -> Person:
    """A citizen alone is named by the dossier."""
    return acting.actor if acting.actor.name else Person(dossier.title, "citizen")


def concerned(ports: Ports, tx: Transaction, dossier: Dossier) -> Sequence[str]:
    """The accounts to tell what happens to a dossier: who has it in charge, else who follows it.

    Those who are away give way to the next, then to the others of the group. All of them away: it is
    written to the nearest all the same."""
    beside = tx.casework.beside([dossier.id])[dossier.id]
    in_charge = [beside.assigned.account_id] if beside.assigned else []
    followers = [one.account_id for one in beside.followers]
    nearest = in_charge or followers
    away = away_today(ports, tx, dict.fromkeys((*in_charge, *followers)))
    for circle in (in_charge, followers):
        there = [one for one in circle if one not in away]
        if there:
            return there
    return (_there_in_group(ports, tx, dossier) if away else []) or nearest


def _there_in_group(ports: Ports, tx: Transaction, dossier: Dossier) -> Sequence[str]:
    if not dossier.group_id:
        return []
    group = tx.teams.members([dossier.service_id]).get(dossier.group_id, ())
    away = away_today(ports, tx, group)
    return [one for one in group if one not in away]


def _require_patience(ports: Ports, tx: Transaction, dossier: Dossier) -> None:
    key, now = f"message:{dossier.id}", ports.clock.now()
    if tx.throttles.failures(key, now - WINDOW) >= AT_MOST:
        raise Throttled(int(WINDOW.total_seconds()))
    tx.throttles.record(key, now)
