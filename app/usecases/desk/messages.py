"""The conversation between the service and the citizen about a dossier that was sent.

Each side is told by mail that the other has written, never what: the words stay here, beside the dossier.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.core.account import Account
from app.core.desk import notices
from app.core.desk.casework import AWAITED, MESSAGE, NEW, READ, Written
from app.core.dossier import ALONE, Acting, Attachment, Dossier, Person
from app.core.errors import NotFound, Throttled
from app.usecases.desk.message_files import Given, Kept, by_message, keep, taken
from app.usecases.desk.moving import add_effect
from app.usecases.desk.notes import words
from app.usecases.desk.on_duty import acting_on, of_my_service
from app.usecases.fill.filling import require_mandate, require_same_help
from app.usecases.ports import Ports, Transaction

PLACE = "texte-message"  # the input of a page
AT_MOST, WINDOW = 10, timedelta(hours=1)  # messages of a citizen about one dossier


@dataclass(frozen=True, slots=True)
class Conversation:
    """The messages in order, and the files of each, by its id."""

    texts: tuple[Written, ...]
    files: Mapping[str, tuple[Attachment, ...]]


def to_citizen(
    ports: Ports,
    account: Account,
    reference: str,
    body: str,
    *,
    awaits: bool = False,
    files: Sequence[Given] = (),
) -> Dossier:
    """Write to the citizen. `awaits`: an answer is asked for. CaseworkRefused, or NotFound."""
    text = _words(body, files)
    with ports.store.reading() as tx:
        definition = tx.definitions.get(of_my_service(tx, account, reference).definition_hash)
    with taken(ports, definition, files) as kept, ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        now, acting = ports.clock.now(), acting_on(tx, account, dossier)
        _write(ports, tx, dossier, acting.actor, text, kept, awaits=awaits)
        tx.casework.converse(dossier.id, AWAITED if awaits else READ)
        tx.events.append(dossier.id, "message", now, acting, {"to_citizen": True})
        effects = [add_effect(ports, tx, dossier, "mail:message", now)] if dossier.email else []
    ports.queue.wake(effects)
    return dossier


def from_citizen(
    ports: Ports, dossier_id: str, body: str, acting: Acting = ALONE, *, files: Sequence[Given] = ()
) -> Dossier:
    """Write to the service; its agents are told, each at the rhythm that they chose."""
    with ports.store.reading() as tx:
        dossier = tx.dossiers.get(dossier_id)
        if dossier.submitted_at is None:
            raise NotFound
        text = _words(body, files)
        require_same_help(dossier, acting)
        _require_patience(ports, tx, dossier)
        definition = tx.definitions.get(dossier.definition_hash)
    with taken(ports, definition, files) as kept, ports.store.transaction() as tx:
        dossier = tx.dossiers.get(dossier_id)
        require_same_help(dossier, acting)
        require_mandate(ports, tx, acting, dossier.slug)
        now = ports.clock.now()
        _require_patience(ports, tx, dossier)
        tx.throttles.record(_key(dossier), now)
        _write(ports, tx, dossier, _author(dossier, acting), text, kept)
        tx.casework.converse(dossier.id, NEW)
        tx.events.append(dossier.id, "message", now, acting, {"to_citizen": False})
        effects = [add_effect(ports, tx, dossier, f"tell:{notices.MESSAGE}", now)]
    ports.queue.wake(effects)
    return dossier


def thread(ports: Ports, dossier_id: str) -> Conversation:
    """The messages, in order, as the citizen opens them: the service's are now read."""
    now = ports.clock.now()
    with ports.store.reading() as tx:
        found = tuple(tx.casework.texts.of(dossier_id, MESSAGE))
        files = by_message(tx.attachments.of(dossier_id)) if found else {}
    if any(not one.from_citizen and one.read_at is None for one in found):
        with ports.store.transaction() as tx:
            tx.casework.texts.read(dossier_id, by_citizen=True, at=now)
    return Conversation(found, files)


def _words(body: str, files: Sequence[Given]) -> str:
    """Files may speak for themselves."""
    return "" if files and not body.strip() else words(body, PLACE)


def _write(
    ports: Ports,
    tx: Transaction,
    dossier: Dossier,
    author: Person,
    text: str,
    files: Sequence[Kept],
    *,
    awaits: bool = False,
) -> None:
    written = Written(ports.ids.new(), dossier.id, MESSAGE, ports.clock.now(), author, text, awaits=awaits)
    tx.casework.texts.add(written)
    keep(ports, tx, dossier.id, written.id, files)


def _author(dossier: Dossier, acting: Acting) -> Person:
    """A citizen alone is named by the dossier."""
    return acting.actor if acting.actor.name else Person(dossier.title, "citizen")


def _require_patience(ports: Ports, tx: Transaction, dossier: Dossier) -> None:
    if tx.throttles.failures(_key(dossier), ports.clock.now() - WINDOW) >= AT_MOST:
        raise Throttled(int(WINDOW.total_seconds()))


def _key(dossier: Dossier) -> str:
    return f"message:{dossier.id}"
