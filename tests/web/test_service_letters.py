"""The page where a manager writes the service's decision letters."""

import pytest
from flask import Flask

from app.core.account import Membership
from app.usecases import account as accounts
from app.usecases.ports import Ports
from tests.fixtures.application import PASSWORD
from tests.web.pages import Visitor, form_values
from tests.web.staff import SLUG, signed_in

OWN = "Bonjour {{ demandeur }},\n\n> C’est **non**.\n\n{{ motif }}\n\n# Contester\n\n{{ recours }}"


@pytest.fixture
def manager(application: Flask, ports: Ports) -> Visitor:
    service = ports.forms.current(SLUG).service
    return signed_in(application, accounts.create(
        ports, email="responsable@exemple.fr", name="Claire Morel", password=PASSWORD,
        organisation=service.name, quality="Responsable", memberships=(Membership(service.id, "manager"),),
    ))  # fmt: skip


def test_a_manager_looks_keeps_and_comes_back(manager: Visitor) -> None:
    page = manager.get(manager.get("/bureau/lettres").link("Demande refusée"))
    assert "{{ motif }}" in page.tree.xpath("//textarea")[0].text
    wrong = manager.submit(page, {"texte": "Non."}, having="texte", button="enregistrer", status=422)
    assert "Ajoutez {{ motif }}" in wrong.errors[0]
    assert "Non." in wrong.tree.xpath("//textarea")[0].text
    looked = manager.submit(wrong, {"titre": "Refus", "texte": OWN}, having="texte", button="apercu")
    [shown] = looked.tree.xpath("//section[@aria-labelledby='apercu']")
    assert "Bonjour Camille Martin," in shown.text_content()
    assert [strong.text for strong in shown.xpath(".//strong")] == ["non"]
    kept = manager.submit(looked, {}, having="texte", button="enregistrer")
    assert "Écrit par Claire Morel" in kept.text
    again = manager.get(kept.link("Demande refusée"))
    [back] = [form for form in again.tree.xpath("//form") if form.get("action", "").endswith("/standard")]
    assert "standard est rétabli" in manager.post(back.get("action"), form_values(back)).text
