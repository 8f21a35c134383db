"""A file of a dossier shown to an agent without being downloaded, and the files around it.

Only what the antivirus has passed is shown; a PDF as the drawing of its pages, never as it was given.
"""

from dataclasses import dataclass
from typing import BinaryIO

from app.core.account import Account
from app.core.attached import attached
from app.core.dossier import Attachment, Dossier
from app.core.errors import NotFound
from app.core.media_types import PDF
from app.usecases.desk.on_duty import of_my_service
from app.usecases.ports import PictureRefused, Ports

MOST_PAGES = 50  # of a PDF, the rest is in the file to download


@dataclass(frozen=True, slots=True)
class Preview:
    """One file among those of a dossier: `number` from 1 to `total`, None beyond the ends.

    `pages` is 0 for a picture. `unseen` says why nothing is shown: waiting or infected (the antivirus),
    file-locked, file-broken; "" when it is shown.
    """

    dossier: Dossier
    attachment: Attachment
    number: int
    total: int
    before: Attachment | None
    after: Attachment | None
    pages: int
    unseen: str


def preview(ports: Ports, account: Account, reference: str, attachment_id: str) -> Preview:
    """The file with its place among the others, or NotFound."""
    dossier, files, index = _found(ports, account, reference, attachment_id)
    pages, unseen = _pages(ports, files[index])
    return Preview(
        dossier=dossier,
        attachment=files[index],
        number=index + 1,
        total=len(files),
        before=files[index - 1] if index else None,
        after=files[index + 1] if index + 1 < len(files) else None,
        pages=pages,
        unseen=unseen,
    )


def drawn(ports: Ports, account: Account, reference: str, attachment_id: str) -> tuple[str, BinaryIO]:
    """(media type, what to show: the caller closes it), or NotFound when there is nothing to show."""
    _dossier, files, index = _found(ports, account, reference, attachment_id)
    shown = files[index]
    if shown.scan:
        raise NotFound
    stream = ports.files.open(shown.sha256)
    if shown.media_type != PDF.name:
        return shown.media_type, stream
    with stream:
        try:
            return shown.media_type, ports.pictures.still(stream, MOST_PAGES)
        except PictureRefused:
            raise NotFound from None


def _found(
    ports: Ports, account: Account, reference: str, attachment_id: str
) -> tuple[Dossier, tuple[Attachment, ...], int]:
    with ports.store.reading() as tx:
        dossier = of_my_service(tx, account, reference)
        definition = tx.definitions.get(dossier.definition_hash)
        files = attached(definition, dossier.answers, tx.attachments.of(dossier.id))
    ids = [row.id for row in files]
    if attachment_id not in ids:
        raise NotFound
    return dossier, files, ids.index(attachment_id)


def _pages(ports: Ports, given: Attachment) -> tuple[int, str]:
    if given.scan or given.media_type != PDF.name:
        return 0, given.scan
    with ports.files.open(given.sha256) as stream:
        try:
            return ports.pictures.page_count(stream), ""
        except PictureRefused as refusal:
            return 0, refusal.reason
