"""The studio without JavaScript: a form is made, mended, undone, reviewed and published by posts alone."""

from dataclasses import replace
from json import dumps, loads
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask import Flask

from app.adapters.database.published import PublishedForms
from app.core.account import Account, Membership
from app.usecases import account
from app.usecases.ports import Ports
from tests.fixtures.application import PASSWORD
from tests.plain import plain
from tests.web.page import Page, form_values
from tests.web.pages import Visitor
from tests.web.staff import signed_in

SERVICE = "ccas-saint-aubin"


@pytest.fixture
def ports(ports: Ports, tmp_path: Path) -> Ports:
    """Versions published here are served, as in production."""
    return replace(ports, forms=PublishedForms(ports.forms, ports.store._engine, tmp_path / "publications"))


@pytest.fixture
def designer(ports: Ports) -> Account:
    return _designer(ports, "lea@exemple.fr", "Léa Martin")


def _designer(ports: Ports, email: str, name: str) -> Account:
    place = ports.forms.current("cerfa-16029").service.id
    return account.create(
        ports, email=email, name=name, password=PASSWORD, organisation="CCAS",
        memberships=(Membership(place, "designer"),),
    )  # fmt: skip


def _press(visitor: Visitor, page: Page, words: str, *, status: int = 200, **more: str) -> Page:
    """Press the button with these words, in the form that it belongs to."""
    for button in page.tree.xpath("//main//form//button"):
        if plain(" ".join(button.text_content().split())).startswith(words):
            form = next(button.iterancestors("form"))
            values = {**form_values(form), **more}
            if button.get("name"):
                values[button.get("name")] = button.get("value")
            return visitor.post(urljoin(page.url, form.get("action")), values, status=status)
    raise AssertionError(f"no button {words!r}")


def _outline(page: Page) -> list[str]:
    return [
        plain(" ".join(link.text_content().split()))
        for link in page.tree.xpath("//nav[contains(@class, 'studio-outline')]//a")
    ]


def test_a_form_is_made_tried_and_published_without_javascript(
    application: Flask, ports: Ports, designer: Account
) -> None:
    visitor = signed_in(application, designer)
    page = visitor.get("/atelier")
    page = visitor.submit(page, {"titre": "Prêt d’une salle"}, having="titre")
    assert (page.heading, _outline(page)[0]) == ("Prêt d’une salle", "1 Première étape")
    page = _press(visitor, page, "Ajouter la question", libelle="Quel jour ?", sorte="date")
    assert page.tree.xpath("string(//textarea[@id='p-libelle'])").strip() == "Quel jour ?"
    page = visitor.submit(
        page, {"libelle": "Quel jour ?", "aide": "Par exemple : 27 3 2027", "obligatoire": "oui"},
        having="court", button="enregistrer",
    )  # fmt: skip
    assert "Par exemple : 27 3 2027" in page.text
    page = _press(visitor, page, "Monter « Quel jour")
    assert [line.split(" ")[0] for line in _outline(page)] == ["1", "Quel", "Votre"]
    page = _press(visitor, page, "Annuler")
    assert [line.split(" ")[0] for line in _outline(page)] == ["1", "Votre", "Quel"]
    page = _press(visitor, page, "Rétablir")
    page = _press(visitor, page, "Dupliquer")
    assert len(_outline(page)) == 4
    page = _press(visitor, page, "Supprimer « Quel jour")
    assert len(_outline(page)) == 3
    page = _press(visitor, page, "Ajouter l’étape", titre="Vos attaches")
    assert "2 Vos attaches" in _outline(page)
    page = _press(
        visitor, page, "Enregistrer la fiche", fondement="Délibération du 3 mars 2026", titre="Salle"
    )
    assert page.heading == "Salle"
    page = visitor.get(page.link("Publier…"))
    assert "C’est une nouvelle démarche" in page.text
    page = _press(visitor, page, "Publier la version 1")
    assert "La version 1 est en ligne." in page.text
    assert visitor.get("/demarches/pret-d-une-salle").heading == "Salle"
    page = visitor.get("/atelier")
    page = _press(visitor, page, "Préparer une nouvelle version : Salle")
    assert "Brouillon, version 2" in page.text


