"""One action on many dossiers: pick them, choose, launch; the worker does them one by one.

A dossier and its result are one transaction: a worker that dies in the middle leaves the rest to the next
one, and does nothing twice. A dossier that refuses tells why, and the others do not wait for it.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from app.core.account import Account
from app.core.desk.batch import MOST, Batch, BatchItem, Progress, Status
from app.core.desk.casework import MessageTemplate
from app.core.dossier import Dossier, read_reference
from app.core.errors import BatchRefused, GuichetError, NotFound
from app.core.language import _
from app.core.plain_text import lines
from app.core.texts.message_words import unknown
from app.usecases.desk.batch_actions import Offer, do, offers
from app.usecases.desk.desk_list import Asked, all_of
from app.usecases.ports import Ports, Transaction
from app.usecases.together import Joined, LateQueue

log = logging.getLogger(__name__)

SHOWN = 20  # of one's own last batches
LONGEST_MOTIVE = 5000


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A batch laid open: `offers` until it is launched, `progress` and `items` always."""

    batch: Batch
    items: tuple[BatchItem, ...]
    progress: Progress
    offers: tuple[Offer, ...] = ()
    templates: tuple[MessageTemplate, ...] = ()  # texts of the services, for messages; until it is launched

    @property
    def running(self) -> bool:
        """True while something will still happen by itself."""
        return bool(self.batch.launched_at and not self.batch.cancelled_at and self.progress.waiting)


def pick(
    ports: Ports, account: Account, references: Sequence[str], *, all_of_list: Asked | None = None
) -> Batch:
    """Keep the dossiers to act on: those named, or all of a list. BatchRefused for none or too many."""
    with ports.store.transaction() as tx:
        if all_of_list is not None:
            dossiers: Sequence[Dossier] = all_of(ports, tx, account, all_of_list, MOST + 1)
        else:
            asked = [read_reference(one) or "" for one in references[: MOST + 1]]
            dossiers = [one for one in tx.dossiers.by_references(asked) if _is_mine(account, one)]
        if not dossiers:
            raise BatchRefused(_("Cochez au moins un dossier."))
        if len(dossiers) > MOST:
            raise BatchRefused(
                _("Choisissez au plus {most} dossiers : ajoutez un filtre à la liste.").format(most=MOST)
            )
        batch = Batch(ports.ids.new(), account.id, ports.clock.now())
        once = {one.id: one for one in dossiers}.values()
        tx.batches.add(batch, [
            BatchItem(number, one.id, one.reference, one.title) for number, one in enumerate(once, 1)
        ])  # fmt: skip
    return batch


def open_batch(ports: Ports, account: Account, batch_id: str) -> BatchPage:
    """A batch of one's own, or NotFound."""
    with ports.store.reading() as tx:
        batch = _mine(tx, account, batch_id)
        items = tuple(tx.batches.items(batch_id))
        progress = tx.batches.progress(batch_id)
        if batch.launched_at is not None:
            return BatchPage(batch, items, progress)
        dossiers = tx.dossiers.all_of([item.dossier_id for item in items])
        templates = tx.casework.templates.of(sorted({one.service_id for one in dossiers}))
        return BatchPage(batch, items, progress, offers(ports, tx, account, dossiers), tuple(templates))


def launch(ports: Ports, account: Account, batch_id: str, action: str, motive: str) -> Batch:
    """Ask for it to be done. BatchRefused tells what is missing; launched twice, it runs once."""
    opened = open_batch(ports, account, batch_id)
    if opened.batch.launched_at is not None:
        return opened.batch
    chosen = next((offer for offer in opened.offers if offer.action == action), None)
    if chosen is None:
        raise BatchRefused(_("Choisissez ce qu’il faut faire de ces dossiers."), "action")
    motive = _text_for(chosen, lines(motive)[:LONGEST_MOTIVE])
    batch = replace(
        opened.batch,
        action=action,
        label=chosen.label,
        data={"motive": motive},
        launched_at=ports.clock.now(),
    )
    with ports.store.transaction() as tx:
        tx.batches.launch(batch)
    ports.queue.start(batch.id)
    return batch


