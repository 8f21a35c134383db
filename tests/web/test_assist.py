"""The adviser's road: begin for somebody, by mandate or beside them, hand over, leave nothing behind."""

import pytest
from flask import Flask

from app.core.account import Account
from app.core.dossier import Dossier
from app.usecases.ports import Ports
from tests.fixtures.application import settle
from tests.web.pages import Page, Visitor
from tests.web.staff import post, signed_in

PERSON = "Maryvonne Le Goff"
BEGINNING = {"personne": PERSON, "demarche": "cerfa-16029", "mode": "accompagne", "courriel": ""}


@pytest.fixture
def desk(application: Flask, adviser: Account) -> Visitor:
    """The adviser's browser."""
    return signed_in(application, adviser)


def begin(desk: Visitor, *, status: int = 200, **changes: str) -> Page:
    return desk.submit(
        desk.get("/accompagner/nouveau"), BEGINNING | changes, having="personne", status=status
    )


def begin_by_mandate(desk: Visitor) -> Page:
    return desk.submit(begin(desk, mode="mandat"), {"accord": "oui"}, having="accord")


def drafts(ports: Ports, adviser: Account) -> list[Dossier]:
    with ports.store.reading() as tx:
        return list(tx.dossiers.drafts_of(adviser.id))


def kinds(ports: Ports, dossier_id: str) -> list[str]:
    with ports.store.reading() as tx:
        return [event.kind for event in tx.events.of(dossier_id)]


def reference_of(page: Page) -> str:
    return page.url.split("/dossiers/")[1].split("/")[0]


# --- beginning ------------------------------------------------------------------------------


def test_an_empty_space_says_how_to_begin(desk: Visitor) -> None:
    page = desk.get("/accompagner")
    assert "Aucun brouillon en cours" in page.text
    assert page.link("Commencer un accompagnement") == "/accompagner/nouveau"


def test_beside_somebody_the_very_same_form_opens_with_the_banner(
    desk: Visitor, ports: Ports, adviser: Account
) -> None:
    page = begin(desk, courriel="m.legoff@usager.example")
    assert "/etapes/" in page.url
    assert f"Vous agissez pour {PERSON}, à ses côtés." in page.text
    [draft] = drafts(ports, adviser)
    assert draft.email == "m.legoff@usager.example"
    assert (draft.acting.actor.name, draft.acting.beneficiary.name) == (adviser.name, PERSON)


def test_the_adviser_s_own_data_is_never_suggested(desk: Visitor) -> None:
    page = desk.get("/accompagner/nouveau")
    assert set(page.tree.xpath("//main//input[@type='text' or @type='email']/@autocomplete")) == {"off"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"personne": "  "}, "Saisissez le prénom et le nom"),
        ({"personne": "a" * 200}, "Raccourcissez le nom"),
        ({"demarche": "inconnue"}, "Choisissez une démarche"),
        ({"mode": "autonome"}, "Choisissez comment"),
        ({"courriel": "pas une adresse"}, "Saisissez une adresse complète"),
        ({"courriel": "Conseiller@exemple.fr"}, "C’est votre adresse"),
    ],
)
def test_what_is_wrong_is_told_and_kept(
    desk: Visitor, ports: Ports, adviser: Account, changes: dict[str, str], told: str
) -> None:
    page = begin(desk, status=422, **changes)
    assert len(page.errors) == 1
    assert told in page.errors[0]
    for name, value in (BEGINNING | changes).items():
        if name in ("personne", "courriel"):
            assert page.tree.xpath(f"//input[@name='{name}']/@value") == [" ".join(value.split())]
    assert not drafts(ports, adviser)


@pytest.mark.parametrize("name", ["\x01", "\u200b\x00", "\x7f \x02"])
def test_a_name_without_any_letter_to_print_is_no_name(desk: Visitor, name: str) -> None:
    page = begin(desk, status=422, personne=name.replace("\u200b", ""))
    assert "Saisissez le prénom et le nom" in page.errors[0]


def test_a_page_left_empty_gets_one_error_a_question(desk: Visitor) -> None:
    page = desk.submit(desk.get("/accompagner/nouveau"), {}, having="personne", status=422)
    assert len(page.errors) == 3


# --- by mandate -----------------------------------------------------------------------------


def test_a_mandate_is_read_aloud_and_needs_the_person_s_own_yes(
    desk: Visitor, ports: Ports, adviser: Account
) -> None:
    page = begin(desk, mode="mandat")
    assert page.heading == "L’accord de la personne"
    assert PERSON in page.tree.xpath("//blockquote")[0].text_content()
    assert not page.tree.xpath("//input[@type='checkbox'][@checked]")
    refused = desk.submit(page, {}, having="accord", status=422)
    assert refused.errors
    assert not drafts(ports, adviser)
    started = desk.submit(refused, {"accord": "oui"}, having="accord")
    assert started.heading == "Mandat d’un jour"
    assert f"Vous agissez pour {PERSON}, par mandat." in started.text
    assert kinds(ports, drafts(ports, adviser)[0].id) == ["started", "mandate"]


