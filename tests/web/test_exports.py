"""The export pages of the desk: choose, see what is inside, take the file, keep columns."""

import io
from dataclasses import replace
from zipfile import ZipFile

from flask import Flask
from werkzeug.test import TestResponse

from app.core.account import Account
from app.core.dossier import spell_reference
from app.usecases.ports import Ports
from tests.adapters.tables.reading import read_lines, read_ods, read_xlsx
from tests.web.page import form_values
from tests.web.pages import Visitor
from tests.web.staff import PASSWORD, SLUG, moved, sent, signed_in

PAGE = f"/bureau/exporter/{SLUG}"


def taken(desk: Visitor, query: str = "") -> TestResponse:
    """The file behind the download button of the page at this address."""
    page = desk.get(PAGE + query)
    (form,) = page.tree.xpath("//form[contains(@action, '/fichier')]")
    values: dict[str, list[str]] = {}
    for item in form.xpath(".//input"):
        values.setdefault(item.get("name"), []).append(item.get("value"))
    response = desk.raw.post(form.get("action"), data=values, buffered=True)
    assert response.status_code == 200
    return response


def references(desk: Visitor, query: str) -> list[str]:
    return [one["dossier:numero"] for one in read_lines(taken(desk, f"?format=jsonl{query}").data)]


def test_the_queue_leads_to_exports_by_form(desk: Visitor, ports: Ports) -> None:
    sent(ports)
    assert desk.get("/bureau").tree.xpath("//main//a[@href='/bureau/exporter']")
    assert PAGE in desk.get("/bureau/exporter").tree.xpath("//main//li/a/@href")


def test_the_page_tells_how_many_dossiers_and_which_columns(desk: Visitor, ports: Ports) -> None:
    for _number in range(3):
        sent(ports)
    page = desk.get(PAGE)
    assert "3 dossiers" in page.text
    listed = [item.text_content() for item in page.tree.xpath("//details//li")]
    assert "Numéro de dossier" in listed
    assert "Bénéficiaire" in listed
    assert "manifeste" in desk.get(f"{PAGE}?format=pieces").text


def test_each_format_is_taken_under_a_safe_name(desk: Visitor, ports: Ports) -> None:
    dossier = sent(ports)
    spelled = spell_reference(dossier.reference)
    endings = {"csv": "zip", "xlsx": "xlsx", "ods": "ods", "json": "json", "jsonl": "jsonl", "pieces": "zip"}
    for format_name, ending in endings.items():
        response = taken(desk, f"?format={format_name}")
        told = response.headers["Content-Disposition"]
        assert told == f"attachment; filename={SLUG}-2026-11-24.{ending}"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert read_xlsx(taken(desk, "?format=xlsx").data)["Dossiers"][1][0] == spelled
    assert read_ods(taken(desk, "?format=ods").data)["Dossiers"][1][0] == spelled
    with ZipFile(io.BytesIO(taken(desk, "?format=csv").data)) as archive:
        assert spelled in archive.read("Dossiers.csv").decode()


def test_states_and_period_are_kept_from_the_choice_to_the_file(
    desk: Visitor, ports: Ports, agent: Account
) -> None:
    new, seen = sent(ports), sent(ports)
    seen = moved(ports, agent, seen, "take")
    assert references(desk, f"&etat={new.state}") == [spell_reference(new.reference)]
    assert len(references(desk, f"&etat={new.state}&etat={seen.state}")) == 2
    assert references(desk, "&depuis=2026-11-24&jusqu=24 novembre 2026") == references(desk, "")
    assert references(desk, "&jusqu=2026-11-23") == []


def test_a_wrong_period_is_told_with_what_was_typed_and_gives_no_file(desk: Visitor) -> None:
    for query, sentence in (
        ("?depuis=31/02/2026", "Saisissez une date complète"),
        ("?depuis=hier", "Saisissez une date complète"),
        ("?depuis=2026-11-24&jusqu=2026-11-01", "La date de fin doit être égale ou postérieure"),
    ):
        page = desk.get(PAGE + query, status=422)
        assert any(sentence in error for error in page.errors)
        assert not page.tree.xpath("//form[contains(@action, '/fichier')]")
    assert desk.get(f"{PAGE}?depuis=hier", status=422).tree.xpath("//input[@value='hier']")
    form = desk.get(PAGE).form()
    assert form.get("method") == "post"


