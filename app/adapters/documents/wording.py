"""The sentences and boxes that a Cerfa carries whatever its questions: help received, signatures,
the administration's frame, data protection.

It reads the definition's `paper` hints and the law's usual words; it refuses to know HTML.
Hints: `issuer` (whose model the form is), `notices` (sentences), `signatures` (captions),
`administration` (a list of {"title", "fields"}; an empty list for none).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.definition import FormDefinition
from app.core.french import join, spaced
from app.core.language import _, ngettext
from app.core.legal_time import day_in_words
from app.usecases.ports import Paper

Json = Any
BY_HAND = ("à la main", "devant")  # "Signature à la main du titulaire", "… devant l’autorité"
_SMALL = frozenset("abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùûü ’")  # after it, a capital is not an acronym's


@dataclass(frozen=True, slots=True)
class Signature:
    """A box to sign; the applicant's needs no ink when the form was sent, unless its caption says so."""

    caption: str
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Something that the service writes; `tall` leaves room for a stamp."""

    label: str
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Administration:
    """A frame that the applicant leaves empty."""

    title: str
    lines: tuple[Line, ...]


def helped(paper: Paper) -> str:
    """Who helped whom, in which mode; "" when the person was alone."""
    acting = paper.acting
    if acting is None or acting.mode == "autonome":
        return ""
    who = ", ".join(part for part in (acting.actor.name, acting.actor.organisation) if part)
    whom = acting.beneficiary.name or _("la personne concernée")
    if acting.mode == "accompagne":
        return _("Rempli avec l’aide de {who}, pour {whom}.").format(who=who, whom=whom)
    if paper.mandate is None:
        return _("Rempli par {who}, pour {whom}, par mandat.").format(who=who, whom=whom)
    given = day_in_words(paper.mandate.given_at)
    return _("Rempli par {who}, pour {whom}, par mandat du {day}.").format(who=who, whom=whom, day=given)


def declared(paper: Paper) -> str:
    """The sentence that was accepted when the form was sent; "" before that."""
    if paper.submitted_at is None or paper.definition is None or not paper.definition.declaration:
        return ""
    return _("Déclaration à l’envoi : {sentence}").format(sentence=spaced(paper.definition.declaration))


def unprintable() -> str:
    """What the sign � stands for, as base/page.html says it."""
    return _(
        "Le signe � remplace un caractère (émoji, écriture rare) que l’imprimante ne sait pas écrire. "
        "La réponse complète est conservée dans le dossier en ligne."
    )


def signatures(definition: FormDefinition) -> tuple[Signature, ...]:
    """The boxes at the end: the applicant's, unless the definition lists others."""
    captions = definition.paper.get("signatures") or [_("Signature du demandeur")]
    return tuple(
        Signature(text, by_hand=number > 0 or any(word in text for word in BY_HAND))
        for number, text in enumerate(map(str, captions))
    )


def administration(definition: FormDefinition) -> tuple[Administration, ...]:
    """The frames that the service fills itself; a usual one unless the definition lists its own (or none)."""
    hints = definition.paper.get("administration")
    if hints is None:
        usual = (Line(_("Reçu le")), Line(_("Agent")))
        return (Administration(_("Réception du dossier"), usual),)
    return tuple(Administration(str(hint["title"]), tuple(map(_line, hint["fields"]))) for hint in hints)


def _line(hint: Json) -> Line:
    """A signature or a stamp needs room, anything else a line."""
    return Line(str(hint), tall=str(hint).startswith(("Signature", "Cachet")))


def contact(definition: FormDefinition) -> str:
    """How to join the service, on one line."""
    service = definition.service
    return join([part for part in (service.name, service.phone, service.email) if part], _("ou"))


def notices(definition: FormDefinition) -> tuple[str, ...]:
    """The definition's own legal sentences (false statements, opposition…)."""
    return tuple(map(str, definition.paper.get("notices", ())))


def data_protection(definition: FormDefinition) -> Iterator[str]:
    """Who uses the data, for what, for how long, and whom to ask."""
    legal, service = definition.legal, definition.service
    if legal.purposes:
        who = service.organisation or service.name
        yield _("{who} traite ces données pour : {purposes}.").format(
            who=who, purposes=_listed(legal.purposes)
        )
    if legal.recipients:
        yield _("Destinataires : {recipients}.").format(recipients=_listed(legal.recipients))
    if legal.retention_months:
        yield _kept_for(legal.retention_months)
    contact = legal.dpo or service.email or service.name
    yield _(
        "Vous pouvez accéder à vos données, les faire rectifier, ou limiter leur usage, en écrivant à : "
        "{contact}. Si la réponse ne vous convient pas, vous pouvez saisir la CNIL (cnil.fr)."
    ).format(contact=contact)


def _kept_for(months: int) -> str:
    years, left = divmod(months, 12)
    if left:
        return _("Durée de conservation : {n} mois.").format(n=months)
    told = ngettext("Durée de conservation : {n} an.", "Durée de conservation : {n} ans.", years)
    return told.format(n=years)


def _listed(sentences: Sequence[str]) -> str:
    """Sentences as the items of a longer one: no capital, no full stop of their own."""
    items = [sentence.strip().rstrip(".") for sentence in sentences]
    return " ; ".join(text[:1].lower() + text[1:] if text[1:2] in _SMALL else text for text in items)