def _text_for(chosen: Offer, text: str) -> str:
    """What was written, as this action needs it; BatchRefused tells what is missing or unknown."""
    if chosen.motive and not text:
        raise BatchRefused(_("Écrivez le motif : il sera envoyé à chaque usager."), "motive")
    if chosen.message and not text:
        raise BatchRefused(_("Écrivez le message : il sera envoyé à chaque usager."), "motive")
    wrong = unknown(text) if chosen.message else ""
    if wrong:
        raise BatchRefused(wrong, "motive")
    return text


def cancel(ports: Ports, account: Account, batch_id: str) -> None:
    """What is not done yet will not be."""
    with ports.store.transaction() as tx:
        tx.batches.cancel(_mine(tx, account, batch_id).id, ports.clock.now())


def retry(ports: Ports, account: Account, batch_id: str) -> int:
    """Try again what was refused or failed, and go on with what was cancelled; how many."""
    with ports.store.transaction() as tx:
        number = tx.batches.retry(_mine(tx, account, batch_id).id)
    ports.queue.start(batch_id)
    return number


def recent(ports: Ports, account: Account) -> Sequence[Batch]:
    """One's own last batches."""
    with ports.store.reading() as tx:
        return tx.batches.of(account.id, SHOWN)


def run(ports: Ports, batch_id: str) -> int:
    """Do what is left of a batch, dossier by dossier; how many had their turn. Run by the worker."""
    with ports.store.reading() as tx:
        batch = tx.batches.get(batch_id)
    done = 0
    while _one(ports, batch):
        done += 1
    return done


def resume(ports: Ports) -> int:
    """Wake the batches that a dead worker or a lost queue left behind; how many. Run by the scheduler."""
    with ports.store.reading() as tx:
        left = tx.batches.unfinished()
    for batch_id in left:
        ports.queue.start(batch_id)
    return len(left)


def _one(ports: Ports, batch: Batch) -> bool:
    """The next dossier, whatever comes of it; False when none is left.

    Its result is written before the act, in the same transaction: of two workers, one finds it written.
    """
    with ports.store.reading() as tx:
        item = tx.batches.next(batch.id)
        account = tx.accounts.get(batch.account_id)  # each time: a role lost meanwhile is lost for the rest
    if item is None:
        return False
    if account is None or not account.active:  # nobody acts in the name of somebody who left
        with ports.store.transaction() as tx:
            tx.batches.cancel(batch.id, ports.clock.now())
        return False
    try:
        with _together(ports) as joined, joined.store.transaction() as tx:
            if tx.batches.end(batch.id, item.position, "done"):
                do(joined, account, item.reference, batch.action, str(batch.data.get("motive", "")))
    except GuichetError as refusal:
        _end(ports, batch, item, "refused", str(refusal) or _("Ce dossier n’est plus accessible."))
    except Exception:  # the edge of one dossier: whatever it was, the others go on
        log.exception("batch %s: a dossier failed", batch.id)
        _end(ports, batch, item, "failed", _("Une erreur technique est survenue. Réessayez, ou signalez-le."))
    return True


@contextmanager
def _together(ports: Ports) -> Iterator[Ports]:
    """The same ports where all is one transaction, and the queue is woken once it is kept."""
    store, queue = Joined(ports.store, lambda effects: effects), LateQueue(ports.queue)
    with store.together():
        yield replace(ports, store=store, queue=queue)
    queue.wake_now()


def _end(ports: Ports, batch: Batch, item: BatchItem, status: Status, reason: str) -> None:
    with ports.store.transaction() as tx:
        tx.batches.end(batch.id, item.position, status, reason)


def _mine(tx: Transaction, account: Account, batch_id: str) -> Batch:
    batch = tx.batches.get(batch_id)
    if batch.account_id != account.id:
        raise NotFound
    return batch


def _is_mine(account: Account, dossier: Dossier) -> bool:
    return dossier.submitted_at is not None and dossier.service_id in account.desk_services()
