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
from app.core.answers import judge
from app.core.language import _
from app.settings import Settings
from app.usecases.specimens import KINDS, specimen

PARIS = ZoneInfo("Europe/Paris")


DOCUMENTS = click.Choice(KINDS)
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
    day = (today or now).date()
    if document == "blank":
        verdict = judge(definition, {}, today=day)
    else:
        verdict = verdict_of(definition, answers, day)
    paper = specimen(document, definition, verdict, now)
    content = WeasyDocuments(settings.templates).render(paper)
    try:
        output.write_bytes(content)
    except OSError as error:
        refuse(_("{file} ne peut pas être écrit : {why}").format(file=output, why=error.strerror))
    click.echo(_("{file} : {size} ko").format(file=output, size=round(len(content) / 1000)))
