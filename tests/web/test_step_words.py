"""What a step says: which answers it wants, which row is empty, where the answer that stops is."""

from tests.web.conftest import Walker
from tests.web.pages import Visitor
from tests.web.walking import step_of

ALL = "Toutes les réponses sont obligatoires."
SOME = "Toutes les réponses sont obligatoires, sauf celles marquées « facultatif »."


def words(page) -> str:  # type: ignore[no-untyped-def]
    return page.text.replace("\u00a0", " ").replace("\u202f", " ")


def test_each_step_tells_which_answers_it_wants(walk: Walker) -> None:
    walking = walk("cerfa-15646")
    assert ALL in words(walking.to("voyage"))
    assert SOME in words(walking.to("enfant"))
    assert "Cette réponse est obligatoire." in words(
        walking.to("autorisation")
    )  # the other one is calculated
    assert "Toutes les réponses sont facultatives." in words(walk("cerfa-14952").to("coordonnees"))


def test_an_empty_first_row_is_told_question_by_question(client: Visitor, walk: Walker) -> None:
    page = walk("cerfa-16029", 1).to("ayants-droit")
    assert "Ajouter un ayant droit" in page.text
    refused = client.submit(page, button="suivant", status=422)
    assert len(refused.errors) == 3
    assert "Saisissez le nom de cette personne".lower() in words(refused).lower()
    assert "Ajoutez au moins un" not in refused.text


def test_an_untouched_row_is_told_once(client: Visitor, walk: Walker) -> None:
    walking = walk("cerfa-16029", 1)
    page = walking.with_rows(walking.to("ayants-droit"))
    filled = client.submit(page, walking.values(page), button="ajouter:ayants_droit")
    refused = client.submit(filled, button="suivant", status=422)
    assert len(refused.errors) == 1
    assert "remplissez cette personne ou retirez-la" in refused.errors[0]


def test_an_answer_that_stops_is_reached_from_a_later_step(client: Visitor, walk: Walker) -> None:
    walking = walk()
    later = walking.to("coordonnees")
    first = client.get(later.link("Votre situation"))
    stopped = client.submit(first, {"situation.adresse_stable": "oui"}, button="suivant")
    assert stopped.url.endswith("/non-concerne")
    assert client.get(later.url).url == stopped.url, "what comes after is not worth filling in"
    back = client.get(stopped.link("Corriger ma réponse"))
    assert step_of(back) == "situation"
    assert back.title.startswith("Demande impossible")
    assert not back.tree.xpath("//ol[@class='steps']//a")


def test_a_required_date_comes_with_an_example_and_an_old_year_is_doubted(
    client: Visitor, walk: Walker
) -> None:
    page = walk().to("identite")
    refused = client.submit(page, button="suivant", status=422)
    assert any("par exemple 31 12 1990" in error for error in refused.errors)
    typed = {"jour": "3", "mois": "2", "annee": "1078"}
    old = {f"demandeur.naissance:{part}": text for part, text in typed.items()}
    doubted = client.submit(refused, old, button="suivant", status=422)
    assert any("vérifiez l’année" in error for error in doubted.errors)
