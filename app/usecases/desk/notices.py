"""Who is told of what happens to a dossier, and when: at once by an effect, or in the daily mail; and what
each agent chose, form by form.

Telling is itself an effect, done by the worker: a citizen who sends does not wait for it. It refuses to
know what is written: see `staff_mails` and `digests`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.desk.notices import (
    MESSAGE,
    RECEIVED,
    RHYTHMS,
    SUBJECTS,
    UNCLAIMED,
    USUAL,
    Choice,
    Notice,
    Rhythm,
)
from app.core.dossier import Dossier, Effect
from app.core.errors import UnknownAnswers
from app.usecases.desk.absences import away_today
from app.usecases.desk.moving import add_effect
from app.usecases.ports import Ports, Transaction


@dataclass(frozen=True, slots=True)
class Preference:
    """What an agent chose for one form: subject → rhythm, all of them."""

    form: FormDefinition
    rhythms: Mapping[str, Rhythm]


def tell(ports: Ports, effect: Effect, kind: str) -> None:
    """Tell the agents that it happened, each at their rhythm; with its effect marked done, or not at all."""
    with ports.store.transaction() as tx:
        if not tx.effects.done(effect, ports.clock.now()):
            return
        to_wake = _told(ports, tx, tx.dossiers.get(effect.dossier_id), kind)
    ports.queue.wake(to_wake)


def _told(ports: Ports, tx: Transaction, dossier: Dossier, kind: str) -> Sequence[str]:
    """Who has the dossier in charge hears of it, else those who follow it, else its group, else the whole
    service. The mails that leave at once, as effects to wake."""
    nearest = () if kind == RECEIVED else concerned(ports, tx, dossier)
    if kind == MESSAGE and not nearest:
        kind = UNCLAIMED
    return _at_their_rhythm(ports, tx, dossier, kind, nearest or _group(tx, dossier))


def answered(ports: Ports, tx: Transaction, dossier: Dossier, kind: str, asked_by: str) -> tuple[str, ...]:
    """What an agent had asked for came: they are told, and those that the dossier concerns. To wake."""
    accounts = [one for one in (asked_by, *concerned(ports, tx, dossier)) if one]
    return tuple(_at_their_rhythm(ports, tx, dossier, kind, accounts)) if accounts else ()


def _at_their_rhythm(
    ports: Ports, tx: Transaction, dossier: Dossier, kind: str, accounts: Sequence[str]
) -> Sequence[str]:
    """Each of these, everybody of the service when none is named: now by an effect, or in the daily mail."""
    subject, now = SUBJECTS[kind], ports.clock.now()
    readers = tx.notices.readers(dossier.service_id, dossier.slug, subject)
    told = [one for one in readers if not accounts or one.account_id in accounts]
    tx.notices.add([
        Notice(ports.ids.new(), one.account_id, dossier.id, dossier.service_id, dossier.slug, kind, now)
        for one in told
        if one.rhythm(subject) == "daily"
    ])  # fmt: skip
    return [
        add_effect(ports, tx, dossier, f"staff:{kind}", now, {"account": one.account_id})
        for one in told
        if one.rhythm(subject) == "instant"
    ]


def preferences(ports: Ports, account: Account) -> Sequence[Preference]:
    """One for each form that the services of this agent publish, by title."""
    with ports.store.reading() as tx:
        chosen = {(one.slug, one.subject): one.rhythm for one in tx.notices.choices(account.id)}
    services = account.desk_services()
    return tuple(
        Preference(
            form, {subject: chosen.get((form.slug, subject), usual) for subject, usual in USUAL.items()}
        )
        for form in ports.forms.published()
        if form.service.id in services
    )


def choose(ports: Ports, account: Account, chosen: Mapping[tuple[str, str], str]) -> None:
    """Keep these rhythms, by (slug, subject). UnknownAnswers for one that was never offered."""
    offered = {(one.form.slug, subject) for one in preferences(ports, account) for subject in one.rhythms}
    wrong = [f"{subject}:{slug}" for slug, subject in chosen if (slug, subject) not in offered]
    rhythms = {name: rhythm for name, typed in chosen.items() for rhythm in RHYTHMS if rhythm == typed}
    if wrong or len(rhythms) != len(chosen):
        raise UnknownAnswers(wrong or sorted(set(chosen.values()) - set(RHYTHMS)))
    with ports.store.transaction() as tx:
        tx.notices.choose(account.id, [Choice(*name, rhythm) for name, rhythm in rhythms.items()])


def concerned(ports: Ports, tx: Transaction, dossier: Dossier) -> Sequence[str]:
    """The accounts to tell what happens to a dossier: who has it in charge, else who follows it.

    Those who are away give way to the next, then to the others of the group. All of them away: it is
    written to the nearest all the same."""
    beside = tx.casework.beside([dossier.id])[dossier.id]
    in_charge = [beside.assigned.account_id] if beside.assigned else []
    followers = [one.account_id for one in beside.followers]
    nearest = in_charge or followers
    away = away_today(ports, tx, dict.fromkeys((*in_charge, *followers)))
    for circle in (in_charge, followers):
        there = [one for one in circle if one not in away]
        if there:
            return there
    group = _group(tx, dossier) if away else ()
    away = away_today(ports, tx, group)
    return [one for one in group if one not in away] or nearest


def _group(tx: Transaction, dossier: Dossier) -> Sequence[str]:
    """The members of the group that the dossier is for; nobody when it is for the whole service."""
    if not dossier.group_id:
        return ()
    return tx.teams.members([dossier.service_id]).get(dossier.group_id, ())
