"""A form in several languages: translated text by text in the studio, chosen on each page by the citizen."""

from pathlib import Path

import pytest
from flask import Flask

from app.core.account import Account
from app.usecases.ports import Ports
from tests.plain import plain
from tests.web.designers import WHOLE, a_designer, press, serving
from tests.web.page import Page, form_values
from tests.web.pages import Visitor
from tests.web.staff import signed_in


@pytest.fixture
def ports(ports: Ports, tmp_path: Path) -> Ports:
    """Versions published here are served, as in production."""
    return serving(ports, tmp_path)


@pytest.fixture
def designer(ports: Ports) -> Account:
    return a_designer(ports)


def test_a_citizen_reads_a_form_in_the_language_that_its_designer_gave(
    application: Flask, client: Visitor, designer: Account
) -> None:
    visitor = signed_in(application, designer)
    page = visitor.get("/atelier/nouveau")
    cells = (
        "Question\tType\tObligatoire\tChoix\tÉtape\nNom\tnom\toui\t\tVous\nVille\tliste\t\tLyon;Nice\tVous"
    )
    page = visitor.submit(page, {"cellules": cells, "titre": "Salle"}, having="cellules")
    page = visitor.get(f"{visitor.get(page.link('Langues')).url}?langue=en")
    inputs = {plain(label.text_content()): label.get("for") for label in page.tree.xpath("//main//label")}
    words = {"Salle": "Room", "Vous": "You", "Nom": "Last name", "Lyon": "Lyons"}
    page = visitor.submit(
        page, {inputs[french]: told for french, told in words.items()}, having=inputs["Nom"]
    )
    assert "Textes traduits : 4 sur 6." in plain(page.text)
    rest = visitor.get(page.link("Voir seulement ce qui manque"))
    assert [plain(label.text_content()) for label in rest.tree.xpath("//main//label")] == ["Ville", "Nice"]
    text = visitor.get(visitor.get(page.link("Textes")).link("Page de confirmation"))
    visitor.submit(text, {"texte": "Gardez {{ numero }}."}, having="texte", button="enregistrer")
    press(visitor, visitor.get(page.link("Fiche")), "Enregistrer la fiche", **WHOLE)
    press(visitor, visitor.get(page.link("Publier")), "Publier la version 1", accessibilite="oui")

    start = client.get("/demarches/salle")
    assert start.heading == "Salle"
    start = client.submit(start, having="langue", button="en")
    assert start.tree.xpath("string(//h1/span[@lang='en'])") == "Room"
    step = _begin(client, start)
    assert step.tree.xpath("string(//label/span[@lang='en'])") == "Last name"
    assert step.tree.xpath("string(//legend/span[@lang='fr'])") == "Ville"
    assert [one.get("lang") for one in step.tree.xpath("//form//label/span")] == ["en", "en", "fr"]
    french = client.submit(step, {"nom": "Le Goff"}, having="nom", button="langue:fr")
    assert (french.heading, form_values(french.form("nom"))["nom"]) == ("Vous", "Le Goff")
    assert not french.tree.xpath("//form//label/span")
    assert client.post(
        french.url, {**form_values(french.form("nom")), "_action": "langue:xx"}, status=400
    ).heading
    step = client.submit(french, having="nom", button="langue:en")
    recap = client.submit(step, {"ville": "lyon"}, having="nom")
    assert [plain(dd.text_content()) for dd in recap.tree.xpath("//dd")] == ["Le Goff", "Lyons"]
    recap = client.submit(recap, having="langue", button="fr")
    assert [plain(dd.text_content()) for dd in recap.tree.xpath("//dd")] == ["Le Goff", "Lyon"]
    sent = client.submit(recap, {"declaration": "oui"}, having="declaration")
    assert "Gardez " in plain(sent.text)


def _begin(client: Visitor, start: Page) -> Page:
    form = next(form for form in start.tree.xpath("//main//form") if form.get("action") == "/demarches/salle")
    return client.post("/demarches/salle", form_values(form))
