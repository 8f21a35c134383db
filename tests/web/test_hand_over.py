"""What is the person's own: their number and code, their mandate; and what an adviser reads of them."""

from dataclasses import replace

import pytest
from flask import Flask

from app.core.account import Account
from app.core.dossier import Acting, Dossier, Person
from app.usecases import assist
from app.usecases.fill.follow import link
from app.usecases.ports import Ports
from tests.fixtures.application import settle
from tests.fixtures.doubles import SettableClock
from tests.web.pages import Visitor
from tests.web.staff import SLUG, draft, good_answers, post, signed_in

PERSON = "Ousmane Diallo"
CODES = "//dl[@class='assist-codes']//dd"


@pytest.fixture
def desk(application: Flask, adviser: Account) -> Visitor:
    """The adviser's browser."""
    return signed_in(application, adviser)


def begun(desk: Visitor, ports: Ports, adviser: Account, mode: str = "mandat") -> Dossier:
    """A draft begun by the adviser, with its answers, in hand in this browser."""
    beginning = {"personne": PERSON, "demarche": SLUG, "mode": mode, "courriel": "", "lu": "oui"}
    post(desk, "/accompagner/nouveau", beginning | {"accord": "oui"})
    with ports.store.reading() as tx:
        [mine] = tx.dossiers.drafts_of(adviser.id)
    with ports.store.transaction() as tx:
        filled = replace(mine, working=good_answers(ports, ports.forms.current(SLUG)))
        return tx.dossiers.save_working(filled, based_on=mine.revision)


def code_of(ports: Ports, dossier: Dossier) -> str:
    with ports.store.reading() as tx:
        return ports.keys.code(dossier.id, tx.dossiers.get(dossier.id).generation)


# --- the code -------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["accompagne", "mandat"])
def test_an_adviser_who_acts_never_sees_the_code_by_the_way(
    desk: Visitor, ports: Ports, adviser: Account, mode: str
) -> None:
    mine = begun(desk, ports, adviser, mode)
    later = desk.get(f"/dossiers/{mine.reference}/enregistrer")
    assert later.link("Remettre à la personne").endswith("/remettre")
    recap = desk.get(f"/dossiers/{mine.reference}/verifier")
    sent = desk.submit(recap, {"declaration": "oui"}, having="declaration")
    follow = desk.get(sent.link("Suivre ma demande"))
    for page in (later, sent, follow):
        assert code_of(ports, mine) not in page.source
    assert follow.link("Imprimer le numéro et le code pour la personne")


def test_after_sending_number_and_code_are_printed_on_purpose_and_end_the_help(
    desk: Visitor, another: Visitor, ports: Ports, adviser: Account
) -> None:
    mine = begun(desk, ports, adviser)
    sent = desk.submit(desk.get(f"/dossiers/{mine.reference}/verifier"), {"declaration": "oui"})
    asked = desk.get(sent.link("Imprimer le numéro et le code pour la personne"))
    assert code_of(ports, mine) not in asked.source
    given = desk.submit(asked)
    number, code = [item.text_content() for item in given.tree.xpath(CODES)]
    assert "Vous agissez" not in given.text
    assert desk.get(sent.url).heading == "Reprendre ou suivre un dossier"
    desk.get(f"/accompagner/dossiers/{mine.reference}/remettre", status=404)
    followed = another.submit(another.get("/suivi"), {"numero": number, "code": code})
    assert "Numéro et code remis à la personne" in followed.text


def test_what_was_given_is_read_again_for_half_an_hour_or_until_the_end(
    desk: Visitor, ports: Ports, adviser: Account, clock: SettableClock
) -> None:
    mine = begun(desk, ports, adviser)
    page = desk.submit(desk.get(f"/accompagner/dossiers/{mine.reference}/remettre"))
    assert page.url.endswith("/remis")
    assert "Gardez cette page ouverte tant que" in page.text
    clock.move(minutes=29)
    assert desk.get(page.url).tree.xpath(CODES)[1].text_content() == code_of(ports, mine)
    clock.move(minutes=2)
    desk.get(page.url, status=404)


def test_the_end_closes_what_was_given(desk: Visitor, ports: Ports, adviser: Account) -> None:
    mine = begun(desk, ports, adviser)
    page = desk.submit(desk.get(f"/accompagner/dossiers/{mine.reference}/remettre"))
    post(desk, "/accompagner/terminer")
    assert desk.get(page.url).heading == "Se connecter"


def test_after_a_hand_over_the_adviser_s_other_window_opens_nothing(
    application: Flask, desk: Visitor, ports: Ports, adviser: Account
) -> None:
    mine = begun(desk, ports, adviser, "accompagne")
    settle(ports)
    other = signed_in(application, adviser)
    post(other, f"/accompagner/dossiers/{mine.reference}/reprendre")
    post(desk, f"/accompagner/dossiers/{mine.reference}/remettre")
    for page in ("enregistrer", "verifier"):
        shown = other.get(f"/dossiers/{mine.reference}/{page}")
        assert shown.heading == "Reprendre ou suivre un dossier"
        assert code_of(ports, mine) not in shown.source
    address = {"adresse": "conseiller@perso.fr"}
    assert post(other, f"/dossiers/{mine.reference}/enregistrer", address).status_code == 303
    with ports.store.reading() as tx:
        assert tx.dossiers.get(mine.id).email == ""


