"""`guichet scenario`: plays the cases kept inside the forms, one line each.

A case that fails says what differs, and the command leaves with 1. It reads files only.
"""

from collections.abc import Sequence
from pathlib import Path

import click

from app.adapters.forms import FormFiles
from app.commands.reporting import FOLDER, counted, report, shown
from app.core.definition import FormDefinition
from app.core.errors import Problem
from app.core.findings import pointer
from app.core.french import spaced
from app.core.language import _
from app.core.scenarios import run

FORMS = Path(__file__).resolve().parents[2] / "forms_definitions"


@click.command()
@click.argument("slugs", nargs=-1)
@click.option("--forms", type=FOLDER, default=FORMS, help=_("Dossier des formulaires."))
def scenario(slugs: Sequence[str], forms: Path) -> None:
    """Jouer les scénarios gardés dans les formulaires (par défaut : tous)."""
    kept = FormFiles(forms)
    broken = [problem for problem in kept.problems() if problem.severity == "error"]
    definitions = [kept.current(slug) for slug in slugs] or list(kept.published())
    problems = broken if not slugs else []
    for definition in definitions:
        found = run(definition, file=shown(forms / definition.slug / f"{definition.version}.json"))
        _tell(definition, found)
        problems = [*problems, *found]
    report(problems, len(definitions))


def _tell(definition: FormDefinition, found: Sequence[Problem]) -> None:
    played = counted("{n} scénario joué", "{n} scénarios joués", len(definition.scenarios))
    click.echo(spaced(f"{definition.slug} : {played}"))
    for index, case in enumerate(definition.scenarios):
        mine = f"{pointer('scenarios', index)}/"
        failed = any(problem.pointer.startswith(mine) and problem.severity == "error" for problem in found)
        click.secho(f"  {_('échec') if failed else 'ok'} — {case.name}", fg="red" if failed else None)
