"""`guichet pdf`: one document from a form and a file of answers, without a database.

For designers and tests: receipt and decision are specimens, since no dossier exists.
"""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from app.adapters.documents import WeasyDocuments
from app.adapters.forms import FormFiles
from app.commands.given_answers import form_named, refuse, verdict_of
from app.core.answers import Verdict
from app.core.definition import FormDefinition
from app.core.dossier import ALONE, REFERENCE_ALPHABET, Dossier, Person, new_reference
from app.core.language import _
from app.core.silence import silence_date
from app.core.summary import summarise
from app.settings import Settings
from app.usecases.papers import blank_paper, decision_paper, form_paper, receipt_paper
from app.usecases.ports import Paper

PARIS = ZoneInfo("Europe/Paris")


DOCUMENTS = click.Choice(["form", "blank", "receipt", "decision"])
FILE = click.Path(path_type=Path)


@click.command()
@click.argument("slug")
@click.option("--answers", type=FILE, help=_("Fichier JSON de réponses."))
@click.option("--document", type=DOCUMENTS, default="form", show_default=True)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help=_("Jour où les réponses sont jugées."))
@click.option("-o", "--output", type=FILE, required=True, help=_("Fichier PDF à écrire."))
def pdf(slug: str, answers: Path | None, document: str, today: datetime | None, output: Path) -> None:
    """Écrire un document PDF de la démarche SLUG."""
    settings = Settings.from_env()
    definition = form_named(FormFiles(settings.forms, only=slug), slug)
    now = datetime.now(PARIS)
    if document == "blank":
        paper = blank_paper(definition, summarise(definition, None, blank=True), made_at=now)
    else:
        verdict = verdict_of(definition, answers, (today or now).date())
        paper = _paper(document, definition, verdict, now)
    content = WeasyDocuments(settings.templates).render(paper)
    try:
        output.write_bytes(content)
    except OSError as error:
        refuse(_("{file} ne peut pas être écrit : {why}").format(file=output, why=error.strerror))
    click.echo(_("{file} : {size} ko").format(file=output, size=round(len(content) / 1000)))


def _paper(document: str, definition: FormDefinition, verdict: Verdict, now: datetime) -> Paper:
    dossier = _specimen(definition, verdict, now)
    if document == "receipt":
        url = "https://guichet.example/suivi"
        return receipt_paper(dossier, definition, follow_url=url, made_at=now)
    if document == "decision":
        complete = bool(definition.paper.get("complete"))  # a form that calls for no decision
        label = _("Formulaire complet (spécimen)") if complete else _("Demande acceptée (spécimen)")
        return decision_paper(
            dossier, definition, label=label, outcome="complete" if complete else "accepted", motive="",
            author=Person(_("Prénom Nom"), "agent"), author_quality=_("Qualité"),
            decided_on=now.date(), made_at=now,
        )  # fmt: skip
    return form_paper(dossier, definition, summarise(definition, verdict), made_at=now)


def _specimen(definition: FormDefinition, verdict: Verdict, now: datetime) -> Dossier:
    """A dossier that exists nowhere: its reference, all the same character, says so."""
    months = definition.legal.silence.months
    return Dossier(
        id="", reference=new_reference(lambda _alphabet: REFERENCE_ALPHABET[0]), slug=definition.slug,
        definition_hash=definition.hash, service_id=definition.service.id, state="", revision=0, working={},
        typed={}, answers=verdict.answers, acting=ALONE, created_at=now, updated_at=now, submitted_at=now,
        due_on=silence_date(now.date(), months) if months else None,
    )  # fmt: skip
