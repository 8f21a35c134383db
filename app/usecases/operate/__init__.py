"""What the machine does by itself: effects, the sweep that repairs, the purge, the outbox.

An effect is claimed by compare-and-set, done, and marked done with its result in one
transaction; it may be tried twice without harm. Rows are the truth, the queue only wakes.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

from app.core.dossier import Effect, by_itself
from app.core.errors import NotFound
from app.core.language import _
from app.core.texts.mail_texts import Occasion
from app.usecases.desk.amendments import still_asked
from app.usecases.desk.expert_mails import write_to_expert
from app.usecases.desk.notices import tell
from app.usecases.desk.staff_mails import send_to_staff
from app.usecases.documents.document_effects import make_document
from app.usecases.fill.follow import link
from app.usecases.mails import write
from app.usecases.operate.rescan import rescan
from app.usecases.ports import Ports, SentMail

log = logging.getLogger(__name__)

FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(hours=1)
SHOWN_MAILS = 50
BATCHES_KEPT = timedelta(days=30)  # what they did stays in the histories
A_DAY = timedelta(days=1)
FILES_AT_ONCE = 500  # asked about in one statement


def run_effect(ports: Ports, effect_id: str) -> None:
    """Do one effect if it is ours to do; a failure is kept with its cause and tried again later."""
    with ports.store.transaction() as tx:
        effect = tx.effects.claim(effect_id, ports.clock.now(), ports.effect_lease)
    if effect is None or _given_up(ports, effect):
        return
    family, _colon, name = effect.name.partition(":")
    try:
        DOERS[family](ports, effect, name)
    except Exception as error:  # noqa: BLE001 - the edge of the worker: whatever it was, the row tells it
        _put_back(ports, effect, error)


def _given_up(ports: Ports, effect: Effect) -> bool:
    """True for an effect whose workers died each time: it never came back to tell, so it is told here."""
    if effect.attempts <= ports.effect_attempts:
        return False
    with ports.store.transaction() as tx:
        tx.effects.fail(effect, _("Le worker s’est arrêté à chaque essai, sans dire pourquoi."))
    return True


def _send_mail(ports: Ports, effect: Effect, name: str) -> None:
    """Send first, then mark: a crash in between sends twice, with the same Message-ID."""
    with ports.store.reading() as tx:
        dossier = tx.dossiers.get(effect.dossier_id)
        definition = tx.definitions.get(dossier.definition_hash)
        # the state that the mail tells of: the dossier may have gone on since
        occasion = Occasion(name, str(effect.data.get("state", dossier.state)))
        own = tx.mail_texts.get(dossier.service_id, occasion)
        amendment = str(effect.data.get("amendment", ""))
        moot = bool(amendment) and not still_asked(ports, tx, dossier, amendment)
    if moot:
        with ports.store.transaction() as tx:
            tx.effects.done(effect, ports.clock.now())
        return
    mail = write(occasion, effect.id, dossier, definition, link(ports, dossier), own.text if own else None)
    ports.mailer.send(mail)
    now = ports.clock.now()
    with ports.store.transaction() as tx:
        if tx.effects.done(effect, now):
            tx.events.append(dossier.id, "mail", now, by_itself(dossier.acting), {"subject": mail.subject})


DOERS: Mapping[str, Callable[[Ports, Effect, str], None]] = {
    "document": make_document,
    "mail": _send_mail,
    "staff": send_to_staff,
    "expert": write_to_expert,
    "tell": tell,
}


def _put_back(ports: Ports, effect: Effect, error: Exception) -> None:
    """Back off (5 s, 10 s, 20 s… 1 h), or give up after the last attempt and let an operator see it."""
    cause = f"{type(error).__name__}: {error}"[:500]
    last = effect.attempts >= ports.effect_attempts
    log.error(
        "effect %s (%s) failed, attempt %d: %s", effect.id, effect.name, effect.attempts, cause, exc_info=last
    )
    with ports.store.transaction() as tx:
        if last:
            tx.effects.fail(effect, cause)
            return
        delay = min(FIRST_RETRY * 2 ** (effect.attempts - 1), LONGEST_RETRY)
        tx.effects.retry(effect, ports.clock.now() + delay, cause)


def sweep(ports: Ports) -> int:
    """Wake all that is due or was left behind by a dead worker; how many were woken.

    Files that waited for the antivirus are scanned here too.
    """
    rescan(ports)
    with ports.store.reading() as tx:
        due = tx.effects.due(ports.clock.now())
    if not due or not ports.queue.wake(due):
        return 0
    return len(due)


def retry_effect(ports: Ports, effect_id: str) -> bool:
    """Give a failed effect a new life, by an operator's hand; False when it had not failed."""
    with ports.store.transaction() as tx:
        again = tx.effects.reset(effect_id, ports.clock.now())
    if again:
        ports.queue.wake([effect_id])
    return again


def purge(ports: Ports) -> Mapping[str, int]:
    """Forget ended sessions, old counts of tries, forsaken drafts, broken-off uploads, unnamed files:
    how many of each.

    Two may run at once: what one has deleted, the other does not find.
    """
    now = ports.clock.now()
    with ports.store.transaction() as tx:
        rows = {
            "sessions": tx.sessions.purge(now),
            "throttles": tx.throttles.purge(now - A_DAY),
            "batches": tx.batches.purge(now - BATCHES_KEPT),
            "digests": tx.notices.purge((now - BATCHES_KEPT).date()),
            "drafts": tx.dossiers.purge_drafts(now - ports.draft_life),
        }
    parts = ports.partials.purge(now - A_DAY) + ports.files.forsaken(now - A_DAY)
    return {**rows, "partials": parts, "files": _purge_files(ports, now - A_DAY)}


def _purge_files(ports: Ports, before: datetime) -> int:
    """A file is put before the row that names it: only its age tells that no row will come."""
    old, deleted = ports.files.older(before), 0
    while batch := tuple(islice(old, FILES_AT_ONCE)):
        with ports.store.reading() as tx:
            named = tx.attachments.named(batch)
        deleted += sum(ports.files.delete(name, before) for name in batch if name not in named)
    return deleted


def outbox(ports: Ports) -> Sequence[SentMail]:
    """The mails kept in the outbox folder, newest first; NotFound outside demonstration."""
    if ports.outbox is None:
        raise NotFound
    return ports.outbox.sent()[:SHOWN_MAILS]
