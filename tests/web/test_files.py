"""Files on a step page: given, shown, taken away, never lost, handed over to the right people."""

from dataclasses import replace

import pytest
from flask import Flask

from app.adapters.forms import FormFiles
from app.core.account import Account
from app.usecases.ports import Ports
from app.web.factory import create_app
from tests.core.files import JPEG, PDF, PNG
from tests.web.pages import Page, Visitor, form_values
from tests.web.staff import WITH_FILES, signed_in, with_file
from tests.web.walking import declare_and_send, step_of

CARD = ("carte d’identité.pdf", PDF)
BACK = ("verso.png", PNG)
ANSWERS = {"nom": "Le Goff", "heberge": "non"}


@pytest.fixture
def form_files(forms_with_files: FormFiles) -> FormFiles:
    return forms_with_files


@pytest.fixture
def step(client: Visitor) -> Page:
    """The first step of the form that asks for files."""
    return client.submit(client.get(f"/demarches/{WITH_FILES}"))


def given(page: Page) -> list[str]:
    """The names of the files that the page lists."""
    return page.tree.xpath("//ul[@class='files']//a/text()")


def removing(page: Page) -> list[str]:
    """The values of the buttons that take a file away."""
    return page.tree.xpath("//button[starts-with(@value, 'retirer-piece:')]/@value")


def test_the_page_says_what_may_be_given_before_anything_is_chosen(step: Page) -> None:
    assert (
        "Format accepté : PDF, JPEG ou PNG. 10 Mo au maximum par fichier. 2 fichiers au maximum." in step.text
    )
    [file] = step.tree.xpath("//input[@type='file']")
    assert {"application/pdf", "image/jpeg", "image/png", ".jpg"} <= set(file.get("accept").split(","))
    [group] = file.xpath("ancestor::fieldset")
    assert group.get("aria-describedby") == "q-identite-aide q-identite-limites"


def test_a_page_without_a_file_question_posts_as_before(client: Visitor) -> None:
    page = client.submit(client.get("/demarches/cerfa-16029"))
    assert page.form().get("enctype") is None


def test_files_are_given_with_the_answers_and_read_on_the_recap(client: Visitor, step: Page) -> None:
    others = client.submit(step, ANSWERS | {"identite": [CARD, BACK]}, button="suivant")
    assert step_of(others) == "pieces"
    recap = client.submit(others, button="suivant")
    assert recap.heading == "Vérifier et envoyer"
    assert given(recap) == ["carte d’identité.pdf", "verso.png"]


def test_a_wrong_answer_beside_never_loses_a_file(client: Visitor, step: Page) -> None:
    wrong = client.submit(step, {"identite": [CARD]}, button="suivant", status=422)
    assert wrong.errors
    assert not any("identité" in line for line in wrong.errors)
    assert given(wrong) == ["carte d’identité.pdf"]
    assert step_of(client.submit(wrong, ANSWERS, button="suivant")) == "pieces"


def test_a_refused_file_never_loses_an_answer_nor_another_file(client: Visitor, step: Page) -> None:
    files = [CARD, ("photo.gif", b"GIF89a")]
    wrong = client.submit(step, ANSWERS | {"identite": files}, button="suivant", status=422)
    assert wrong.errors == ["Pièce d’identité : choisissez un fichier au format PDF, JPEG ou PNG"]
    assert given(wrong) == ["carte d’identité.pdf"]
    assert form_values(wrong.form())["nom"] == "Le Goff"


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "ajoutez la pièce d’identité"),
        ([("vide.pdf", b"")], "choisissez un autre fichier : celui-ci est vide"),
        ([("gros.pdf", PDF + b"0" * 2**20)], "choisissez un fichier de 1 Mo au maximum"),
        ([CARD, BACK, ("photo.jpg", JPEG)], "vous pouvez ajouter au plus 2 fichiers"),
    ],
)
def test_each_refusal_says_what_to_choose_instead(
    ports: Ports, settings, files: list[tuple[str, bytes]], sentence: str
) -> None:
    client = Visitor(create_app(replace(ports, max_upload=2**20), settings))
    step = client.submit(client.get(f"/demarches/{WITH_FILES}"))
    wrong = client.submit(step, ANSWERS | {"identite": files}, button="suivant", status=422)
    assert wrong.errors == [f"Pièce d’identité : {sentence}"]


