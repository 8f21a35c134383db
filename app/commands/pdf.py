"""`guichet pdf`: one document from a form and a file of answers, without a database.

For designers and tests: letters are specimens, since no dossier exists. `--watch` makes it anew each
time that a template, the form or the answers change.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from jinja2 import TemplateError

from app.adapters.documents import WeasyDocuments
from app.adapters.forms import FormFiles
from app.commands.given_answers import form_named, refuse, verdict_of
from app.commands.watching import changes
from app.core.errors import GuichetError
from app.core.language import _
from app.settings import Settings
from app.usecases.studio.specimens import BLANK, SPECIMENS, Specimen, specimen

PARIS = ZoneInfo("Europe/Paris")
FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command was asked."""

    slug: str
    answers: Path | None
    document: str
    today: datetime | None
    output: Path
    settings: Settings

    @property
    def sources(self) -> tuple[Path, ...]:
        """What the document is made of."""
        form = self.settings.forms / self.slug
        return tuple(path for path in (self.settings.templates, form, self.answers) if path is not None)


@click.command()
@click.argument("slug")
@click.option("--answers", type=FILE, help=_("Fichier JSON de réponses."))
@click.option("--document", type=click.Choice(list(SPECIMENS)), default="form", show_default=True)
@click.option("--blank", is_flag=True, help=_("Le formulaire vierge, à remplir à la main."))
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help=_("Jour où les réponses sont jugées."))
@click.option(
    "--watch", is_flag=True, help=_("Refaire le PDF à chaque changement (modèle, formulaire, réponses).")
)
@click.option("-o", "--output", type=FILE, required=True, help=_("Fichier PDF à écrire."))
def pdf(
    slug: str,
    answers: Path | None,
    document: str,
    blank: bool,
    today: datetime | None,
    watch: bool,
    output: Path,
) -> None:
    """Écrire un document PDF de la démarche SLUG."""
    asked = Asked(slug, answers, BLANK if blank else document, today, output, Settings.from_env())
    if not watch:
        _make(asked)
        return
    _try(asked)
    click.echo(_("Je surveille les modèles, le formulaire et les réponses. Ctrl+C pour arrêter."))
    for changed in changes(asked.sources):
        click.echo(_("{files} : changé").format(files=", ".join(path.name for path in changed)))
        _try(asked)


def _try(asked: Asked) -> None:
    """What is wrong in a template or in the answers is told, and waited for."""
    try:
        _make(asked)
    except TemplateError as error:
        place = f"{getattr(error, 'filename', None) or '?'}:{getattr(error, 'lineno', '?')}"
        click.echo(_("{place} : {why}").format(place=place, why=error), err=True)
    except (GuichetError, SystemExit) as error:  # SystemExit: told already, by the command's own words
        if not isinstance(error, SystemExit):
            click.echo(str(error), err=True)


def _make(asked: Asked) -> None:
    """The document, written. Templates and style sheets are read anew each time."""
    definition = form_named(FormFiles(asked.settings.forms, only=asked.slug), asked.slug)
    now = datetime.now(PARIS)
    day = (asked.today or now).date()
    verdict = None if asked.document == BLANK else verdict_of(definition, asked.answers, day)
    paper = specimen(asked.document, Specimen(definition, verdict, now))
    content = WeasyDocuments(asked.settings.templates, asked.settings.logo).render(paper)
    try:
        asked.output.write_bytes(content)
    except OSError as error:
        refuse(_("{file} ne peut pas être écrit : {why}").format(file=asked.output, why=error.strerror))
    click.echo(_("{file} : {size} ko").format(file=asked.output, size=round(len(content) / 1000)))
