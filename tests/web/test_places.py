"""Communes and addresses on a page without script: a doubt comes back as a choice, nothing is lost."""

import pytest
from flask import Flask

from app.adapters.forms import FormFiles
from app.usecases.ports import Ports
from app.web.public.places import MOST
from tests.web.pages import Page, Visitor, form_values
from tests.web.test_fuzzed_steps import fuzz

ADDRESS = {
    "adresse:numero_voie": "12 rue des Lilas",
    "adresse:code_postal": "35000",
    "adresse:commune": "rennes",
}


@pytest.fixture
def form_files(forms_with_files: FormFiles) -> FormFiles:
    return forms_with_files


@pytest.fixture
def step(client: Visitor) -> Page:
    """The page that asks for an address."""
    return client.submit(client.get("/demarches/lieux"))


@pytest.fixture
def project(client: Visitor, step: Page) -> Page:
    """The page that asks for communes."""
    page = client.submit(step, ADDRESS, button="suivant")
    return client.submit(page, button="suivant")


def test_an_address_opens_the_question_that_reads_its_commune(client: Visitor, step: Page) -> None:
    page = client.submit(step, ADDRESS, button="suivant")
    assert "Quartier de Rennes" in page.text
    assert page.tree.xpath("//input[@name='adresse:commune']/@value") == ["Rennes"]


def test_the_parts_of_an_address_have_their_own_tokens(step: Page) -> None:
    tokens = {
        name: step.tree.xpath(f"//*[@name='adresse:{name}']/@autocomplete")
        for name in ("numero_voie", "complement", "code_postal", "commune", "pays")
    }
    assert tokens == {
        "numero_voie": ["address-line1"],
        "complement": ["address-line2"],
        "code_postal": ["postal-code"],
        "commune": ["address-level2"],
        "pays": ["country"],
    }


def test_a_postcode_alone_brings_its_communes_to_choose_from(client: Visitor, step: Page) -> None:
    typed = ADDRESS | {"adresse:code_postal": "51300", "adresse:commune": ""}
    page = client.submit(step, typed, button="suivant", status=422)
    assert page.errors == ["Votre adresse : choisissez la commune dans la liste : plusieurs peuvent convenir"]
    assert len(page.tree.xpath("//select[@name='adresse:choix']/option")) == 47
    page = client.submit(page, {"adresse:choix": "51649"}, button="suivant")
    assert page.heading == "Votre projet"


def test_a_town_that_the_postcode_does_not_have_may_be_kept(client: Visitor, step: Page) -> None:
    typed = ADDRESS | {"adresse:commune": "Truc-sur-Vilaine"}
    page = client.submit(step, typed, button="suivant", status=422)
    assert "« Truc-sur-Vilaine » n’a pas le code postal 35000" in page.text.replace("\u00a0", " ")
    assert page.tree.xpath("//input[@name='adresse:choix']/@value") == ["35238", "autre"]
    page = client.submit(page, {"adresse:choix": "autre"}, button="suivant")
    assert page.heading == "Votre projet"


def test_an_address_abroad_takes_lines_and_a_country(client: Visitor, step: Page) -> None:
    page = client.submit(
        step, {"adresse:lignes": "Rue Haute 1\n1000 Bruxelles"}, button="suivant", status=422
    )
    assert page.errors == ["Votre adresse : complétez l’adresse : il manque le pays"]
    assert page.tree.xpath("//details[@open]")
    page = client.submit(page, {"adresse:pays": "BE"}, button="suivant")
    assert page.heading == "Votre projet"


@pytest.mark.parametrize(
    ("typed", "status"),
    [("Saint-Aubin", 422), ("Zzzzz", 422), ("35042", 422), ("", 422), ("x" * 100_000, 422), ("\x00", 422)],
)
def test_a_doubtful_commune_comes_back_as_it_was_typed(
    client: Visitor, project: Page, typed: str, status: int
) -> None:
    page = client.submit(project, {"commune": typed}, button="suivant", status=status)
    assert page.heading == "Votre projet"
    assert page.tree.xpath("//input[@name='commune']/@value") == ["" if typed == "\x00" else typed]


