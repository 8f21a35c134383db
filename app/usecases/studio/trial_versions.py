"""Which version a test dossier goes by: the draft of today, else what is published, under the tests' name."""

from app.core.definition import FormDefinition
from app.core.definition.parser import parse
from app.core.definition.plain_json import plain
from app.core.dossier import Dossier
from app.core.errors import NotFound
from app.core.studio.trials import trial_document
from app.usecases.ports import Ports, Transaction


def version_to_try(ports: Ports, tx: Transaction, slug: str) -> FormDefinition:
    """The draft of this form as it stands, or the version that is served. NotFound for neither."""
    draft = tx.studio.drafts.by_slug(slug)
    document = draft.document if draft is not None else plain(ports.forms.current(slug).raw)
    return parse(trial_document(document), file="brouillon.json")


def version_of(ports: Ports, tx: Transaction, dossier: Dossier) -> FormDefinition:
    """The same for this test dossier."""
    trial = tx.studio.trials.get(dossier.id)
    if trial is None:
        raise NotFound
    return version_to_try(ports, tx, trial.slug)
