"""Groups of services with their members and rules, absences, load of agents, territories."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Row,
    and_,
    cast,
    delete,
    func,
    insert,
    select,
    update,
)

from app.adapters.database.bare_text import bare
from app.adapters.database.models import accounts, dossiers
from app.adapters.database.named_rows import NamedRows
from app.adapters.database.routing_models import (
    absences,
    group_members,
    routing_rules,
    service_groups,
    services,
)
from app.adapters.database.upserts import insert_or_replace
from app.core.desk.absence import Absence
from app.core.desk.group import Group, Routes, Rule
from app.core.legal_time.public_holidays import METROPOLE
from app.usecases.ports import Load

_d, _r = dossiers.c, routing_rules.c


class SqlTeams:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.groups: NamedRows[Group] = NamedRows(connection, service_groups, _group)
        self._territories: dict[str, str] = {}  # a transition asks several times

    def members(self, service_ids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        statement = (
            select(group_members)
            .join(service_groups)
            .join(accounts)
            .where(service_groups.c.service_id.in_(service_ids), accounts.c.active)
            .order_by(group_members.c.account_id)
        )
        found: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for group_id, account_id in self._connection.execute(statement):
            found[group_id] += (account_id,)
        return dict(found)

    def set_members(self, group_id: str, account_ids: Sequence[str]) -> None:
        self._connection.execute(delete(group_members).where(group_members.c.group_id == group_id))
        rows = [{"group_id": group_id, "account_id": one} for one in dict.fromkeys(account_ids)]
        if rows:
            self._connection.execute(insert(group_members), rows)

    def fall_back(self, service_id: str, group_id: str) -> None:
        mine = update(service_groups).where(service_groups.c.service_id == service_id)
        self._connection.execute(mine.values(fallback=service_groups.c.id == group_id))

    def routes(self, service_id: str, slug: str) -> Routes:
        its_rules = and_(_r.group_id == service_groups.c.id, _r.slug == slug)
        statement = (
            select(service_groups, _r.id.label("rule_id"), _r.when)
            .select_from(service_groups.outerjoin(routing_rules, its_rules))
            .where(service_groups.c.service_id == service_id)
            .order_by(_r.position)
        )
        rows = self._connection.execute(statement).all()
        groups = {row.id: _group(row) for row in rows}
        return Routes(
            groups=tuple(sorted(groups.values(), key=lambda group: (bare(group.name), group.id))),
            rules=tuple(Rule(row.rule_id, service_id, slug, row.id, row.when) for row in rows if row.rule_id),
        )

    def keep_rules(self, service_id: str, slug: str, rules: Sequence[Rule]) -> None:
        self._connection.execute(
            delete(routing_rules).where(_r.service_id == service_id, _r.slug == slug)
        )  # fmt: skip
        rows = [{**asdict(rule), "position": number} for number, rule in enumerate(rules, 1)]
        if rows:
            self._connection.execute(insert(routing_rules), rows)

    def rules_by_form(self, service_ids: Sequence[str]) -> Mapping[tuple[str, str], int]:
        place = (_r.service_id, _r.slug)
        counted = select(*place, func.count()).where(_r.service_id.in_(service_ids)).group_by(*place)
        return {(service, slug): number for service, slug, number in self._connection.execute(counted)}

    def ruled(self, group_id: str) -> int:
        counted = select(func.count()).select_from(routing_rules).where(_r.group_id == group_id)
        return self._connection.execute(counted).scalar_one()

    def put(self, dossier_id: str, group_id: str) -> None:
        self._connection.execute(update(dossiers).where(_d.id == dossier_id).values(group_id=group_id))

    def leave(self, group_id: str) -> None:
        self._connection.execute(update(dossiers).where(_d.group_id == group_id).values(group_id=""))

    def absences(self, account_ids: Sequence[str], since: date) -> Sequence[Absence]:
        table = absences.c
        statement = (
            select(absences)
            .where(table.account_id.in_(account_ids), table.last >= since)
            .order_by(table.first, table.last, table.id)
        )
        return tuple(
            Absence(row.id, row.account_id, row.first, row.last)
            for row in self._connection.execute(statement)
        )

    def add_absence(self, absence: Absence) -> None:
        self._connection.execute(insert(absences), asdict(absence))

    def remove_absence(self, absence_id: str) -> None:
        self._connection.execute(delete(absences).where(absences.c.id == absence_id))

    def load(self, service_ids: Sequence[str], today: date) -> Mapping[str, Load]:
        late = func.sum(cast(_d.due_order < today, Integer))
        counted = (
            select(_d.assigned_to, func.count(), late)
            .where(_d.service_id.in_(service_ids), _d.decided_at.is_(None), _d.submitted_at.is_not(None))
            .group_by(_d.assigned_to)
        )
        return {who: Load(number, past or 0) for who, number, past in self._connection.execute(counted)}

    def territory(self, service_id: str) -> str:
        if service_id not in self._territories:
            found = select(services.c.territory).where(services.c.id == service_id)
            kept = self._connection.execute(found).scalar_one_or_none()
            self._territories[service_id] = kept or METROPOLE
        return self._territories[service_id]

    def set_territory(self, service_id: str, territory: str, today: date) -> None:
        self._territories.clear()
        kept = {"id": service_id, "territory": territory}
        insert_or_replace(self._connection, services, kept, "id")
        followed = update(dossiers).where(
            _d.service_id == service_id, _d.decided_at.is_(None), _d.clock_on.is_not(None)
        )
        self._connection.execute(followed.values(clock_on=today))


def _group(row: Row[Any]) -> Group:
    return Group(row.id, row.service_id, row.name, row.fallback)
