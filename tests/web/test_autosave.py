"""The save of a few fields by the page's script: what it is told, what is refused, who may."""

import pytest
from flask import Flask

from app.core.account import Account
from app.usecases.ports import Ports
from app.web.public.autosave import MOST
from tests.fixtures.doubles import SettableClock
from tests.web.conftest import Walker
from tests.web.pages import Page, Visitor, form_values
from tests.web.saving import Window
from tests.web.staff import SLUG, signed_in
from tests.web.test_assist import begin
from tests.web.walking import declare_and_send

NAME, BIRTH = "demandeur.nom", "demandeur.naissance"


@pytest.fixture
def page(walk: Walker) -> Page:
    return walk().to("identite")


@pytest.fixture
def window(client: Visitor, page: Page) -> Window:
    return Window(client, page)


def shown(client: Visitor, page: Page, name: str = NAME) -> str:
    return form_values(client.get(page.url).form())[name]


def test_a_save_tells_what_is_kept_and_when(client: Visitor, page: Page, window: Window) -> None:
    told = window.save({NAME: "Le Goff"})
    assert (told.status_code, told.json["saved"], told.json["conflicts"]) == (200, [NAME], [])
    assert told.json["at"].replace("\u00a0", " ") == "10 h 30"
    assert told.json["marks"][NAME]
    assert "no-store" in told.headers["Cache-Control"]
    assert "Le Goff" not in told.get_data(as_text=True), "an answer has no reason to travel back"
    assert shown(client, page) == "Le Goff"


def test_what_is_not_understood_is_kept_as_typed_and_a_422(
    client: Visitor, page: Page, window: Window
) -> None:
    told = window.save({f"{BIRTH}:jour": "quarante", f"{BIRTH}:mois": "", f"{BIRTH}:annee": ""})
    assert told.status_code == 422
    assert list(told.json["not_understood"]) == [BIRTH]
    assert told.json["saved"] == [BIRTH]
    assert shown(client, page, f"{BIRTH}:jour") == "quarante"


def test_another_answer_from_another_window_is_a_409_with_both(
    client: Visitor, page: Page, window: Window
) -> None:
    late = Window(client, page)
    window.save({NAME: "Ici"})
    told = late.save({NAME: "Ailleurs", "demandeur.prenoms": "Anne"})
    assert (told.status_code, told.json["saved"]) == (409, ["demandeur.prenoms"])
    [conflict] = told.json["conflicts"]
    assert (conflict["path"], conflict["name"]) == (NAME, "Nom de naissance")
    assert (conflict["yours"], conflict["theirs"]) == ("Ailleurs", "Ici")
    assert conflict["inputs"] == {NAME: ["Ici"]}
    assert shown(client, page) == "Ici"
    late.marks[NAME] = conflict["mark"]
    assert late.save({NAME: "Ailleurs"}).status_code == 200
    assert shown(client, page) == "Ailleurs"


def test_a_page_sent_whole_after_its_own_saves_is_no_conflict(
    client: Visitor, page: Page, window: Window
) -> None:
    window.save({NAME: "Le Goff"})
    later = client.submit(page, {NAME: "Le Goff"}, button="plus-tard")
    assert later.heading == "Votre brouillon est enregistré"


@pytest.mark.parametrize(
    "change",
    [
        {"_shown": "demandeur.nom nulle-part"},
        {"inconnu": "x"},
        {"_revision": "-1"},
        {"_revision": "9" * 30},
        {"_shown": "ayants_droit[0].nom"},  # of another step
        {"_action": "\x00"},
    ],
)
def test_what_the_page_never_offered_is_refused_whole(
    client: Visitor, page: Page, window: Window, change: dict[str, str]
) -> None:
    told = window.save({NAME: "Le Goff"}, **change)
    assert (told.status_code, told.json["error"]) == (400, "unknown-answers")
    assert "conservées" in told.json["message"]
    assert shown(client, page) == ""


@pytest.mark.parametrize(
    "base", ["=", "x", "demandeur.nom", "demandeur.nom=zzz", "== = =", "\x00=\x00", "é" * 5000]
)
def test_a_made_up_basis_overwrites_nothing_of_another_window(
    client: Visitor, page: Page, window: Window, base: str
) -> None:
    window.save({NAME: "Ici"})
    assert window.save({NAME: "Ailleurs"}, _base=base).status_code == 409
    assert shown(client, page) == "Ici"


def test_without_its_token_a_save_is_refused_and_changes_nothing(
    client: Visitor, page: Page, window: Window
) -> None:
    for token in (None, "", "faux"):
        assert window.save({NAME: "Le Goff"}, csrf_token=token).status_code == 400
    assert shown(client, page) == ""


def test_somebody_else_s_draft_is_neither_read_nor_written(
    client: Visitor, another: Visitor, page: Page, application: Flask, agent: Account
) -> None:
    theirs = another.submit(another.get(f"/demarches/{SLUG}"))
    stranger = Window(another, theirs)
    stranger.page = page
    told = stranger.save({NAME: "Pris"})
    assert told.status_code == 303
    assert "/suivi" in told.headers["Location"]
    assert shown(client, page) == ""
    made_up = page.url.replace(page.url.split("/")[-3], "ZZZZZZZZZ")
    stranger.page = type("P", (), {"url": made_up})()
    assert stranger.save({NAME: "Pris"}).status_code == 404


def test_a_dossier_that_was_sent_takes_nothing_more(client: Visitor, walk: Walker) -> None:
    recap = walk().go()
    open_page = client.get(recap.url.replace("/verifier", "/etapes/identite"))
    window = Window(client, open_page)
    declare_and_send(client, client.get(recap.url))
    told = window.save({NAME: "Après"})
    assert (told.status_code, told.json["error"]) == (409, "not-editable")


def test_a_step_too_far_ahead_takes_nothing(client: Visitor, walk: Walker) -> None:
    page = walk().start()
    window = Window(client, page)
    window.page.url = page.url.replace("/situation", "/identite")
    told = window.save({NAME: "Trop tôt"})
    assert (told.status_code, told.json["error"]) == (409, "step-not-reachable")


def test_saving_without_end_is_slowed_down_for_a_minute(
    window: Window, clock: SettableClock, ports: Ports
) -> None:
    for _time in range(MOST):
        assert window.save({NAME: "Le Goff"}).status_code == 200
    told = window.save({NAME: "Le Goff"})
    assert (told.status_code, told.headers["Retry-After"]) == (429, "60")
    clock.move(minutes=1)
    assert window.save({NAME: "Le Goff"}).status_code == 200


def test_an_adviser_s_machine_is_told_to_keep_nothing(
    application: Flask, adviser: Account, client: Visitor, page: Page
) -> None:
    assert page.tree.xpath("//*[@id='enregistrement']/@data-device") == [""]
    helper = signed_in(application, adviser)
    begun = begin(helper)
    assert "/etapes/" in begun.url
    assert begun.tree.xpath("//*[@id='enregistrement']") != []
    assert begun.tree.xpath("//*[@id='enregistrement']/@data-device") == []
