"""The texts of a service: made by its manager, refused with what to mend, used by an agent in a message."""

import pytest
from flask import Flask

from app.core.account import Membership
from app.usecases import account as accounts
from app.usecases.ports import Ports
from tests.fixtures.application import PASSWORD
from tests.web.pages import Visitor, form_values
from tests.web.staff import SLUG, sent, signed_in


@pytest.fixture
def manager(application: Flask, ports: Ports) -> Visitor:
    service = ports.forms.current(SLUG).service
    return signed_in(application, accounts.create(
        ports, email="responsable@exemple.fr", name="Claire Morel", password=PASSWORD,
        organisation=service.name, quality="Responsable", memberships=(Membership(service.id, "manager"),),
    ))  # fmt: skip


def test_a_text_is_made_used_changed_and_deleted(manager: Visitor, desk: Visitor, ports: Ports) -> None:
    page = manager.get("/bureau/modeles")
    page = manager.submit(
        page, {"nom": "Relance", "texte": "Bonjour {{ demandeur }}, {{ numero }}."}, having="texte"
    )
    assert "Le modèle est créé." in page.text
    dossier = sent(ports)
    case = desk.get(f"/bureau/dossiers/{dossier.reference}")
    begun = desk.get(case.link("Relance"))
    [area] = begun.tree.xpath("//textarea[@id='texte-message']")
    assert dossier.title in area.text
    assert "{{" not in area.text
    done = desk.submit(begun, {}, having="message")
    assert "Votre message est envoyé." in done.text
    [forget] = [form for form in page.tree.xpath("//form") if "suppression" in form.get("action", "")]
    assert "supprimé" in manager.post(forget.get("action"), form_values(forget)).text


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("", "Bonjour", "Saisissez un nom"),
        ("Relance", "", "Écrivez"),
        ("Relance", "{{ numéros }}", "n’existe pas"),
    ],
)
def test_what_cannot_be_kept_stays_on_the_page(manager: Visitor, name: str, body: str, told: str) -> None:
    page = manager.submit(
        manager.get("/bureau/modeles"), {"nom": name, "texte": body}, having="texte", status=422
    )
    assert told in page.text
    assert body in page.source
