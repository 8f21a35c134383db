"""Trying a draft without JavaScript: as a citizen, as an adviser, by a link; then from the service's side."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.usecases.ports import Ports
from tests.fixtures.doubles import SettableClock, TellingDocuments
from tests.plain import plain
from tests.web.conftest import Walker
from tests.web.designers import a_designer, press, serving
from tests.web.pages import Visitor
from tests.web.staff import signed_in
from tests.web.walking import Walk, declare_and_send


@pytest.fixture
def ports(ports: Ports, tmp_path: Path) -> Ports:
    """Versions are served; documents tell what they would print."""
    return replace(serving(ports, tmp_path), documents=TellingDocuments())


@pytest.fixture
def lea(application: Flask, ports: Ports) -> Visitor:
    return signed_in(application, a_designer(ports))


@pytest.fixture
def draft(lea: Visitor) -> str:
    """The address of the draft of the form that tests walk most."""
    page = press(lea, lea.get("/atelier"), "Préparer une nouvelle version : Demande d’élection")
    return page.url.partition("?")[0]


def _walk(visitor: Visitor, walk: Walker) -> Walk:
    return walk(visitor=visitor)


def test_a_designer_walks_a_test_from_the_first_page_to_the_decision(
    lea: Visitor, draft: str, walk: Walker, desk: Visitor
) -> None:
    page = press(lea, lea.get(f"{draft}/essai"), "Essayer comme usager")
    assert "Essai. Rien n’est envoyé au service" in page.text
    sent = declare_and_send(lea, walk(visitor=lea).go(page))
    assert "Essai. Rien n’est envoyé" in sent.text
    page = lea.get(sent.link("Côté service"))
    assert "Vous jouez tous les rôles" in page.text
    page = press(lea, page, "Prendre")
    page = press(lea, page, "Refuser", status=422)
    assert "motif" in page.errors[0].lower()
    page = press(lea, page, "Refuser", motif="Pour voir")
    assert "Le circuit est terminé" in page.text or "Pour voir" in page.text
    reference = page.url.rpartition("/")[2]
    assert reference not in desk.get("/bureau").text
    assert lea.raw.get(f"{page.url}/documents/decision").data.startswith(b"%PDF")
    assert lea.raw.get(f"{page.url}/documents/roman").status_code == 404
    page = press(lea, page, "Garder comme scénario", status=422)
    page = press(lea, page, "Garder comme scénario", nom="Un refus")
    assert "Un refus" in page.text
    assert "Échoue" not in page.text
    page = press(lea, page, "Retirer : Un refus")
    assert "Le scénario est retiré" in page.text
    page = press(lea, lea.get(f"/atelier/essais/{reference}"), "Supprimer cet essai")
    assert "L’essai est supprimé." in page.text
    lea.get(f"/atelier/essais/{reference}", status=404)


def test_opinions_and_messages_are_played_and_the_mails_are_read_but_none_leaves(
    lea: Visitor, draft: str, walk: Walker, ports: Ports
) -> None:
    page = press(lea, lea.get(f"{draft}/circuit?circuit=avis"), "Enregistrer le circuit")
    page = press(lea, lea.get(f"{draft}/essai"), "Essayer comme usager")
    page = press(
        lea, lea.get(declare_and_send(lea, walk(visitor=lea).go(page)).link("Côté service")), "Prendre"
    )
    case = page.url
    page = press(lea, page, "Demander l’avis", status=422)
    assert page.errors == ["Écrivez votre texte."]
    page = press(lea, page, "Demander l’avis", texte="Le logement est-il habitable ?")
    assert "Avis demandés" in page.text
    expert = lea.get(page.link("Répondre comme l’expert"))
    assert "Essai. Rien n’est envoyé" in expert.text
    assert "Le logement est-il habitable ?" in expert.text
    lea.submit(expert, {"avis": "favorable", "texte": "Oui.", "confirme": "oui"}, having="avis")
    page = lea.get(case)
    assert "Plus aucun avis n’est attendu" in page.text  # as in the real circuit, the last answer moves it on
    page = press(lea, page, "Écrire comme le service", texte="Bonjour, votre dossier avance.")
    told = [plain(" ".join(one.text_content().split())) for one in page.tree.xpath("//summary")]
    for subject in ("Nous avons reçu votre démarche", "Votre dossier est en cours", "Votre avis est demandé",
                    "Vous avez un message"):  # fmt: skip
        assert any(line.startswith(subject) for line in told), (subject, told)
    answered = press(lea, page, "Côté usager")
    assert "Bonjour, votre dossier avance." in answered.text
    with ports.store.reading() as tx:
        dossier = tx.dossiers.by_reference(case.rpartition("/")[2].replace("-", ""))
        assert dossier is not None
        assert dossier.clock_on is None
        assert not tx.effects.of(dossier.id)
    press(lea, lea.get(case), "Supprimer cet essai")


def test_an_adviser_is_played_and_the_part_is_left(lea: Visitor, draft: str) -> None:
    page = press(lea, lea.get(f"{draft}/essai"), "Essayer comme conseiller")
    assert "Vous agissez pour Camille Essai, à ses côtés." in page.text
    screens = lea.raw.get(f"/atelier/essais/{page.url.split('/')[2]}/ecrans")
    assert "frame-src 'self'" in screens.headers["Content-Security-Policy"]
    framed = lea.raw.get(page.url)
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in framed.headers["Content-Security-Policy"]
    token = page.form().xpath(".//input[@name='csrf_token']/@value")[0]
    left = lea.post("/atelier/essais/fin-de-l-aide", {"csrf_token": token})
    assert "Vous agissez pour" not in left.text


def test_a_shared_link_opens_a_test_without_an_account_until_it_is_over(
    application: Flask, lea: Visitor, draft: str, walk: Walker, clock: SettableClock
) -> None:
    page = press(lea, lea.get(f"{draft}/essai"), "Créer un lien", jours="1")
    link = page.tree.xpath("//input[@id='lien']/@value")[0]
    address = link.partition("/essai/")[2]
    guest = Visitor(application)
    page = guest.get(f"/essai/{address}")
    assert "Version 2, pas encore publiée" in page.text
    page = guest.submit(page)
    assert "Essai. Rien n’est envoyé" in page.text
    assert "Côté service" not in page.text
    assert guest.raw.get("/demarches/cerfa-16029").headers["X-Frame-Options"] == "DENY"
    sent = declare_and_send(guest, walk(visitor=guest).go(page))
    assert sent.status == 200
    assert "Par le lien partagé" in lea.get(f"{draft}/essai").text
    assert "incomplet ou modifié" in guest.get("/essai/x" + address, status=404).text
    clock.move(days=2)
    assert "n’est plus valable depuis le" in Visitor(application).get(f"/essai/{address}", status=404).text


def test_every_error_message_of_every_question_is_on_one_page(lea: Visitor, draft: str) -> None:
    page = lea.get(f"{draft}/messages")
    assert "Saisissez votre nom de naissance" in page.text
    assert "Le 31 février n’existe pas" in page.text
    assert len(page.tree.xpath("//section[contains(@class,'wrong-question')]")) > 10
    for kind in ("form", "blank", "receipt", "decision"):
        assert lea.raw.get(f"{draft}/documents/{kind}?scenario=1").data.startswith(b"%PDF")
