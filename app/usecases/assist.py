"""The adviser's road: helping somebody present, or acting for them by a one-day mandate.

The form is the same as for everybody; only who acts for whom is added, to every event.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.dossier import ALONE, Acting, Dossier, Mandate, Mode, Person
from app.core.errors import NotAllowed, NotFound
from app.core.language import _
from app.core.plain_text import one_line
from app.core.workflow import DRAFT
from app.usecases.desk.moving import add_effect
from app.usecases.fill import open_draft
from app.usecases.fill.filling import require_mandate, require_same_help
from app.usecases.fill.follow import link
from app.usecases.fill.openness import require_open
from app.usecases.ports import Ports, Transaction

MANDATE_LASTS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Space:
    """The adviser's page: drafts still in hand, with their form's title; the forms to help with."""

    drafts: tuple[tuple[Dossier, str], ...]
    forms: tuple[FormDefinition, ...]


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the citizen leaves with: number, code and link of their draft."""

    dossier: Dossier
    reference: str
    code: str
    url: str


def consent_words(beneficiary: str, organisation: str, form_title: str) -> str:
    """The consent, to be read aloud and agreed to by the person themself."""
    return _(
        "Moi, {name}, je donne mandat à mon conseiller (structure : {organisation}) pour remplir et envoyer "
        "à ma place la démarche « {form} ». "
        "Cet accord vaut pour cette démarche seulement, pendant un jour. Je peux le retirer à tout moment. "
        "Le conseiller ne fait que ce que je lui demande, et ne garde rien ensuite."
    ).format(name=beneficiary, organisation=organisation, form=form_title)


def begin(
    ports: Ports,
    account: Account,
    *,
    slug: str,
    beneficiary: str,
    mode: Mode,
    consent: bool = False,
    email: str = "",
) -> Dossier:
    """Open a draft for somebody. By mandate, the person's own consent is required (NotAllowed)."""
    _require_adviser(account)
    definition = ports.forms.current(slug)
    require_open(ports, slug)
    person = Person(name=one_line(beneficiary))
    acting = Acting(actor=account.person("adviser"), beneficiary=person, mode=mode)
    if mode != "mandat":
        with ports.store.transaction() as tx:
            return open_draft(ports, tx, definition, acting, email)
    if not consent:
        raise NotAllowed(_("Sans l’accord de la personne, il n’y a pas de mandat."))
    return _begin_by_mandate(ports, account, definition, acting, email)


def _begin_by_mandate(
    ports: Ports, account: Account, definition: FormDefinition, acting: Acting, email: str
) -> Dossier:
    mandate = _mandate(ports, account, definition, acting.beneficiary.name)
    acting = replace(acting, mandate_id=mandate.id)
    with ports.store.transaction() as tx:
        tx.mandates.add(mandate)
        dossier = open_draft(ports, tx, definition, acting, email)
        tx.events.append(
            dossier.id, "mandate", mandate.given_at, acting, {"ends_at": mandate.ends_at.isoformat()}
        )
        effect_id = add_effect(ports, tx, dossier, "document:mandate", mandate.given_at)
    ports.queue.wake([effect_id])
    return dossier


def _mandate(ports: Ports, account: Account, definition: FormDefinition, beneficiary: str) -> Mandate:
    now = ports.clock.now()
    return Mandate(
        id=ports.ids.new(),
        adviser_id=account.id,
        adviser_name=account.name,
        organisation=account.organisation,
        beneficiary=beneficiary,
        scope=(definition.slug,),
        given_at=now,
        ends_at=now + MANDATE_LASTS,
        consent=consent_words(beneficiary, account.organisation, definition.title),
    )


def space(ports: Ports, account: Account) -> Space:
    """The drafts that this adviser still holds, and every form."""
    _require_adviser(account)
    forms = tuple(ports.forms.published())
    titles = {form.slug: form.title for form in forms}
    with ports.store.reading() as tx:
        drafts = tuple(tx.dossiers.drafts_of(account.id))
    return Space(tuple((draft, titles.get(draft.slug, draft.slug)) for draft in drafts), forms)


