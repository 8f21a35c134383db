"""From bytes that arrive to a file worth keeping: weighed, told apart, drawn again, scanned.

Nothing here writes a row; it runs before the transaction, for none of it may hold a lock. A file
is on the disk from its first piece on, never whole in memory.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from app.core.definition import Field, FormDefinition
from app.core.errors import FileRefused
from app.core.field_types import field_type
from app.core.field_types.attachment import largest, takes, until_decision
from app.core.language import _
from app.core.legal_time import civil_date
from app.core.media_types import MediaType, belied, kept_as, sniff
from app.usecases.ports import Aside, PictureRefused, Ports

Json = Any
HEAD = 64  # bytes that tell a kind
WAITING = "waiting"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was accepted, still aside. `scan` as in `dossier.Attachment`."""

    aside: Aside
    media: MediaType
    scan: str


@contextmanager
def received(
    ports: Ports, definition: FormDefinition, field: Field, name: str, chunks: Iterable[bytes]
) -> Iterator[Received]:
    """The file as it would be kept, or FileRefused. It is gone at the end of the block unless kept."""
    with ports.files.aside() as given:
        limit = largest(field, ports.max_upload)
        given.write(chunks, limit)
        media = _require_accepted(field, name, given, limit)
        scan = _scanned(ports, field, given)
        mark = _mark(ports, definition) if until_decision(field) else ""
        if not (media.is_picture or mark):
            yield Received(given, media, scan)
            return
        with ports.files.aside() as drawn:
            try:
                ports.pictures.redraw(given.stream, media, drawn.stream, mark)
            except PictureRefused as refusal:
                raise refused(field, refusal.reason) from None
            drawn.measure()
            yield Received(drawn, kept_as(media), scan)


def refused(field: Field, reason: str, **params: Json) -> FileRefused:
    """The refusal of this question, in its words."""
    return FileRefused(reason, field_type(field).message(field, reason, params))


def _require_accepted(field: Field, name: str, given: Aside, limit: int) -> MediaType:
    """The kind of this content: not empty, not too large, one that the question takes."""
    if not given.size:
        raise refused(field, "file-empty")
    if given.size > limit:
        raise refused(field, "file-size", n=limit)
    media = sniff(given.stream.read(HEAD))
    given.stream.seek(0)
    if media is None or not takes(field, media):
        raise refused(field, "file-type")
    said = belied(name, media)
    if said is not None:
        raise refused(field, "file-belied", said=said.title, found=media.title)
    return media


def _scanned(ports: Ports, field: Field, given: Aside) -> str:
    """The antivirus looks at what was given, before any decoder does. Away, it looks later."""
    if ports.scanner is None:
        return ""
    verdict = ports.scanner.scan(given.stream)
    given.stream.seek(0)
    if verdict.found:
        log.warning("a file was refused by the antivirus: %s", verdict.found)
        raise refused(field, "file-unsafe")
    return "" if verdict.known else WAITING


def _mark(ports: Ports, definition: FormDefinition) -> str:
    day = civil_date(ports.clock.now()).strftime("%d/%m/%Y")
    return _("Copie réservée à : {service} – {day}").format(service=definition.service.name, day=day)
