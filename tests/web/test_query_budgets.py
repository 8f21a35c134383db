"""How many SQL statements a page may cost, whatever the size of the form or of the queue.

A budget is a promise to the smallest server: raise one only with a reason in the commit.
`send` is two pages: on each, one statement asks whether the dossier has changed hands since (a hand-over);
one more writes the words that the desk's search will find, three the answers that its lists sort by,
one reads the groups and rules of the service.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.adapters.database.store import SqlStore
from app.adapters.forms import FormFiles
from app.core.account import Account
from app.settings import Settings
from app.usecases.desk.amendments import propose, questions
from app.usecases.desk.messages import to_citizen
from app.usecases.desk.process import open_case
from app.usecases.fill.follow import link
from app.usecases.ports import Ports
from app.web.factory import create_app
from tests.core.large_forms import FIELDS, KINDS, STEPS, path
from tests.web.large import answered, published
from tests.web.pages import Visitor, form_values
from tests.web.saving import Window
from tests.web.staff import sent, signed_in
from tests.web.statements import counted
from tests.web.walking import declare_and_send

BUDGETS = {
    "/": 0,
    "start": 2,  # once an hour; else 1
    "step": 4,
    "save": 9,
    "autosave": 5,
    "recap": 4,
    # It reads the history, writes the indexes, has agents told: two less later, the form known.
    "send": 28,
    "follow": 8,
    "desk": 8,
    "case": 15,
    "pick": 11,
    "choose": 10,
}


def within(budget: str, statements: list[str]) -> None:
    assert len(statements) <= BUDGETS[budget], f"{budget}: {len(statements)}\n" + "\n".join(statements)


def test_a_citizen_pays_little_on_each_page(client: Visitor, sqlite_store: SqlStore, walk) -> None:
    for name, url in (("/", "/"), ("start", "/demarches/cerfa-16029")):
        with counted(sqlite_store) as statements:
            client.get(url)
        within(name, statements)
    recap = walk().go()
    with counted(sqlite_store) as statements:
        client.get(recap.url)
    within("recap", statements)
    step_url = recap.url.replace("/verifier", "/etapes/identite")
    with counted(sqlite_store) as statements:
        step = client.get(step_url)
    within("step", statements)
    with counted(sqlite_store) as statements:
        client.submit(step, button="suivant")
    within("save", statements)
    with counted(sqlite_store) as statements:
        confirmation = declare_and_send(client, client.get(recap.url))
    within("send", statements)
    with counted(sqlite_store) as statements:
        client.get(confirmation.url.replace("dossiers", "suivi").replace("/envoye", ""))
    within("follow", statements)


LISTS = (
    "/bureau",
    "/bureau?file=tous&demarche=cerfa-16029&q=le&tri=-r.demandeur.nom&col=r.demandeur.nom&col=suivi"
    "&f=r.demandeur.nom~rempli&f=etat~egal~submitted&f=recu~plus~2020-01-01&f=suivi~vide",
)


@pytest.mark.parametrize("filed", [1, 6])
def test_an_agent_pays_the_same_for_a_short_and_a_long_queue(
    application: Flask, ports: Ports, sqlite_store: SqlStore, agent: Account, filed: int
) -> None:
    for _time in range(filed):
        sent(ports)
    visitor = signed_in(application, agent)
    for url in LISTS:
        with counted(sqlite_store) as statements:
            queue = visitor.get(url)
        within("desk", statements)
        link = queue.tree.xpath("//tbody//a/@href")[0]
        with counted(sqlite_store) as statements:
            visitor.get(link)
        within("case", statements)


def test_a_dossier_with_messages_and_amendments_stays_within_its_budget(
    ports: Ports, sqlite_store: SqlStore, agent: Account, application: Flask
) -> None:
    dossier = sent(ports)
    to_citizen(ports, agent, dossier.reference, "Avez-vous un justificatif ?")
    case = open_case(ports, agent, dossier.reference)
    name = next(line for line, _label in questions(case) if line.field.autocomplete == "family-name")
    propose(ports, agent, case, name.path, {"": ("Legoff",)}, "Une faute.")
    visitor = signed_in(application, agent)
    with counted(sqlite_store) as statements:
        visitor.get(f"/bureau/dossiers/{dossier.reference}")
    within("case", statements)


def test_a_withdrawn_form_does_not_make_the_desk_dearer(
    ports: Ports, settings: Settings, sqlite_store: SqlStore, agent: Account, tmp_path: Path
) -> None:
    sent(ports)
    (tmp_path / "no-forms").mkdir()
    application = create_app(replace(ports, forms=FormFiles(tmp_path / "no-forms")), settings)
    visitor = signed_in(application, agent)
    with counted(sqlite_store) as statements:
        queue = visitor.get("/bureau")
    within("desk", statements)
    assert len(queue.tree.xpath("//tbody//a/@href")) == 1


@pytest.mark.parametrize("filed", [1, 8])
def test_the_choice_of_a_batch_costs_the_same_for_one_and_for_many(
    application: Flask, ports: Ports, sqlite_store: SqlStore, agent: Account, filed: int
) -> None:
    dossiers = [sent(ports) for _time in range(filed)]
    visitor = signed_in(application, agent)
    [form] = visitor.get("/bureau").tree.xpath("//form[@id='lot']")
    posted = form_values(form) | {"dossier": [one.reference for one in dossiers]}
    with counted(sqlite_store) as statements:
        answer = visitor.raw.post("/bureau/lots", data=posted)
    within("pick", statements)
    with counted(sqlite_store) as statements:
        page = visitor.get(answer.location)
    within("choose", statements)
    assert page.heading.startswith("Agir sur")


@pytest.mark.parametrize("last", [False, True], ids=["first-step", "last-step"])
def test_a_hundred_questions_that_show_each_other_cost_no_more(
    ports: Ports, settings: Settings, sqlite_store: SqlStore, tmp_path: Path, last: bool
) -> None:
    """One field saved of a form of 100 questions and 100 conditions: the whole form is judged, in memory."""
    large = replace(ports, forms=published(tmp_path / "large"))
    visitor = Visitor(create_app(large, settings))
    dossier = answered(large)
    visitor.get(link(large, dossier).removeprefix(large.base_url))
    number = FIELDS if last else 1
    url = f"/dossiers/{dossier.reference}/etapes/etape-{STEPS if last else 1}"
    with counted(sqlite_store) as statements:
        page = visitor.get(url)
    within("step", statements)
    window = Window(visitor, page)
    with counted(sqlite_store) as statements:
        told = window.save({path(number): "" if KINDS[number % len(KINDS)][2] == "==" else "7"})
    within("autosave", statements)
    assert (told.status_code, told.json["saved"]) == (200, [path(number)])
    again = visitor.get(url)
    with counted(sqlite_store) as statements:
        visitor.submit(again, button="suivant")
    within("save", statements)
