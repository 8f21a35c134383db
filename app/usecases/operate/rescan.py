"""Files that arrived while the antivirus was away: looked at once it is back.

One found unsafe leaves the draft it is in; one that was sent stays named, and nobody may open it.
"""

import logging

from app.core.attached import ids_by_path
from app.core.dossier import Attachment, by_itself
from app.core.errors import DraftConflict, NotFound
from app.usecases.fill.attach import drop_reference
from app.usecases.ports import Ports, Scan

log = logging.getLogger(__name__)

AT_ONCE = 20


def rescan(ports: Ports) -> int:
    """Scan some of the waiting files; how many are settled."""
    if ports.scanner is None:
        return 0
    with ports.store.reading() as tx:
        waiting = tx.attachments.waiting(AT_ONCE)
    settled = 0
    for row in waiting:
        try:
            with ports.files.open(row.sha256) as stream:
                verdict = ports.scanner.scan(stream)
        except NotFound:
            log.error("the content of the file %s is missing", row.id)
            continue
        if not verdict.known:
            break  # still away: the next sweep asks again
        settled += _settle(ports, row, verdict)
    return settled


def _settle(ports: Ports, row: Attachment, verdict: Scan) -> bool:
    """Store what was said; False when the draft changed or went at this very moment: asked again later."""
    try:
        if verdict.found:
            log.warning("the file %s is not safe: %s", row.id, verdict.found)
            _set_apart(ports, row)
        else:
            with ports.store.transaction() as tx:
                tx.attachments.scanned(row.id, "")
    except (DraftConflict, NotFound):
        return False
    return True


def _set_apart(ports: Ports, row: Attachment) -> None:
    with ports.store.transaction() as tx:
        dossier = tx.dossiers.get(row.dossier_id)
        definition = tx.definitions.get(dossier.definition_hash)
        tx.attachments.scanned(row.id, "infected")
        if not any(row.id in ids for ids in ids_by_path(definition, dossier.answers).values()):
            drop_reference(ports, tx, definition, dossier, row.id)
        facts = {"name": row.name}
        tx.events.append(dossier.id, "file-unsafe", ports.clock.now(), by_itself(dossier.acting), facts)