def test_the_mandate_is_given_as_a_pdf_before_the_first_question(desk: Visitor, ports: Ports) -> None:
    page = begin_by_mandate(desk)
    assert "en préparation" in page.text
    settle(ports)
    page = desk.get(page.url)
    link = page.tree.xpath("//ul[@class='documents']//a/@href")[0]
    assert desk.raw.get(link).mimetype == "application/pdf"
    assert "/etapes/" in desk.get(page.link("Continuer vers le formulaire")).url


def test_consent_cannot_be_skipped_by_posting_at_once(desk: Visitor, ports: Ports, adviser: Account) -> None:
    answer = post(desk, "/accompagner/nouveau", BEGINNING | {"mode": "mandat", "lu": "oui"})
    assert answer.status_code == 422
    assert not drafts(ports, adviser)


# --- going on -------------------------------------------------------------------------------


def test_a_draft_in_hand_is_taken_up_where_it_stopped(desk: Visitor, ports: Ports, adviser: Account) -> None:
    begin(desk)
    begin(desk, personne="Ousmane Diallo")
    page = desk.get("/accompagner")
    assert PERSON in page.text
    assert "Ousmane Diallo" in page.text
    first = next(d for d in drafts(ports, adviser) if d.acting.beneficiary.name == PERSON)
    answer = post(desk, f"/accompagner/dossiers/{first.reference}/reprendre")
    assert answer.status_code == 303
    assert f"Vous agissez pour {PERSON}" in desk.get(answer.headers["Location"]).text


def test_the_session_opens_one_person_s_dossier_at_a_time(
    desk: Visitor, ports: Ports, adviser: Account
) -> None:
    first = begin(desk)
    begin(desk, personne="Ousmane Diallo")
    assert desk.get(first.url).url.startswith("/suivi")


def test_another_adviser_finds_nothing(
    application: Flask, desk: Visitor, ports: Ports, adviser: Account, agent: Account
) -> None:
    reference = reference_of(begin(desk))
    with ports.store.transaction() as tx:
        other = Account("autre", "autre@exemple.fr", "Léa Fontaine", memberships=adviser.memberships,
                        password_hash=adviser.password_hash)  # fmt: skip
        tx.accounts.add(other)
    stranger = signed_in(application, other)
    assert PERSON not in stranger.get("/accompagner").text
    stranger.get(f"/accompagner/dossiers/{reference}/remettre", status=404)
    assert post(stranger, f"/accompagner/dossiers/{reference}/reprendre").status_code == 404
    assert post(stranger, f"/accompagner/dossiers/{reference}/remettre").status_code == 404


# --- handing over ---------------------------------------------------------------------------


def test_a_draft_handed_over_is_the_person_s_own(
    desk: Visitor, another: Visitor, ports: Ports, adviser: Account
) -> None:
    reference = reference_of(begin(desk))
    page = desk.submit(desk.get(f"/accompagner/dossiers/{reference}/remettre"))
    number, code = [item.text_content() for item in page.tree.xpath("//dl[@class='assist-codes']//dd")]
    assert "Vous agissez" not in page.text
    assert not drafts(ports, adviser)
    desk.get(f"/accompagner/dossiers/{reference}/remettre", status=404)
    assert desk.get(f"/dossiers/{reference}/verifier").url.startswith("/suivi")
    entry = another.get("/suivi")
    resumed = another.submit(entry, {"numero": number, "code": code}, having="code")
    assert "/etapes/" in resumed.url
    assert "Vous agissez" not in resumed.text


# --- leaving --------------------------------------------------------------------------------


def test_one_button_ends_everything(desk: Visitor, ports: Ports, adviser: Account) -> None:
    step = begin(desk)
    draft_id = drafts(ports, adviser)[0].id
    stolen = desk.raw.get_cookie("guichet")
    answer = post(desk, "/accompagner/terminer")
    assert answer.status_code == 200
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage", "cookies"'
    text = answer.get_data(as_text=True)
    assert "Tout est effacé de cet ordinateur" in text
    assert PERSON not in text
    assert adviser.name not in text
    assert not desk.raw.get_cookie("guichet")
    assert desk.get("/accompagner").heading == "Se connecter"
    desk.raw.set_cookie("guichet", stolen.value if stolen else "")
    assert desk.get(step.url).url.startswith("/suivi")
    assert kinds(ports, draft_id)[-1] == "assist-ended"


def test_the_banner_s_button_is_on_every_page_of_the_form(desk: Visitor) -> None:
    page = begin(desk)
    assert page.tree.xpath("//section[@class='assisted']//form/@action") == ["/accompagner/terminer"]
