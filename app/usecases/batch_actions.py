"""What may be done to many dossiers at once: a registry. Each action calls the use case of one dossier.

An action is written "kind" or "kind:what" ("transition:accept"), and is offered with the number of
dossiers of the batch that allow it today: the others will be refused one by one, with their reason.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.absence import in_words
from app.core.account import Account
from app.core.dossier import Dossier
from app.core.language import _
from app.core.ticking import passages
from app.core.workflow import Transition
from app.usecases import assigning, labels, routing
from app.usecases.absences import away_today
from app.usecases.moving import asked_of_experts, definition_and_workflow, standing
from app.usecases.ports import Ports, Transaction
from app.usecases.process import act, follow, unfollow


@dataclass(frozen=True, slots=True)
class Offer:
    """An action that may be chosen. `number` dossiers allow it; `motive`: a text is asked for."""

    action: str
    label: str
    number: int
    motive: bool = False


Offering = Callable[[Ports, Transaction, Account, Sequence[Dossier]], Iterator[Offer]]
Doing = Callable[[Ports, Account, str, str, str], object]  # reference, what, motive


@dataclass(frozen=True, slots=True)
class BatchAction:
    """A kind of action: what it offers for these dossiers, and how it is done to one of them."""

    offers: Offering
    do: Doing


def _transitions(
    ports: Ports, tx: Transaction, account: Account, dossiers: Sequence[Dossier]
) -> Iterator[Offer]:
    """Those of the workflows, in the order of their files, as the page of each dossier would offer them."""
    found: dict[str, Transition] = {}
    numbers: Counter[str] = Counter()
    for dossier in dossiers:
        _definition, workflow = definition_and_workflow(ports, tx, dossier)
        asked = asked_of_experts(tx, workflow, dossier)
        past = passages(tx.events.of(dossier.id))
        where = standing(workflow, dossier, past, asked, account_id=account.id)
        roles = account.desk_roles(dossier.service_id)
        offered = {
            move.id: move
            for role in roles
            for move in workflow.available(dossier.state, role, where)
            if not workflow.states[move.to].consults  # experts are named one dossier at a time
        }
        found |= {id_: move for id_, move in offered.items() if id_ not in found}
        numbers.update(offered.keys())
    for id_, move in found.items():
        yield Offer(f"transition:{id_}", move.label, numbers[id_], "motive" in move.requires)


def _act(ports: Ports, account: Account, reference: str, what: str, motive: str) -> object:
    return act(ports, account, reference, what, motive=motive)


def _follow(ports: Ports, account: Account, reference: str, _what: str, _motive: str) -> object:
    return follow(ports, account, reference)


def _unfollow(ports: Ports, account: Account, reference: str, _what: str, _motive: str) -> object:
    return unfollow(ports, account, reference)


def _assign(ports: Ports, account: Account, reference: str, what: str, _motive: str) -> object:
    """Whoever chose it was told of an absence by the words of the offer."""
    return assigning.assign(ports, account, reference, what, even_away=True)


def _agents(ports: Ports, tx: Transaction, account: Account, dossiers: Sequence[Dossier]) -> Iterator[Offer]:
    """Oneself, each colleague, nobody. A dossier of another service than theirs will be refused."""
    people = tx.casework.choices(_services(dossiers)).people
    away = away_today(ports, tx, [one.account_id for one in people])
    for person in sorted(people, key=lambda one: one.account_id != account.id):
        name = _("moi") if person.account_id == account.id else person.name
        label = _("Attribuer à : {name}").format(name=name)
        if person.account_id in away:
            when = in_words(away[person.account_id])
            label = _("{label} (absence {when})").format(label=label, when=when)
        yield Offer(f"assign:{person.account_id}", label, len(dossiers))
    yield Offer("assign:", _("N’attribuer à personne"), len(dossiers))


def _services(dossiers: Sequence[Dossier]) -> list[str]:
    return sorted({one.service_id for one in dossiers})


def _reroute(ports: Ports, account: Account, reference: str, _what: str, _motive: str) -> object:
    return routing.reroute(ports, account, reference)


def _put_in(ports: Ports, account: Account, reference: str, what: str, _motive: str) -> object:
    return routing.put_in(ports, account, reference, what)


def _by_the_rules(
    _ports: Ports, tx: Transaction, _account: Account, dossiers: Sequence[Dossier]
) -> Iterator[Offer]:
    """For the services that have groups."""
    grouped = {group.service_id for group in tx.teams.groups.of(_services(dossiers))}
    number = sum(one.service_id in grouped for one in dossiers)
    if number:
        yield Offer("route:", _("Répartir selon les règles du service"), number)


def _groups(
    _ports: Ports, tx: Transaction, _account: Account, dossiers: Sequence[Dossier]
) -> Iterator[Offer]:
    for group in tx.teams.groups.of(_services(dossiers)):
        number = sum(one.service_id == group.service_id for one in dossiers)
        yield Offer(f"group:{group.id}", _("Confier au groupe : {name}").format(name=group.name), number)
    grouped = sum(bool(one.group_id) for one in dossiers)
    if grouped:
        yield Offer("group:", _("Retirer du groupe"), grouped)


def _label(ports: Ports, account: Account, reference: str, what: str, _motive: str) -> object:
    return labels.put(ports, account, reference, [what])


def _unlabel(ports: Ports, account: Account, reference: str, what: str, _motive: str) -> object:
    return labels.put(ports, account, reference, [], [what])


def _known_labels(action: str, text: str) -> Offering:
    def offers(
        _ports: Ports, tx: Transaction, _account: Account, dossiers: Sequence[Dossier]
    ) -> Iterator[Offer]:
        for label in tx.casework.labels.of(_services(dossiers)):
            number = sum(one.service_id == label.service_id for one in dossiers)
            yield Offer(f"{action}:{label.id}", text.format(name=label.name), number)

    return offers


def _always(action: str, label: str) -> Offering:
    def offers(
        _ports: Ports, _tx: Transaction, _account: Account, dossiers: Sequence[Dossier]
    ) -> Iterator[Offer]:
        yield Offer(action, label, len(dossiers))

    return offers


BATCH_ACTIONS: Mapping[str, BatchAction] = {
    "transition": BatchAction(_transitions, _act),
    "assign": BatchAction(_agents, _assign),
    "route": BatchAction(_by_the_rules, _reroute),
    "group": BatchAction(_groups, _put_in),
    "label": BatchAction(_known_labels("label", _("Poser l’étiquette « {name} »")), _label),
    "unlabel": BatchAction(_known_labels("unlabel", _("Retirer l’étiquette « {name} »")), _unlabel),
    "follow": BatchAction(_always("follow", _("Suivre ces dossiers")), _follow),
    "unfollow": BatchAction(_always("unfollow", _("Ne plus suivre ces dossiers")), _unfollow),
}


def offers(ports: Ports, tx: Transaction, account: Account, dossiers: Sequence[Dossier]) -> tuple[Offer, ...]:
    """Everything that this account may ask for these dossiers."""
    return tuple(
        offer for kind in BATCH_ACTIONS.values() for offer in kind.offers(ports, tx, account, dossiers)
    )


def do(ports: Ports, account: Account, reference: str, action: str, motive: str) -> None:
    """Do it to one dossier; raises what the use case of one dossier raises."""
    kind, _sign, what = action.partition(":")
    BATCH_ACTIONS[kind].do(ports, account, reference, what, motive)
