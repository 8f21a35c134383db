"""Sends a dossier to a group of its service: by the rules when it is received, by an agent afterwards.

The group is kept on the dossier, the reason in its history; agents of other groups still see it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.desk.group import Route
from app.core.desk.routing import route, said
from app.core.dossier import Acting, Dossier
from app.core.errors import NotFound
from app.core.language import _
from app.core.legal_time import civil_date
from app.usecases.desk.on_duty import CaseworkRefused, acting_on, of_my_service
from app.usecases.ports import Ports, Transaction

Json = Any
NO_GROUP = ""


def find_route(ports: Ports, tx: Transaction, dossier: Dossier, answers: Mapping[str, Json]) -> Route | None:
    """Where the rules send it, None for nowhere. Conditions on dates read the day of the receipt."""
    received = dossier.submitted_at
    today = civil_date(received) if received else ports.clock.today()
    return route(tx.teams.routes(dossier.service_id, dossier.slug), answers, today)


def trace(
    tx: Transaction, dossier: Dossier, acting: Acting, at: datetime, found: Route, definition: FormDefinition
) -> None:
    """The group and the rule, as they read today: both may change or go later."""
    facts: dict[str, Json] = {"group": found.group.name}
    if found.rule is not None:
        facts["rule"] = said(found.rule.when, definition).replace("*", "")
    else:
        facts["fallback"] = True
    tx.events.append(dossier.id, "routed", at, acting, facts)


def reroute(ports: Ports, account: Account, reference: str) -> Dossier:
    """Read the rules again for this dossier; where it is already, nothing changes.

    CaseworkRefused when no rule holds and no group is the default: it stays where it was.
    """
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        found = find_route(ports, tx, dossier, dossier.answers)
        if found is None:
            raise CaseworkRefused(
                _("Aucune règle ne s’applique, et le service n’a pas de groupe par défaut.")
            )
        if found.group.id != dossier.group_id:
            tx.teams.put(dossier.id, found.group.id)
            definition = tx.definitions.get(dossier.definition_hash)
            trace(tx, dossier, acting_on(tx, account, dossier), ports.clock.now(), found, definition)
    return dossier


def put_in(ports: Ports, account: Account, reference: str, group_id: str) -> Dossier:
    """Give the dossier to this group, "" for none; again changes nothing. NotFound for another service's."""
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        if group_id == dossier.group_id:
            return dossier
        names = {NO_GROUP: "", **{one.id: one.name for one in tx.teams.groups.of([dossier.service_id])}}
        if group_id not in names:
            raise NotFound
        tx.teams.put(dossier.id, group_id)
        acting = acting_on(tx, account, dossier)
        tx.events.append(dossier.id, "routed", ports.clock.now(), acting, {"group": names[group_id]})
    return dossier
