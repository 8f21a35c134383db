"""Absences, load and territory of a service lived: who is warned and told, what is counted and moves."""

from datetime import date
from typing import Any

import pytest

from app.core.account import Account
from app.core.dossier import Dossier
from app.core.errors import NotFound
from app.usecases.desk import absences, assigning, groups, messages, process, routing, team
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.operate import run_effect
from app.usecases.operate.clockwork import run_clock
from app.usecases.ports import Load, Ports
from tests.usecases.conftest import filled, person
from tests.usecases.ruled import now, on, rejecting, sent


@pytest.fixture
def manager(ports: Ports) -> Account:
    return person(ports, "manager", "ccas", "responsable@exemple.fr")


def test_who_is_away_gets_no_dossier_without_a_warning_and_the_others_get_the_mails(
    ports: Ports, agent: Account, manager: Account
) -> None:
    today = ports.clock.today()
    away = absences.say(ports, manager, agent.id, today, today)
    dossier = sent(ports)
    with pytest.raises(assigning.AgentAway):
        assigning.assign(ports, manager, dossier.reference, agent.id)
    assigning.assign(ports, manager, dossier.reference, agent.id, even_away=True)
    told = addressed(ports, dossier)
    assert told == [agent.id], "nobody else is concerned: better a mail for later than none"
    families = groups.make(ports, manager, "ccas", "Familles")
    groups.change(ports, manager, families.id, "Familles", [agent.id, manager.id])
    routing.put_in(ports, manager, dossier.reference, families.id)
    assert addressed(ports, dossier) == [manager.id], "the group reads it meanwhile"
    absences.unsay(ports, agent, away.id)
    assert addressed(ports, dossier) == [agent.id]


def addressed(ports: Ports, dossier: Dossier) -> list[str]:
    """Who is told of a message of the citizen."""
    with ports.store.reading() as tx:
        before = {effect.id for effect in tx.effects.of(dossier.id)}
    messages.from_citizen(ports, dossier.id, "Bonjour")
    run_effect(ports, ports.queue.woken[-1])
    with ports.store.reading() as tx:
        made = [one for one in tx.effects.of(dossier.id) if one.id not in before]
    return [str(one.data["account"]) for one in made if "account" in one.data]


def test_an_absence_that_cannot_be_says_why(ports: Ports, agent: Account) -> None:
    on(ports, "2026-11-26")
    for first, last, place in (
        ("", "2026-12-01", "du"),
        ("2026-12-01", "", "au"),
        ("2026-12-02", "2026-12-01", "au"),
        ("2020-01-01", "2020-01-02", "au"),
        ("2026-12-01", "2036-12-01", "au"),
    ):
        days = (date.fromisoformat(day) if day else None for day in (first, last))
        with pytest.raises(CaseworkRefused) as refused:
            absences.say(ports, agent, agent.id, *days)
        assert refused.value.place == place, (first, last)


def test_one_speaks_for_oneself_and_a_manager_for_the_service(
    ports: Ports, agent: Account, manager: Account
) -> None:
    on(ports, "2026-11-26")
    day = date(2026, 12, 1)
    kept = absences.say(ports, manager, manager.id, day, day)
    with pytest.raises(NotFound):
        absences.say(ports, agent, manager.id, day, day)
    with pytest.raises(NotFound):
        absences.unsay(ports, agent, kept.id)
    with pytest.raises(CaseworkRefused, match="déjà"):
        absences.say(ports, manager, manager.id, day, day)
    assert absences.calendar(ports, agent).absences == ()
    on(ports, "2026-12-02")
    assert absences.calendar(ports, manager).absences == (), "what is over is not shown"


def test_the_load_tells_who_has_how_much_and_what_is_late(
    ports: Ports, agent: Account, manager: Account
) -> None:
    on(ports, "2026-11-26")
    late = sent(ports)
    on(ports, "2027-01-20")
    dossiers = [sent(ports), sent(ports), sent(ports)]
    filled(ports)  # a draft is nobody's load
    for one in (late, dossiers[0]):
        assigning.assign(ports, agent, one.reference, agent.id)
    process.act(ports, agent, dossiers[1].reference, "take")
    process.act(ports, agent, dossiers[1].reference, "accept", motive="Oui.")
    on(ports, "2027-01-29")
    with ports.store.reading() as tx:
        assert tx.teams.load(["ccas"], date(2027, 1, 28))[agent.id] == Load(2, 1)
        assert tx.teams.load(["autre"], date(2027, 1, 28)) == {}
    [held] = team.teams(ports, manager)
    assert {row.person.account_id: row.load for row in held.agents} == {
        agent.id: Load(2, 1),
        manager.id: Load(),
    }
    assert held.unassigned == Load(1, 0)


def test_the_public_holidays_of_the_territory_count_at_once_for_what_runs(
    ports: Ports, agent: Account, manager: Account, tmp_path: Any
) -> None:
    """Good Friday, 26 March 2027, is worked in Nantes and not in Strasbourg: code du travail L3134-13."""
    ports = rejecting(ports, tmp_path)
    on(ports, "2027-02-01")
    dossier = sent(ports)
    process.act(ports, agent, dossier.reference, "take")
    on(ports, "2027-02-26")
    process.act(ports, agent, dossier.reference, "ask_correction", motive="Précisez.")
    due = {}
    for territory in ("metropole", "alsace-moselle"):
        team.settle(ports, manager, "ccas", territory)
        run_clock(ports)
        due[territory] = now(ports, dossier).due_on
        shown = process.open_case(ports, agent, dossier.reference).due
        assert shown is not None
        assert shown.on == due[territory]
    assert (due["alsace-moselle"] - due["metropole"]).days == 4
    with pytest.raises(CaseworkRefused):
        team.settle(ports, manager, "ccas", "bretagne")
