"""The studio without JavaScript: a form is made, mended, undone, reviewed and published by posts alone."""

from dataclasses import replace
from json import dumps, loads
from pathlib import Path

import pytest
from flask import Flask

from app.adapters.database.published import PublishedForms
from app.core.account import Account
from app.usecases.ports import Ports
from tests.web.designing import designer as make_designer
from tests.web.designing import outline, press
from tests.web.page import form_values
from tests.web.staff import signed_in


@pytest.fixture
def ports(ports: Ports, tmp_path: Path) -> Ports:
    """Versions published here are served, as in production."""
    return replace(ports, forms=PublishedForms(ports.forms, ports.store._engine, tmp_path / "publications"))


@pytest.fixture
def designer(ports: Ports) -> Account:
    return make_designer(ports)


def test_a_form_is_made_tried_and_published_without_javascript(
    application: Flask, ports: Ports, designer: Account
) -> None:
    visitor = signed_in(application, designer)
    page = visitor.get("/atelier")
    page = visitor.submit(page, {"titre": "Prêt d’une salle"}, having="titre")
    assert (page.heading, outline(page)[0]) == ("Prêt d’une salle", "1 Première étape")
    page = press(visitor, page, "Ajouter la question", libelle="Quel jour ?", sorte="date")
    assert page.tree.xpath("string(//textarea[@id='p-libelle'])").strip() == "Quel jour ?"
    page = visitor.submit(
        page, {"libelle": "Quel jour ?", "aide": "Par exemple : 27 3 2027", "obligatoire": "oui"},
        having="court", button="enregistrer",
    )  # fmt: skip
    assert "Par exemple : 27 3 2027" in page.text
    page = press(visitor, page, "Monter « Quel jour")
    assert [line.split(" ")[0] for line in outline(page)] == ["1", "Quel", "Votre"]
    page = press(visitor, page, "Annuler")
    assert [line.split(" ")[0] for line in outline(page)] == ["1", "Votre", "Quel"]
    page = press(visitor, page, "Rétablir")
    page = press(visitor, page, "Dupliquer")
    assert len(outline(page)) == 4
    page = press(visitor, page, "Supprimer « Quel jour")
    assert len(outline(page)) == 3
    page = press(visitor, page, "Ajouter l’étape", titre="Vos attaches")
    assert "2 Vos attaches" in outline(page)
    page = press(
        visitor, page, "Enregistrer la fiche", fondement="Délibération du 3 mars 2026", titre="Salle"
    )
    assert page.heading == "Salle"
    page = visitor.get(page.link("Publier…"))
    assert "C’est une nouvelle démarche" in page.text
    page = press(visitor, page, "Publier la version 1")
    assert "La version 1 est en ligne." in page.text
    assert visitor.get("/demarches/pret-d-une-salle").heading == "Salle"
    page = visitor.get("/atelier")
    page = press(visitor, page, "Préparer une nouvelle version : Salle")
    assert "Brouillon, version 2" in page.text


def test_what_is_wrong_is_told_in_french_and_stays_on_the_page(application: Flask, designer: Account) -> None:
    visitor = signed_in(application, designer)
    page = visitor.submit(visitor.get("/atelier"), {"titre": " "}, having="titre", status=422)
    assert page.errors == ["Saisissez le titre de la démarche"]
    page = visitor.submit(page, {"titre": "Salle"}, having="titre")
    page = press(visitor, page, "Ajouter la question", libelle="x" * 400, status=422)
    assert page.errors == ["Ce texte a 400 caractères : 300 au plus."]
    assert page.tree.xpath("string(//input[@id='p-nouvelle']/@value)") == "x" * 400
    address = page.url
    page = visitor.get(f"{address}?question=question")
    page = press(visitor, page, "Supprimer", status=422)
    assert "dernière question de l’étape" in page.errors[0]
    page = press(visitor, page, "Monter", status=422)
    assert "déjà au bout" in page.errors[0]
    for hostile in ({"action": "exec"}, {"action": "monter", "inconnu": "1"}):
        held = form_values(page.form("court")) | hostile
        assert visitor.post(address, held, status=400).heading
    assert outline(visitor.get(address)) == ["1 Première étape", "Votre question Texte court"]


