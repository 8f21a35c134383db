"""The desk: the queue, a dossier, its actions, and what happens when somebody else was first."""

import pytest
from flask import Flask

from app.core.account import Account
from app.core.dossier import Acting, Person, spell_reference
from app.usecases.ports import Ports
from tests.fixtures.application import settle
from tests.fixtures.doubles import SettableClock
from tests.plain import plain
from tests.web.pages import Page, Visitor
from tests.web.staff import draft, moved, open_case, post, rows, sent, signed_in, told

# --- the queue ------------------------------------------------------------------------------


def test_an_empty_desk_says_what_will_be_here(desk: Visitor) -> None:
    for file in ("a-traiter", "en-attente", "traites"):
        page = desk.get(f"/bureau?file={file}")
        assert page.tree.xpath("//main//h2")
        assert not rows(page)


def test_the_queue_shows_reference_channel_person_state_and_due_date(
    desk: Visitor, ports: Ports, adviser: Account
) -> None:
    helper = adviser.person("adviser")
    dossier = sent(ports, Acting(helper, Person("Maryvonne Le Goff"), "accompagne"))
    page = desk.get("/bureau")
    assert rows(page) == [spell_reference(dossier.reference)]
    cells = " ".join(page.tree.xpath("//tbody")[0].text_content().split())
    for words in (
        "accompagné, France services de Saint-Aubin",
        "Le Goff",
        "À examiner",
        "dans",
        "rejet implicite",
    ):
        assert words in cells
    assert page.tree.xpath("//table/caption")[0].text_content()
    assert set(page.tree.xpath("//thead//th/@scope")) == {"col"}
    assert set(page.tree.xpath("//tbody//th/@scope")) == {"row"}


def test_lateness_is_told_in_words_and_counted(desk: Visitor, ports: Ports, clock: SettableClock) -> None:
    sent(ports)
    clock.move(days=80)
    sent(ports)
    page = desk_again(desk)
    assert "en retard de" in page.text
    assert "2 dossiers, 1 en retard" in page.text


def desk_again(visitor: Visitor) -> Page:
    """After a long time the session is over: sign in again, and come back to the same place."""
    page = visitor.get("/bureau")
    values = {"adresse": "agent@exemple.fr", "mot_de_passe": "un mot de passe de test"}
    return visitor.submit(page, values, having="adresse")


def test_each_file_holds_its_states(desk: Visitor, ports: Ports, agent: Account) -> None:
    new, waiting, done = sent(ports), sent(ports), sent(ports)
    moved(ports, agent, waiting, "ask_correction")
    moved(ports, agent, done, "take", "accept")
    assert rows(desk.get("/bureau")) == [spell_reference(new.reference)]
    assert rows(desk.get("/bureau?file=en-attente")) == [spell_reference(waiting.reference)]
    assert rows(desk.get("/bureau?file=traites")) == [spell_reference(done.reference)]
    counts = desk.get("/bureau").tree.xpath(
        "//nav[contains(@class, 'desk-side')]//ul[1]//*[@class='desk-count']"
    )
    assert [count.text for count in counts[:3]] == ["1", "1", "1"]


def test_a_draft_is_nobodys_business(desk: Visitor, ports: Ports) -> None:
    kept = draft(ports)
    assert not rows(desk.get("/bureau"))
    open_case(desk, kept.reference, status=404)


@pytest.mark.parametrize("words", ["le goff", "LE GÔFF", "maryvonne"])
def test_search_forgives_case_and_accents(desk: Visitor, ports: Ports, words: str) -> None:
    dossier = sent(ports)
    page = desk.get("/bureau")
    found = desk.get(f"/bureau?q={words}")
    person = page.tree.xpath("//tbody//td[1]/span")[0].text.lower()
    expected = [spell_reference(dossier.reference)] if words.replace("Ô", "O").lower() in person else []
    assert rows(found) == expected
    assert found.tree.xpath("//input[@name='q'][@type='search']/@value") == [words]


def test_search_finds_a_number_however_it_is_typed(desk: Visitor, ports: Ports) -> None:
    one, _other = sent(ports), sent(ports)
    for typed in (
        one.reference,
        spell_reference(one.reference).lower(),
        spell_reference(one.reference).replace("-", "+"),
    ):
        assert rows(desk.get(f"/bureau?q={typed}")) == [spell_reference(one.reference)]


def test_a_search_without_result_offers_to_clear_it(desk: Visitor, ports: Ports) -> None:
    sent(ports)
    page = desk.get("/bureau?q=personne&tri=reception")
    assert "Aucun dossier ne correspond à « personne »" in page.text
    assert len(rows(desk.get(page.link("Effacer la recherche")))) == 1


def test_filters_live_in_the_address_and_can_be_taken_away(desk: Visitor, ports: Ports) -> None:
    sent(ports)
    page = desk.get("/bureau?demarche=cerfa-16029&q=le&tri=reception")
    assert page.tree.xpath("//form[@role='search']//input[@type='hidden']/@name") == ["demarche", "tri"]
    chips = page.tree.xpath("//ul[@class='desk-chips']//a/@href")
    assert len(chips) == 2
    assert "demarche" not in chips[0]
    assert "q=" in chips[0]
    assert "tri=reception" in chips[0]