def test_what_is_wrong_is_told_in_french_and_stays_on_the_page(application: Flask, designer: Account) -> None:
    visitor = signed_in(application, designer)
    page = visitor.submit(visitor.get("/atelier"), {"titre": " "}, having="titre", status=422)
    assert page.errors == ["Saisissez le titre de la démarche"]
    page = visitor.submit(page, {"titre": "Salle"}, having="titre")
    page = _press(visitor, page, "Ajouter la question", libelle="x" * 400, status=422)
    assert page.errors == ["Ce texte a 400 caractères : 300 au plus."]
    assert page.tree.xpath("string(//input[@id='p-nouvelle']/@value)") == "x" * 400
    address = page.url
    page = visitor.get(f"{address}?question=question")
    page = _press(visitor, page, "Supprimer", status=422)
    assert "dernière question de l’étape" in page.errors[0]
    page = _press(visitor, page, "Monter", status=422)
    assert "déjà au bout" in page.errors[0]
    for hostile in ({"action": "exec"}, {"action": "monter", "inconnu": "1"}):
        held = form_values(page.form("court")) | hostile
        assert visitor.post(address, held, status=400).heading
    assert _outline(visitor.get(address)) == ["1 Première étape", "Votre question Texte court"]


def test_a_question_in_use_is_removed_everywhere_once_confirmed(
    application: Flask, designer: Account
) -> None:
    visitor = signed_in(application, designer)
    page = _press(visitor, visitor.get("/atelier"), "Préparer une nouvelle version : Demande d’élection")
    address = page.url.partition("?")[0]
    used = next(
        link for link in page.tree.xpath("//nav[contains(@class,'studio-outline')]//ul//a/@href")
        if "Utilisée par" in visitor.get(link).text
    )  # fmt: skip
    page = _press(visitor, visitor.get(used), "Supprimer", status=422)
    assert "Confirmer la suppression" in page.text
    page = _press(visitor, page, "Supprimer partout")
    assert used.rpartition("=")[2] not in [link.rpartition("=")[2] for link in page.tree.xpath("//a/@href")]
    assert _press(visitor, visitor.get(address), "Annuler").status == 200


def test_two_designers_see_each_other(application: Flask, ports: Ports, designer: Account) -> None:
    hers = signed_in(application, designer)
    his = signed_in(application, _designer(ports, "ali@exemple.fr", "Ali Benali"))
    page = hers.submit(hers.get("/atelier"), {"titre": "Salle"}, having="titre")
    page = _press(hers, page, "Ajouter la question", libelle="Nom", sorte="text")
    old = his.get(page.url)
    _press(hers, page, "Supprimer « Nom")
    page = _press(his, old, "Supprimer « Nom", status=409)
    assert "Léa Martin a changé cela à" in page.text
    page = _press(his, old, "Ajouter la question", libelle="Prénom")
    assert any(line.startswith("Prénom") for line in _outline(page))
    page = _press(his, page, "Annuler")  # what stands last in the draft's history
    assert not any(line.startswith("Prénom") for line in _outline(page))


def test_the_same_draft_is_written_as_json_and_its_mistakes_have_a_place(
    application: Flask, designer: Account
) -> None:
    visitor = signed_in(application, designer)
    page = visitor.submit(visitor.get("/atelier"), {"titre": "Salle"}, having="titre")
    page = _press(visitor, page, "Ajouter la question", libelle="Nom", sorte="text")
    address = page.url
    page = _press(visitor, page, "Changer le nom technique", chemin="demandeur.nom")
    page = visitor.get(page.link("JSON"))
    text = form_values(page.form("document"))["document"]
    draft = loads(text)
    assert draft["steps"][0]["fields"][1] == {"path": "demandeur.nom"}
    for typed, told in (
        ("{", "Ligne 1 : JSON illisible"),
        (text.replace('"format": 1', '"format": 1, "format": 1'), "écrite deux fois"),
        ("[" * 5000, "trop de niveaux"),
        (dumps({**draft, "inconnu": 1}, indent=1), ", /inconnu : « inconnu » n’existe pas ici."),
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
    page = _press(visitor, page, "Annuler")
    assert "Afficher si" not in page.text
