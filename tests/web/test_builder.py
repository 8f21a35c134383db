"""The builder without JavaScript: conditions and formulas, many at once, copies, history, bad input."""

import zlib
from collections.abc import Callable
from functools import partial
from json import dumps, loads

import pytest
from flask import Flask

from app.adapters.database.store import SqlStore
from app.core.account import Account
from app.usecases import studio
from app.usecases.ports import Ports
from bench.studio import two_hundred
from tests.core.large_forms import path
from tests.plain import plain
from tests.web.designers import a_designer, at, begun, outline, press
from tests.web.page import Page, form_values
from tests.web.pages import Visitor
from tests.web.staff import signed_in
from tests.web.test_query_budgets import counted

Begin = Callable[..., Page]
MOST_STATEMENTS, LARGEST_ANSWER = 10, 60_000  # of one edit: SQL statements; bytes once compressed


@pytest.fixture
def lea(ports: Ports) -> Account:
    return a_designer(ports)


@pytest.fixture
def visitor(application: Flask, lea: Account) -> Visitor:
    return signed_in(application, lea)


@pytest.fixture
def begin(visitor: Visitor, ports: Ports, lea: Account) -> Begin:
    """`begin("Nom", "Prénom")`: a draft with these questions, the last one chosen."""
    return partial(begun, visitor, ports, lea)


def _document(visitor: Visitor, page: Page) -> dict:
    text = visitor.get(f"{page.url.partition('?')[0]}/json").form("document")
    return loads(form_values(text)["document"])


def _dress(visitor: Visitor, page: Page, path_: str) -> dict:
    steps = _document(visitor, page)["steps"]
    return next(one for step in steps for one in step["fields"] if one["path"] == path_)


def _first_words(page: Page) -> list[str]:
    return [line.split()[0] for line in outline(page)]


def test_a_condition_is_made_row_by_row_and_contradictions_are_told_at_once(
    visitor: Visitor, begin: Begin
) -> None:
    page = begin("Avez-vous des enfants ?", "Nombre d’enfants", "Objet")
    page = press(visitor, page, "Ajouter une condition")
    assert page.tree.xpath("count(//select[@id='c-source-0'])") == 1
    page = press(visitor, page, "Continuer avec cette question", source_0="avez_vous_des_enfants")
    assert "Complétez la ligne 1 de la condition." in page.text
    page = press(visitor, page, "Enregistrer la condition", status=422)
    assert page.errors == ["Complétez la ligne 1 de la condition."]
    page = press(visitor, page, "Enregistrer la condition", valeur_0="oui")
    assert "Afficher si Avez-vous des enfants est Oui" in page.text
    assert _dress(visitor, page, "objet")["when"] == {"==": [{"var": "avez_vous_des_enfants"}, True]}
    page = press(visitor, visitor.get(at(page, "objet")), "Ajouter une ligne")
    page = press(visitor, page, "Continuer avec cette question", source_1="avez_vous_des_enfants")
    page = press(visitor, page, "Enregistrer la condition", valeur_1="non")
    assert "Cette condition n’est jamais vraie" in page.text
    page = press(visitor, page, "Retirer la condition")
    assert "when" not in _dress(visitor, page, "objet")
    page = press(visitor, page, "Annuler")
    assert len(_dress(visitor, page, "objet")["when"]["and"]) == 2


