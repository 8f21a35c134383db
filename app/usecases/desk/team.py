"""The manager's view of a service at work: who has how much in charge, who is late, who is away; and the
part of the territory whose public holidays count.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.account import Account
from app.core.desk.absence import Absence
from app.core.desk.casework import Colleague
from app.core.desk.group import Group
from app.core.language import _
from app.core.legal_time.public_holidays import SUBDIVISIONS
from app.usecases.desk.on_duty import CaseworkRefused, require_manager
from app.usecases.ports import Load, Ports

NOTHING = Load()


@dataclass(frozen=True, slots=True)
class Workload:
    """One agent of a service; `absences` are those of today and to come."""

    person: Colleague
    load: Load
    groups: tuple[Group, ...]
    absences: tuple[Absence, ...]
    away: bool


@dataclass(frozen=True, slots=True)
class Team:
    """One service: its agents by name, what nobody has in charge, and what somebody has who left it."""

    service_id: str
    agents: tuple[Workload, ...]
    unassigned: Load
    gone: Load
    territory: str


def teams(ports: Ports, account: Account) -> Sequence[Team]:
    """One for each service that this account manages."""
    return tuple(_team(ports, service) for service in account.services("manager"))


def _team(ports: Ports, service_id: str) -> Team:
    today = ports.clock.today()
    with ports.store.reading() as tx:
        known = tx.casework.choices([service_id])
        load = tx.teams.load([service_id], today)
        members = tx.teams.members([service_id])
        absences = tx.teams.absences([one.account_id for one in known.people], today)
        territory = tx.teams.territory(service_id)
    agents = tuple(
        Workload(
            person=person,
            load=load.get(person.account_id, NOTHING),
            groups=tuple(one for one in known.groups if person.account_id in members.get(one.id, ())),
            absences=own,
            away=any(one.covers(today) for one in own),
        )
        for person in known.people
        for own in [tuple(one for one in absences if one.account_id == person.account_id)]
    )
    left = [held for who, held in load.items() if who not in {"", *(one.person.account_id for one in agents)}]
    gone = Load(sum(held.open for held in left), sum(held.late for held in left))
    return Team(service_id, agents, load.get("", NOTHING), gone, territory)


def settle(ports: Ports, account: Account, service_id: str, territory: str) -> None:
    """The public holidays of this part of the territory count from now on, for what runs already too.

    CaseworkRefused for an unknown one, NotFound for a service that is not managed.
    """
    require_manager(account, service_id)
    if territory not in SUBDIVISIONS:
        raise CaseworkRefused(_("Choisissez un territoire de la liste."), "territoire")
    with ports.store.transaction() as tx:
        tx.teams.set_territory(service_id, territory, ports.clock.today())
