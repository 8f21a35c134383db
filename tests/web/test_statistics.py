"""The manager's page of figures, its CSV, and the usual delay that a citizen is told."""

import csv
import shutil
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask

from app.adapters.database.store import SqlStore
from app.adapters.forms import FormFiles
from app.core.account import Account, Membership
from app.usecases import account as accounts
from app.usecases.operate import demonstrate
from app.usecases.operate.populate import populate
from app.usecases.ports import Ports
from tests.fixtures.application import PASSWORD, PROJECT
from tests.web.pages import Page, Visitor
from tests.web.staff import sent, signed_in
from tests.web.statements import counted

SLUG = "cerfa-16029"


def manager_of(ports: Ports) -> Account:
    service = ports.forms.current(SLUG).service
    return accounts.create(
        ports, email="responsable@exemple.fr", name="Claire Morel", password=PASSWORD,
        organisation=service.name, quality="Responsable", memberships=(Membership(service.id, "manager"),),
    )  # fmt: skip


@pytest.fixture
def manager(application: Flask, ports: Ports) -> Visitor:
    return signed_in(application, manager_of(ports))


def test_an_empty_service_has_a_page_all_the_same(manager: Visitor) -> None:
    page = manager.get("/bureau/statistiques")
    assert page.heading == "Statistiques"
    assert essential(page)["Reçus"] == "0"


def essential(page: Page) -> dict[str, str]:
    """The numbers at the top."""
    names, numbers = page.tree.xpath("//dl//dt"), page.tree.xpath("//dl//dd")
    return {name.text: number.text for name, number in zip(names, numbers, strict=True)}


def test_the_figures_are_those_of_the_dossiers(manager: Visitor, ports: Ports) -> None:
    for _number in range(4):
        sent(ports)
    page = manager.get(f"/bureau/statistiques?demarche={SLUG}&periode=3-mois")
    assert essential(page) == {"Reçus": "4", "Décidés": "0", "Encore en cours": "4"}
    assert page.tree.xpath("//svg[@role='img']/title")
    told = manager.raw.get(f"/bureau/statistiques.csv?demarche={SLUG}&periode=3-mois")
    rows = list(csv.reader(StringIO(told.text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0] == ["Mois", "Dossiers reçus", "Dossiers décidés"]
    assert sum(int(row[1]) for row in rows[1:5] if row and row[0][:2] == "20") == 4


def test_days_of_ones_own_are_counted_by_week_and_clumsy_ones_are_answered(
    manager: Visitor, ports: Ports
) -> None:
    for _number in range(2):
        sent(ports)
    day = ports.clock.today().strftime("%d/%m/%Y")
    page = manager.get(f"/bureau/statistiques?du={day}&au={day}&par=semaine")
    assert essential(page)["Reçus"] == "2"
    assert "Semaine du" in page.text
    told = manager.raw.get(f"/bureau/statistiques.csv?du={day}&par=semaine").text
    assert "Semaine du" in told
    assert "Décisions par silence" not in told, "nothing was decided"
    wrong = manager.get("/bureau/statistiques?du=31/02/2026&au=demain", status=422)
    assert [one.get("value") for one in wrong.tree.xpath("//input[@name='du' or @name='au']")] == [
        "31/02/2026", "demain",
    ]  # fmt: skip
    assert len(wrong.tree.xpath("//*[@class='field-error']")) == 2


@pytest.mark.parametrize(
    "query", ["par=siecle", "demarche=inconnue", "periode=toujours", "demarche=cerfa-14952"]
)
def test_what_is_not_theirs_or_does_not_exist_is_not_found(manager: Visitor, query: str) -> None:
    assert manager.raw.get(f"/bureau/statistiques?{query}").status_code == 404


@pytest.fixture
def alone(ports: Ports, tmp_path: Path) -> Ports:
    """Where this form is the only one."""
    shutil.copytree(PROJECT / "forms_definitions" / SLUG, tmp_path / "forms" / SLUG)
    return replace(ports, forms=FormFiles(tmp_path / "forms"))


def test_the_page_asks_the_database_few_questions(
    manager: Visitor, alone: Ports, sqlite_store: SqlStore
) -> None:
    populate(alone, 10)
    manager.get("/bureau/statistiques")
    with counted(sqlite_store) as few:
        manager.get(f"/bureau/statistiques?demarche={SLUG}")
    populate(alone, 30, seed=2)
    with counted(sqlite_store) as many:
        manager.get(f"/bureau/statistiques?demarche={SLUG}")
    assert len(few) == len(many) <= 12


def test_a_citizen_is_told_the_usual_delay_once_enough_were_decided(
    client: Visitor, alone: Ports, agent: Account
) -> None:
    assert "neuf sur dix" not in client.get(f"/demarches/{SLUG}").text
    demonstrate.load_accounts(alone)
    populate(alone, 60, seed=4)
    client.raw.application.extensions.pop("usual_delays")
    assert (
        "Depuis un an, la moitié des demandes ont reçu leur réponse" in client.get(f"/demarches/{SLUG}").text
    )
