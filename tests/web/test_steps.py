"""One step: what is asked, what is kept, what is said of a wrong answer."""

from app.usecases.ports import Ports
from tests.web.conftest import Walker
from tests.web.pages import Page, Visitor, form_values
from tests.web.walking import step_of

FAMILY = 1  # the scenario of cerfa-16029 with two children


def test_progress_is_told_in_words_first(walk: Walker) -> None:
    page = walk().to("identite")
    assert "Demande d’élection de domicile · Étape 2 sur 5" in page.text
    assert page.title.startswith("Votre identité – Étape 2 sur 5 – Demande d’élection de domicile")
    assert page.tree.xpath("//aside//*[@aria-current='step']")


def test_a_wrong_answer_is_a_422_that_keeps_everything(client: Visitor, walk: Walker) -> None:
    page = walk().to("identite")
    typed = {"demandeur.nom": "Le Goff", "demandeur.naissance:mois": "3", "demandeur.naissance:annee": "1985"}
    wrong = client.submit(page, typed, button="suivant", status=422)
    assert wrong.title.startswith("Erreur : Votre identité")
    assert any("Date de naissance : indiquez le jour" in line for line in wrong.errors)
    kept = form_values(wrong.form())
    assert kept["demandeur.nom"] == "Le Goff"
    assert kept["demandeur.naissance:mois"] == "3"


def test_only_the_part_of_a_date_that_is_wrong_is_marked(client: Visitor, walk: Walker) -> None:
    page = walk().to("identite")
    typed = {"demandeur.naissance:mois": "3", "demandeur.naissance:annee": "1985"}
    wrong = client.submit(page, typed, button="suivant", status=422)
    marked = wrong.tree.xpath("//*[@aria-invalid='true']/@id")
    assert "q-demandeur-naissance-jour" in marked
    assert "q-demandeur-naissance-mois" not in marked
    assert "#q-demandeur-naissance-jour" in wrong.tree.xpath("//*[@id='erreurs']//a/@href")


def test_what_was_not_understood_is_still_there_after_leaving(client: Visitor, walk: Walker) -> None:
    page = walk().to("identite")
    client.submit(
        page,
        {"demandeur.nom": "Le Goff", "demandeur.naissance:jour": "quarante"},
        button="suivant",
        status=422,
    )
    again = client.get(page.url)
    kept = form_values(again.form())
    assert kept["demandeur.nom"] == "Le Goff"
    assert kept["demandeur.naissance:jour"] == "quarante"


def test_what_was_typed_is_never_run(client: Visitor, walk: Walker) -> None:
    page = walk().to("identite")
    wrong = client.submit(page, {"demandeur.nom": "<script>alert(1)</script>"}, button="suivant", status=422)
    assert "<script>alert" not in wrong.source


def test_going_back_loses_nothing(client: Visitor, walk: Walker) -> None:
    walking = walk()
    page = walking.to("coordonnees")
    before = client.get(page.link("Revenir à l’étape précédente"))
    assert step_of(before) == "identite"
    assert form_values(before.form())["demandeur.nom"] == "Kerouac"


def test_a_step_too_far_ahead_leads_to_the_first_that_waits(client: Visitor, walk: Walker) -> None:
    page = walk().start()
    ahead = client.get(page.url.replace("/etapes/situation", "/etapes/signature"))
    assert step_of(ahead) == "situation"


def test_a_step_that_no_form_has_is_a_404(client: Visitor, walk: Walker) -> None:
    page = walk().start()
    client.get(page.url.replace("/etapes/situation", "/etapes/rien"), status=404)


def test_the_recap_is_closed_until_all_is_answered(client: Visitor, walk: Walker) -> None:
    page = walk().start()
    early = client.get(page.url.replace("/etapes/situation", "/verifier"))
    assert step_of(early) == "situation"


def test_an_answer_that_opens_a_question_brings_the_page_back_with_it(client: Visitor, walk: Walker) -> None:
    page = walk("cerfa-15646").to("qualite")
    assert "titulaire.qualite_precision" not in page.names()
    typed = {"titulaire.qualite": "autre", "titulaire.nationalite": "francaise"}
    more = client.submit(page, typed, button="suivant")
    assert more.anchor == "q-titulaire-qualite_precision"
    assert "titulaire.qualite_precision" in more.names()
    assert not more.errors
    assert "nouvelles questions" in more.text