def test_groups_texts_and_what_no_row_can_say(visitor: Visitor, begin: Begin) -> None:
    page = begin("Avez-vous des enfants ?", "Nombre d’enfants", "Objet")
    page = press(visitor, page, "Ajouter une condition")
    page = press(visitor, page, "Continuer avec cette question", source_0="nombre_d_enfants")
    page = press(visitor, page, "Enregistrer la condition", operateur_0=">=", valeur_0="un", status=422)
    assert page.errors == ["Ligne 1 de la condition : « un » n’est pas un nombre. Exemple : 1250,50."]
    page = press(visitor, page, "Enregistrer la condition", valeur_0="2")
    page = press(visitor, visitor.get(at(page, "objet")), "Ajouter un groupe")
    page = press(visitor, page, "Continuer", source_1="avez_vous_des_enfants", source_2="nombre_d_enfants")
    page = press(visitor, page, "Enregistrer la condition", valeur_1="oui", operateur_2="<", valeur_2="1")
    assert _dress(visitor, page, "objet")["when"] == {
        "and": [
            {">=": [{"var": "nombre_d_enfants"}, 2]},
            {
                "or": [
                    {"==": [{"var": "avez_vous_des_enfants"}, True]},
                    {"<": [{"var": "nombre_d_enfants"}, 1]},
                ]
            },
        ]
    }
    rich = "nombre_d_enfants * 2 > 4 et renseigne(avez_vous_des_enfants)"
    wrong = press(visitor, page, "Enregistrer l’expression", expression="nombre_d_enfants +", status=422)
    assert "Caractère 19 : il manque la suite" in wrong.errors[0]
    assert form_values(wrong.form("expression"))["expression"] == "nombre_d_enfants +"
    late = press(visitor, page, "Enregistrer l’expression", expression="renseigne(objet)", status=422)
    assert "est demandé plus loin" in late.errors[0]
    page = press(visitor, page, "Enregistrer l’expression", expression=rich)
    assert "trop riche pour des lignes" in page.text
    assert form_values(page.form("expression"))["expression"] == rich
    for name in ("inconnu", "source-1000", "valeur-"):
        held = {**form_values(page.form("expression")), name: "x", "faire": "garder"}
        assert visitor.post(f"{at(page, 'objet').partition('?')[0]}/condition", held, status=400).heading


def test_a_formula_is_tried_before_it_is_kept(visitor: Visitor, begin: Begin) -> None:
    page = begin("Montant du loyer", "Nombre de mois", "Total")
    page = press(visitor, page, "Changer de sorte", sorte="amount")
    page = press(visitor, page, "Insérer Insérer la question", inserer_question="montant_du_loyer")
    assert form_values(page.form("texte"))["texte"] == "montant_du_loyer"
    typed = "montant_du_loyer * nombre_de_mois"
    page = press(visitor, page, "Essayer", texte=typed)
    assert "Résultat : 4 000" in page.text
    tried = {"essai-montant_du_loyer": "512,50", "essai-nombre_de_mois": "3"}
    page = visitor.submit(page, {"texte": typed, **tried}, having="decimales", button="essayer")
    assert "Résultat : 1 537,5" in page.text
    wrong = press(visitor, page, "Enregistrer la formule", texte="montant_du_loyer *", status=422)
    assert "il manque la suite" in wrong.errors[0]
    page = press(visitor, page, "Enregistrer la formule", texte=typed, decimales="2")
    assert "Calculé : Montant du loyer × Nombre de mois" in page.text
    assert _document(visitor, page)["calculated"] == [
        {
            "path": "total",
            "value": {"*": [{"var": "montant_du_loyer"}, {"var": "nombre_de_mois"}]},
            "scale": 2,
        }
    ]
    used = visitor.get(at(page, "montant_du_loyer"))
    assert "la formule de « Total »" in used.text
    page = press(visitor, visitor.get(at(page, "total")), "Retirer la formule")
    assert "calculated" not in _document(visitor, page)


def test_many_questions_are_moved_copied_and_deleted_as_one_change(visitor: Visitor, begin: Begin) -> None:
    page = begin("Nom", "Prénom", "Téléphone")
    page = press(visitor, page, "Ajouter l’étape", titre="Vos pièces")
    root = page.url.partition("?")[0]
    many = visitor.get(f"{root}?plusieurs=oui")
    page = press(visitor, many, "Déplacer", choisies=["nom", "prenom"], vers="etape:vos-pieces")
    assert " ".join(line.split()[0] for line in outline(page)) == "1 Votre Téléphone 2 Nom Prénom Nouvelle"
    page = press(visitor, page, "Annuler")
    assert " ".join(line.split()[0] for line in outline(page)) == "1 Votre Nom Prénom Téléphone 2 Nouvelle"
    page = press(visitor, many, "Dupliquer", choisies=["nom", "prenom"], revision="6")
    assert len(outline(page)) == 9
    page = press(visitor, many, "Supprimer", choisies=["nom", "prenom", "nom_2"], revision="7")
    assert len(outline(page)) == 6
    into = press(
        visitor, many, "Déplacer", choisies=["telephone"], vers="apres:telephone", revision="8", status=422
    )
    assert "ne peut pas être rangée après elle-même" in into.errors[0]


