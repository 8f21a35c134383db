"""The files of a batch that exports: its dossiers that were let through, form by form, as any other export.

The batch says which dossiers; what the agent may still read is asked again when the file is taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.account import Account
from app.core.errors import NotFound
from app.core.exporting.formats import FORMATS
from app.usecases.desk.batches import BatchPage, open_batch
from app.usecases.exporting.export_dossiers import By, Chosen, Download, Wanted, export
from app.usecases.ports import Ports

EXPORT = "export"  # the action of such a batch


@dataclass(frozen=True, slots=True)
class FormFiles:
    """The dossiers of one form, in the order of the batch."""

    slug: str
    title: str
    ids: tuple[str, ...]


def files(ports: Ports, account: Account, page: BatchPage) -> tuple[FormFiles, ...]:
    """What there is to take, once the batch is over; nothing from another kind of batch."""
    if page.batch.action != EXPORT or page.running:
        return ()
    ids = [item.dossier_id for item in page.items if item.status == "done"]
    found: dict[str, FormFiles] = {}
    with ports.store.reading() as tx:
        for one in tx.exports.facts(ids, account.desk_services()):
            form = tx.definitions.get(one.definition_hash)
            held = found.get(form.slug)
            found[form.slug] = FormFiles(form.slug, form.title, (*(held.ids if held else ()), one.id))
    return tuple(sorted(found.values(), key=lambda one: one.title))


def download(ports: Ports, account: Account, batch_id: str, wanted: Wanted) -> Download:
    """The file of one form, its trace kept. NotFound for a batch of somebody else, a form that it does not
    hold, or an unknown format."""
    held: Mapping[str, FormFiles] = {
        one.slug: one for one in files(ports, account, open_batch(ports, account, batch_id))
    }
    if wanted.slug not in held or wanted.format not in FORMATS:
        raise NotFound
    ids = held[wanted.slug].ids
    by = By(account.desk_services(), account.id, account.name)
    return export(ports, by, wanted, chosen=Chosen(ids, len(ids)))
