"""Absences of agents: said by themselves, or by a manager of one of their services."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.account import Account
from app.core.desk.absence import Absence, away
from app.core.desk.casework import Colleague
from app.core.errors import NotFound
from app.core.language import _
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.ports import Ports, Transaction

LONGEST = timedelta(days=3 * 366)
MOST = 50  # of one agent, to come


@dataclass(frozen=True, slots=True)
class Calendar:
    """Absences that are not over. `people`: those for whom this account may speak, oneself first."""

    people: tuple[Colleague, ...]
    absences: tuple[Absence, ...]

    def name(self, account_id: str) -> str:
        """Whose absence it is."""
        return next((one.name for one in self.people if one.account_id == account_id), "")


def calendar(ports: Ports, account: Account) -> Calendar:
    """One's own absences, and for a manager those of everybody in their services."""
    with ports.store.reading() as tx:
        people = _may_speak_for(tx, account)
        ids = [one.account_id for one in people]
        return Calendar(people, tuple(tx.teams.absences(ids, ports.clock.today())))


def say(
    ports: Ports, account: Account, account_id: str, first: date | None, last: date | None
) -> Absence:  # fmt: skip
    """Keep an absence. None is what could not be read. CaseworkRefused, or NotFound."""
    today = ports.clock.today()
    first, last = _days(first, last, today)
    with ports.store.transaction() as tx:
        if account_id not in {one.account_id for one in _may_speak_for(tx, account)}:
            raise NotFound
        known = tx.teams.absences([account_id], today)
        if any(one.first <= last and first <= one.last for one in known):
            raise CaseworkRefused(_("Une absence est déjà notée sur ces jours : supprimez-la d’abord."), "du")
        if len(known) >= MOST:
            raise CaseworkRefused(_("Il y a déjà {n} absences à venir.").format(n=MOST), "du")
        absence = Absence(ports.ids.new(), account_id, first, last)
        tx.teams.add_absence(absence)
    return absence


def unsay(ports: Ports, account: Account, absence_id: str) -> None:
    """Forget it: the agent is there after all. NotFound."""
    with ports.store.transaction() as tx:
        ids = [one.account_id for one in _may_speak_for(tx, account)]
        if absence_id not in {one.id for one in tx.teams.absences(ids, ports.clock.today())}:
            raise NotFound
        tx.teams.remove_absence(absence_id)


def away_today(ports: Ports, tx: Transaction, account_ids: Iterable[str]) -> dict[str, Absence]:
    """Those among them who are away today, each with the absence."""
    ids, today = list(account_ids), ports.clock.today()
    known = tx.teams.absences(ids, today) if ids else ()
    found = {one: away(known, one, today) for one in ids}
    return {one: absence for one, absence in found.items() if absence is not None}


def _days(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    if first is None:
        raise CaseworkRefused(_("Saisissez le premier jour d’absence, par exemple 27/03/2026."), "du")
    if last is None:
        raise CaseworkRefused(_("Saisissez le dernier jour d’absence, par exemple 27/03/2026."), "au")
    if last < first:
        raise CaseworkRefused(_("Le dernier jour doit suivre le premier, ou être le même."), "au")
    if last < today:
        raise CaseworkRefused(_("Cette absence est déjà passée : corrigez les dates."), "au")
    if last - first > LONGEST:
        raise CaseworkRefused(_("Une absence dure trois ans au plus."), "au")
    return first, last


def _may_speak_for(tx: Transaction, account: Account) -> tuple[Colleague, ...]:
    me = Colleague(account.id, account.name)
    services = account.services("manager")
    people: Sequence[Colleague] = tx.casework.choices(services).people if services else ()
    return (me, *(one for one in people if one.account_id != account.id))
