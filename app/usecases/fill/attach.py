"""Files joined to a draft: referred to by its answers, taken away, handed over, forgotten.

Ids enter the working answers here and nowhere else: those that a page would post are never read.
Nothing here knows uploads, forms or pages. Storage is by content: a file that nobody refers to any
more loses its row, what is on the disk may be another dossier's too.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, BinaryIO

from app.core import paths
from app.core.attached import attached, ids_by_path, takes_files
from app.core.definition import Field, FormDefinition
from app.core.definition.fields_at import field_at
from app.core.desk.casework import MESSAGE
from app.core.dossier import ALONE, Acting, Attachment, Dossier, by_itself
from app.core.errors import NotScanned, Throttled, UnknownAnswers
from app.core.field_types import field_type
from app.core.field_types.attachment import most, until_decision
from app.core.media_types import shown_name
from app.core.rows.ids import NO_ROWS, PageRows, placed
from app.core.working import with_rows, with_value
from app.usecases.fill.filling import Sheet, judged, lay_open, reachable, require_editable
from app.usecases.fill.receiving import Received, received, refused
from app.usecases.ports import Ports, Transaction

Json = Any
ADDITIONS = 60  # files added to one dossier in WINDOW
WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file with its dossier, for the permission check. `sent`: the answers that were sent refer to it, or a
    message brought it; `by_service`: an agent gave it."""

    attachment: Attachment
    dossier: Dossier
    sent: bool
    by_service: bool = False


def add(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    path: str,
    name: str,
    chunks: Iterable[bytes],
    acting: Acting = ALONE,
    *,
    rows: PageRows = NO_ROWS,
) -> Attachment:
    """Keep a file and refer to it in the working answers. FileRefused tells what to choose instead.

    The same content given twice to a question (double click) is kept once. Where one file is
    wanted, a new one takes the place of the old. `rows`: the ids of the rows of the page, by which the
    question is found when rows have moved since.
    """
    asked = path
    with ports.store.reading() as tx:
        sheet, field, path = opened(ports, tx, dossier_id, step_id, asked, acting, rows)
        _require_patience(ports, tx, dossier_id)
    with received(ports, sheet.definition, field, name, chunks) as file, ports.store.transaction() as tx:
        sheet, field, path = opened(ports, tx, dossier_id, step_id, asked, acting, rows)
        ids = ids_by_path(sheet.definition, sheet.dossier.working).get(path, [])
        held = next(
            (row for row in sheet.attachments if row.id in ids and row.sha256 == file.aside.sha256), None
        )
        if held is not None:
            return held
        require_room(sheet, field, path)
        _require_patience(ports, tx, dossier_id)
        tx.throttles.record(f"attach:{dossier_id}", ports.clock.now())
        ports.files.keep(file.aside)
        given = _row(ports, dossier_id, path, name, field, file)
        tx.attachments.add(given)
        if field_type(field).value_type == "file":  # else the page carries the id (a drawn signature)
            _refer_to(ports, tx, sheet, path, field, ids, given, acting)
    return given


def _row(ports: Ports, dossier_id: str, path: str, name: str, field: Field, file: Received) -> Attachment:
    return Attachment(
        id=ports.ids.new(),
        dossier_id=dossier_id,
        path=path,  # where it was given: rows may move since, see `core.attached`
        name=shown_name(name, file.media),
        media_type=file.media.name,
        size=file.aside.size,
        sha256=file.aside.sha256,
        added_at=ports.clock.now(),
        scan=file.scan,
        until_decision=until_decision(field),
    )


def _refer_to(
    ports: Ports,
    tx: Transaction,
    sheet: Sheet,
    path: str,
    field: Field,
    ids: Sequence[str],
    given: Attachment,
    acting: Acting,
) -> None:
    """The new file after the others, or instead of the only one."""
    kept = [] if most(field) == 1 else list(ids)
    for gone in set(ids) - set(kept):
        if not _was_sent(sheet.definition, sheet.dossier, gone):
            tx.attachments.remove(gone)
    _refer(ports, tx, sheet.dossier, with_value(sheet.dossier.working, path, [*kept, given.id]), acting)


def remove(ports: Ports, dossier_id: str, attachment_id: str, acting: Acting = ALONE) -> None:
    """Take a file out of the working answers; one that they do not refer to changes nothing.

    During a correction, what was sent stays as it was sent: its row goes at the next sending.
    """
    with ports.store.transaction() as tx:
        sheet = lay_open(ports, tx, dossier_id)
        require_editable(ports, tx, sheet, acting)
        drop_reference(ports, tx, sheet.definition, sheet.dossier, attachment_id, acting)


