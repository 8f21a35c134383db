"""Builds the papers that effects print: plain values in, a `Paper` out.

Pure: no storage, no clock, no PDF. It decides what a document says of a dossier; the templates
decide how it looks.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from app.core.definition import FormDefinition
from app.core.dossier import Acting, Dossier, Mandate, Person, spell_reference
from app.core.language import _
from app.core.summary import Section
from app.core.texts.letters import laid_out, standard, title_of, words
from app.core.texts.mail_texts import MailText
from app.core.texts.message_words import worths
from app.core.withholding import without_sensitive
from app.usecases.ports import Paper

Json = Any

CERFA, RECEIPT, DECISION, MANDATE = "cerfa", "accuse-reception", "decision", "mandat"


def form_paper(
    dossier: Dossier,
    definition: FormDefinition,
    sections: Sequence[Section],
    *,
    made_at: datetime,
    mandate: Mandate | None = None,
) -> Paper:
    """The filled form, as sent (or as it is now: then nothing says that it was sent)."""
    return Paper(
        template=definition.documents.get("form", CERFA),
        kind="form",
        title=definition.title,
        definition=definition,
        sections=tuple(sections),
        reference=spell_reference(dossier.reference),
        made_at=made_at,
        submitted_at=dossier.submitted_at,
        acting=_named(dossier),
        mandate=mandate,
        deposit=_deposit(dossier, definition),
    )


def _deposit(dossier: Dossier, definition: FormDefinition) -> dict[str, Json]:
    """What a program needs to read the form again, years later: the answers and what they answer.

    Who is given the file reads its pages; a program reads thousands of files: what is sensitive is not in.
    """
    sent = dossier.submitted_at
    shared = without_sensitive(definition, dossier.answers)
    return {
        "reference": dossier.reference,
        "form": definition.slug,
        "version": definition.version,
        "definition_sha256": dossier.definition_hash,
        "submitted_at": sent.isoformat() if sent is not None else None,
        "answers": shared.answers,
        "withheld": list(shared.withheld),
    }


def draft_paper(
    dossier: Dossier, definition: FormDefinition, sections: Sequence[Section], *, made_at: datetime
) -> Paper:
    """The filled form before it is sent: every page says so, nothing in it proves anything."""
    paper = form_paper(dossier, definition, sections, made_at=made_at)
    title = _("Projet : {title}").format(title=definition.title)
    return replace(paper, title=title, submitted_at=None, deposit={}, draft=True)


def blank_paper(
    definition: FormDefinition, sections: Sequence[Section], *, made_at: datetime | None = None
) -> Paper:
    """The form to fill by hand: `sections` come from `summarise(…, blank=True)`."""
    return Paper(
        template=definition.documents.get("form", CERFA),
        kind="blank",
        title=definition.title,
        definition=definition,
        sections=tuple(sections),
        made_at=made_at,
    )


def receipt_paper(
    dossier: Dossier,
    definition: FormDefinition,
    *,
    follow_url: str,
    made_at: datetime,
    mandate: Mandate | None = None,
    address: Sequence[str] = (),
    resumed_on: date | None = None,
) -> Paper:
    """The receipt of an electronic filing (CRPA L112-11, R112-11-1).

    `resumed_on`: since when the delay runs again, in a receipt that takes the place of another (L114-5).
    """
    return Paper(
        template=definition.documents.get("receipt", RECEIPT),
        kind="receipt",
        title=_("Accusé de réception"),
        definition=definition,
        reference=spell_reference(dossier.reference),
        made_at=made_at,
        submitted_at=dossier.submitted_at,
        due_on=dossier.due_on,
        acting=_named(dossier),
        mandate=mandate,
        beneficiary_address=tuple(address),
        facts={
            "follow_url": follow_url,
            "resumed_on": resumed_on,
            "todo": list(definition.start.todo),
            "next": list(definition.start.next),
        },
    )


def decision_paper(
    dossier: Dossier,
    definition: FormDefinition,
    *,
    label: str,
    outcome: str,
    motive: str,
    author: Person,
    author_quality: str,
    decided_on: date,
    made_at: datetime,
    address: Sequence[str] = (),
    text: MailText | None = None,
) -> Paper:
    """The letter of a decision, in the words of its service (`text`) or in the standard ones.

    `outcome` is accepted, complete, refused or closed, `label` what was decided ("Demande acceptée").
    """
    said = text or standard(outcome)
    worth = worths(dossier, definition) | words(definition, outcome, label, motive)
    return Paper(
        template=definition.documents.get("decision", DECISION),
        kind="decision",
        title=title_of(said, worth),
        definition=definition,
        reference=spell_reference(dossier.reference),
        made_at=made_at,
        submitted_at=dossier.submitted_at,
        acting=_named(dossier),
        beneficiary_address=tuple(address) or _addressee(dossier),
        facts={
            "outcome": outcome,
            "blocks": laid_out(said.body, worth),
            "author_name": author.name,
            "author_quality": author_quality,
            "decided_on": decided_on,
        },
    )


def mandate_paper(
    mandate: Mandate, forms: Sequence[FormDefinition], *, made_at: datetime, reference: str = ""
) -> Paper:
    """The mandate to print and sign; `forms` are those of its scope."""
    titles = {form.slug: form.title for form in forms}
    return Paper(
        template=MANDATE,
        kind="mandate",
        title=_("Mandat pour faire une démarche en ligne"),
        definition=forms[0] if forms else None,
        reference=spell_reference(reference) if reference else "",
        made_at=made_at,
        mandate=mandate,
        facts={"scope": [titles.get(slug, slug) for slug in mandate.scope]},
    )


def _named(dossier: Dossier) -> Acting:
    """The same people, the citizen under the name that the dossier carries when the acting has none."""
    acting = dossier.acting
    if acting.beneficiary.name or not dossier.title:
        return acting
    beneficiary = Person(name=dossier.title, role=acting.beneficiary.role, id=acting.beneficiary.id)
    return Acting(acting.actor, beneficiary, acting.mode, acting.mandate_id)


def _addressee(dossier: Dossier) -> tuple[str, ...]:
    """Without a postal address, at least whose letter it is."""
    name = _named(dossier).beneficiary.name
    return (name,) if name else ()