def test_a_question_and_a_step_are_carried_to_another_form(visitor: Visitor, begin: Begin) -> None:
    there = begin("Nom", title="Autre")
    page = begin("Nom", "Montant du loyer")
    page = press(visitor, page, "Copier « Montant du loyer »")
    page = press(visitor, visitor.get(there.url), "Coller")
    assert outline(page)[-1].startswith("Montant du loyer")
    page = press(visitor, visitor.get(page.url.partition("?")[0]), "Copier « Première étape »")
    page = press(visitor, page, "Coller")
    document = _document(visitor, page)
    assert [step["id"] for step in document["steps"]] == ["etape-1", "premiere-etape"]
    assert [one["path"] for one in document["steps"][1]["fields"]][1:] == ["nom_2", "montant_du_loyer_2"]


def test_what_a_copy_cannot_read_where_it_is_pasted_is_told(visitor: Visitor, begin: Begin) -> None:
    there, page = begin("Nom", title="Autre"), begin("Étage", "Montant du loyer")
    document = _document(visitor, page)
    document["steps"][0]["fields"][2]["when"] = {"answered": [{"var": "etage"}]}
    json = visitor.get(page.link("JSON"))
    visitor.submit(json, {"document": dumps(document)}, having="document")
    press(visitor, visitor.get(page.url), "Copier « Montant du loyer »")
    pasted = press(visitor, visitor.get(there.url), "Coller")
    assert "la condition ou la formule de « Montant du loyer »" in plain(pasted.text)
    assert "Pas copiée" not in press(visitor, visitor.get(page.url), "Coller").text  # it still reads there


def test_the_history_says_who_and_when_and_goes_back_as_a_new_change(visitor: Visitor, begin: Begin) -> None:
    page = begin("Nom", "Prénom", "Téléphone")
    root = page.url.partition("?")[0]
    page = visitor.get(f"{root}/historique")
    assert [plain_.split(" ")[0] for plain_ in page.tree.xpath("//ol//p[1]/text()")] == ["Ajouter"] * 3
    page = visitor.get(page.tree.xpath("//a[contains(@href, 'moment=1')]/@href")[0].partition("#")[0])
    assert "Question retirée : « Téléphone »" in page.text
    page = press(visitor, page, "Revenir à ce moment")
    assert len(outline(page)) == 3
    page = press(visitor, page, "Annuler")
    assert len(outline(page)) == 5
    again = press(visitor, visitor.get(f"{root}/historique?moment=1"), "Revenir", revision="1", status=409)
    assert "Léa Martin a changé cela" in again.text
    visitor.get(f"{root}/historique?moment=99", status=404)


def test_designers_see_each_other(application: Flask, ports: Ports, visitor: Visitor, begin: Begin) -> None:
    page = begin("Nom")
    his = signed_in(application, a_designer(ports, "ali@exemple.fr", "Ali Benali"))
    assert "Léa Martin est ici" in his.get(page.url).text
    part = visitor.raw.get(f"{page.url.partition('?')[0]}/presence?lieu=nom").get_data(as_text=True)
    assert "Ali Benali est ici" in part
    assert 'data-revision="1"' in part
    old = his.get(page.url)
    visitor.submit(page, {"aide": "Le vôtre"}, having="court", button="enregistrer")
    met = his.submit(old, {"aide": "Le nom de famille"}, having="court", button="enregistrer", status=409)
    assert "Léa Martin a changé cela" in met.text
    assert form_values(met.form("court"))["aide"] == "Le nom de famille"  # the second time is on purpose
    done = his.submit(met, having="court", button="enregistrer")
    assert form_values(done.form("court"))["aide"] == "Le nom de famille"


