"""Labels and assignment: made by the manager, used by agents, traced, never shown to the citizen."""

import pytest

from app.core.account import Account
from app.core.desk.casework import Label
from app.core.dossier import Dossier
from app.core.errors import NotFound
from app.core.history import tell
from app.usecases.desk import assigning, labels
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.desk.process import open_case
from app.usecases.fill.submit import submit
from app.usecases.operate import run_effect
from app.usecases.ports import Ports
from tests.usecases.conftest import filled, person


@pytest.fixture
def manager(ports: Ports) -> Account:
    return person(ports, "manager", "ccas", "responsable@exemple.fr")


@pytest.fixture
def sent(ports: Ports) -> Dossier:
    return submit(ports, filled(ports).id, declared=True).dossier


@pytest.fixture
def urgent(ports: Ports, manager: Account) -> Label:
    return labels.make(ports, manager, "ccas", "Urgent", "bad")


def history(ports: Ports, dossier: Dossier, *, to_agent: bool) -> str:
    with ports.store.reading() as tx:
        return " · ".join(line.text for line in tell(tx.events.of(dossier.id), to_agent=to_agent))


def test_a_label_is_put_once_taken_off_and_traced_for_agents_alone(
    ports: Ports, agent: Account, sent: Dossier, urgent: Label
) -> None:
    for _twice in range(2):
        labels.put(ports, agent, sent.reference, [urgent.id])
    case = open_case(ports, agent, sent.reference)
    assert case.beside.labels == (urgent,)
    labels.put(ports, agent, sent.reference, [], [urgent.id])
    assert open_case(ports, agent, sent.reference).beside.labels == ()
    told = history(ports, sent, to_agent=True)
    assert told.count("Étiquettes posées") == told.count("Étiquettes retirées") == 1
    assert "tiquettes" not in history(ports, sent, to_agent=False)


@pytest.mark.parametrize("name", ["", "  ", "urgent", "x" * 31])
def test_a_name_that_cannot_be_kept_says_why(
    ports: Ports, manager: Account, urgent: Label, name: str
) -> None:
    with pytest.raises(CaseworkRefused) as refused:
        labels.make(ports, manager, "ccas", name, "info")
    assert refused.value.place == "nom"
    with pytest.raises(CaseworkRefused):
        labels.make(ports, manager, "ccas", "Autre", "rose bonbon")


def test_a_label_keeps_its_dossiers_under_another_name_and_leaves_them_when_deleted(
    ports: Ports, agent: Account, manager: Account, sent: Dossier, urgent: Label
) -> None:
    labels.put(ports, agent, sent.reference, [urgent.id])
    labels.change(ports, manager, urgent.id, "Très urgent", "attention")
    [shown] = open_case(ports, agent, sent.reference).beside.labels
    assert (shown.name, shown.tone) == ("Très urgent", "attention")
    labels.delete(ports, manager, urgent.id)
    assert open_case(ports, agent, sent.reference).beside.labels == ()


def test_only_the_manager_of_the_service_makes_labels_and_only_its_agents_put_them(
    ports: Ports, agent: Account, sent: Dossier, urgent: Label
) -> None:
    elsewhere = person(ports, "manager", "autre", "ailleurs@exemple.fr")
    for use in (
        lambda: labels.make(ports, agent, "ccas", "Autre", "info"),
        lambda: labels.change(ports, elsewhere, urgent.id, "Autre", "info"),
        lambda: labels.delete(ports, elsewhere, urgent.id),
        lambda: labels.put(ports, elsewhere, sent.reference, [urgent.id]),
        lambda: labels.put(ports, agent, sent.reference, ["inconnue"]),
    ):
        with pytest.raises(NotFound):
            use()


def test_a_dossier_is_given_to_a_colleague_who_is_told_by_mail(
    ports: Ports, agent: Account, manager: Account, sent: Dossier
) -> None:
    ports.queue.woken.clear()
    assigning.assign(ports, agent, sent.reference, manager.id, tell=True)
    [told] = ports.queue.woken
    run_effect(ports, told)
    assert ports.mailer.sent[-1].to == manager.email
    case = open_case(ports, manager, sent.reference)
    assert case.beside.assigned is not None
    assert case.beside.assigned.name == manager.name
    assert case.followed, "what one has in charge is in one's own file"
    assert f"Dossier attribué à {manager.name}" in history(ports, sent, to_agent=True)


def test_a_dossier_is_taken_in_charge_then_given_back(ports: Ports, agent: Account, sent: Dossier) -> None:
    for _twice in range(2):
        assigning.assign(ports, agent, sent.reference, agent.id)
    assigning.assign(ports, agent, sent.reference, assigning.NOBODY)
    assert open_case(ports, agent, sent.reference).beside.assigned is None
    told = history(ports, sent, to_agent=True)
    assert told.count("Dossier pris en charge") == told.count("Dossier rendu au service") == 1


def test_a_dossier_is_given_to_nobody_outside_the_service(
    ports: Ports, agent: Account, sent: Dossier
) -> None:
    stranger = person(ports, "agent", "autre", "ailleurs@exemple.fr")
    with pytest.raises(CaseworkRefused):
        assigning.assign(ports, agent, sent.reference, stranger.id)
    with pytest.raises(NotFound):
        assigning.assign(ports, stranger, sent.reference, stranger.id)
