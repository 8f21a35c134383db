"""The pages around the builder, without JavaScript: starting, one file, circuit, texts, languages."""

from dataclasses import replace
from io import BytesIO
from json import dumps, loads
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.adapters.forms import FormFiles
from app.core.account import Account, Membership
from app.usecases import account
from app.usecases.ports import Ports
from tests.fixtures.application import PASSWORD
from tests.plain import plain
from tests.web.drafts import outline, press
from tests.web.page import Page, form_values
from tests.web.pages import Visitor
from tests.web.staff import signed_in

Json = Any


@pytest.fixture
def designer(ports: Ports) -> Account:
    place = Membership(ports.forms.current("cerfa-16029").service.id, "designer")
    return account.create(
        ports, email="lea@exemple.fr", name="Léa Martin", password=PASSWORD, organisation="CCAS",
        memberships=(place,),
    )  # fmt: skip


def test_a_form_travels_as_one_file_and_a_bad_file_changes_nothing(
    application: Flask, designer: Account
) -> None:
    visitor = signed_in(application, designer)
    page = press(visitor, visitor.get("/atelier"), "Préparer une nouvelle version : Demande d’élection")
    page = visitor.get(page.link("JSON"))
    before = form_values(page.form("document"))["document"]
    address = page.url.replace("/json", "/fichier")
    answer = visitor.raw.get(address)
    assert answer.headers["Content-Disposition"].endswith("cerfa-16029-2.guichet.json")
    held = loads(answer.data)
    assert (held["definition"], held["workflow"]["name"]) == (loads(before), "instruction")
    assert "template.html" in held["templates"]["cerfa"]
    revision = form_values(page.form("fichier"))
    for content, told in (
        (b"", "JSON illisible"),
        (dumps({**held, "digest": "x"}).encode(), "a changé depuis son export"),
        (dumps({**held, "digest": None, "format": 9}).encode(), "au format 9"),
        (_changed(held, inconnu=1), ", /inconnu : « inconnu » n’existe pas ici"),
        (_changed(held, steps=held["definition"]["steps"] * 2), "/steps/"),
        (_changed(held, slug="autre"), "doit rester cerfa-16029"),
    ):
        wrong = visitor.post(address, {**revision, "fichier": (BytesIO(content), "f.json")}, status=422)
        assert told in " ".join(wrong.errors), wrong.errors
    assert form_values(visitor.get(page.url).form("document"))["document"] == before
    other = _changed(held, title="Domicile", version=7, service={"id": "autre", "name": "Autre"})
    files = {**revision, "fichier": (BytesIO(other), "f.json")}
    page = visitor.post(address, files)
    text = plain(page.text)
    assert "Le numéro de version reste 2." in text
    assert "Le service et ses coordonnées restent les vôtres." in text
    assert loads(form_values(page.form("document"))["document"]) == {
        **held["definition"],
        "title": "Domicile",
    }
    page = press(visitor, visitor.get(page.link("Construire")), "Annuler")
    assert form_values(visitor.get(page.link("JSON")).form("document"))["document"] == before


def test_a_form_starts_from_pasted_cells_a_model_or_a_file(application: Flask, designer: Account) -> None:
    visitor = signed_in(application, designer)
    page = visitor.get(visitor.get("/atelier").link("Partir d’un modèle, d’un fichier ou d’un tableau"))
    for having, told in (
        ("modele", "Choisissez un modèle."),
        ("fichier", "Choisissez un fichier."),
        ("cellules", "Collez les cellules de votre tableau."),
    ):
        wrong = visitor.submit(page, {}, having=having, status=422)
        assert wrong.errors == [told]
    cells = "Question\tType\nNom\tnom\nÂge\tnombe"
    made = visitor.submit(page, {"cellules": cells, "titre": "Salle"}, having="cellules")
    assert "La sorte « nombe » n’est pas connue" in plain(made.text)
    made = visitor.get(made.link("Ouvrir le brouillon"))
    assert [plain(line) for line in outline(made)[1:]] == ["Nom Nom ou prénom", "Âge Texte court"]
    made = visitor.submit(page, {"modele": "cerfa-16029", "titre": "Domicile"}, having="modele")
    assert "une copie n’est pas le formulaire officiel" in made.text
    made = visitor.submit(page, {"fichier": [("a.csv", b"Nom;texte")]}, having="fichier")
    assert "à partir de « a.csv »" in plain(made.text)