def test_a_homonym_is_chosen_and_a_town_abroad_confirmed(client: Visitor, project: Page) -> None:
    typed = {"commune": "Saint-Aubin", "naissance": "Bruxelles"}
    page = client.submit(project, typed, button="suivant", status=422)
    chosen = {"commune:choix": "39476", "naissance:choix": "autre"}
    page = client.submit(page, chosen, button="suivant")
    assert page.heading == "Des listes"
    recap = client.submit(client.submit(page, button="suivant"), button="suivant")
    for words in ("Saint-Aubin (39)", "Bruxelles", "12 rue des Lilas, 35000 Rennes"):
        assert words in recap.text


def test_a_linked_list_opens_with_the_choice_before_it_and_follows_it(client: Visitor, project: Page) -> None:
    page = client.submit(client.submit(project, {"commune": "Rennes"}, button="suivant"), button="suivant")
    assert page.heading == "Des listes liées"
    assert not page.tree.xpath("//*[@name='discipline' or @name='departement_projet']")
    page = client.submit(page, {"theme": "sport", "region_projet": "53"}, button="suivant")
    assert page.tree.xpath("//input[@name='discipline']/@value") == ["judo", "natation", "danse"]
    departments = page.tree.xpath("//*[@name='departement_projet']//@value")
    assert [code for code in departments if code] == ["22", "29", "35", "56"]
    chosen = {"discipline": "judo", "departement_projet": "35"}
    page = client.submit(page, chosen | {"theme": "culture"}, button="suivant", status=422)
    assert page.errors == ["Discipline : sélectionnez une des options proposées"]
    assert page.tree.xpath("//input[@name='discipline']/@value") == ["danse", "musique"]
    page = client.submit(page, {"discipline": "danse"}, button="suivant")
    for words in ("Culture", "Danse", "Bretagne", "Ille-et-Vilaine (35)"):
        assert words in page.text


def test_communes_are_proposed_to_anybody_and_kept_by_browsers(client: Visitor) -> None:
    answer = client.raw.get("/reference/communes?q=st+mal")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert answer.json[0] | {"postcodes": []} == {
        "code": "35288", "label": "Saint-Malo (35)", "hint": "35400", "name": "Saint-Malo", "postcodes": []
    }  # fmt: skip
    assert not client.raw.get_cookie("guichet")


def test_the_communes_of_a_postcode_are_proposed(client: Visitor) -> None:
    assert len(client.raw.get("/reference/communes?code_postal=51300").json) == 46
    assert client.raw.get("/reference/communes?q=13&code_postal=75013").json[0]["name"] == "Paris"


@pytest.mark.parametrize(
    "query", ["", "q=", "q=x", "q=%F0%9F%99%82", "q=" + "x" * 5000, "code_postal=abc", "q=%27--"]
)
def test_a_question_that_means_nothing_has_an_empty_answer(client: Visitor, query: str) -> None:
    answer = client.raw.get(f"/reference/communes?{query}")
    assert (answer.status_code, answer.json) == (200, [])


def test_who_asks_without_end_is_asked_to_wait(client: Visitor, ports: Ports) -> None:
    client.raw.application.extensions["communes"] = {
        "minute": int(ports.clock.now().timestamp()) // 60,
        "127.0.0.1": MOST,
    }
    assert client.raw.get("/reference/communes?q=ren").status_code == 429


def test_the_sources_of_the_data_are_shown(client: Visitor) -> None:
    page = client.get("/sources")
    for words in ("INSEE", "La Poste", "Licence Ouverte", "2026"):
        assert words in page.text


def test_no_post_to_a_place_is_a_server_error(application: Flask, ports: Ports) -> None:
    application.config["WTF_CSRF_ENABLED"] = False
    visitor = Visitor(application)
    url = visitor.submit(visitor.get("/demarches/lieux")).url
    for name in ("adresse", "projet", "listes", "liees"):
        here = url.rpartition("/")[0] + f"/{name}"
        fuzz(visitor, here, form_values(visitor.get(here).form()))
        good = ADDRESS if name == "adresse" else {"commune": "35000"} if name == "projet" else {}
        visitor.submit(visitor.get(here), good, button="suivant")
