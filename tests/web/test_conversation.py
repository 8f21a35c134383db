"""The pages of a conversation: the agent's dossier and the citizen's follow-up."""

from flask import Flask

from app.core.account import Account
from app.usecases.fill.follow import link
from app.usecases.ports import Ports
from tests.core.files import PDF
from tests.web.pages import Page, Visitor
from tests.web.staff import sent


def write(visitor: Visitor, page: Page, name: str, text: str, *, status: int = 200) -> Page:
    return visitor.submit(page, {name: text}, having=name, status=status)


def test_both_sides_write_and_read(
    application: Flask, desk: Visitor, client: Visitor, ports: Ports, agent: Account
) -> None:
    dossier = sent(ports)
    case = write(desk, desk.get(f"/bureau/dossiers/{dossier.reference}"), "message", "Avez-vous un garant ?")
    assert "Avez-vous un garant ?" in case.text
    page = client.get(link(ports, dossier).removeprefix(ports.base_url))
    assert "Avez-vous un garant ?" in page.text
    assert agent.name not in page.text, "the service stands for the person"
    page = write(client, page, "message", "Oui, ma sœur.")
    assert "Votre message est envoyé au service." in page.text
    assert "nouveau message" in desk.get("/bureau").text
    assert "Oui, ma sœur." in desk.get(f"/bureau/dossiers/{dossier.reference}").text
    assert "nouveau message" not in desk.get("/bureau").text


def test_what_is_refused_stays_on_the_page_of_each_side(desk: Visitor, client: Visitor, ports: Ports) -> None:
    dossier = sent(ports)
    case = desk.get(f"/bureau/dossiers/{dossier.reference}")
    assert "Écrivez votre texte." in write(desk, case, "note", " ", status=422).text
    long = write(desk, case, "message", "mot " * 2000, status=422)
    assert "Raccourcissez votre texte" in long.text
    assert "mot mot" in long.tree.xpath("//textarea[@id='texte-message']")[0].text
    page = client.get(link(ports, dossier).removeprefix(ports.base_url))
    assert "Écrivez votre texte." in write(client, page, "message", "", status=422).text


def test_a_note_is_never_on_the_citizen_s_page(desk: Visitor, client: Visitor, ports: Ports) -> None:
    dossier = sent(ports)
    case = write(desk, desk.get(f"/bureau/dossiers/{dossier.reference}"), "note", "Prudence.")
    assert "Prudence." in case.text
    page = client.get(link(ports, dossier).removeprefix(ports.base_url))
    assert "Prudence." not in page.text
    assert "Note interne" not in page.text


def test_files_go_both_ways_and_are_handed_over_by_right(
    application: Flask, desk: Visitor, client: Visitor, ports: Ports
) -> None:
    dossier = sent(ports)
    case = desk.get(f"/bureau/dossiers/{dossier.reference}")
    bad = {"message": "Voici.", "pieces": [("virus.exe", b"MZ")]}
    wrong = desk.submit(case, bad, having="message", status=422)
    assert "virus.exe" in wrong.errors[0]
    assert wrong.tree.xpath("//textarea[@id='texte-message']")[0].text.strip() == "Voici."
    case = desk.submit(wrong, {"pieces": [("plan.pdf", PDF)]}, having="message")
    page = client.get(link(ports, dossier).removeprefix(ports.base_url))
    page = client.submit(page, {"message": "", "pieces": [("bail.pdf", PDF)]}, having="message")
    case = desk.get(f"/bureau/dossiers/{dossier.reference}")
    urls = {name: case.link(name) for name in ("plan.pdf", "bail.pdf")}
    assert urls == {name: page.link(name) for name in urls}
    for url in urls.values():
        for visitor, status in ((desk, 200), (client, 200), (Visitor(application), 404)):
            answer = visitor.raw.get(url, buffered=True)
            assert answer.status_code == status
            assert status == 404 or "attachment" in answer.headers["Content-Disposition"]