def test_a_file_is_added_and_taken_away_by_buttons_that_keep_what_was_typed(
    client: Visitor, step: Page
) -> None:
    added = client.submit(step, {"nom": "Le Goff", "identite": [CARD]}, button="joindre:identite")
    assert "Le fichier est ajouté." in added.text
    assert added.anchor == "q-identite-fichiers"
    assert added.anchor in added.ids()
    full = client.submit(added, {"identite": [BACK]}, button="joindre:identite")
    assert "identite" not in full.names()
    assert full.anchor in full.ids()
    fewer = client.submit(full, {}, button=removing(full)[0])
    assert "Le fichier est retiré." in fewer.text
    assert given(fewer) == ["verso.png"]
    assert form_values(fewer.form())["nom"] == "Le Goff"


def test_another_window_never_costs_a_file(client: Visitor, step: Page) -> None:
    client.submit(step, {"nom": "Ailleurs"}, button="plus-tard")
    conflict = client.submit(step, ANSWERS | {"identite": [CARD]}, button="suivant", status=409)
    assert given(conflict) == ["carte d’identité.pdf"]
    choice = {"_choix:nom": conflict.tree.xpath("//*[@name='_choix:nom']/@value")[0]}
    assert step_of(client.submit(conflict, choice, button="suivant")) == "pieces"


def test_a_file_for_a_question_hidden_meanwhile_is_left_aside(client: Visitor, step: Page) -> None:
    housed = client.submit(step, {"heberge": "oui", "identite": [CARD]}, button="joindre:identite")
    assert "attestation" in housed.names()
    client.submit(client.get(step.url), ANSWERS, button="plus-tard")
    client.submit(housed, {"attestation": [CARD]}, button="suivant")
    back = client.get(step.url)
    assert form_values(back.form())["heberge"] == "non"
    assert given(back) == ["carte d’identité.pdf"]


@pytest.mark.parametrize(
    "change",
    [
        {"identite": "0" * 32},  # an id, as if the page had posted it back
        {"_action": "joindre:nom"},
        {"_action": "retirer-piece:"},
        {"_shown": "nom heberge"},  # then nothing was offered for the file that comes
    ],
)
def test_what_the_page_never_offered_is_refused(client: Visitor, step: Page, change: dict[str, str]) -> None:
    page = client.submit(step, {"identite": [CARD]}, button="joindre:identite")
    data = form_values(page.form()) | change
    if "_shown" in change:
        client.submit(page, {"identite": [BACK], **change}, button="suivant", status=400)
    else:
        client.post(page.url, data, status=400)


def test_far_too_much_at_once_is_a_page_that_leads_back_to_the_step(
    ports: Ports, settings, caplog: pytest.LogCaptureFixture
) -> None:
    client = Visitor(create_app(replace(ports, max_upload=2**20), settings))
    step = client.submit(client.get(f"/demarches/{WITH_FILES}"))
    kept = client.submit(step, ANSWERS, button="joindre:identite")
    files = [("film.pdf", PDF + b"0" * 2**22)]
    refused = client.submit(kept, {"identite": files}, button="suivant", status=413)
    assert "trop volumineux" in refused.heading
    assert "Vos réponses déjà enregistrées sont conservées." in refused.text
    again = client.get(refused.link("Revenir à l’étape"))
    assert form_values(again.form())["nom"] == "Le Goff"


def test_a_file_is_saved_by_the_browser_and_never_shown_by_the_site(client: Visitor, step: Page) -> None:
    others = client.submit(step, ANSWERS | {"identite": [CARD]}, button="suivant")
    sent = declare_and_send(client, client.submit(others, button="suivant"))
    followed = client.get(sent.url.replace("/dossiers/", "/suivi/").removesuffix("/envoye"))
    assert given(followed) == ["carte d’identité.pdf"]
    answer = client.raw.get(followed.link("carte d’identité.pdf"))
    assert answer.data == PDF
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_desk_lists_the_files_that_were_sent(application: Flask, ports: Ports, agent: Account) -> None:
    dossier = with_file(ports)
    desk = signed_in(application, agent)
    case = desk.get(f"/bureau/dossiers/{dossier.reference}")
    assert given(case) == ["carte d’identité.pdf"]
    [link] = case.tree.xpath("//section[@aria-labelledby='pieces']//a[starts-with(@href, '/pieces/')]/@href")
    assert desk.raw.get(link).data == PDF


def test_a_model_to_download_is_offered_with_its_format_and_weight(client: Visitor, step: Page) -> None:
    page = client.submit(step, ANSWERS | {"heberge": "oui", "identite": [CARD]}, button="suivant")
    [link] = page.tree.xpath("//a[@href='https://www.exemple.fr/attestation.pdf']")
    assert " ".join(link.text_content().split()) == "Modèle d’attestation (PDF, 120 ko, nouvelle fenêtre)"
    assert link.xpath("ancestor::fieldset//input/@name") == ["attestation"]
