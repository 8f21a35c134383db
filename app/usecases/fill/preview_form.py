"""The form as a PDF before it is sent: to read it on paper, or with somebody, and to correct it.

Nothing is kept and nothing is proven. It takes the time of a page of the web: it is counted by dossier.
"""

from datetime import timedelta

from app.core.dossier import ALONE, Acting
from app.core.errors import Throttled
from app.usecases.documents.papers import draft_paper
from app.usecases.fill import recap
from app.usecases.ports import Ports

AT_MOST = 10  # in WINDOW, for one dossier
WINDOW = timedelta(minutes=10)


def preview_form(ports: Ports, dossier_id: str, acting: Acting = ALONE) -> bytes:
    """The PDF. Refused like the recap is (a step to complete, not eligible…), or Throttled."""
    page = recap(ports, dossier_id, acting)
    now, key = ports.clock.now(), f"preview:{dossier_id}"
    with ports.store.transaction() as tx:
        if tx.throttles.failures(key, now - WINDOW) >= AT_MOST:
            raise Throttled(int(WINDOW.total_seconds()))
        tx.throttles.record(key, now)
    return ports.documents.render(draft_paper(page.dossier, page.definition, page.sections, made_at=now))