def test_what_the_linter_finds_is_mended_by_one_button(visitor: Visitor, begin: Begin) -> None:
    page = begin("VOTRE ADRESSE COMPLÈTE")
    assert "points à revoir" in page.text
    page = press(visitor, page, "Écrire « Votre adresse complète »")
    assert outline(page)[-1].startswith("Votre adresse complète")


HOSTILE = {
    "longueur_max": ("-1", "abc", "9" * 40, "3,5"),
    "libelle": ("x" * 400, " ", "a\x00b"),
    "court": ("x" * 400,),
}


def test_hostile_values_leave_the_draft_as_it_was(visitor: Visitor, begin: Begin) -> None:
    page = begin("Objet")
    before = dumps(_document(visitor, page))
    address = page.url.partition("?")[0]
    held = {**form_values(page.form("libelle")), **form_values(page.form("obligatoire"))}
    properties = form_values(page.form("court"))
    for name, value in [(name, value) for name, values in HOSTILE.items() for value in values]:
        given = {**properties, name: value, "action": "enregistrer"}
        answer = visitor.raw.post(address, data=given)
        assert answer.status_code == 422, (name, value)
    assert dumps(_document(visitor, page)) == before
    large = {**held, "action": "ajouter", "libelle": "x" * 1_000_000}
    assert visitor.post(address, large, status=413).heading
    page = press(visitor, visitor.get(page.url), "Changer de sorte", sorte="choice")
    too_many = "\n".join(f"Choix {number}" for number in range(5001))
    told = visitor.submit(page, {"choix": too_many}, having="choix", button="enregistrer", status=422)
    assert "5001 choix : 5000 au plus" in told.errors[0]
    assert form_values(told.form("choix"))["choix"] == too_many
    assert visitor.post(address, {**held, "action": "deplacer", "vers": "lignes:objet"}, status=422).errors


def test_an_ended_session_asks_to_sign_in_and_loses_nothing(
    visitor: Visitor, application: Flask, lea: Account, begin: Begin
) -> None:
    page = begin("Objet")
    held = form_values(page.form("court"))
    before = dumps(_document(visitor, page))
    visitor.raw.delete_cookie("guichet")
    answer = visitor.raw.post(
        page.url.partition("?")[0], data={**held, "libelle": "Autre", "action": "enregistrer"}
    )
    assert answer.status_code in (303, 400)
    assert "pris fin" in answer.get_data(as_text=True) or "/connexion" in answer.headers["Location"]
    again = signed_in(application, lea)
    assert dumps(_document(again, page)) == before


def test_an_edit_of_a_large_form_costs_little(
    application: Flask, ports: Ports, lea: Account, visitor: Visitor, sqlite_store: SqlStore
) -> None:
    draft = studio.begin_blank(ports, lea, lea.memberships[0].service_id, "Grand")
    wanted = {"verb": "write", "document": {**two_hundred(), "slug": draft.slug}}
    wanted["document"]["service"] = draft.document["service"]
    studio.edit(ports, lea, draft.id, wanted, based_on=0)
    page = visitor.get(f"/atelier/brouillons/{draft.id}?question={path(50)}")
    assert len(outline(page)) == 210
    held = {**form_values(page.form("court")), "aide": "Sur le papier, en haut", "action": "enregistrer"}
    with counted(sqlite_store) as statements:
        answer = visitor.raw.post(
            f"/atelier/brouillons/{draft.id}", data=held, headers={"X-Guichet-Part": "builder"}
        )
    assert answer.status_code == 200
    assert "Sur le papier, en haut" in answer.get_data(as_text=True)
    assert len(statements) <= MOST_STATEMENTS, "\n".join(statements)
    assert len(zlib.compress(answer.get_data())) < LARGEST_ANSWER
