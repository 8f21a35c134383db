"""The pages of an opinion: asked at the desk, answered by link, read by the citizen once it is decided."""

from dataclasses import replace
from datetime import timedelta
from json import dumps, loads
from pathlib import Path

import pytest
from flask import Flask

from app.adapters.database.store import SqlStore
from app.adapters.forms import FormFiles
from app.core.account import Account, Membership
from app.core.desk.casework import TONES
from app.core.desk.opinions import Expert, Opinion
from app.settings import Settings
from app.usecases import account
from app.usecases.desk import amendments, expert_mails, labels, messages, notes, opinions, process
from app.usecases.fill.follow import link
from app.usecases.ports import Ports
from app.web.factory import create_app
from tests.fixtures.application import PASSWORD, PROJECT
from tests.fixtures.doubles import SettableClock
from tests.web.pages import Visitor
from tests.web.staff import moved, open_case, signed_in, told, with_file
from tests.web.statements import counted

ASKED = {
    "qualite-1": "Architecte des bâtiments de France", "nom-1": "Léa Roy", "courriel-1": "abf@exemple.fr",
    "question": "Est-ce conforme ?",
}  # fmt: skip


@pytest.fixture
def ports(ports: Ports, tmp_path: Path) -> Ports:
    """The small form that asks for a file, one of its answers sensitive, under the workflow `avis`."""
    raw = loads((PROJECT / "tests/usecases/data/forms/avec-pieces/1.json").read_text(encoding="utf-8"))
    raw["workflow"] = "avis"
    raw["steps"][0]["fields"][1]["sensitive"] = True
    folder = tmp_path / "forms" / raw["slug"]
    folder.mkdir(parents=True)
    (folder / "1.json").write_text(dumps(raw), encoding="utf-8")
    return replace(ports, forms=FormFiles(tmp_path / "forms"))


@pytest.fixture
def agent(ports: Ports) -> Account:
    service = ports.forms.current("avec-pieces").service.id
    return account.create(
        ports,
        email="agent@exemple.fr",
        name="Amélie Perrin",
        password=PASSWORD,
        memberships=(Membership(service, "agent"),),
    )


def opinion(ports: Ports, dossier_id: str) -> Opinion:
    with ports.store.reading() as tx:
        return tx.opinions.of(dossier_id)[-1]


def path(ports: Ports, asked: Opinion) -> str:
    return expert_mails.link(ports, asked).removeprefix(ports.base_url)


def test_an_opinion_is_asked_given_and_read(
    application: Flask, ports: Ports, agent: Account, client: Visitor, another: Visitor
) -> None:
    dossier = moved(ports, agent, with_file(ports), "take")
    desk = signed_in(application, agent)
    case = open_case(desk, dossier.reference)
    refused = desk.submit(
        case, {**ASKED, "courriel-1": "abf", "delai": "P9D"}, having="qualite-1", status=422
    )
    assert len(refused.errors) == 2
    assert "Est-ce conforme ?" in refused.text, "what was typed stays"
    assert told(desk.submit(case, ASKED, having="qualite-1")) == "L’avis est demandé."
    asked = opinion(ports, dossier.id)

    another.get(f"/avis/{asked.id}", status=404)
    another.get(f"/avis/{asked.id}/AAAA-AAAA-AAAA", status=404)
    page = client.get(path(ports, asked))
    assert page.url.endswith(f"/avis/{asked.id}")
    assert "Hébergement" not in page.text
    assert "Les réponses et les fichiers sensibles ne vous sont pas montrés." in page.text
    [file] = page.tree.xpath("//a[starts-with(@href, '/pieces/')]/@href")
    assert client.raw.get(file, buffered=True).status_code == 200
    assert another.raw.get(file).status_code == 404
    assert "Écrivez vos réserves" in client.submit(page, {"avis": "reserves"}, having="avis", status=422).text
    given = client.submit(page, {"avis": "favorable", "confirme": "oui"}, having="avis")
    assert told(given) == "Votre avis est envoyé au service."
    assert given.tree.xpath("//form[contains(@action, '/avis/')]") == []

    case = open_case(desk, dossier.reference)
    assert "Favorable" in case.text
    citizen = Visitor(application)
    follow_up = link(ports, dossier).removeprefix(ports.base_url)
    assert "Avis demandés par le service" not in citizen.get(follow_up).text
    moved(ports, agent, dossier, "accept")
    assert "Avis demandés par le service" in citizen.get(follow_up).text
    client.get(f"/avis/{asked.id}", status=404)
    assert client.raw.get(file).status_code == 404, "the file closes with the link"


def test_a_link_is_sent_again_or_withdrawn(
    application: Flask, ports: Ports, agent: Account, client: Visitor
) -> None:
    dossier = moved(ports, agent, with_file(ports), "take")
    desk = signed_in(application, agent)
    desk.submit(open_case(desk, dossier.reference), ASKED, having="qualite-1")
    first = opinion(ports, dossier.id)
    client.get(path(ports, first))
    case = open_case(desk, dossier.reference)
    [again, withdrawn] = case.tree.xpath("//form[contains(@action, '/avis/')]/@action")
    token = case.tree.xpath("//input[@name='csrf_token']/@value")[0]
    assert "nouveau lien" in told(desk.post(again, {"csrf_token": token}))
    assert "Ce lien ne s’ouvre plus" in client.get(path(ports, first), status=404).text
    client.get(f"/avis/{first.id}", status=404)
    renewed = opinion(ports, dossier.id)
    client.get(path(ports, renewed))
    for sentence in ("La demande d’avis est retirée.", "rien n’a changé"):
        assert sentence in told(desk.post(withdrawn, {"csrf_token": token}))
    client.get(path(ports, renewed), status=404)


def test_a_dossier_with_everything_on_it_stays_within_fifteen_statements(
    application: Flask,
    ports: Ports,
    agent: Account,
    sqlite_store: SqlStore,
    clock: SettableClock,
    settings: Settings,
) -> None:
    """Seen before, corrected since, with files, notes, messages not read, opinions, proposals, labels, in a
    list that is filtered, searched and sorted, by a process that has just begun."""
    dossier = moved(ports, agent, with_file(ports), "take")
    reference = dossier.reference
    desk = signed_in(application, agent)
    open_case(desk, reference)
    clock.instant += timedelta(hours=2)
    clock.instant += timedelta(hours=2)
    label = labels.make(
        ports,
        replace(agent, memberships=(Membership(dossier.service_id, "manager"),)),
        dossier.service_id,
        "Urgent",
        TONES[0],
    )
    labels.put(ports, agent, reference, [label.id])
    notes.write(ports, agent, reference, "À relire.")
    messages.to_citizen(ports, agent, reference, "Avez-vous un justificatif ?")
    messages.from_citizen(ports, dossier.id, "Oui.")
    question = opinions.Question((Expert("abf@exemple.fr", "Léa Roy", "ABF"),), "Est-ce conforme ?", "P15D")
    opinions.ask(ports, agent, reference, question)
    case = process.open_case(ports, agent, reference)
    line, _name = amendments.questions(case)[0]
    amendments.propose(ports, agent, case, line.path, {"": ("Legoff",)}, "Une faute.")
    url = f"/bureau/dossiers/{reference}?file=tous&demarche=avec-pieces&q=goff&tri=r.nom&f=r.nom~rempli"
    new = signed_in(create_app(replace(ports, store=SqlStore(sqlite_store._engine)), settings), agent)
    with counted(sqlite_store) as statements:
        page = new.get(f"{url}&f=etiquettes~contient~{label.id}")
    assert "Le Goff" in page.text
    assert len(statements) <= 15, "\n".join(statements)
