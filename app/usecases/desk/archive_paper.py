"""The summary of a dossier for the archive: what it is, what happened, which files it has, by their SHA-256.

Made when an agent asks for it, as often as they ask; for the service, never for the citizen: it names agents.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.dossier import Attachment, Document, Dossier, Event, spell_reference
from app.core.french import NO_BREAK
from app.core.history import tell
from app.core.language import _
from app.usecases.desk.moving import add_effect
from app.usecases.desk.on_duty import of_my_service
from app.usecases.ports import Paper, Ports

KIND = "summary"
EFFECT = "document:summary"
TEMPLATE = "synthese"

Json = Any


def ask(ports: Ports, account: Account, reference: str) -> Dossier:
    """Have it made as the dossier stands. NotFound."""
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        effect_id = add_effect(ports, tx, dossier, EFFECT, ports.clock.now())
    ports.queue.wake((effect_id,))
    return dossier


def archive_paper(
    dossier: Dossier,
    definition: FormDefinition,
    *,
    state: str,
    events: Sequence[Event],
    documents: Sequence[Document],
    attachments: Sequence[Attachment],
    made_at: datetime,
) -> Paper:
    """`state` is its name for agents."""
    return Paper(
        template=TEMPLATE,
        kind=KIND,
        title=_("Synthèse du dossier"),
        definition=definition,
        reference=spell_reference(dossier.reference),
        made_at=made_at,
        submitted_at=dossier.submitted_at,
        due_on=dossier.due_on,
        acting=dossier.acting,
        facts={
            "person": dossier.acting.beneficiary.name or dossier.title,
            "state": state,
            "decided_at": dossier.decided_at,
            "definition_sha256": dossier.definition_hash,
            "history": list(tell(events, to_agent=True)),
            "documents": [_file(one.title, one.size, one.sha256, one.made_at) for one in documents],
            "pieces": [_file(one.name, one.size, one.sha256, one.added_at) for one in attachments],
        },
    )


def _file(name: str, size: int, sha256: str, at: datetime) -> dict[str, Json]:
    """`size` in thousands of bytes, as people read it."""
    return {"name": name, "size": f"{max(1, round(size / 1000))}{NO_BREAK}ko", "sha256": sha256, "at": at}