def test_a_hand_made_post_gets_a_page_not_an_error(desk: Visitor, ports: Ports) -> None:
    sent(ports)
    values = form_values(desk.get(PAGE).tree.xpath("//form[contains(@action, '/fichier')]")[0])
    desk.post(f"{PAGE}/fichier", {**values, "depuis": "jamais"}, status=422)
    desk.post(f"{PAGE}/fichier", {**values, "modele": "inconnu"}, status=404)
    desk.post(f"{PAGE}/fichier", {**values, "autre": "x"}, status=400)
    desk.get("/bureau/exporter/inconnue", status=404)
    desk.get(f"{PAGE}?format=exe&etat={'x' * 500}")


def test_sensitive_answers_need_their_box_and_leave_a_trace(
    desk: Visitor, ports: Ports, agent: Account
) -> None:
    sent(ports)
    assert "données sensibles" not in desk.get(f"{PAGE}?format=pieces").text.split("Ce que contiendra")[1]
    assert (
        "données sensibles"
        in desk.get(f"{PAGE}?format=pieces&sensibles=oui").text.split("Ce que contiendra")[1]
    )
    taken(desk)
    taken(desk, "?sensibles=oui")
    with ports.store.reading() as tx:
        done = tx.exports.logged()
    assert sorted(one.sensitive for one in done) == [False, True]
    assert {one.account_id for one in done} == {agent.id}


def test_columns_are_kept_in_the_order_of_their_places_and_used(desk: Visitor, ports: Ports) -> None:
    dossier = sent(ports)
    page = desk.get(f"{PAGE}/modele")
    chosen = {"nom": "Suivi", "colonne": ["dossier:etat", "demandeur.nom"], "place:demandeur.nom": "1"}
    made = desk.submit(page, chosen, having="nom")
    assert "« Suivi » enregistré" in made.text
    template = made.url.rpartition("modele=")[2]
    (one,) = read_lines(taken(desk, f"?format=jsonl&modele={template}").data)
    assert list(one) == ["dossier:numero", "demandeur.nom", "dossier:etat"]
    assert one["dossier:numero"] == spell_reference(dossier.reference)
    gone = desk.submit(desk.get(PAGE), {}, having="demarche")
    assert "Modèle supprimé" in gone.text
    desk.get(f"{PAGE}?modele={template}", status=404)


def test_a_template_that_cannot_be_kept_says_why_and_keeps_what_was_chosen(desk: Visitor) -> None:
    page = desk.get(f"{PAGE}/modele")
    chosen = {"nom": "", "colonne": ["demandeur.nom"], "place:demandeur.nom": "7"}
    back = desk.submit(page, chosen, having="nom", status=422)
    assert "Saisissez le nom du modèle" in back.errors[0]
    kept = form_values(back.form("nom"))
    assert kept["place:demandeur.nom"] == "7"
    assert kept["colonne"] in ("demandeur.nom", ["demandeur.nom"])
    for values, sentence in (
        ({"nom": "x", "colonne": None}, "Cochez au moins une colonne"),
        ({"nom": "x", "colonne": ["demandeur.nom"], "place:demandeur.nom": "deux"}, "Saisissez la place"),
    ):
        assert sentence in desk.submit(page, values, having="nom", status=422).errors[0]


def test_a_shared_template_is_offered_to_colleagues_who_cannot_delete_it(
    application: Flask, desk: Visitor, ports: Ports, agent: Account
) -> None:
    chosen = {"nom": "À tous", "partage": "oui", "colonne": ["dossier:etat"]}
    desk.submit(desk.get(f"{PAGE}/modele"), chosen, having="nom")
    other = replace(
        agent, id="c" * 32, email="collegue@exemple.fr", password_hash=ports.passwords.hash(PASSWORD)
    )  # fmt: skip
    with ports.store.transaction() as tx:
        tx.accounts.add(other)
    page = signed_in(application, other).get(PAGE)
    assert "À tous (partagé)" in page.text
    assert not page.tree.xpath("//form[contains(@action, '/supprimer')]")
