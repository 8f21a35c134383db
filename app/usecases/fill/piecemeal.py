"""A file sent in pieces, so that a dropped line costs one piece and not the file.

What has arrived is no file of the dossier before `finish`, which asks `attach.add` as any other
road does. The size on the disk is the only memory: any process takes over where another died.
"""

from datetime import timedelta

from app.core.dossier import ALONE, Acting, Attachment
from app.core.errors import FileRefused, Throttled
from app.core.field_types.attachment import largest
from app.core.rows.ids import NO_ROWS, PageRows
from app.usecases.fill import attach
from app.usecases.fill.receiving import refused
from app.usecases.ports import Ports

PIECE = 256 * 1024  # bytes of one piece
UPLOADS = 200  # begun for one dossier in WINDOW
AT_ONCE = 8  # uploads of one dossier under way
WINDOW = timedelta(hours=1)


def begin(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    path: str,
    size: int,
    acting: Acting = ALONE,
    *,
    rows: PageRows = NO_ROWS,
) -> str:
    """Room for a file of `size` bytes; its id. FileRefused before anything is sent in vain."""
    with ports.store.transaction() as tx:
        sheet, field, path = attach.opened(ports, tx, dossier_id, step_id, path, acting, rows)
        limit = largest(field, ports.max_upload)
        if not 0 <= size <= limit:
            raise refused(field, "file-size", n=limit)
        if not size:
            raise refused(field, "file-empty")
        attach.require_room(sheet, field, path)
        now, key = ports.clock.now(), f"upload:{dossier_id}"
        number, weight = ports.partials.held(dossier_id)
        crowded = number >= AT_ONCE or weight > 2 * ports.max_upload
        if crowded or tx.throttles.failures(key, now - WINDOW) >= UPLOADS:
            raise Throttled(int(WINDOW.total_seconds()))
        tx.throttles.record(key, now)
    upload_id = ports.ids.new()
    ports.partials.begin(dossier_id, upload_id)
    return upload_id


def offset(ports: Ports, dossier_id: str, upload_id: str) -> int:
    """Where the next piece goes, or NotFound."""
    return ports.partials.size(dossier_id, upload_id)


def append(ports: Ports, dossier_id: str, upload_id: str, at: int, piece: bytes) -> int:
    """Where the next piece goes now. One that does not follow what has arrived changes nothing."""
    end = ports.partials.size(dossier_id, upload_id)
    if at != end or len(piece) > PIECE or end + len(piece) > ports.max_upload:
        return end
    return ports.partials.append(dossier_id, upload_id, at, piece)


def cancel(ports: Ports, dossier_id: str, upload_id: str) -> None:
    """Forget what has arrived; twice is once."""
    ports.partials.drop(dossier_id, upload_id)


def finish(
    ports: Ports,
    dossier_id: str,
    upload_id: str,
    step_id: str,
    path: str,
    name: str,
    acting: Acting = ALONE,
    *,
    rows: PageRows = NO_ROWS,
) -> Attachment:
    """The pieces become a file of the dossier, or FileRefused; either way they are forgotten."""
    ports.partials.size(dossier_id, upload_id)  # NotFound before anything else
    pieces = ports.partials.read(dossier_id, upload_id)
    try:
        given = attach.add(ports, dossier_id, step_id, path, name, pieces, acting, rows=rows)
    except FileRefused:
        ports.partials.drop(dossier_id, upload_id)
        raise
    ports.partials.drop(dossier_id, upload_id)
    return given
