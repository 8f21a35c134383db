"""Groups, rules and absences lived: at submission, by hand, in bulk; who may, what is traced, who is told."""

from typing import Any

import pytest

from app.core.account import Account
from app.core.desk.group import Group
from app.core.desk.routing import Comparison
from app.core.dossier import Dossier
from app.core.errors import NotFound
from app.core.history import tell
from app.usecases.desk import batches, groups, process, routing, routing_rules, team
from app.usecases.desk.desk_list import Asked, desk
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.desk.routing_rules import NewRule
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.usecases.conftest import filled, person, save
from tests.usecases.ruled import now, sent

CHILDREN = Comparison("egal", ("oui",))
NO_CHILDREN = Comparison("egal", ("non",))


@pytest.fixture
def manager(ports: Ports) -> Account:
    return person(ports, "manager", "ccas", "responsable@exemple.fr")


@pytest.fixture
def families(ports: Ports, manager: Account) -> Group:
    return groups.make(ports, manager, "ccas", "Familles")


@pytest.fixture
def alone(ports: Ports, manager: Account) -> Group:
    return groups.make(ports, manager, "ccas", "Personnes seules")


def by_children(ports: Ports, manager: Account, group: Group, comparison: Comparison) -> None:
    routing_rules.add(ports, manager, "demande", NewRule(group.id, "a_des_enfants", comparison))


def lines(ports: Ports, dossier: Dossier, *, to_agent: bool = True) -> list[tuple[str, str]]:
    with ports.store.reading() as tx:
        return [(line.text, line.detail) for line in tell(tx.events.of(dossier.id), to_agent=to_agent)]


def routed(ports: Ports, dossier: Dossier) -> list[tuple[str, str]]:
    return [line for line in lines(ports, dossier) if "groupe" in line[0]]


def test_a_dossier_that_is_sent_goes_to_the_group_of_the_first_rule_that_holds(
    ports: Ports, manager: Account, families: Group, alone: Group
) -> None:
    by_children(ports, manager, families, CHILDREN)
    by_children(ports, manager, alone, NO_CHILDREN)
    draft = filled(ports)
    dossiers = [submit(ports, draft.id, declared=True).dossier for _twice in range(2)]
    assert [one.group_id for one in dossiers] == [alone.id] * 2
    [(text, why)] = routed(ports, dossiers[0])
    assert text.replace("\u00a0", " ") == "Dossier confié au groupe « Personnes seules »"
    assert why.replace("\u00a0", " ") == "Règle : si Avez-vous des enfants ? est Non."
    assert not any("groupe" in text for text, _why in lines(ports, dossiers[0], to_agent=False))
    assert now(ports, dossiers[0]).group_id == alone.id


def test_the_default_group_takes_the_rest_and_a_service_without_groups_knows_nothing_of_them(
    ports: Ports, manager: Account
) -> None:
    assert routed(ports, sent(ports)) == []
    rest = groups.make(ports, manager, "ccas", "Accueil")
    groups.fall_back(ports, manager, "ccas", rest.id)
    dossier = sent(ports)
    assert dossier.group_id == rest.id
    assert "par défaut" in routed(ports, dossier)[0][1]
    groups.fall_back(ports, manager, "ccas", "")
    assert sent(ports).group_id == ""


def test_a_corrected_dossier_stays_in_its_group(
    ports: Ports, agent: Account, manager: Account, families: Group, alone: Group
) -> None:
    by_children(ports, manager, alone, NO_CHILDREN)
    dossier = sent(ports)
    routing.put_in(ports, agent, dossier.reference, families.id)
    process.act(ports, agent, dossier.reference, "take")
    process.act(ports, agent, dossier.reference, "ask_correction", motive="Précisez.")
    save(ports, dossier, "motif", {"motif": "Je déménage bientôt."})
    assert submit(ports, dossier.id, declared=True).dossier.group_id == families.id
    routing.reroute(ports, agent, dossier.reference)
    routing.reroute(ports, agent, dossier.reference)  # where it is already
    assert now(ports, dossier).group_id == alone.id
    assert len(routed(ports, dossier)) == 3


def test_dossiers_change_groups_in_bulk_and_are_found_by_group(
    ports: Ports, agent: Account, manager: Account, families: Group, alone: Group
) -> None:
    dossiers = [sent(ports), sent(ports)]
    by_children(ports, manager, alone, NO_CHILDREN)
    for action, group in ((f"group:{families.id}", families.id), ("route:", alone.id), ("group:", "")):
        batch = batches.pick(ports, agent, [one.reference for one in dossiers])
        labels = {offer.action: offer.label for offer in batches.open_batch(ports, agent, batch.id).offers}
        assert action in labels
        batches.launch(ports, agent, batch.id, action, "")
        assert batches.run(ports, batch.id) == 2
        assert [now(ports, one).group_id for one in dossiers] == [group] * 2
        found = desk(ports, agent, Asked(filters=(f"groupe~egal~{group}" if group else "groupe~vide",)))
        assert found.total == 2, action
        assert {beside.group.id if beside.group else "" for beside in found.beside.values()} == {group}
    assert desk(ports, agent, Asked(filters=("groupe~rempli",))).total == 0