def test_the_circuit_of_a_draft_is_chosen_set_and_drawn(application: Flask, designer: Account) -> None:
    visitor = signed_in(application, designer)
    page = visitor.submit(visitor.get("/atelier"), {"titre": "Salle"}, having="titre")
    page = visitor.get(page.link("Circuit"))
    page = visitor.get(page.link("Instruction, puis visa du responsable"))
    wrong = visitor.submit(
        page, {"delai:correction": "beaucoup", "silence": "rejet", "mois": "2"}, having="mois", status=422
    )
    assert wrong.errors == ["Saisissez un nombre entier, de 1 à 60."]
    assert form_values(wrong.form("mois"))["delai:correction"] == "beaucoup"
    values = {"delai:correction": "15", "delai:correction:unite": "D", "role:take": "agent manager",
              "silence": "rejet", "mois": "2"}  # fmt: skip
    page = visitor.submit(page, values, having="mois")
    assert "Prendre en instruction (agent, responsable)" in plain(page.text)
    text = form_values(visitor.get(page.link("JSON")).form("document"))["document"]
    assert loads(text)["circuit"] == {
        "delays": {"correction": "P15D"}, "roles": {"take": ["agent", "manager"]},
    }  # fmt: skip
    hostile = form_values(page.form("mois")) | {"role:submit": "agent"}
    assert visitor.post(page.url, hostile, status=400).heading
    assert visitor.post(page.url, {**hostile, "circuit": "../x"}, status=404).heading


def test_the_texts_of_a_draft_are_checked_seen_and_kept(application: Flask, designer: Account) -> None:
    visitor = signed_in(application, designer)
    page = press(visitor, visitor.get("/atelier"), "Préparer une nouvelle version : Demande d’élection")
    listed = visitor.get(page.link("Textes"))
    page = visitor.get(listed.link("Nous avons reçu votre démarche"))
    for typed, told in (
        ({"texte": "Bonjour {{ prenom }}"}, "La variable « prenom » n’existe pas."),
        ({"texte": " "}, "Écrivez votre texte."),
        ({"objet": "x" * 121}, "Raccourcissez ce texte : 120 caractères au plus."),
    ):
        wrong = visitor.submit(page, typed, having="texte", status=422)
        assert told in wrong.errors[0]
    mail = {"objet": "Reçu", "texte": "Bonjour {{ demandeur }}. Nonobstant."}
    seen = visitor.submit(page, mail, having="texte", button="apercu")
    text = plain(seen.text)
    assert "Bonjour Camille Martin. Nonobstant." in text
    assert "Plutôt : malgré." in text
    assert "Texte de cette démarche" not in visitor.get(listed.url).text
    page = visitor.submit(page, mail, having="texte", button="enregistrer")
    assert plain(visitor.get(listed.url).text).count("Texte de cette démarche · un conseil d’écriture") == 1
    page = press(visitor, page, "Revenir au texte habituel")
    assert "Texte de cette démarche" not in visitor.get(listed.url).text
    assert visitor.get(f"{listed.url}/absent", status=404).heading


def test_a_citizen_reads_a_form_in_the_language_that_its_designer_gave(
    application: Flask, client: Visitor, designer: Account, ports: Ports, tmp_path: Path
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
    written = form_values(visitor.get(page.link("JSON")).form("document"))["document"]
    form = tmp_path / "forms" / "salle" / "1.json"
    form.parent.mkdir(parents=True)
    form.write_text(written, "utf-8")
    application.extensions["ports"] = replace(ports, forms=FormFiles(form.parents[1]))
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


def _changed(held: Json, **values: Json) -> bytes:
    definition = {**held["definition"], **values}
    return dumps({**{key: held[key] for key in held if key != "digest"}, "definition": definition}).encode()