def take_up(ports: Ports, account: Account, reference: str) -> Dossier:
    """A draft of this adviser's own, to go on with it; NotFound for any other."""
    with ports.store.reading() as tx:
        dossier = tx.dossiers.by_reference(reference)
    if dossier is None or not _in_hand(dossier, account):
        raise NotFound
    return dossier


def to_hand_over(ports: Ports, account: Account, reference: str) -> Dossier:
    """A dossier that this adviser may give to the person: a draft in hand, or one that they sent for them."""
    with ports.store.reading() as tx:
        dossier = tx.dossiers.by_reference(reference)
    if dossier is None or dossier.acting.actor.id != account.id:
        raise NotFound
    return dossier


def hand_over(ports: Ports, account: Account, dossier_id: str) -> HandOver:
    """Give the draft to the citizen: codes given before stop working, the adviser loses it.

    Of a dossier that was sent, only number and code are given: the mail of its receipt holds the same.
    """
    with ports.store.transaction() as tx:
        dossier = tx.dossiers.get(dossier_id)
        if dossier.acting.actor.id != account.id:
            raise NotFound
        given, effects = dossier, list[str]()
        if dossier.state == DRAFT:
            given, effects = _give_draft(ports, tx, dossier)
        else:
            require_mandate(ports, tx, dossier.acting, dossier.slug)
            tx.events.append(dossier.id, "keys-given", ports.clock.now(), dossier.acting)
    ports.queue.wake(effects)
    return _handed(ports, given)


def _give_draft(ports: Ports, tx: Transaction, dossier: Dossier) -> tuple[Dossier, list[str]]:
    """The draft as the citizen's own; a mandate has no purpose left."""
    person = dossier.acting.beneficiary
    alone = Acting(actor=person, beneficiary=person)
    given = replace(dossier, generation=dossier.generation + 1, acting=alone)
    if not tx.dossiers.change(given, from_state=DRAFT):
        raise NotFound
    now = ports.clock.now()
    if dossier.acting.mode == "mandat":
        tx.mandates.revoke(dossier.acting.mandate_id, now)
    tx.events.append(dossier.id, "handed-over", now, dossier.acting)
    return given, [add_effect(ports, tx, given, "mail:draft-link", now)] if given.email else []


def handed(ports: Ports, dossier_id: str, generation: int) -> HandOver:
    """What was given, to read it once more; NotFound when the codes have changed since."""
    with ports.store.reading() as tx:
        dossier = tx.dossiers.get(dossier_id)
    if dossier.generation != generation:
        raise NotFound
    return _handed(ports, dossier)


def _handed(ports: Ports, dossier: Dossier) -> HandOver:
    code = ports.keys.code(dossier.id, dossier.generation)
    return HandOver(dossier, dossier.reference, code, link(ports, dossier))


def end_mandate(ports: Ports, dossier_id: str, acting: Acting = ALONE) -> None:
    """Taken back by the person, or given back by the adviser; a second time changes nothing."""
    with ports.store.transaction() as tx:
        dossier = tx.dossiers.get(dossier_id)
        require_same_help(dossier, acting)
        if dossier.acting.mode != "mandat":
            return
        mandate = tx.mandates.get(dossier.acting.mandate_id)
        if mandate.revoked_at is None:
            now = ports.clock.now()
            tx.mandates.revoke(mandate.id, now)
            tx.events.append(dossier_id, "mandate-ended", now, acting)


def leave(ports: Ports, account: Account, dossier_ids: Sequence[str]) -> None:
    """End the session on a shared machine: the history tells when help stopped."""
    with ports.store.transaction() as tx:
        for dossier_id in dossier_ids:
            _note_end(ports, tx, account, dossier_id)


def _note_end(ports: Ports, tx: Transaction, account: Account, dossier_id: str) -> None:
    dossier = tx.dossiers.get(dossier_id)
    if dossier.acting.actor.id == account.id:
        tx.events.append(dossier_id, "assist-ended", ports.clock.now(), dossier.acting)


def _in_hand(dossier: Dossier, account: Account) -> bool:
    return dossier.state == DRAFT and dossier.acting.actor.id == account.id


def _require_adviser(account: Account) -> None:
    if not account.has_role("adviser"):
        raise NotAllowed
