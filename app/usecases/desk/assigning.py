"""Which agent of the service has a dossier in charge: one, or nobody. Traced, told by mail if asked.

Somebody who is away gets a dossier only from who knows it.
"""

from collections.abc import Mapping, Sequence

from app.core.account import Account
from app.core.desk.absence import Absence, in_words
from app.core.desk.casework import Colleague
from app.core.dossier import Dossier
from app.core.language import _
from app.usecases.desk.absences import away_today
from app.usecases.desk.moving import add_effect
from app.usecases.desk.on_duty import CaseworkRefused, acting_on, of_my_service
from app.usecases.ports import Ports

NOBODY = ""


class AgentAway(CaseworkRefused):
    """The agent is away today: to be said again, knowing it."""

    code = "agent-away"


def colleagues(
    ports: Ports, account: Account, reference: str
) -> tuple[Dossier, Sequence[Colleague], Mapping[str, Absence]]:
    """Those to whom this dossier may be given, oneself included, by name; and which of them are away."""
    with ports.store.reading() as tx:
        dossier = of_my_service(tx, account, reference)
        people = tx.casework.choices([dossier.service_id]).people
        away = away_today(ports, tx, [one.account_id for one in people])
    return dossier, people, away


def assign(
    ports: Ports, account: Account, reference: str, to: str, *, tell: bool = False, even_away: bool = False
) -> Dossier:
    """Give the dossier to the account `to`, "" for nobody; again changes nothing.

    `tell`: a mail to the one who gets it. CaseworkRefused for who does not deal with this service;
    AgentAway unless `even_away` (nobody is warned of their own absence).
    """
    effects: list[str] = []
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        if to == dossier.assigned_to:
            return dossier
        people = tx.casework.choices([dossier.service_id]).people
        names = {NOBODY: "", **{one.account_id: one.name for one in people}}
        if to not in names:
            raise CaseworkRefused(_("Choisissez un agent du service."), "agent")
        if not even_away and to not in (NOBODY, account.id):
            _require_there(names[to], away_today(ports, tx, [to]).get(to))
        tx.casework.assign(dossier.id, to)
        now = ports.clock.now()
        facts = {"to": names[to], "own": to == account.id}
        tx.events.append(dossier.id, "assigned", now, acting_on(tx, account, dossier), facts)
        if tell and to not in (NOBODY, account.id):
            effects.append(add_effect(ports, tx, dossier, "staff:assigned", now, {"account": to}))
        if to:
            tx.follows.add(to, dossier.id)
    ports.queue.wake(effects)
    return dossier


def _require_there(name: str, absence: Absence | None) -> None:
    if absence is not None:
        text = _("{name} : absence {when}. Choisissez un autre agent, ou confirmez.")
        raise AgentAway(text.format(name=name, when=in_words(absence)), "agent")
