"""What people read once they have sent: what is left to do, what happened, why it ended so."""

import re
from dataclasses import replace

import pytest

from app.core.account import Account, Membership
from app.usecases.desk import process
from app.usecases.ports import Ports
from tests.fixtures.application import settle
from tests.web.conftest import Walker
from tests.web.pages import Page, Visitor
from tests.web.walking import declare_and_send

TODO = {
    "cerfa-14952": "Sans ce passage, la procuration n’existe pas.",
    "cerfa-15646": "Imprimez le formulaire, signez-le",
}


def reference(page: Page) -> str:
    return page.url.split("/dossiers/")[1].split("/")[0]


def follow(client: Visitor, page: Page) -> Page:
    return client.get(f"/suivi/{reference(page)}")


def agent_of(ports: Ports, agent: Account, slug: str) -> Account:
    service = ports.forms.current(slug).service.id
    return replace(agent, memberships=(Membership(service, "agent"),))


@pytest.mark.parametrize("slug", TODO)
def test_what_is_left_to_do_is_told_first_on_every_page_and_in_the_mail(
    client: Visitor, ports: Ports, walk: Walker, slug: str
) -> None:
    sent = declare_and_send(client, walk(slug).go())
    for page in (sent, follow(client, sent)):
        notice = page.tree.xpath("string((//*[contains(@class, 'notice--attention')])[1])")
        assert "Ce qu’il vous reste à faire" in notice
        assert TODO[slug] in notice
        assert "rien à faire" not in page.text
    settle(ports)
    assert TODO[slug] in client.get(client.get("/courriels").url).text


def test_a_form_found_complete_is_not_told_as_an_acceptance(
    client: Visitor, ports: Ports, agent: Account, walk: Walker
) -> None:
    sent = declare_and_send(client, walk("cerfa-14952").go())
    own = agent_of(ports, agent, "cerfa-14952")
    process.act(ports, own, reference(sent), "take")
    process.act(ports, own, reference(sent), "complete")
    settle(ports)
    page = follow(client, sent)
    assert "Formulaire complet" in page.text
    assert TODO["cerfa-14952"] in page.text
    assert "acceptée" not in page.text
    assert "Votre formulaire est complet" in client.get("/courriels").text


def test_a_document_is_opened_in_the_browser_or_saved_with_its_size_told(
    client: Visitor, ports: Ports, sent: Page
) -> None:
    settle(ports)
    followed = follow(client, sent)
    first = followed.tree.xpath("//ul[@class='documents']/li")[0]
    opened, saved = first.xpath(".//a")
    assert " ".join(opened.text_content().split()).startswith("Ouvrir")
    assert re.match(r"Télécharger \(PDF, \d+.ko\)", " ".join(saved.text_content().split()))
    shown, kept = (client.raw.get(link.get("href")) for link in (opened, saved))
    assert shown.data == kept.data
    assert shown.headers["Content-Disposition"].startswith("inline; filename=")
    assert kept.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "object-src 'self'" in shown.headers["Content-Security-Policy"]


def test_a_refusal_gives_its_motive_then_the_appeal_then_the_documents_newest_first(
    client: Visitor, ports: Ports, agent: Account, sent: Page
) -> None:
    settle(ports)
    ports.clock.move(hours=1)  # type: ignore[attr-defined]
    process.act(ports, agent, reference(sent), "take")
    assert "En cours d’examen" in follow(client, sent).text
    process.act(ports, agent, reference(sent), "refuse", motive="Vous avez une adresse stable.")
    settle(ports)
    said = follow(client, sent).text
    marks = ("Refusé", "Vous avez une adresse stable.", "Si vous n’êtes pas d’accord", "Demande refusée",
             "Accusé de réception", "Ce qui s’est passé")  # fmt: skip
    places = [said.index(mark) for mark in marks]
    assert places == sorted(places)
    assert "Document produit" not in said


def test_a_dossier_closed_says_so_in_plain_words(
    client: Visitor, ports: Ports, agent: Account, walk: Walker
) -> None:
    sent = declare_and_send(client, walk("cerfa-16029", 1).go())
    process.act(ports, agent, reference(sent), "close", motive="Vous avez envoyé deux demandes.")
    settle(ports)
    said = follow(client, sent).text
    assert "Clos sans décision" in said
    assert "Vous avez envoyé deux demandes." in said
    assert "clos sans décision" in client.get("/courriels").text


def test_without_an_address_nobody_is_promised_a_message(client: Visitor, sent: Page, walk: Walker) -> None:
    assert "revenez lire la réponse ici avec ce numéro et ce code" in sent.text
    told = declare_and_send(client, walk("cerfa-16029", 1).go())
    assert "revenez lire la réponse ici" not in told.text
    assert "amina.benali@exemple.fr" in told.text


def test_the_motive_stays_on_the_pages_while_the_person_corrects(
    client: Visitor, ports: Ports, agent: Account, sent: Page
) -> None:
    process.act(ports, agent, reference(sent), "ask_correction", motive="Écrivez votre nom en entier.")
    recap = client.get(follow(client, sent).link("Corriger ma demande"))
    assert recap.heading == "Corriger et renvoyer"
    step = client.get(recap.link("Modifier : Votre identité"))
    for page in (recap, step):
        assert "Le service vous demande de corriger" in page.text
        assert "Écrivez votre nom en entier." in page.text
        assert "puis envoyez vos corrections" in page.text
    again = declare_and_send(client, client.submit(step, button="suivant"))
    assert again.heading == "Vos corrections sont envoyées"


def test_a_first_filling_says_nothing_of_corrections(client: Visitor, walk: Walker) -> None:
    page = walk().to("identite")
    assert "vous demande de corriger" not in page.text


def test_help_tells_whom_to_call(client: Visitor) -> None:
    page = client.get("/aide")
    assert "Appelez le service de votre démarche" in page.text
    assert "on vous dira où trouver un conseiller" in page.text
    assert page.tree.xpath("//h2[@id='services']")
    assert page.link("Appelez le service de votre démarche") == "#services"
    assert "02 61 91 10 20" in page.text.replace("\u00a0", " ")
