"""Documents of dossiers that exist nowhere, and of test dossiers: for designers. Each is a specimen.

Pure: a definition and answers in, a `Paper` out; nothing is kept, no mark verifies it.
"""

from dataclasses import replace
from datetime import datetime

from app.core.answers import Verdict
from app.core.definition import FormDefinition
from app.core.dossier import ALONE, REFERENCE_ALPHABET, Dossier, Person, new_reference
from app.core.errors import NotFound
from app.core.language import _
from app.core.legal_time import civil_date
from app.core.silence import silence_date
from app.core.summary import summarise
from app.usecases.papers import blank_paper, decision_paper, form_paper, receipt_paper
from app.usecases.ports import Paper

KINDS = ("form", "blank", "receipt", "decision")
FOLLOW = "https://guichet.example/suivi"


def specimen(
    kind: str, definition: FormDefinition, verdict: Verdict, now: datetime, dossier: Dossier | None = None
) -> Paper:
    """The paper of this kind for these answers. NotFound for a kind that is not in KINDS."""
    if kind == "blank":
        return blank_paper(definition, summarise(definition, None, blank=True), made_at=now)
    held = _sent(dossier, verdict, now) if dossier else _nowhere(definition, verdict, now)
    if kind == "receipt":
        return receipt_paper(held, definition, follow_url=FOLLOW, made_at=now)
    if kind == "decision":
        return _decision(held, definition, now)
    if kind == "form":
        return form_paper(held, definition, summarise(definition, verdict), made_at=now)
    raise NotFound


def for_trial(paper: Paper) -> Paper:
    """The same, marked at the head and at the foot of each page: nobody takes it for a real one."""
    title = _("ESSAI SANS VALEUR · {title}").format(title=paper.title)
    return replace(paper, title=title, facts={**paper.facts, "trial": True})


def _decision(dossier: Dossier, definition: FormDefinition, now: datetime) -> Paper:
    complete = bool(definition.paper.get("complete"))  # a form that calls for no decision
    label = _("Formulaire complet (spécimen)") if complete else _("Demande acceptée (spécimen)")
    return decision_paper(
        dossier, definition, label=label, outcome="complete" if complete else "accepted", motive="",
        author=Person(_("Prénom Nom"), "agent"), author_quality=_("Qualité"),
        decided_on=civil_date(now), made_at=now,
    )  # fmt: skip


def _sent(dossier: Dossier, verdict: Verdict, now: datetime) -> Dossier:
    """As if it were sent now, when it is not yet."""
    return replace(dossier, answers=verdict.answers, submitted_at=dossier.submitted_at or now)


def _nowhere(definition: FormDefinition, verdict: Verdict, now: datetime) -> Dossier:
    """A dossier that exists nowhere: its reference, all the same character, says so."""
    months = definition.legal.silence.months
    return Dossier(
        id="", reference=new_reference(lambda _alphabet: REFERENCE_ALPHABET[0]), slug=definition.slug,
        definition_hash=definition.hash, service_id=definition.service.id, state="", revision=0, working={},
        typed={}, answers=verdict.answers, acting=ALONE, created_at=now, updated_at=now, submitted_at=now,
        due_on=silence_date(civil_date(now), months) if months else None,
    )  # fmt: skip
