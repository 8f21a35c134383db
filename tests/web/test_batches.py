"""The pages of a batch: boxes on the list, a choice, a progress, results."""

from flask import Flask

from app.core.account import Account
from app.core.desk.casework import MessageTemplate
from app.core.dossier import spell_reference
from app.usecases.desk import batches
from app.usecases.ports import Ports
from tests.web.pages import Page, Visitor, form_values
from tests.web.staff import sent


def pick(desk: Visitor, references: list[str]) -> Page:
    """Tick boxes of the list and press the button of the form that they belong to."""
    page = desk.get("/bureau")
    [form] = page.tree.xpath("//form[@id='lot']")
    offered = page.tree.xpath("//input[@form='lot'][@name='dossier']/@value")
    assert {spell_reference(one) for one in references} <= set(offered)
    return desk.post("/bureau/lots", form_values(form) | {"dossier": references})


def test_dossiers_are_ticked_chosen_done_and_told(desk: Visitor, ports: Ports) -> None:
    first, second = sent(ports), sent(ports)
    page = pick(desk, [first.reference, second.reference])
    assert page.heading == "Agir sur 2 dossiers"
    assert "Possible pour" not in page.text  # said only where some of them do not allow an action
    page = desk.submit(page, {"action": "transition:take"}, having="action")
    assert page.heading == "Prendre en instruction"
    assert "0 dossier traité sur 2." in page.text
    batches.run(ports, ports.queue.started[0])
    page = desk.get(page.url)
    assert "2 dossiers traités sur 2." in page.text
    assert page.tree.xpath("//progress[@max='2'][@value='2']")
    assert "Prendre en instruction" in desk.get("/bureau/lots").text


def test_nothing_ticked_and_nothing_chosen_are_told(desk: Visitor, ports: Ports) -> None:
    dossier = sent(ports)
    assert "Cochez au moins un dossier." in pick(desk, []).text
    page = desk.submit(pick(desk, [dossier.reference]), {}, having="action", status=422)
    assert "Choisissez ce qu’il faut faire" in page.text
    page = desk.submit(page, {"action": "transition:close", "motive": ""}, having="action", status=422)
    assert "Écrivez le motif" in page.text


def press(desk: Visitor, page: Page, action: str) -> Page:
    [form] = page.tree.xpath(f"//form[contains(@action, '/{action}')]")
    return desk.post(form.get("action"), form_values(form))


def test_what_is_stopped_can_be_taken_up_again(desk: Visitor, ports: Ports) -> None:
    page = pick(desk, [sent(ports).reference])
    page = desk.submit(page, {"action": "follow"}, having="action")
    page = press(desk, page, "arreter")
    assert "Arrêté : le reste ne sera pas fait." in page.text
    page = press(desk, page, "reprendre")
    assert "Arrêté" not in page.text


def test_what_a_batch_did_is_in_the_history_as_if_done_one_by_one(
    application: Flask, desk: Visitor, ports: Ports, agent: Account
) -> None:
    dossier = sent(ports)
    page = desk.submit(pick(desk, [dossier.reference]), {"action": "transition:take"}, having="action")
    batches.run(ports, page.url.rpartition("/")[2])
    assert agent.name in desk.get(f"/bureau/dossiers/{dossier.reference}").text


def test_a_text_of_the_service_begins_a_message_to_many(desk: Visitor, ports: Ports) -> None:
    first = sent(ports)
    with ports.store.transaction() as tx:
        tx.casework.templates.add(MessageTemplate("m", first.service_id, "Relance", "Dossier {{ numero }}"))
    page = pick(desk, [first.reference])
    page = desk.get(page.link("Relance"))
    assert page.tree.xpath("//input[@name='action'][@checked]/@value") == ["message"]
    wrong = desk.submit(page, {"motive": "{{ nom }}"}, having="action", status=422)
    assert "« nom » n’existe pas" in wrong.text
    assert "{{ nom }}" in wrong.tree.xpath("//textarea")[0].text
    page = desk.submit(page, {}, having="action")
    batches.run(ports, ports.queue.started[-1])
    assert "un fait" in desk.get(page.url).text or "1 fait" in desk.get(page.url).text
    assert (
        f"Dossier {spell_reference(first.reference)}" in desk.get(f"/bureau/dossiers/{first.reference}").text
    )


def test_the_file_of_an_exported_batch_is_taken_once_it_is_over(desk: Visitor, ports: Ports) -> None:
    page = pick(desk, [sent(ports).reference])
    page = desk.submit(page, {"action": "export"}, having="action")
    assert not page.tree.xpath("//select[@name='format']")
    batches.run(ports, ports.queue.started[-1])
    page = desk.get(page.url)
    [form] = page.tree.xpath("//form[contains(@action, '/fichier')]")
    answer = desk.raw.post(form.get("action"), data=form_values(form) | {"format": "xlsx"}, buffered=True)
    assert answer.status_code == 200
    assert ".xlsx" in answer.headers["Content-Disposition"]
    assert answer.data.startswith(b"PK")