def test_a_question_in_use_is_removed_everywhere_once_confirmed(
    application: Flask, designer: Account
) -> None:
    visitor = signed_in(application, designer)
    page = press(visitor, visitor.get("/atelier"), "Préparer une nouvelle version : Demande d’élection")
    address = page.url.partition("?")[0]
    used = next(
        link for link in page.tree.xpath("//ol[contains(@class,'studio-steps')]//ul//a/@href")
        if "Rien ne lit cette question" not in visitor.get(link).text
    )  # fmt: skip
    page = press(visitor, visitor.get(used), "Supprimer", status=422)
    assert "Confirmer la suppression" in page.text
    page = press(visitor, page, "Supprimer partout")
    assert used.rpartition("=")[2] not in [link.rpartition("=")[2] for link in page.tree.xpath("//a/@href")]
    assert press(visitor, visitor.get(address), "Annuler").status == 200


def test_two_designers_see_each_other(application: Flask, ports: Ports, designer: Account) -> None:
    hers = signed_in(application, designer)
    his = signed_in(application, make_designer(ports, "ali@exemple.fr", "Ali Benali"))
    page = hers.submit(hers.get("/atelier"), {"titre": "Salle"}, having="titre")
    page = press(hers, page, "Ajouter la question", libelle="Nom", sorte="text")
    old = his.get(page.url)
    press(hers, page, "Supprimer « Nom")
    page = press(his, old, "Supprimer « Nom", status=409)
    assert "Léa Martin a changé cela à" in page.text
    page = press(his, old, "Ajouter la question", libelle="Prénom")
    assert any(line.startswith("Prénom") for line in outline(page))
    page = press(his, page, "Annuler")  # what stands last in the draft's history
    assert not any(line.startswith("Prénom") for line in outline(page))


def test_the_same_draft_is_written_as_json_and_its_mistakes_have_a_place(
    application: Flask, designer: Account
) -> None:
    visitor = signed_in(application, designer)
    page = visitor.submit(visitor.get("/atelier"), {"titre": "Salle"}, having="titre")
    page = press(visitor, page, "Ajouter la question", libelle="Nom", sorte="text")
    address = page.url
    page = press(visitor, page, "Changer le nom technique", chemin="demandeur.nom")
    page = visitor.get(page.link("JSON"))
    text = form_values(page.form("document"))["document"]
    draft = loads(text)
    assert draft["steps"][0]["fields"][1] == {"path": "demandeur.nom"}
    for typed, told in (
        ("{", "JSON illisible, ligne 1"),
        (text.replace('"format": 1', '"format": 1, "format": 1'), "écrite deux fois"),
        ("[" * 5000, "trop de niveaux"),
        (dumps({**draft, "inconnu": 1}), "/inconnu : « inconnu » n’existe pas ici."),
        (dumps({**draft, "version": 7}), "autre version"),
        (dumps({**draft, "steps": [*draft["steps"], *draft["steps"]]}), "/steps/1/id : L’étape"),
    ):
        wrong = visitor.submit(page, {"document": typed}, having="document", status=422)
        assert told in " ".join(wrong.errors), wrong.errors
        assert form_values(wrong.form("document"))["document"] == typed
    draft["steps"][0]["fields"][1]["when"] = {"answered": [{"var": "question"}]}
    page = visitor.submit(page, {"document": dumps(draft)}, having="document")
    page = visitor.get(f"{address.partition('?')[0]}?question=demandeur.nom")
    assert "Afficher si Votre question est renseigné" in page.text
    page = press(visitor, page, "Annuler")
    assert "Afficher si" not in page.text