def drop_reference(
    ports: Ports,
    tx: Transaction,
    definition: FormDefinition,
    dossier: Dossier,
    attachment_id: str,
    acting: Acting | None = None,
) -> None:
    """Out of the working answers; its row goes too unless the answers that were sent refer to it."""
    held = ids_by_path(definition, dossier.working)
    path = next((path for path, ids in held.items() if attachment_id in ids), None)
    if path is None or not isinstance(paths.get(dossier.working, path), list):
        return

    def without(ids: list[Json]) -> list[Json]:
        return [id_ for id_ in ids if id_ != attachment_id]

    _refer(ports, tx, dossier, with_rows(dossier.working, path, without), acting or dossier.acting)
    if not _was_sent(definition, dossier, attachment_id):
        tx.attachments.remove(attachment_id)


def forget_unsent(tx: Transaction, definition: FormDefinition, dossier: Dossier) -> None:
    """Remove the rows that the answers just sent do not refer to (hidden questions, corrections)."""
    rows = tx.attachments.of(dossier.id)
    kept = {row.id for row in attached(definition, dossier.answers, rows)}
    for row in rows:
        if row.id not in kept and not row.text_id:
            tx.attachments.remove(row.id)


def forget_identity(ports: Ports, tx: Transaction, dossier: Dossier) -> None:
    """Remove the copies of identity documents of a decided dossier; the purge deletes what they held."""
    gone = [row for row in tx.attachments.of(dossier.id) if row.until_decision]
    for row in gone:
        tx.attachments.remove(row.id)
    if gone:
        facts = {"files": len(gone)}
        tx.events.append(dossier.id, "files-erased", ports.clock.now(), by_itself(dossier.acting), facts)


def read(ports: Ports, attachment_id: str) -> GivenFile:
    """A file that was given, or NotFound; who may have it is the caller's to check."""
    with ports.store.reading() as tx:
        row = tx.attachments.get(attachment_id)
        dossier = tx.dossiers.get(row.dossier_id)
        if row.text_id:
            texts = tx.casework.texts.of(dossier.id, MESSAGE)
            by_service = any(one.id == row.text_id and not one.from_citizen for one in texts)
            return GivenFile(row, dossier, sent=True, by_service=by_service)
        definition = tx.definitions.get(dossier.definition_hash)
    return GivenFile(row, dossier, _was_sent(definition, dossier, attachment_id))


def content(ports: Ports, given: GivenFile, *, own: bool) -> BinaryIO:
    """What the file holds, to be read piece by piece. NotScanned for what the antivirus has not seen:
    only the citizen who gave it (`own`) may have it before; nobody may have what it found unsafe."""
    row = given.attachment
    if row.scan == "infected" or (row.scan and (given.by_service or not own)):
        raise NotScanned(unsafe=row.scan == "infected")
    return ports.files.open(row.sha256)


def opened(
    ports: Ports,
    tx: Transaction,
    dossier_id: str,
    step_id: str,
    asked: str,
    acting: Acting,
    rows: PageRows = NO_ROWS,
) -> tuple[Sheet, Field, str]:
    """The draft laid open, its visible question that takes files, and where it is now; or UnknownAnswers."""
    sheet = lay_open(ports, tx, dossier_id)
    require_editable(ports, tx, sheet, acting)
    step = reachable(sheet, step_id)
    field = field_at(step.fields, asked)
    path = placed(asked, rows, sheet.dossier.working, sheet.dossier.row_ids) if field else None
    if field is None or path is None or not takes_files(field):
        raise UnknownAnswers([asked])
    if path not in _with_rows(ports, sheet, path).verdict.visible:
        raise UnknownAnswers([asked])
    return sheet, field, path


def _with_rows(ports: Ports, sheet: Sheet, path: str) -> Sheet:
    """A repeat that cannot stay empty shows its first row before it is stored: as if it were."""
    working = deepcopy(dict(sheet.dossier.working))
    for end in (place for place in range(len(path)) if path.startswith("[0]", place)):
        if not paths.get(working, path[:end]):
            paths.put(working, path[:end], [{}])
    if working == sheet.dossier.working:
        return sheet
    return judged(ports, replace(sheet.dossier, working=working), sheet.definition, sheet.workflow)


def require_room(sheet: Sheet, field: Field, path: str) -> None:
    """FileRefused when the question has all its files; where one is wanted, another replaces it."""
    ids = ids_by_path(sheet.definition, sheet.dossier.working).get(path, [])
    n = most(field)
    if field_type(field).value_type == "file" and len(ids) >= n > 1:
        raise refused(field, "max-items", n=n)


def _require_patience(ports: Ports, tx: Transaction, dossier_id: str) -> None:
    """A file taken away leaves its bytes until the purge: adding and removing must not fill the disk."""
    if tx.throttles.failures(f"attach:{dossier_id}", ports.clock.now() - WINDOW) >= ADDITIONS:
        raise Throttled(int(WINDOW.total_seconds()))


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
