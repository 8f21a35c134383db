"""The conversation between the service and the citizen about a dossier that was sent.

Each side is told by mail that the other has written, never what: the words stay here, beside the dossier.
"""

from datetime import timedelta

from app.core.account import Account
from app.core.casework import AWAITED, MESSAGE, NEW, READ, Written
from app.core.dossier import ALONE, Acting, Dossier, Person
from app.core.errors import NotFound, Throttled
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
    """Write to the service; whoever has the dossier in charge is told, else those who follow it."""
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
            for one in concerned(tx, dossier)
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


def concerned(tx: Transaction, dossier: Dossier) -> tuple[str, ...]:
    """The accounts to tell what happens to a dossier: who has it in charge, else who follows it."""
    beside = tx.casework.beside([dossier.id])[dossier.id]
    if beside.assigned is not None:
        return (beside.assigned.account_id,)
    return tuple(one.account_id for one in beside.followers)


def _require_patience(ports: Ports, tx: Transaction, dossier: Dossier) -> None:
    key, now = f"message:{dossier.id}", ports.clock.now()
    if tx.throttles.failures(key, now - WINDOW) >= AT_MOST:
        raise Throttled(int(WINDOW.total_seconds()))
    tx.throttles.record(key, now)