def test_a_pdf_of_a_draft_handed_over_is_no_longer_the_adviser_s(
    application: Flask, desk: Visitor, ports: Ports, adviser: Account
) -> None:
    mine = begun(desk, ports, adviser)
    settle(ports)
    with ports.store.reading() as tx:
        [mandate] = tx.documents.of(mine.id)
    other = signed_in(application, adviser)
    post(other, f"/accompagner/dossiers/{mine.reference}/reprendre")
    assert other.raw.get(f"/documents/{mandate.id}.pdf").status_code == 200
    post(desk, f"/accompagner/dossiers/{mine.reference}/remettre")
    assert other.raw.get(f"/documents/{mandate.id}.pdf").status_code == 404


# --- the mandate ----------------------------------------------------------------------------


def test_the_page_of_a_mandate_tells_until_when_and_gives_it_back(
    desk: Visitor, ports: Ports, adviser: Account
) -> None:
    mine = begun(desk, ports, adviser)
    page = desk.get(f"/accompagner/dossiers/{mine.reference}/mandat")
    assert "Il est valable jusqu’au 25 novembre 2026" in page.text
    ended = desk.submit(page)
    assert ended.heading == "Accompagner quelqu’un"
    assert "Le mandat a pris fin" in ended.text
    post(desk, f"/accompagner/dossiers/{mine.reference}/reprendre")
    again = desk.get(f"/accompagner/dossiers/{mine.reference}/mandat")
    assert "Ce mandat a pris fin" in again.text
    assert "Mettre fin" not in again.text
    refused = desk.get(f"/dossiers/{mine.reference}/verifier", status=403)
    assert refused.link("Revenir à mon espace") == "/accompagner"


def test_the_person_takes_the_mandate_back_from_their_own_page(
    desk: Visitor, another: Visitor, ports: Ports, adviser: Account
) -> None:
    mine = begun(desk, ports, adviser)
    page = another.get(link(ports, mine))
    assert "peut agir à votre place sur ce dossier jusqu’au 25 novembre 2026" in page.text
    assert adviser.name in page.text
    button = next(form for form in page.tree.xpath("//main//form") if form.get("action").endswith("/fin"))
    ended = another.post(button.get("action"), {"csrf_token": button.xpath(".//input/@value")[0]})
    assert "plus personne n’agit à votre place" in ended.text
    desk.get(f"/dossiers/{mine.reference}/verifier", status=403)
    assert "Un mandat est en cours" not in another.get(f"/dossiers/{mine.reference}/enregistrer").text


def test_without_a_valid_mandate_no_link_is_mailed_and_no_page_read(
    desk: Visitor, ports: Ports, adviser: Account
) -> None:
    mine = begun(desk, ports, adviser)
    with ports.store.transaction() as tx:
        tx.mandates.revoke(mine.acting.mandate_id, ports.clock.now())
    url = f"/dossiers/{mine.reference}/enregistrer"
    desk.get(url, status=403)
    assert post(desk, url, {"adresse": "conseiller@perso.fr"}).status_code == 403
    assert post(desk, f"/demarches/{SLUG}").status_code == 403


def test_an_adviser_never_mails_the_link_to_themself(desk: Visitor, ports: Ports, adviser: Account) -> None:
    later = desk.get(f"/dossiers/{begun(desk, ports, adviser).reference}/enregistrer")
    refused = desk.submit(later, {"adresse": adviser.email.upper()}, having="adresse", status=422)
    assert "C’est votre adresse" in refused.errors[0]
    told = desk.submit(refused, {"adresse": "o.diallo@exemple.fr"}, having="adresse")
    assert "Le lien est envoyé" in told.text


# --- words ----------------------------------------------------------------------------------


def test_nothing_presumes_who_the_person_is(desk: Visitor, ports: Ports, adviser: Account) -> None:
    mine = begun(desk, ports, adviser)
    page = desk.get(f"/accompagner/dossiers/{mine.reference}/remettre")
    assert f"{PERSON} pourra continuer sans vous, à la maison ou ailleurs." in page.text
    assert "L’historique garde la trace de votre aide." in page.text
    asked = {"personne": PERSON, "demarche": SLUG, "mode": "mandat", "courriel": ""}
    consent = desk.submit(desk.get("/accompagner/nouveau"), asked, having="personne")
    assert "Ne cochez jamais à la place de la personne" in consent.text


def test_a_hand_over_of_somebody_else_s_dossier_is_unknown(
    ports: Ports, desk: Visitor, adviser: Account
) -> None:
    person = Person("Autre")
    theirs = draft(ports, Acting(Person("X", "adviser", "autre"), person, "accompagne"))
    desk.get(f"/accompagner/dossiers/{theirs.reference}/remettre", status=404)
    assert assist.space(ports, adviser).drafts == ()