@pytest.mark.parametrize(
    "query", ["file=inconnue", "tri=inconnu", "demarche=inconnue", "apres=n-importe-quoi"]
)
def test_an_odd_address_is_never_an_error(desk: Visitor, ports: Ports, query: str) -> None:
    sent(ports)
    desk.get(f"/bureau?{query}")


def test_pages_follow_each_other_without_repeating(desk: Visitor, ports: Ports, clock: SettableClock) -> None:
    for _number in range(27):
        clock.move(seconds=1)
        sent(ports)
    first = desk.get("/bureau?tri=reception")
    assert "1 à 25 sur 27" in first.text
    second = desk.get(first.link("Page suivante"))
    assert len(rows(first)) == 25
    assert len(rows(second)) == 2
    assert not set(rows(first)) & set(rows(second))
    assert rows(desk.get(second.link("Revenir au début"))) == rows(first)


def test_another_service_sees_nothing_of_it(application: Flask, foreign_agent: Account, ports: Ports) -> None:
    dossier = sent(ports)
    stranger = signed_in(application, foreign_agent)
    assert not rows(stranger.get("/bureau"))
    open_case(stranger, dossier.reference, status=404)
    stranger.get(f"/bureau/dossiers/{dossier.reference}/actions/take", status=404)
    answer = post(stranger, f"/bureau/dossiers/{dossier.reference}/actions/take")
    assert answer.status_code == 404


# --- one dossier ----------------------------------------------------------------------------


def test_a_dossier_shows_answers_documents_history_and_rule(desk: Visitor, ports: Ports) -> None:
    dossier = sent(ports, email="m@usager.example")
    before = open_case(desk, dossier.reference)
    assert before.heading == f"Dossier {spell_reference(dossier.reference)}"
    assert "en préparation" in before.text
    assert "rejet implicite" in before.text
    settle(ports)
    after = open_case(desk, dossier.reference)
    assert "en préparation" not in after.text
    links = after.tree.xpath("//ul[@class='documents']//a/@href")
    assert len(links) == 4  # each one is opened, or saved
    assert all(desk.raw.get(link).mimetype == "application/pdf" for link in links)
    for words in ("Demande envoyée", "Brouillon commencé", "m@usager.example"):
        assert words in after.text


def test_a_dossier_lists_what_its_page_holds_and_how_many(desk: Visitor, ports: Ports) -> None:
    page = open_case(desk, sent(ports).reference)
    page = desk.submit(page, {"message": "Il manque une page."}, having="message")
    listed = page.tree.xpath("//nav[@aria-label='Dans ce dossier']//a")
    main = page.tree.xpath("//div[@class='case-reading']/section/h2")
    assert [link.get("href") for link in listed] == [f"#{title.get('id')}" for title in main]
    words = [plain(link.text_content()) for link in listed]
    assert (words[0], words[-1]) == ("Réponses", "Circuit de traitement")
    assert {"Messages avec l’usager (1)", "Notes internes"} <= set(words)


def test_the_reference_may_be_typed_in_any_way(desk: Visitor, ports: Ports) -> None:
    dossier = sent(ports)
    assert open_case(desk, spell_reference(dossier.reference).lower()).status == 200
    open_case(desk, "pas-un-numero", status=404)


def test_actor_and_beneficiary_are_on_the_page(desk: Visitor, ports: Ports, adviser: Account) -> None:
    acting = Acting(adviser.person("adviser"), Person("Maryvonne Le Goff"), "accompagne")
    page = open_case(desk, sent(ports, acting).reference)
    assert "Rempli par Nadia Benali (France services de Saint-Aubin) pour Maryvonne Le Goff" in page.text


def test_somebody_else_than_the_person_helped_is_pointed_out(
    desk: Visitor, ports: Ports, adviser: Account
) -> None:
    for name, expected in (("Maryvonne Le Goff", False), ("Yann Le Goff", True)):
        acting = Acting(adviser.person("adviser"), Person(name), "accompagne")
        page = open_case(desk, sent(ports, acting).reference)
        assert ("n’est pas la personne accompagnée" in page.text) == expected


def test_a_person_without_an_electronic_address_must_be_told_otherwise(desk: Visitor, ports: Ports) -> None:
    words = "Cette personne n’a pas d’adresse électronique"
    page = open_case(desk, sent(ports).reference)
    assert (
        len(page.tree.xpath("//details//*[contains(@class, 'hint')][contains(., $words)]", words=words)) == 1
    )
    done = desk.submit(page, {"motive": "La date de naissance est illisible."}, having="motive")
    assert words in told(done)
    page = open_case(desk, sent(ports, email="m@usager.example").reference)
    assert words not in page.text
    done = desk.submit(page, {"motive": "La date de naissance est illisible."}, having="motive")
    assert words not in told(done)
