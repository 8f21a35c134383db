"""Every page of a small desk at 320 px, full, empty and refused, with axe; and a visa by keyboard alone."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.adapters.forms import FormFiles
from app.core.account import Account, Membership
from app.core.desk.routing import Comparison
from app.core.dossier import Dossier, Role
from app.core.field_types import Typed
from app.core.merging import Basis
from app.usecases import account as accounts
from app.usecases.desk import (
    absences,
    annotating,
    assigning,
    batches,
    desk_views,
    groups,
    labels,
    message_templates,
    messages,
    notes,
    routing,
    routing_rules,
)
from app.usecases.desk.desk_views import NewView
from app.usecases.desk.message_files import Given
from app.usecases.desk.routing_rules import NewRule
from app.usecases.exporting import export_templates
from app.usecases.fill import attach, start
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.adapters.test_pdf_still import hostile
from tests.browser.conftest import PHONE, Site, Visitor
from tests.browser.keyboard import press
from tests.browser.serving import served
from tests.browser.walking import check_accessible
from tests.core.files import PDF
from tests.core.pictures import picture
from tests.fixtures.application import PASSWORD, PROJECT
from tests.web.staff import SLUG, WITH_FILES, moved, sent

NOT_PAGES = {"desk.drawn", "desk.statistics_csv"}  # a file each
MANAGERS = {
    "desk.mail_list", "desk.mail_text", "desk.service_labels", "desk.service_templates", "desk.statistics",
    "desk.team", "desk.service_groups", "desk.routing", "desk.rules", "desk.letter_list",
    "desk.letter_text",
}  # fmt: skip
ANNOTATED: Mapping[str, Typed] = {"avis": {"": ("reserve",)}, "remarques": {"": ("À revoir. " * 12,)}}


@pytest.fixture(scope="session")
def form_files(tmp_path_factory: pytest.TempPathFactory) -> FormFiles:
    """Élection de domicile, decided with a visa, and the form that asks for files."""
    folder = tmp_path_factory.mktemp("desk-forms")
    shutil.copytree(PROJECT / "forms_definitions" / SLUG, folder / SLUG)
    shutil.copytree(PROJECT / "tests/usecases/data/forms" / WITH_FILES, folder / WITH_FILES)
    path = folder / SLUG / "1.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(raw | {"workflow": "visa"}), encoding="utf-8")
    return FormFiles(folder)


@pytest.fixture
def site(application: Flask, tmp_path: Path) -> Iterator[Site]:
    with served(application, tmp_path) as running:
        yield running


@pytest.fixture
def staff(ports: Ports, agent: Account) -> dict[str, Account]:
    """The agent and the manager of the service, and a manager whose service has nothing at all."""
    service = agent.memberships[0].service_id
    hired: dict[str, tuple[str, tuple[Role, ...]]] = {
        "manager": (service, ("agent", "manager")),
        "newcomer": ("service-tout-neuf", ("agent", "manager")),
    }
    return {"agent": agent} | {
        name: accounts.create(
            ports, email=f"{name}@exemple.fr", name="Claire Morel", password=PASSWORD,
            memberships=tuple(Membership(place, role) for role in roles),
        )
        for name, (place, roles) in hired.items()
    }  # fmt: skip


@dataclass(frozen=True)
class Busy:
    """A service at work: a dossier with everything beside, others in other states, what the service keeps."""

    full: Dossier
    files: Dossier
    proposed: Dossier
    decided: Dossier
    pieces: Sequence[str]
    batches: Sequence[str]


@pytest.fixture
def busy(ports: Ports, staff: Mapping[str, Account]) -> Busy:
    agent, manager = staff["agent"], staff["manager"]
    full = sent(ports, email="maryvonne@exemple.fr")
    proposed = moved(ports, agent, sent(ports), "take", "propose_acceptance")
    decided = moved(
        ports, manager, moved(ports, agent, sent(ports), "take", "propose_refusal"), "sign_refusal"
    )
    files, pieces = _with_files(ports)
    label = labels.make(ports, manager, full.service_id, "Très urgent, mairie à appeler", "bad")
    message_templates.make(ports, manager, full.service_id, "Relance", "Bonjour, votre dossier {numero}…")
    labels.put(ports, agent, full.reference, [label.id])
    notes.write(ports, agent, full.reference, "Appeler la mairie. " * 8)
    messages.to_citizen(ports, agent, full.reference, "Avez-vous un justificatif ?", awaits=True)
    file = Given("justificatif-" + "de-domicile-" * 5 + ".pdf", [PDF])
    messages.from_citizen(ports, full.id, "Oui, le voici.", files=[file])
    _teamed(ports, manager, agent, full)
    annotating.annotate(ports, agent, full.reference, ANNOTATED, Basis(0, {}))
    desk_views.keep(ports, agent, NewView("Urgents", (("q", "urgent"),), full.service_id))
    export_templates.keep(
        ports, agent, SLUG, name="Pour le conseil", places={"dossier:etat": ""}, shared=True
    )
    made = [batches.pick(ports, agent, [full.reference, decided.reference]).id for _time in range(3)]
    for batch_id, action in zip(made[1:], ("follow", "export"), strict=True):
        batches.launch(ports, agent, batch_id, action, "")
        batches.run(ports, batch_id)
    return Busy(full, files, proposed, decided, pieces, made)


def _teamed(ports: Ports, manager: Account, agent: Account, full: Dossier) -> None:
    """Groups with agents and rules, an agent who is away with dossiers in charge."""
    service, today = full.service_id, ports.clock.today()
    north, other = (
        groups.make(ports, manager, service, name) for name in ("Hébergement d’urgence", "Autres")
    )
    groups.change(ports, manager, north.id, north.name, [agent.id, manager.id])
    groups.fall_back(ports, manager, service, other.id)
    for path, group in (("demandeur.nom", north), ("demandeur.nom", other)):
        rule = NewRule(group.id, path, Comparison("egal", ("Le Goff",)))
        routing_rules.add(ports, manager, SLUG, rule)
    assigning.assign(ports, manager, full.reference, agent.id)
    routing.reroute(ports, manager, full.reference)
    absences.say(ports, manager, agent.id, today, today + timedelta(days=20))


def _with_files(ports: Ports) -> tuple[Dossier, list[str]]:
    """A PDF and a picture that can be opened, under the longest of names."""
    dossier = start(ports, WITH_FILES)
    with ports.store.transaction() as tx:
        tx.dossiers.save_working(replace(dossier, working={"nom": "Le Goff", "heberge": False}), based_on=0)
    given = (
        ("carte-nationale-d-identite-" + "recto-" * 6 + ".pdf", hostile()),
        ("verso.png", picture("PNG")),
    )
    ids = [attach.add(ports, dossier.id, "vous", "identite", name, [content]).id for name, content in given]
    return submit(ports, dossier.id, declared=True).dossier, ids


def pages_of(busy: Busy) -> dict[str, list[str]]:
    """Every route of the desk that gives a page, at each of its states that an address can ask for."""
    case = [f"/bureau/dossiers/{one.reference}" for one in (busy.full, busy.decided, busy.files)]
    form = f"demarche={SLUG}"
    columns = "&".join(f"col={key}" for key in ("etiquettes", "messages", "groupe", "n.avis"))
    return {
        "desk.queue": [f"/bureau?file=tous&{form}&{columns}&f=n.avis~rempli", "/bureau?q=introuvable"],
        "desk.word_filter": [
            f"/bureau/filtre?{form}&champ=n.avis",
            "/bureau/filtre?champ=suivi",
            "/bureau/filtre?champ=recu&comparer=entre&valeur=hier",
        ],
        "desk.views": ["/bureau/vues"],
        "desk.case": [f"{case[0]}?file=tous", *case[1:]],
        "desk.choose_agent": [f"{case[0]}/attribution"],
        "desk.choose_amendment": [f"{case[0]}/modifications"],
        "desk.confirm": [f"{case[0]}/actions/close"],
        "desk.look": [f"{case[2]}/pieces/{piece}" for piece in busy.pieces],
        "desk.exports": ["/bureau/exporter"],
        "desk.export": [f"/bureau/exporter/{SLUG}", f"/bureau/exporter/{WITH_FILES}?format=pieces"],
        "desk.columns": [f"/bureau/exporter/{SLUG}/modele"],
        "desk.batch_list": ["/bureau/lots"],
        "desk.batch": [f"/bureau/lots/{one}" for one in busy.batches],
        "desk.mail_list": ["/bureau/courriels"],
        "desk.mail_text": [f"/bureau/courriels/{busy.full.service_id}/received/submitted"],
        "desk.letter_list": ["/bureau/lettres"],
        "desk.letter_text": [f"/bureau/lettres/{busy.full.service_id}/refused"],
        "desk.notices_page": ["/bureau/notifications"],
        "desk.service_labels": ["/bureau/etiquettes"],
        "desk.service_templates": ["/bureau/modeles"],
        "desk.absences": ["/bureau/absences"],
        "desk.team": ["/bureau/equipe"],
        "desk.service_groups": ["/bureau/groupes"],
        "desk.routing": ["/bureau/repartition"],
        "desk.rules": [f"/bureau/repartition/{SLUG}?question=demandeur.nom"],
        "desk.statistics": ["/bureau/statistiques", f"/bureau/statistiques?{form}"],
    }


EMPTY = [
    *(f"/bureau{place}" for place in ("", "?file=suivis", "/vues", "/lots", "/exporter", "/etiquettes")),
    *(f"/bureau{place}" for place in ("/modeles", "/statistiques", "/dossiers/AAA-AAA-AAA")),
    *(f"/bureau{place}" for place in ("/equipe", "/absences", "/groupes", "/repartition", "/courriels")),
    "/bureau/notifications",
]
# What is posted and refused: page, form, what is typed before the button is pressed.
REFUSED = [
    ("/bureau/dossiers/{full}", "form[action*='/notes']", {}),
    ("/bureau/dossiers/{full}", "form[action*='/annotations']", {"entretien_le:jour": "42"}),
    ("/bureau/dossiers/{full}/actions/close", "main form", {}),
    ("/bureau/absences", "form[action$='/absences']", {"du": "hier"}),
    ("/bureau/lots/{batch}", "main form[action*='/lancer']", {}),
]
BY_MANAGER = [("/bureau/courriels/{service}/received/submitted", "main form", {"texte": "{{ prenom }}"})]


def sign_in(page: Page, account: Account) -> None:
    page.goto("/connexion")
    page.fill("[name=adresse]", account.email)
    page.fill("[name=mot_de_passe]", PASSWORD)
    page.locator("main form").evaluate("form => form.submit()")
    page.wait_for_url("**/bureau*")


def look_at(page: Page, addresses: Sequence[str]) -> list[str]:
    """What is wrong on each of these pages, looked at once."""
    wrong = []
    for address in addresses:
        page.goto(address)
        try:
            check_accessible(page)
        except AssertionError as found:
            wrong.append(str(found))
    return wrong


def test_every_page_of_the_desk_and_its_states_are_accessible(
    visit: Visitor, application: Flask, staff: Mapping[str, Account], busy: Busy
) -> None:
    page, pages = visit(PHONE), pages_of(busy)
    rules = [rule for rule in application.url_map.iter_rules() if rule.endpoint.startswith("desk.")]
    assert set(pages) | NOT_PAGES == {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    sign_in(page, staff["manager"])
    wrong = look_at(page, [address for name in sorted(MANAGERS) for address in pages[name]])
    wrong += look_at(page, [f"/bureau/dossiers/{busy.proposed.reference}"])
    wrong += refused(page, busy, BY_MANAGER)
    page.context.clear_cookies()
    sign_in(page, staff["agent"])
    theirs = [address for name, found in pages.items() if name not in MANAGERS for address in found]
    wrong += look_at(page, [*theirs, "/bureau/etiquettes"])  # which is closed to an agent
    wrong += refused(page, busy, REFUSED)
    page.context.clear_cookies()
    sign_in(page, staff["newcomer"])
    wrong += look_at(page, EMPTY)
    assert not wrong, "\n\n".join(wrong)


def refused(page: Page, busy: Busy, posts: Sequence[tuple[str, str, Mapping[str, str]]]) -> list[str]:
    """The pages that come back when something is wrong."""
    wrong = []
    known = {"full": busy.full.reference, "batch": busy.batches[0], "service": busy.full.service_id}
    for address, form, values in posts:
        page.goto(address.format(**known))
        for name, value in values.items():
            page.locator(f'{form} [name="{name}"]').evaluate(
                "(node, value) => { node.value = value; }", value
            )
        with page.expect_navigation():
            page.locator(form).last.evaluate("form => form.submit()")
        expect(page.locator("#erreurs")).to_be_attached()
        try:
            check_accessible(page)
        except AssertionError as found:
            wrong.append(f"{form}: {found}")
    return wrong


def test_a_manager_gives_a_visa_by_keyboard_alone(
    visit: Visitor, staff: Mapping[str, Account], ports: Ports
) -> None:
    waiting = [moved(ports, staff["agent"], sent(ports), "take", "propose_acceptance") for _one in range(2)]
    page = visit(PHONE)
    sign_in(page, staff["manager"])
    page.goto("/bureau?f=etat~egal~to_accept&tri=reception")
    press(page, ".desk-reference a")
    expect(page.locator(".badge").first).to_have_text("Accord proposé, à viser")
    press(page, "a[href*='/actions/sign_acceptance']")
    expect(page.locator("h1")).to_have_text("Viser et accepter la demande")
    press(page, "main form button")
    expect(page.locator(".badge").first).to_have_text("Accepté")
    expect(page.locator("#message")).to_be_focused()
    check_accessible(page)
    with ports.store.reading() as tx:
        assert sorted(tx.dossiers.get(one.id).state for one in waiting) == ["accepted", "to_accept"]
