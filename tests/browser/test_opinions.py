"""Opinions, four eyes: an agent asks, an expert answers by link on a phone, the agent reads; who proposed a
decision leaves its visa to somebody else. Axe on every state."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from app.core.account import Membership
from app.usecases.account import create
from app.usecases.operate.demonstrate import PASSWORD
from tests.browser.already_sent import Sent, already_sent, ports_of
from tests.browser.conftest import PHONE, Site, Visitor
from tests.browser.walking import check_accessible, sign_in

BOTH = "agente-et-responsable@ccas.example"


@pytest.fixture
def sent(site: Site) -> Mapping[str, Sent]:
    """A dossier of each workflow, and somebody who is both agent and manager of the service."""
    ports = ports_of(site)
    roles = tuple(Membership("ccas-saint-aubin", role) for role in ("agent", "manager"))
    create(ports, email=BOTH, name="Inès Caron", password=PASSWORD, memberships=roles)
    return {slug: already_sent(ports, slug=slug)[0] for slug in ("essai-avis", "essai-visa")}


def test_an_expert_answers_by_link_and_who_proposed_leaves_the_visa(
    visit: Visitor, sent: Mapping[str, Sent]
) -> None:
    agent, expert = visit(PHONE), visit(PHONE)
    sign_in(agent, BOTH)
    agent.goto(f"/bureau/dossiers/{sent['essai-avis'].reference}")
    agent.get_by_role("button", name="Prendre en instruction").click()
    agent.get_by_role("link", name="Demander les avis").click()
    agent.get_by_role("button", name="Demander l’avis").click()
    expect(agent.get_by_text("Écrivez votre question.").first).to_be_visible()
    check_accessible(agent)
    ask(
        agent,
        "Architecte des bâtiments de France",
        "Léa Roy",
        "abf@exemple.fr",
        "Le projet est-il conforme ?",
    )
    expect(agent.locator(".case-header .badge")).to_have_text("Avis demandés")
    check_accessible(agent)

    expert.goto(link_sent_to(expert, "abf@exemple.fr"))
    expect(expert).to_have_url(re.compile(r"/avis/[0-9a-f]{32}$"))  # the code left the address
    check_accessible(expert)
    expert.get_by_role("button", name="Envoyer mon avis").click()
    expect(expert.get_by_text("Choisissez votre avis.").first).to_be_visible()
    check_accessible(expert)
    expert.get_by_label("Favorable avec réserves").check()
    expert.get_by_label("Vos réserves ou vos raisons").fill("Oui, avec des volets en bois.")
    expert.get_by_label("Je confirme mon avis").check()
    expert.get_by_role("button", name="Envoyer mon avis").click()
    expect(expert.get_by_text("Votre avis est envoyé au service.")).to_be_visible()
    check_accessible(expert)

    agent.reload()
    expect(agent.locator(".case-header .badge")).to_have_text("En instruction")
    expect(agent.get_by_text("Oui, avec des volets en bois.")).to_be_visible()

    agent.goto(f"/bureau/dossiers/{sent['essai-visa'].reference}")
    agent.get_by_role("button", name="Prendre en instruction").click()
    amend(agent, visit(PHONE), sent["essai-visa"])
    agent.get_by_role("button", name="Proposer d’accepter").click()
    expect(agent.get_by_text("revient à quelqu’un d’autre")).to_be_visible()
    expect(agent.get_by_role("link", name="Viser et accepter la demande")).to_have_count(0)
    check_accessible(agent)
    manager = visit(PHONE)
    sign_in(manager, "responsable@ccas.example")
    manager.goto(f"/bureau/dossiers/{sent['essai-visa'].reference}")
    manager.get_by_role("link", name="Viser et accepter la demande").click()
    manager.get_by_role("button", name="Viser et accepter la demande").click()
    expect(manager.locator(".case-header .badge")).to_have_text("Accepté")


def amend(agent: Page, citizen: Page, sent: Sent) -> None:
    """The agent proposes another answer; the citizen reads it, accepts it, and both see the end of it."""
    agent.get_by_role("link", name="Proposer de modifier une réponse").click()
    agent.get_by_label("Réponse à modifier").select_option("Nom de naissance")
    agent.get_by_role("button", name="Continuer").click()
    agent.get_by_label("Nom de naissance").fill("Kerouack")
    agent.get_by_label("Pourquoi cette modification").fill("Votre pièce d’identité porte ce nom.")
    check_accessible(agent)
    agent.get_by_role("button", name="Proposer à l’usager").click()
    citizen.goto(sent.follow_up)
    check_accessible(citizen)
    citizen.get_by_role("button", name="Accepter la modification").click()
    expect(citizen.get_by_text("votre réponse est changée")).to_be_visible()
    agent.goto(f"/bureau/dossiers/{sent.reference}")
    expect(agent.get_by_text("Acceptée", exact=True)).to_be_visible()


def ask(page: Page, quality: str, name: str, email: str, question: str) -> None:
    for field, value in (
        ("qualite-1", quality),
        ("nom-1", name),
        ("courriel-1", email),
        ("question", question),
    ):
        page.locator(f"[name={field}]").fill(value)
    page.get_by_role("button", name="Demander l’avis").click()


def link_sent_to(page: Page, address: str) -> str:
    """The link of the mail, once the worker has sent it: the demonstration shows its mails."""
    mail = page.locator("main").get_by_text(address).first
    page.goto("/courriels")
    while not mail.count():
        page.reload()
    found = page.locator("a[href*='/avis/']").first.get_attribute("href")
    assert found
    return found
