"""The mails say first what is left to do, and never call a decision what is none."""

from dataclasses import replace

import pytest

from app.core.texts.mail_texts import MailText, Occasion
from app.usecases.mails import write
from tests.adapters.paper_samples import DEFINITION, DOSSIER

LEFT = replace(
    DEFINITION,
    start=replace(DEFINITION.start, todo=("Signez-le.",)),
    paper={"complete": ["Ce n’est pas l’autorisation."]},
)


def test_what_is_left_to_do_comes_first() -> None:
    mail = write(Occasion("received", "submitted"), "1", DOSSIER, LEFT, "https://guichet.exemple")
    assert mail.paragraphs[:2] == ("Ce qu’il vous reste à faire\u00a0:", "Signez-le.")
    plain = write(Occasion("received", "submitted"), "1", DOSSIER, DEFINITION, "https://guichet.exemple")
    assert plain.paragraphs[0].startswith("Nous avons bien reçu")


def test_the_mail_of_the_form_comes_before_that_of_the_service() -> None:
    own = {"mails": {"received/submitted": {"subject": "Reçu", "body": "Bonjour {{ demandeur }}.\n\nMerci."}}}
    form, service = replace(DEFINITION, texts=own), MailText("Service", "Du service")
    mail = write(Occasion("received", "submitted"), "", DOSSIER, form, "", service)
    assert mail.paragraphs == (f"Bonjour {DOSSIER.title}.", "Merci.")
    other = write(Occasion("under_review", "under_review"), "", DOSSIER, form, "", service)
    assert other.subject.startswith("Service")


@pytest.mark.parametrize(
    ("state", "subject"),
    [
        ("accepted", "Une décision a été prise sur votre dossier"),
        ("refused", "Une décision a été prise sur votre dossier"),
        ("complete", "Votre formulaire est complet"),
        ("closed", "Votre dossier est clos sans décision"),
    ],
)
def test_the_end_of_a_dossier_is_called_by_its_name(state: str, subject: str) -> None:
    mail = write(Occasion("decided", state), "1", DOSSIER, LEFT, "https://guichet.exemple")
    assert mail.subject.startswith(subject)
    assert ("décision" in mail.paragraphs[0]) == (state != "complete")
    assert ("Ce n’est pas l’autorisation." in mail.paragraphs) == (state == "complete")
