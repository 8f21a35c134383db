"""The pages where a manager writes the service's mails, and where an agent chooses what to hear of."""

import pytest
from flask import Flask

from app.core.account import Account, Membership
from app.usecases import account as accounts
from app.usecases.ports import Ports
from tests.fixtures.application import PASSWORD
from tests.web.pages import Page, Visitor, form_values
from tests.web.staff import SLUG, signed_in


@pytest.fixture
def manager(application: Flask, ports: Ports) -> Visitor:
    service = ports.forms.current(SLUG).service
    return signed_in(application, accounts.create(
        ports, email="responsable@exemple.fr", name="Claire Morel", password=PASSWORD,
        organisation=service.name, quality="Responsable", memberships=(Membership(service.id, "manager"),),
    ))  # fmt: skip


def preview(page: Page) -> str:
    [section] = page.tree.xpath("//section[@aria-labelledby='apercu']")
    return " ".join(section.text_content().split())


def test_a_manager_looks_keeps_and_comes_back(manager: Visitor) -> None:
    listed = manager.get("/bureau/courriels")
    page = manager.get(listed.link("Une correction est demandée sur votre dossier"))
    assert "{{" in page.tree.xpath("//textarea")[0].text
    assert "{{" not in preview(page)
    words = {"objet": "Il manque une pièce", "texte": "Bonjour {{ demandeur }},\n\nMerci."}
    looked = manager.submit(page, words, having="texte", button="apercu")
    assert "Bonjour Camille Martin," in preview(looked)
    assert "Aperçu, non enregistré" in looked.text
    assert "Écrit par" not in manager.get("/bureau/courriels").text, "nothing is kept yet"
    kept = manager.submit(looked, {}, having="texte", button="enregistrer")
    assert "Le courriel est enregistré." in kept.text
    assert "Écrit par Claire Morel" in kept.text
    again = manager.get(kept.link("Une correction est demandée sur votre dossier"))
    [back] = [form for form in again.tree.xpath("//form") if form.get("action", "").endswith("/standard")]
    assert "standard est rétabli" in manager.post(back.get("action"), form_values(back)).text


def test_an_unknown_variable_is_named_with_the_known_ones_and_what_was_typed_stays(manager: Visitor) -> None:
    page = manager.get(manager.get("/bureau/courriels").link("Nous avons reçu votre démarche"))
    words = {"objet": "Reçu", "texte": "Bonjour {{ prenom }}"}
    for button in ("apercu", "enregistrer"):
        wrong = manager.submit(page, words, having="texte", button=button, status=422)
        assert "« prenom » n’existe pas" in wrong.errors[0]
        assert "{{ demandeur }}" in wrong.errors[0]
        assert "Bonjour {{ prenom }}" in wrong.tree.xpath("//textarea")[0].text


def test_an_agent_chooses_what_to_hear_of_form_by_form(desk: Visitor, agent: Account) -> None:
    page = desk.get("/bureau/notifications")
    assert agent.email in page.text
    name = f"dossiers:{SLUG}"
    [usual] = page.tree.xpath(f"//select[@name='{name}']/option[@selected]/@value")
    assert usual == "daily"
    done = desk.submit(page, {name: "none"}, having=name)
    assert "Vos choix sont enregistrés." in done.text
    assert done.tree.xpath(f"//select[@name='{name}']/option[@selected]/@value") == ["none"]
    desk.submit(done, {name: "parfois"}, having=name, status=400)
