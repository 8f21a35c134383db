"""What may be done to many dossiers at once: a registry. Each action calls the use case of one dossier.

An action is written "kind" or "kind:what" ("transition:accept"), and is offered with the number of
dossiers of the batch that allow it today: the others will be refused one by one, with their reason.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.account import Account
from app.core.desk.absence import in_words
from app.core.desk.casework import Choices
from app.core.dossier import Dossier
from app.core.language import _
from app.core.legal_time.ticking import passages
from app.core.texts.message_words import filled, without_worth
from app.core.workflow import Transition
from app.usecases.desk import assigning, labels, messages, routing
from app.usecases.desk.absences import away_today
from app.usecases.desk.moving import consults, definition_and_workflow, standing
from app.usecases.desk.on_duty import CaseworkRefused, of_my_service
from app.usecases.desk.process import act, follow, unfollow
from app.usecases.ports import Ports, Transaction


@dataclass(frozen=True, slots=True)
class Offer:
    """An action that may be chosen. `number` dossiers allow it; `motive`, `message`: the text asked for."""

    action: str
    label: str
    number: int
    motive: bool = False
    message: bool = False


@dataclass(frozen=True, slots=True)
class Picked:
    """The dossiers of a batch, and the agents, labels and groups of their services: read once for all."""

    dossiers: Sequence[Dossier]
    known: Choices

    def of_service(self, service_id: str) -> int:
        """How many are of this service."""
        return sum(one.service_id == service_id for one in self.dossiers)


Offering = Callable[[Ports, Transaction, Account, Picked], Iterator[Offer]]
Doing = Callable[[Ports, Account, str, str, str], object]  # reference, what, motive


@dataclass(frozen=True, slots=True)
class BatchAction:
    """A kind of action: what it offers for these dossiers, and how it is done to one of them."""

    offers: Offering
    do: Doing


def _transitions(ports: Ports, tx: Transaction, account: Account, picked: Picked) -> Iterator[Offer]:
    """Those of the workflows, in the order of their files, as the page of each dossier would offer them.

    Histories and opinions are read together: a statement a dossier would be a thousand for a batch.
    """
    found: dict[str, Transition] = {}
    numbers: Counter[str] = Counter()
    followed = [(dossier, definition_and_workflow(ports, tx, dossier)[1]) for dossier in picked.dossiers]
    histories = tx.events.all_of([dossier.id for dossier in picked.dossiers])
    opinions = tx.opinions.all_of(
        [dossier.id for dossier, workflow in followed if consults(workflow, dossier)]
    )
    for dossier, workflow in followed:
        past = passages(histories[dossier.id])
        where = standing(workflow, dossier, past, opinions.get(dossier.id, ()), account_id=account.id)
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


def _agents(ports: Ports, tx: Transaction, account: Account, picked: Picked) -> Iterator[Offer]:
    """Oneself, each colleague, nobody. A dossier of another service than theirs will be refused."""
    people, number = picked.known.people, len(picked.dossiers)
    away = away_today(ports, tx, [one.account_id for one in people])
    for person in sorted(people, key=lambda one: one.account_id != account.id):
        name = _("moi") if person.account_id == account.id else person.name
        label = _("Attribuer à : {name}").format(name=name)
        if person.account_id in away:
            when = in_words(away[person.account_id])
            label = _("{label} (absence {when})").format(label=label, when=when)
        yield Offer(f"assign:{person.account_id}", label, number)
    yield Offer("assign:", _("N’attribuer à personne"), number)


def _reroute(ports: Ports, account: Account, reference: str, _what: str, _motive: str) -> object:
    return routing.reroute(ports, account, reference)


def _put_in(ports: Ports, account: Account, reference: str, what: str, _motive: str) -> object:
    return routing.put_in(ports, account, reference, what)


def _by_the_rules(_ports: Ports, _tx: Transaction, _account: Account, picked: Picked) -> Iterator[Offer]:
    """For the services that have groups."""
    number = sum(picked.of_service(one) for one in {group.service_id for group in picked.known.groups})
    if number:
        yield Offer("route:", _("Répartir selon les règles du service"), number)


def _groups(_ports: Ports, _tx: Transaction, _account: Account, picked: Picked) -> Iterator[Offer]:
    for group in picked.known.groups:
        label = _("Confier au groupe : {name}").format(name=group.name)
        yield Offer(f"group:{group.id}", label, picked.of_service(group.service_id))
    grouped = sum(bool(one.group_id) for one in picked.dossiers)
    if grouped:
        yield Offer("group:", _("Retirer du groupe"), grouped)


def _label(ports: Ports, account: Account, reference: str, what: str, _motive: str) -> object:
    return labels.put(ports, account, reference, [what])


def _unlabel(ports: Ports, account: Account, reference: str, what: str, _motive: str) -> object:
    return labels.put(ports, account, reference, [], [what])


def _known_labels(action: str, text: str) -> Offering:
    def offers(_ports: Ports, _tx: Transaction, _account: Account, picked: Picked) -> Iterator[Offer]:
        for label in picked.known.labels:
            number = picked.of_service(label.service_id)
            yield Offer(f"{action}:{label.id}", text.format(name=label.name), number)

    return offers


def _writing(_ports: Ports, _tx: Transaction, _account: Account, picked: Picked) -> Iterator[Offer]:
    yield Offer("message", _("Écrire aux usagers"), len(picked.dossiers), message=True)


def _write(ports: Ports, account: Account, reference: str, _what: str, text: str) -> object:
    """The message with its variables filled. A dossier for which one is worth nothing is refused: a sentence
    with a hole would leave in the name of the service."""
    with ports.store.reading() as tx:
        dossier = of_my_service(tx, account, reference)
        definition = tx.definitions.get(dossier.definition_hash)
    for name in without_worth(text, dossier, definition):
        raise CaseworkRefused(
            _("« {name} » n’a pas de valeur pour ce dossier : écrivez-lui à part.").format(name=name)
        )
    return messages.to_citizen(ports, account, reference, filled(text, dossier, definition))


def _export(ports: Ports, account: Account, reference: str, _what: str, _text: str) -> object:
    """A dossier that may be read is let through; its file is made when it is taken (`batch_export`)."""
    with ports.store.reading() as tx:
        return of_my_service(tx, account, reference)


def _always(action: str, label: str) -> Offering:
    def offers(_ports: Ports, _tx: Transaction, _account: Account, picked: Picked) -> Iterator[Offer]:
        yield Offer(action, label, len(picked.dossiers))

    return offers


BATCH_ACTIONS: Mapping[str, BatchAction] = {
    "transition": BatchAction(_transitions, _act),
    "assign": BatchAction(_agents, _assign),
    "route": BatchAction(_by_the_rules, _reroute),
    "group": BatchAction(_groups, _put_in),
    "label": BatchAction(_known_labels("label", _("Poser l’étiquette « {name} »")), _label),
    "unlabel": BatchAction(_known_labels("unlabel", _("Retirer l’étiquette « {name} »")), _unlabel),
    "message": BatchAction(_writing, _write),
    "export": BatchAction(_always("export", _("Exporter ces dossiers")), _export),
    "follow": BatchAction(_always("follow", _("Suivre ces dossiers")), _follow),
    "unfollow": BatchAction(_always("unfollow", _("Ne plus suivre ces dossiers")), _unfollow),
}


def offers(ports: Ports, tx: Transaction, account: Account, dossiers: Sequence[Dossier]) -> tuple[Offer, ...]:
    """Everything that this account may ask for these dossiers: as many statements for one as for all."""
    picked = Picked(dossiers, tx.casework.choices(sorted({one.service_id for one in dossiers})))
    kinds = BATCH_ACTIONS.values()
    return tuple(offer for kind in kinds for offer in kind.offers(ports, tx, account, picked))


def do(ports: Ports, account: Account, reference: str, action: str, motive: str) -> None:
    """Do it to one dossier; raises what the use case of one dossier raises."""
    kind, _sign, what = action.partition(":")
    BATCH_ACTIONS[kind].do(ports, account, reference, what, motive)
