"""The studio without JavaScript: a form is made, mended, undone, reviewed and published by posts alone."""

from io import BytesIO
from json import dumps, loads
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.core.account import Account
from app.usecases.ports import Ports
from tests.plain import plain
from tests.web.designers import WHOLE, a_designer, outline, press, serving
from tests.web.page import form_values
from tests.web.staff import signed_in

SERVICE = "ccas-saint-aubin"
Json = Any


@pytest.fixture
def ports(ports: Ports, tmp_path: Path) -> Ports:
    """Versions published here are served, as in production."""
    return serving(ports, tmp_path)


@pytest.fixture
def designer(ports: Ports) -> Account:
    return a_designer(ports)


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
    address = page.url.partition("?")[0]
    page = press(visitor, visitor.get(f"{address}/fiche"), "Enregistrer la fiche", **WHOLE, title="Salle")
    page = visitor.get(f"{address}/publication")
    assert "C’est une nouvelle démarche" in page.text
    page = press(visitor, page, "Publier la version 1", accessibilite="oui")
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
    his = signed_in(application, a_designer(ports, "ali@exemple.fr", "Ali Benali"))
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
    assert draft["steps"][0]["fields"][1] == {"path": "demandeur.nom", "autocomplete": "family-name"}
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
    page = press(visitor, page, "Annuler")
    assert "Afficher si" not in page.text


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


def _changed(held: Json, **values: Json) -> bytes:
    definition = {**held["definition"], **values}
    return dumps({**{key: held[key] for key in held if key != "digest"}, "definition": definition}).encode()


def test_the_tour_says_where_a_draft_stands_and_leads_to_the_next_stage(
    application: Flask, designer: Account
) -> None:
    visitor = signed_in(application, designer)
    tour = visitor.get(visitor.get("/atelier").link("Visite guidée"))
    assert "Six étapes." in tour.text
    page = visitor.submit(visitor.get("/atelier"), {"titre": "Salle"}, having="titre")
    tour = visitor.get(tour.url)
    assert "Prochaine étape : poser les questions." in plain(tour.text)
    assert visitor.get(tour.link("Poser les questions")).url == page.url
    press(visitor, page, "Ajouter la question", libelle="Quel jour ?", sorte="date")
    tour = visitor.get(tour.url)
    assert "Prochaine étape : remplir la fiche." in plain(tour.text)
    press(visitor, visitor.get(tour.link("Remplir la fiche")), "Enregistrer la fiche", **WHOLE)
    assert "Prochaine étape : essayer." in plain(visitor.get(tour.url).text)
    assert visitor.get(f"{tour.url}?brouillon=absent", status=404).heading