def test_a_hidden_answer_comes_back_and_is_not_sent(client: Visitor, ports: Ports, walk: Walker) -> None:
    walking = walk("cerfa-15646")
    page = walking.to("qualite")
    other = {"titulaire.qualite": "autre", "titulaire.nationalite": "francaise"}
    more = client.submit(page, other, button="suivant")
    after = client.submit(more, other | {"titulaire.qualite_precision": "Tante"}, button="suivant")
    hidden = client.submit(
        client.get(page.url),
        {"titulaire.qualite": walking.values(page)["titulaire.qualite"]},
        button="suivant",
    )
    assert step_of(hidden) == step_of(after)
    back = client.get(page.url)
    assert "titulaire.qualite_precision" not in back.names()
    shown = client.submit(back, other, button="suivant")
    if "titulaire.qualite_precision" not in shown.names():  # it is answered: the page went on
        shown = client.get(page.url)
    assert form_values(shown.form())["titulaire.qualite_precision"] == "Tante"


def test_somebody_who_cannot_ask_for_it_is_told_why_and_where_to_go(client: Visitor, walk: Walker) -> None:
    walking = walk(case=4)
    assert walking.definition.scenarios[4].ineligible
    page = walking.start()
    told = client.submit(page, walking.values(page), button="suivant")
    assert "Vous ne pouvez pas faire cette demande" in told.text
    assert "02 61 91 10 20" in told.text
    assert told.url.endswith("/non-concerne")
    further = client.get(page.url.replace("/etapes/situation", "/etapes/identite"))
    assert further.url.endswith("/non-concerne"), "nothing further is worth filling in"
    assert client.get(page.url.replace("/etapes/situation", "/verifier")).url.endswith("/non-concerne")
    back = client.get(told.link("Corriger ma réponse"))
    assert step_of(back) == "situation"
    assert "vous ne pouvez pas faire cette demande" in back.text
    assert form_values(back.form()) | {"csrf_token": ""} == form_values(page.form()) | {
        "csrf_token": "",
        **walking.values(page),
        **{name: form_values(back.form())[name] for name in ("_revision", "_base")},
    }


def test_the_way_out_is_closed_to_who_may_file(walk: Walker, client: Visitor) -> None:
    page = walk().to("identite")
    elsewhere = client.get(page.url.replace("/etapes/identite", "/non-concerne"))
    assert step_of(elsewhere) == "identite"


def test_rows_are_added_and_removed_by_buttons_that_keep_what_was_typed(
    client: Visitor, walk: Walker
) -> None:
    page = walk(case=FAMILY).to("ayants-droit")
    assert "ayants_droit[0].nom" in page.names()
    typed = {"ayants_droit[0].nom": "Martin", "ayants_droit[0].naissance:jour": "douze"}
    first = client.submit(page, typed, button="ajouter:ayants_droit")
    kept = form_values(first.form())
    assert kept["ayants_droit[0].nom"] == "Martin"
    assert kept["ayants_droit[0].naissance:jour"] == "douze"

    second = client.submit(first, {"ayants_droit[1].nom": "Petit"}, button="ajouter:ayants_droit")
    assert second.anchor == "q-ayants_droit-2-nom"
    assert second.anchor in second.ids()
    fewer = client.submit(second, {}, button="retirer:ayants_droit[0]")
    assert fewer.anchor == "q-ayants_droit"
    assert "Ligne retirée : " in fewer.text
    assert form_values(fewer.form())["ayants_droit[0].nom"] == "Petit"


def test_the_enter_key_goes_on_and_never_removes_a_row(client: Visitor, walk: Walker) -> None:
    page = walk(case=FAMILY).to("ayants-droit")
    assert first_button(page) == "suivant"


def test_another_window_is_told_of_and_nothing_is_overwritten(client: Visitor, walk: Walker) -> None:
    page = walk().to("identite")
    here = client.get(page.url)
    client.submit(page, {"demandeur.nom": "Ailleurs"}, button="plus-tard")
    conflict = client.submit(here, {"demandeur.nom": "Ici"}, button="suivant", status=409)
    assert "modifié dans une autre fenêtre" in conflict.text
    assert "Ce que l’autre fenêtre a enregistré : Ailleurs" in conflict.text
    assert form_values(conflict.form())["demandeur.nom"] == "Ici"
    settled = client.submit(conflict, {"_choix:demandeur.nom": "autre"}, button="plus-tard")
    assert settled.heading == "Votre brouillon est enregistré"


def test_a_helper_s_browser_does_not_offer_its_own_data(client: Visitor, walk: Walker) -> None:
    page = walk().to("identite")
    assert page.tree.xpath("//*[@name='demandeur.nom']/@autocomplete") == ["family-name"]
    assert page.tree.xpath("//*[@name='demandeur.naissance:jour']/@autocomplete") == ["bday-day"]


def first_button(page: Page) -> str:
    """What the Enter key does: the value of the form's first button."""
    return str(page.form().xpath(".//button[@type='submit']/@value")[0])
