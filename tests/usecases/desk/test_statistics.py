"""What a manager counts is what was lived, the same on both databases."""

from dataclasses import replace

import pytest

from app.core.account import Account
from app.core.desk.figures import Delays
from app.core.dossier import Dossier
from app.core.errors import NotFound
from app.usecases import fill
from app.usecases.desk.process import act
from app.usecases.desk.statistics import Report, report, usual_delay
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.usecases.conftest import filled, person, save


@pytest.fixture
def manager(ports: Ports) -> Account:
    return person(ports, "manager", "ccas", "responsable@exemple.fr")


def sent(ports: Ports) -> Dossier:
    return submit(ports, filled(ports).id, declared=True).dossier


def counted(ports: Ports, manager: Account) -> Report:
    return report(ports, manager, slug="demande", period="3-mois")


def test_dossiers_are_counted_where_they_stand(ports: Ports, agent: Account, manager: Account) -> None:
    waiting, accepted, refused = (sent(ports) for _one in range(3))
    ports.clock.move(days=5)
    act(ports, agent, accepted.reference, "take")
    act(ports, agent, accepted.reference, "accept")
    ports.clock.move(days=7)
    act(ports, agent, refused.reference, "take")
    act(ports, agent, refused.reference, "refuse", motive="Hors de la commune.")
    found = counted(ports, manager).figures
    assert (found.received, found.decided, found.waiting) == (3, 2, 1)
    assert found.delays == Delays(2, 5, 12)
    assert found.outcomes == {"accepted": 1, "refused": 1}
    assert found.modes == {"autonome": 3}
    assert sum(month.received for month in found.spans) == 3
    assert waiting.state == "submitted"


def test_the_days_that_the_citizen_was_awaited_are_told_apart(
    ports: Ports, agent: Account, manager: Account
) -> None:
    dossier = sent(ports)
    ports.clock.move(days=2)
    act(ports, agent, dossier.reference, "take")
    act(ports, agent, dossier.reference, "ask_correction", motive="Il manque une pièce.")
    ports.clock.move(days=9)
    act(ports, agent, dossier.reference, "resume")
    ports.clock.move(days=4)
    act(ports, agent, dossier.reference, "accept")
    found = counted(ports, manager).figures
    assert (found.delays, found.own_delays) == (Delays(1, 15, 15), Delays(1, 6, 6))


def test_drafts_are_counted_by_the_step_they_were_left_at(ports: Ports, manager: Account) -> None:
    sent(ports)
    fill.start(ports, "demande")
    begun = fill.start(ports, "demande")
    save(ports, begun, "identite", {"demandeur.nom": "Roux"})
    left = {one.title: one.number for one in counted(ports, manager).left}
    assert left[""] == 1
    assert sum(left.values()) == 2


def test_a_dossier_made_to_try_the_form_is_not_counted(ports: Ports, manager: Account) -> None:
    dossier = filled(ports)
    with ports.store.transaction() as tx:
        tried = replace(tx.dossiers.get(dossier.id), id="a" * 32, reference="ESSAI", test=True, revision=0)
        tx.dossiers.delete_draft(dossier.id)
        tx.dossiers.add(tried)
    submit(ports, tried.id, declared=True)
    assert counted(ports, manager).figures.received == 0


def test_only_a_manager_counts_and_only_their_own(ports: Ports, agent: Account) -> None:
    with pytest.raises(NotFound):
        report(ports, agent)
    elsewhere = person(ports, "manager", "autre", "ailleurs@exemple.fr")
    sent(ports)
    assert report(ports, elsewhere).figures.received == 0
    with pytest.raises(NotFound):
        report(ports, elsewhere, slug="demande")


def test_a_usual_delay_is_told_from_ten_decisions_on(ports: Ports, agent: Account) -> None:
    for number in range(10):
        assert usual_delay(ports, "demande") is None
        dossier = sent(ports)
        ports.clock.move(days=number)
        act(ports, agent, dossier.reference, "take")
        act(ports, agent, dossier.reference, "accept")
    assert usual_delay(ports, "demande") == Delays(10, 4, 8)
