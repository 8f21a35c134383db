"""A text of a service in the place of a standard one, of a mail or of a letter: kept, forgotten, tried.

It refuses to know what a text says: who keeps one has judged it.
"""

from datetime import timedelta

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.dossier import ALONE, Dossier
from app.core.language import _
from app.core.texts.mail_texts import MailText, Occasion
from app.usecases.ports import OwnText, Ports

SAMPLE_REFERENCE = "7K4M92QXC"


def keep(
    ports: Ports, account: Account, service_id: str, occasion: Occasion, text: MailText, *, standard: MailText
) -> None:
    """The standard text, kept as it is, stays the standard one."""
    with ports.store.transaction() as tx:
        if text == standard:
            tx.mail_texts.forget(service_id, occasion)
        else:
            tx.mail_texts.keep(OwnText(service_id, occasion, text, ports.clock.now(), account.name))


def forget(ports: Ports, service_id: str, occasion: Occasion) -> None:
    """Back to the standard text; again changes nothing."""
    with ports.store.transaction() as tx:
        tx.mail_texts.forget(service_id, occasion)


def sample(ports: Ports, form: FormDefinition, state: str) -> Dossier:
    """A dossier of this form that has all that a text may name, of somebody who does not exist."""
    now = ports.clock.now()
    return Dossier(
        id="", reference=SAMPLE_REFERENCE, slug=form.slug, definition_hash=form.hash,
        service_id=form.service.id, state=state, revision=0, working={}, typed={},
        answers={}, acting=ALONE, created_at=now, updated_at=now, submitted_at=now, title=_("Camille Martin"),
        due_on=ports.clock.today() + timedelta(days=60), email="camille.martin@exemple.fr",
    )  # fmt: skip
