"""The pages of an amendment: proposed at the desk, accepted or refused on the follow-up page."""

from flask import Flask

from app.core.account import Account
from app.usecases.fill.follow import link
from app.usecases.ports import Ports
from tests.web.pages import Visitor
from tests.web.staff import moved, open_case, post, sent, told


def test_an_agent_proposes_and_the_citizen_decides(
    application: Flask, desk: Visitor, client: Visitor, ports: Ports, agent: Account
) -> None:
    dossier = moved(ports, agent, sent(ports), "take")
    case = open_case(desk, dossier.reference)
    [url] = [href for href in case.tree.xpath("//a/@href") if href.endswith("/modifications")]
    choice = desk.get(url)
    paths = choice.tree.xpath("//select[@name='question']/option/@value")
    name = next(path for path in paths if path.endswith(("nom_naissance", ".nom")))
    page = desk.get(f"{url}?question={name}")
    empty = desk.submit(page, {name: "", "raison": "Une faute."}, having="raison", status=422)
    assert len(empty.errors) == 1
    assert "Une faute." in empty.text
    silent = desk.submit(page, {name: "Legoff", "raison": " "}, having="raison", status=422)
    assert silent.tree.xpath(f"//input[@name='{name}']/@value") == ["Legoff"], "what was typed stays"
    for status in (200, 422):  # one proposal at a time on an answer
        given = {name: "Legoff", "raison": "Une faute."}
        desk.submit(desk.get(f"{url}?question={name}"), given, having="raison", status=status)
    desk.get(f"{url}?question=rien", status=404)
    opening = next(path for path in paths if path.endswith("a_des_ayants_droit"))
    given = {opening: "oui", "raison": "Vous avez des enfants."}
    more = desk.submit(desk.get(f"{url}?question={opening}"), given, having="raison", status=422)
    assert "demandez une correction" in more.text

    follow_up = client.get(link(ports, dossier).removeprefix(ports.base_url))
    assert "Après : Legoff" in follow_up.text
    done = client.submit(follow_up, {}, having="reponse", button="accepter")
    assert "votre réponse est changée" in told(done)
    assert "Après : Legoff" not in done.text
    [action] = follow_up.tree.xpath("//form[contains(@action, '/modifications/')]/@action")
    assert "Rien n’a changé." in told(_again(client, follow_up, action))
    assert post(client, action, {"reponse": "autre"}).status_code == 400
    assert "Acceptée" in open_case(desk, dossier.reference).text


def _again(client: Visitor, page: object, action: str) -> object:
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]  # type: ignore[attr-defined]
    return client.post(action, {"csrf_token": token, "reponse": "refuser"})