def test_without_a_rule_that_holds_a_dossier_stays_where_it_is(
    ports: Ports, agent: Account, manager: Account, families: Group
) -> None:
    dossier = sent(ports)
    routing.put_in(ports, agent, dossier.reference, families.id)
    with pytest.raises(CaseworkRefused):
        routing.reroute(ports, agent, dossier.reference)
    assert now(ports, dossier).group_id == families.id


REFUSED: tuple[tuple[dict[str, Any], str], ...] = (
    ({"question": "inconnue", "comparison": CHILDREN}, "question"),
    ({"question": "a_des_enfants", "comparison": Comparison("egal", ("peut-être",))}, "valeur"),
    ({"question": "a_des_enfants", "comparison": Comparison("", ("oui",))}, "operateur"),
    ({"written": "{"}, "condition"),
    ({"written": '{"==": [{"var": "inconnue"}, 1]}'}, "condition"),
    ({"written": '{"==": [{"var": "a_des_enfants"}, NaN]}'}, "condition"),
    ({"written": "[" * 5000}, "condition"),
    ({"question": "a_des_enfants", "comparison": CHILDREN, "group_id": "inconnu"}, "groupe"),
)


def test_a_rule_that_cannot_be_kept_says_why(ports: Ports, manager: Account, families: Group) -> None:
    for new, place in REFUSED:
        with pytest.raises(CaseworkRefused) as refused:
            routing_rules.add(ports, manager, "demande", NewRule(**{"group_id": families.id, **new}))
        assert refused.value.place == place, new
        assert str(refused.value), new
    assert routing_rules.open_rules(ports, manager, "demande").rows == ()


def test_rules_are_ordered_completed_and_deleted_and_a_group_that_they_name_stays(
    ports: Ports, manager: Account, families: Group, alone: Group
) -> None:
    by_children(ports, manager, families, CHILDREN)
    by_children(ports, manager, alone, NO_CHILDREN)
    first, second = (row.rule for row in routing_rules.open_rules(ports, manager, "demande").rows)
    routing_rules.move(ports, manager, "demande", second.id, -1)
    routing_rules.move(ports, manager, "demande", second.id, -1)  # at the top already
    written = '{"<": [{"age": [{"var": "demandeur.naissance"}]}, 25.5]}'
    routing_rules.add(ports, manager, "demande", NewRule("", written=written, beside=first.id))
    rows = routing_rules.open_rules(ports, manager, "demande").rows
    assert [row.group for row in rows] == ["Personnes seules", "Familles"]
    assert "*Oui* et" in rows[1].sentence.replace("\u00a0", " ")
    assert "*25,5*" in rows[1].sentence
    with pytest.raises(CaseworkRefused):
        groups.delete(ports, manager, families.id)
    routing_rules.delete(ports, manager, "demande", first.id)
    dossier = sent(ports)
    groups_left = [first_one.group for first_one in routing_rules.open_rules(ports, manager, "demande").rows]
    assert groups_left == ["Personnes seules"]
    routing_rules.delete(ports, manager, "demande", second.id)
    groups.delete(ports, manager, alone.id)
    assert now(ports, dossier).group_id == ""


def test_only_the_manager_of_the_service_decides_of_groups_rules_and_territory(
    ports: Ports, agent: Account, families: Group
) -> None:
    elsewhere = person(ports, "manager", "autre", "ailleurs@exemple.fr")
    dossier = sent(ports)
    for account in (agent, elsewhere):
        for use in (
            lambda who: groups.make(ports, who, "ccas", "Autre"),
            lambda who: groups.change(ports, who, families.id, "Autre", ()),
            lambda who: groups.delete(ports, who, families.id),
            lambda who: groups.fall_back(ports, who, "ccas", families.id),
            lambda who: routing_rules.open_rules(ports, who, "demande"),
            lambda who: by_children(ports, who, families, CHILDREN),
            lambda who: team.settle(ports, who, "ccas", "guyane"),
        ):
            with pytest.raises(NotFound):
                use(account)
    for group_id, account in ((families.id, elsewhere), ("inconnu", agent)):
        with pytest.raises(NotFound):
            routing.put_in(ports, account, dossier.reference, group_id)
