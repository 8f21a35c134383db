"""The groups of a service, in the hands of its manager: their names, their agents, the one by default."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.account import Account
from app.core.desk.casework import Colleague
from app.core.desk.group import Group
from app.core.errors import NotFound
from app.core.language import _
from app.usecases.desk.on_duty import CaseworkRefused, require_manager
from app.usecases.desk.service_words import free_name, managed
from app.usecases.ports import Ports

LONGEST_NAME = 60
MOST = 50  # groups of one service


@dataclass(frozen=True, slots=True)
class ServiceGroups:
    """One service: its groups, the accounts of each (by group), and everybody who deals with dossiers."""

    service_id: str
    groups: tuple[Group, ...]
    members: Mapping[str, tuple[str, ...]]
    people: tuple[Colleague, ...]


def of_my_services(ports: Ports, account: Account) -> Sequence[ServiceGroups]:
    """One for each service that this account manages."""
    with ports.store.reading() as tx:
        services = account.services("manager")
        members = tx.teams.members(services)
        known = {service: tx.casework.choices([service]) for service in services}
        groups = tx.teams.groups.of(services)
    return tuple(
        ServiceGroups(
            service, tuple(one for one in groups if one.service_id == service), members, known[service].people
        )
        for service in services
    )


def make(ports: Ports, account: Account, service_id: str, name: str) -> Group:
    """A new group without anybody. CaseworkRefused, or NotFound for a service that is not managed."""
    require_manager(account, service_id)
    with ports.store.transaction() as tx:
        known = tx.teams.groups.of([service_id])
        if len(known) >= MOST:
            raise CaseworkRefused(_("Le service a déjà {n} groupes : supprimez-en un.").format(n=MOST), "nom")
        group = Group(ports.ids.new(), service_id, free_name(name, known, LONGEST_NAME))
        tx.teams.groups.add(group)
    return group


def change(ports: Ports, account: Account, group_id: str, name: str, agents: Sequence[str]) -> Group:
    """Its name and its agents. CaseworkRefused for who does not deal with this service; NotFound."""
    with ports.store.transaction() as tx:
        group, others = managed(tx.teams.groups, account, group_id)
        people = {one.account_id for one in tx.casework.choices([group.service_id]).people}
        if not set(agents) <= people:
            raise CaseworkRefused(_("Choisissez des agents du service."), "agents")
        changed = replace(group, name=free_name(name, others, LONGEST_NAME))
        tx.teams.groups.change(changed)
        tx.teams.set_members(group.id, agents)
    return changed


def delete(ports: Ports, account: Account, group_id: str) -> Group:
    """Its dossiers have no group any more. CaseworkRefused while a rule sends dossiers to it."""
    with ports.store.transaction() as tx:
        group, _others = managed(tx.teams.groups, account, group_id)
        if tx.teams.ruled(group.id):
            raise CaseworkRefused(
                _("Une règle de répartition envoie des dossiers à ce groupe : supprimez-la d’abord."), "nom"
            )
        tx.teams.leave(group.id)
        tx.teams.groups.delete(group.id)
    return group


def fall_back(ports: Ports, account: Account, service_id: str, group_id: str) -> None:
    """This group takes what no rule sends elsewhere, "" for none. NotFound."""
    require_manager(account, service_id)
    with ports.store.transaction() as tx:
        if group_id and group_id not in {one.id for one in tx.teams.groups.of([service_id])}:
            raise NotFound
        tx.teams.fall_back(service_id, group_id)
