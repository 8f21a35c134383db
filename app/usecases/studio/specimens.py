"""Specimens: each document of a form, of a dossier that exists nowhere or of a test; for designers.

Pure: a definition and answers that were judged in, a `Paper` out; nothing is kept, no mark verifies it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.core.answers import Verdict
from app.core.definition import FormDefinition
from app.core.dossier import ALONE, REFERENCE_ALPHABET, Dossier, Event, Mandate, Person, new_reference
from app.core.errors import NotFound
from app.core.language import _
from app.core.legal_time.silence import silence_date
from app.core.summary import summarise
from app.usecases.desk.archive_paper import archive_paper
from app.usecases.documents.papers import (
    blank_paper,
    decision_paper,
    form_paper,
    mandate_paper,
    receipt_paper,
)
from app.usecases.ports import Paper

BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Specimen:
    """What a document is made of. `verdict` is None for a blank form alone."""

    definition: FormDefinition
    verdict: Verdict | None
    now: datetime
    held: Dossier | None = None  # of a test

    @property
    def dossier(self) -> Dossier:
        """The test's, as if it were sent; else one whose reference says that it exists nowhere."""
        if self.held is None:
            return self._nowhere()
        answers = self.verdict.answers if self.verdict else {}
        return replace(self.held, answers=answers, submitted_at=self.held.submitted_at or self.now)

    def _nowhere(self) -> Dossier:
        definition, now = self.definition, self.now
        months = definition.legal.silence.months
        return Dossier(
            id="", reference=new_reference(lambda _alphabet: REFERENCE_ALPHABET[0]), slug=definition.slug,
            definition_hash=definition.hash, service_id=definition.service.id, state="", revision=0,
            working={}, typed={}, answers=self.verdict.answers if self.verdict else {}, acting=ALONE,
            created_at=now, updated_at=now, submitted_at=now,
            due_on=silence_date(now.date(), months) if months else None,
        )  # fmt: skip


def _blank(specimen: Specimen) -> Paper:
    sections = summarise(specimen.definition, None, blank=True)
    return blank_paper(specimen.definition, sections, made_at=specimen.now)


def _form(specimen: Specimen) -> Paper:
    sections = summarise(specimen.definition, specimen.verdict)
    return form_paper(specimen.dossier, specimen.definition, sections, made_at=specimen.now)


def _receipt(specimen: Specimen) -> Paper:
    url = "https://guichet.example/suivi"
    return receipt_paper(specimen.dossier, specimen.definition, follow_url=url, made_at=specimen.now)


def _mandate(specimen: Specimen) -> Paper:
    now = specimen.now
    mandate = Mandate(
        id="", adviser_id="", adviser_name=_("Prénom Nom"), organisation=_("Structure"),
        beneficiary=_("Prénom Nom"), scope=(specimen.definition.slug,), given_at=now,
        ends_at=now + timedelta(days=1), consent=_("Texte lu et accepté par la personne."),
    )  # fmt: skip
    return mandate_paper(mandate, (specimen.definition,), made_at=now)


def _decision(specimen: Specimen) -> Paper:
    """The good news of this form: accepted, or complete where no decision is taken."""
    complete = bool(specimen.definition.paper.get("complete"))
    label = _("Formulaire complet (spécimen)") if complete else _("Demande acceptée (spécimen)")
    return _letter(specimen, label, "complete" if complete else "accepted", "")


def _refusal(specimen: Specimen) -> Paper:
    motive = _("Motif écrit par l’agent, en droit et en fait.")
    return _letter(specimen, _("Demande refusée (spécimen)"), "refused", motive)


def _closure(specimen: Specimen) -> Paper:
    motive = _("Motif écrit par l’agent.")
    return _letter(specimen, _("Dossier clos sans décision (spécimen)"), "closed", motive)


def _letter(specimen: Specimen, label: str, outcome: str, motive: str) -> Paper:
    return decision_paper(
        replace(specimen.dossier, state=outcome), specimen.definition, label=label, outcome=outcome,
        motive=motive, author=Person(_("Prénom Nom"), "agent"), author_quality=_("Qualité"),
        decided_on=specimen.now.date(), made_at=specimen.now,
    )  # fmt: skip


def _summary(specimen: Specimen) -> Paper:
    event = Event("", "", 1, "transition", specimen.now, ALONE, {"done": _("Dossier déposé")})
    return archive_paper(
        specimen.dossier, specimen.definition, state=_("Reçu"), events=(event,), documents=(), attachments=(),
        made_at=specimen.now,
    )  # fmt: skip


# what --document takes → how its paper is made
SPECIMENS: Mapping[str, Callable[[Specimen], Paper]] = {
    "form": _form,
    BLANK: _blank,
    "receipt": _receipt,
    "decision": _decision,
    "refusal": _refusal,
    "closure": _closure,
    "mandate": _mandate,
    "summary": _summary,
}


def specimen(kind: str, asked: Specimen) -> Paper:
    """The paper of this kind. NotFound for a kind that is not in SPECIMENS."""
    if kind not in SPECIMENS:
        raise NotFound
    return SPECIMENS[kind](asked)


def for_trial(paper: Paper) -> Paper:
    """The same, marked at the head and at the foot of each page: nobody takes it for a real one."""
    title = _("ESSAI SANS VALEUR · {title}").format(title=paper.title)
    return replace(paper, title=title, facts={**paper.facts, "trial": True})
