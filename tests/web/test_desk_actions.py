"""What an agent does to a dossier: one button, a motive, a confirmation, or too late."""

import pytest
from flask import Flask
from sqlalchemy import update

from app.adapters.database.models import memberships
from app.adapters.database.store import SqlStore
from app.core.account import Account, Membership
from app.core.dossier import spell_reference
from app.usecases import account as accounts
from app.usecases.ports import Ports
from tests.fixtures.application import PASSWORD, settle
from tests.web.pages import Visitor
from tests.web.staff import action, moved, open_case, post, sent, signed_in, told


def test_taking_a_dossier_is_one_button(desk: Visitor, ports: Ports) -> None:
    dossier = sent(ports)
    page = desk.submit(open_case(desk, dossier.reference), having="from_state")
    assert "commencé" in told(page)
    assert page.title.startswith("Fait : ")
    assert "En instruction" in page.text


def test_a_correction_needs_a_motive_and_keeps_the_page(desk: Visitor, ports: Ports) -> None:
    dossier = sent(ports)
    page = desk.submit(open_case(desk, dossier.reference), {"motive": "  "}, having="motive", status=422)
    assert page.errors == ["Saisissez le motif : il sera écrit à l’usager."]
    assert page.tree.xpath("//details[@open]//textarea[@aria-invalid='true']")
    done = desk.submit(page, {"motive": "La date de naissance est illisible."}, having="motive")
    assert "Corrections demandées" in done.text
    assert "La date de naissance est illisible." in done.text


def test_a_motive_that_is_too_long_comes_back_whole(desk: Visitor, ports: Ports) -> None:
    dossier = sent(ports)
    long = "Motif. " * 1000
    page = desk.submit(open_case(desk, dossier.reference), {"motive": long}, having="motive", status=422)
    assert "Raccourcissez le motif" in page.errors[0]
    assert page.tree.xpath("//textarea[@name='motive']")[0].text.strip() == long.strip()


def test_a_manager_opens_the_desk_and_reopens_what_an_agent_may_not(
    application: Flask, ports: Ports, agent: Account, desk: Visitor
) -> None:
    dossier = moved(ports, agent, sent(ports), "take", "accept")
    manager = accounts.create(
        ports,
        email="responsable@exemple.fr",
        name="Claire Morel",
        password=PASSWORD,
        memberships=(Membership(agent.memberships[0].service_id, "manager"),),
    )
    visitor = signed_in(application, manager)
    assert spell_reference(dossier.reference) in visitor.get("/bureau?file=traites").text
    link = open_case(visitor, dossier.reference)
    assert "Rouvrir le dossier" in link.text
    assert "Rouvrir le dossier" in open_case(desk, dossier.reference).text, "drawn in the circuit"
    address = f"/bureau/dossiers/{dossier.reference}/actions/reopen"
    assert desk.get(address).heading != "Rouvrir le dossier", "an agent is sent back"


def test_a_decision_is_confirmed_on_a_page_of_its_own(desk: Visitor, ports: Ports, agent: Account) -> None:
    dossier = moved(ports, agent, sent(ports, email="m@usager.example"), "take")
    link = open_case(desk, dossier.reference).link("Refuser la demande")
    page = desk.get(link)
    assert page.heading == "Refuser la demande"
    for words in ("« Refusé »", "définitive", "lettre de décision", "m@usager.example"):
        assert words in page.text
    wrong = desk.submit(page, {"motive": ""}, having="motive", status=422)
    assert wrong.heading == "Refuser la demande"
    assert wrong.errors
    done = desk.submit(wrong, {"motive": "Aucun lien avec la commune."}, having="motive")
    assert "Demande refusée" in told(done)
    assert "ne changent plus" in done.text


def test_accepting_asks_no_motive_but_asks_to_confirm(desk: Visitor, ports: Ports, agent: Account) -> None:
    dossier = moved(ports, agent, sent(ports), "take")
    page = desk.get(open_case(desk, dossier.reference).link("Accepter la demande"))
    assert "par la poste" in page.text
    assert not page.tree.xpath("//textarea[@name='motive']")
    done = desk.submit(page)
    assert "Le document est en préparation" in done.text
    settle(ports)
    assert len(open_case(desk, dossier.reference).tree.xpath("//ul[@class='documents']/li")) == 3


def test_somebody_else_was_first_and_the_page_tells_who_and_when(
    application: Flask, desk: Visitor, ports: Ports, agent: Account
) -> None:
    dossier = moved(ports, agent, sent(ports), "take")
    mine = action(desk, dossier.reference, "refuse")
    moved(ports, agent, dossier, "accept")
    settle(ports)
    page = desk.submit(mine, {"motive": "Aucun lien avec la commune."}, having="motive", status=409)
    assert page.title.startswith("Action non faite : ")
    notice = told(page)
    for words in ("Demande acceptée", agent.name, "24 novembre 2026", "Aucun lien avec la commune."):
        assert words in notice
    assert "Accepté" in page.text
    assert not page.tree.xpath("//textarea[@name='motive']")


def test_an_action_posted_twice_is_done_once(desk: Visitor, ports: Ports) -> None:
    dossier = sent(ports)
    page = open_case(desk, dossier.reference)
    desk.submit(page, having="from_state")
    assert "Examen commencé, par Amélie Perrin" in told(desk.submit(page, having="from_state", status=409))
    with ports.store.reading() as tx:
        done = [event.data.get("action") for event in tx.events.of(dossier.id)]
    assert done.count("take") == 1


def test_who_lost_the_role_sees_it_at_the_next_click(
    desk: Visitor, ports: Ports, sqlite_store: SqlStore
) -> None:
    dossier = sent(ports)
    page = open_case(desk, dossier.reference)
    with sqlite_store._engine.begin() as connection:
        connection.execute(update(memberships).values(service_id="autre-service"))
    desk.submit(page, having="from_state", status=404)
    assert spell_reference(dossier.reference) not in desk.get("/bureau?file=tous").text
    with ports.store.reading() as tx:
        assert tx.dossiers.get(dossier.id).state == dossier.state


def test_a_confirmation_that_came_too_late_leads_back_to_the_dossier(
    desk: Visitor, ports: Ports, agent: Account
) -> None:
    dossier = moved(ports, agent, sent(ports), "take", "accept")
    page = action(desk, dossier.reference, "refuse")
    assert page.heading.startswith("Dossier")
    assert "n’est plus possible" in told(page)
    assert page.title.startswith("Action non faite : ")


@pytest.mark.parametrize("name", ["inconnue", "submit", "resubmit"])
def test_an_action_that_agents_do_not_have_does_not_exist(desk: Visitor, ports: Ports, name: str) -> None:
    dossier = sent(ports)
    desk.get(f"/bureau/dossiers/{dossier.reference}/actions/{name}", status=404)


def test_an_unknown_posted_field_is_refused(desk: Visitor, ports: Ports) -> None:
    dossier = sent(ports)
    answer = post(desk, f"/bureau/dossiers/{dossier.reference}/actions/take", {"role": "operator"})
    assert answer.status_code == 400
