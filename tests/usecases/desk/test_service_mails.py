"""The mails of a service in its own words: judged when kept, used when sent, forgotten on demand."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.account import Account, Membership
from app.core.dossier import Dossier
from app.core.errors import NotFound
from app.core.texts.mail_texts import MailText, Occasion
from app.usecases import studio
from app.usecases.desk import service_mails
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.desk.process import act
from app.usecases.fill.submit import submit
from app.usecases.operate import run_effect
from app.usecases.ports import Ports
from app.usecases.studio import form_texts, publish_form
from tests.usecases.conftest import filled, person, serving
from tests.usecases.studio.test_studio import LEA

CORRECTION = Occasion("correction", "correction")
URGENT = publish_form.Wish(emergency=True, reason="Crue")


@pytest.fixture
def manager(ports: Ports) -> Account:
    return person(ports, "manager", "ccas", "responsable@exemple.fr")


def keep(ports: Ports, manager: Account, occasion: Occasion, subject: str, body: str) -> None:
    mail = service_mails.find(ports, manager, "ccas", occasion)
    service_mails.change(ports, manager, mail, subject, body)


def mails(ports: Ports) -> list[str]:
    for effect_id in ports.queue.woken:
        run_effect(ports, effect_id)
    ports.queue.woken.clear()
    return [" | ".join((mail.subject, *mail.paragraphs)) for mail in ports.mailer.sent]


def sent(ports: Ports) -> Dossier:
    return submit(ports, filled(ports).id, declared=True).dossier


def test_the_words_of_the_service_leave_in_the_place_of_the_standard_ones(
    ports: Ports, manager: Account, agent: Account
) -> None:
    keep(
        ports,
        manager,
        CORRECTION,
        "Il manque quelque chose",
        "Bonjour {{ demandeur }},\r\n\r\nVoyez {{numero}}.",
    )
    dossier = sent(ports)
    act(ports, agent, dossier.reference, "ask_correction", motive="Précisez.")
    received, correction = mails(ports)
    assert received.startswith("Nous avons reçu votre démarche (")
    assert correction.startswith("Il manque quelque chose (")
    assert f"| Bonjour {dossier.title}, | Voyez {dossier.reference[:3]}-" in correction
    assert "Précisez" not in correction


def test_a_mail_tells_of_the_state_that_made_it_even_when_it_leaves_later(
    ports: Ports, manager: Account, agent: Account
) -> None:
    keep(ports, manager, Occasion("received", "submitted"), "Bien reçu", "Merci.")
    act(ports, agent, sent(ports).reference, "take")
    assert any(text.startswith("Bien reçu (") for text in mails(ports))


@pytest.mark.parametrize(
    ("subject", "body", "place", "told"),
    [
        ("", "Merci.", "objet", "Saisissez"),
        ("x" * 121, "Merci.", "objet", "120"),
        ("Reçu", " \n", "texte", "Écrivez"),
        ("{{ nom }}", "Merci.", "objet", "« nom » n’existe pas"),
        ("Reçu", "Bonjour {{ demandeurs }}", "texte", "demandeur"),
        ("Reçu", "Bonjour {{ motif }}", "texte", "echeance"),
    ],
)
def test_what_cannot_be_kept_says_why_and_where(
    ports: Ports, manager: Account, subject: str, body: str, place: str, told: str
) -> None:
    with pytest.raises(CaseworkRefused) as refused:
        keep(ports, manager, CORRECTION, subject, body)
    assert refused.value.place == place
    assert told in str(refused.value).replace("\u00a0", " ")
    assert service_mails.find(ports, manager, "ccas", CORRECTION).own is None


def test_the_standard_text_comes_back_and_kept_as_it_is_stays_the_standard_one(
    ports: Ports, manager: Account
) -> None:
    keep(ports, manager, CORRECTION, "Autre", "Chose.")
    changed = service_mails.find(ports, manager, "ccas", CORRECTION)
    assert changed.own is not None
    assert changed.own.by == manager.name
    for _again in range(2):
        service_mails.back_to_standard(ports, changed)
    usual = service_mails.find(ports, manager, "ccas", CORRECTION)
    assert usual.text == usual.told.standard.text
    keep(ports, manager, CORRECTION, usual.text.subject, usual.text.body)
    assert service_mails.find(ports, manager, "ccas", CORRECTION).own is None


def test_only_the_manager_of_the_service_has_its_mails(
    ports: Ports, agent: Account, manager: Account
) -> None:
    stranger = person(ports, "manager", "autre", "ailleurs@exemple.fr")
    for account in (agent, stranger):
        with pytest.raises(NotFound):
            service_mails.find(ports, account, "ccas", CORRECTION)
    with pytest.raises(NotFound):
        service_mails.find(ports, manager, "ccas", Occasion("correction", "accepted"))


def test_a_preview_has_every_variable_filled(ports: Ports, manager: Account) -> None:
    for mail in service_mails.of_my_services(ports, manager):
        shown = service_mails.preview(ports, mail, mail.text)
        assert "{{" not in str(shown)
        assert "" not in shown.paragraphs


def test_a_form_with_a_text_of_its_own_is_apart_from_its_service(
    ports: Ports, manager: Account, tmp_path: Path
) -> None:
    ports = serving(ports, tmp_path)
    designer = replace(LEA, memberships=(Membership("ccas", "designer"),))
    keep(ports, manager, CORRECTION, "Du service", "Bonjour.")
    draft = studio.begin_from(ports, designer, "demande")
    opened = studio.open_draft(ports, designer, draft.id)
    one = form_texts.find(ports, opened, "correction.correction")
    assert one.text == MailText("Du service", "Bonjour.")  # what leaves, as long as the form says nothing
    assert form_texts.keep(ports, designer, opened, one, one.text, based_on=0) is opened
    kept = form_texts.keep(ports, designer, opened, one, MailText("De la démarche", "Bonsoir."), based_on=0)
    mail = service_mails.find(ports, manager, "ccas", CORRECTION)
    assert not mail.apart, "a draft sends nothing"
    publish_form.publish(ports, designer, draft.id, based_on=kept.draft.revision, wish=URGENT)
    [(form, mail_)] = service_mails.apart(ports, service_mails.find(ports, manager, "ccas", CORRECTION))
    assert (form.slug, mail_.paragraphs) == ("demande", ("Bonsoir.",))
