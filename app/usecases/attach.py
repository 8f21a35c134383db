"""Files joined to a draft: received, judged by their content, taken away, handed over.

Ids enter the working answers here and nowhere else: those that a page would post are never read.
Nothing here knows uploads, forms or pages. Storage is by content: a file that nobody refers to any
more loses its row, what is on the disk may be another dossier's too.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

from app.core.attached import attached, ids_by_path
from app.core.definition import Field, FormDefinition
from app.core.dossier import ALONE, Acting, Attachment, Dossier
from app.core.errors import FileRefused, Throttled, UnknownAnswers
from app.core.field_types import field_type
from app.core.field_types.attachment import accepted, most
from app.core.media_types import MediaType, shown_name, sniff
from app.core.working import with_rows, with_value
from app.usecases.filling import Sheet, lay_open, reachable, require_editable
from app.usecases.ports import Ports, Transaction

Json = Any
ADDITIONS = 60  # files added to one dossier in WINDOW
WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file with its dossier, for the permission check. `sent`: the answers that were sent refer to it."""

    attachment: Attachment
    dossier: Dossier
    sent: bool
    content: bytes


def add(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    path: str,
    name: str,
    content: bytes,
    acting: Acting = ALONE,
) -> Attachment:
    """Keep a file and refer to it in the working answers. FileRefused tells what to choose instead.

    The same content given twice to a question (double click) is kept once.
    """
    with ports.store.transaction() as tx:
        sheet = lay_open(ports, tx, dossier_id)
        require_editable(ports, tx, sheet, acting)
        field = _question(sheet, step_id, path)
        media = _require_accepted(ports, field, content)
        digest = sha256(content).hexdigest()
        ids = ids_by_path(sheet.definition, sheet.dossier.working).get(path, [])
        held = next((row for row in sheet.attachments if row.id in ids and row.sha256 == digest), None)
        if held is not None:
            return held
        _require_room(field, len(ids))
        _require_patience(ports, tx, dossier_id)
        ports.files.put(content)
        given = Attachment(
            id=ports.ids.new(),
            dossier_id=dossier_id,
            path=path,
            name=shown_name(name, media),
            media_type=media.name,
            size=len(content),
            sha256=digest,
            added_at=ports.clock.now(),
        )
        tx.attachments.add(given)
        _refer(ports, tx, sheet.dossier, with_value(sheet.dossier.working, path, [*ids, given.id]), acting)
    return given


def remove(ports: Ports, dossier_id: str, attachment_id: str, acting: Acting = ALONE) -> None:
    """Take a file out of the working answers; one that they do not refer to changes nothing.

    During a correction, what was sent stays as it was sent: its row goes at the next sending.
    """
    with ports.store.transaction() as tx:
        sheet = lay_open(ports, tx, dossier_id)
        require_editable(ports, tx, sheet, acting)
        held = ids_by_path(sheet.definition, sheet.dossier.working)
        path = next((path for path, ids in held.items() if attachment_id in ids), None)
        if path is None:
            return

        def without(ids: list[Json]) -> list[Json]:
            return [id_ for id_ in ids if id_ != attachment_id]

        _refer(ports, tx, sheet.dossier, with_rows(sheet.dossier.working, path, without), acting)
        if not _was_sent(sheet.definition, sheet.dossier, attachment_id):
            tx.attachments.remove(attachment_id)


def forget_unsent(tx: Transaction, definition: FormDefinition, dossier: Dossier) -> None:
    """Remove the rows that the answers just sent do not refer to (hidden questions, corrections)."""
    rows = tx.attachments.of(dossier.id)
    kept = {row.id for row in attached(definition, dossier.answers, rows)}
    for row in rows:
        if row.id not in kept:
            tx.attachments.remove(row.id)


def read(ports: Ports, attachment_id: str) -> GivenFile:
    """A file that was given, or NotFound; who may have it is the caller's to check."""
    with ports.store.reading() as tx:
        row = tx.attachments.get(attachment_id)
        dossier = tx.dossiers.get(row.dossier_id)
        definition = tx.definitions.get(dossier.definition_hash)
    sent = _was_sent(definition, dossier, attachment_id)
    return GivenFile(row, dossier, sent, ports.files.get(row.sha256))


def _question(sheet: Sheet, step_id: str, path: str) -> Field:
    """The visible question of this step that takes files, or UnknownAnswers."""
    step = reachable(sheet, step_id)
    field = next((field for field in step.fields if field.path == path), None)
    if field is None or field_type(field).value_type != "file" or path not in sheet.verdict.visible:
        raise UnknownAnswers([path])
    return field


def _require_accepted(ports: Ports, field: Field, content: bytes) -> MediaType:
    """The kind of this content: not empty, not too large, one that the question takes."""
    if not content:
        raise _refused(field, "file-empty")
    if len(content) > ports.max_upload:
        raise _refused(field, "file-size", n=ports.max_upload)
    media = sniff(content)
    if media is None or media not in accepted(field):
        raise _refused(field, "file-type")
    return media


def _require_room(field: Field, held: int) -> None:
    if held >= most(field):
        raise _refused(field, "max-items", n=most(field))


def _require_patience(ports: Ports, tx: Transaction, dossier_id: str) -> None:
    """A file taken away leaves its bytes until the purge: adding and removing must not fill the disk."""
    now, key = ports.clock.now(), f"attach:{dossier_id}"
    if tx.throttles.failures(key, now - WINDOW) >= ADDITIONS:
        raise Throttled(int(WINDOW.total_seconds()))
    tx.throttles.record(key, now)


def _refused(field: Field, reason: str, **params: Json) -> FileRefused:
    return FileRefused(reason, field_type(field).message(field, reason, params))


def _was_sent(definition: FormDefinition, dossier: Dossier, attachment_id: str) -> bool:
    return any(attachment_id in ids for ids in ids_by_path(definition, dossier.answers).values())


def _refer(ports: Ports, tx: Transaction, dossier: Dossier, working: dict[str, Json], acting: Acting) -> None:
    """Store the working answers. The step keeps its revision: a file never conflicts with typed answers."""
    changed = replace(
        dossier,
        working=working,
        acting=acting if acting.actor.role != "citizen" else dossier.acting,
        updated_at=ports.clock.now(),
    )
    tx.dossiers.save_working(changed, based_on=dossier.revision)
