"""`guichet check` and `guichet scenario`: what is wrong in definitions and workflows, on one line each.

They print `file: /pointer: code: message (fix)` and leave with 1 when there is an error.
They read files only: no database, no settings.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from app.adapters.forms import (
    FormFiles,
    WorkflowFiles,
    read_form,
    read_json,
    read_workflow,
    template_names,
)
from app.core.errors import DefinitionRefused, Problem
from app.core.french import spaced
from app.core.installed import Installed, missing
from app.core.language import _, ngettext
from app.core.scenarios import run
from app.core.workflow_linting import lint as lint_workflow
from app.core.workflow_parser import mermaid

ROOT = Path(__file__).resolve().parents[2]
FORMS = ROOT / "forms_definitions"
WORKFLOWS = ROOT / "workflows"
TEMPLATES = ROOT / "pdf_templates"
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--draw", is_flag=True, help=_("Dessiner aussi les circuits (Mermaid)."))
@click.option("--workflows", type=_FOLDER, default=WORKFLOWS, help=_("Dossier des circuits connus."))
@click.option("--templates", type=_FOLDER, default=TEMPLATES, help=_("Dossier des modèles de documents."))
def check(paths: Sequence[Path], draw: bool, workflows: Path, templates: Path) -> None:
    """Vérifier des formulaires et des circuits (par défaut : tous ceux du projet)."""
    installed = Installed(frozenset(WorkflowFiles(workflows).names()), template_names(templates))
    files = list(_files(paths or (FORMS, WORKFLOWS)))
    problems = [problem for path in files for problem in _check_file(path, installed, draw)]
    _report(problems, len(files))


@click.command()
@click.argument("slugs", nargs=-1)
@click.option("--forms", type=_FOLDER, default=FORMS, help=_("Dossier des formulaires."))
def scenario(slugs: Sequence[str], forms: Path) -> None:
    """Jouer les scénarios gardés dans les formulaires (par défaut : tous)."""
    kept = FormFiles(forms)
    broken = [problem for problem in kept.problems() if problem.severity == "error"]
    definitions = [kept.current(slug) for slug in slugs] or list(kept.published())
    problems = broken if not slugs else []
    for definition in definitions:
        found = run(definition, file=_shown(forms / definition.slug / f"{definition.version}.json"))
        played = _counted("{n} scénario joué", "{n} scénarios joués", len(definition.scenarios))
        click.echo(spaced(f"{definition.slug} : {played}"))
        problems = [*problems, *found]
    _report(problems, len(definitions))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.json")) if path.is_dir() else (path,)


def _shown(path: Path) -> str:
    """Relative to the project, or to where we are: a report must read the same on each machine."""
    absolute = path.resolve()
    for base in (ROOT, Path.cwd()):
        if absolute.is_relative_to(base):
            return str(absolute.relative_to(base))
    return str(path)


def _check_file(path: Path, installed: Installed, draw: bool) -> list[Problem]:
    file = _shown(path)
    try:
        raw = read_json(path, file)
        if isinstance(raw, dict) and "states" in raw:
            return _check_workflow(path, file, draw)
        definition, warnings = read_form(path, file)
    except DefinitionRefused as refused:
        return list(refused.problems)
    return [*warnings, *missing(definition, installed, file=file)]


def _check_workflow(path: Path, file: str, draw: bool) -> list[Problem]:
    workflow = read_workflow(path, file)
    if draw:
        click.echo(mermaid(workflow))
    return list(lint_workflow(workflow, file=file))


def _counted(one: str, many: str, count: int) -> str:
    """In French, zero is singular."""
    return spaced(ngettext(one, many, max(1, count)).format(n=count))


def _report(problems: Sequence[Problem], count: int) -> None:
    """One line a problem, then the totals; leaves with 1 when there is an error."""
    for problem in problems:
        warning = problem.severity == "warning"
        line = f"{problem} [{_('avertissement')}]" if warning else str(problem)
        click.secho(line, fg="yellow" if warning else "red")
    errors = sum(problem.severity == "error" for problem in problems)
    told = (
        _counted("{n} fichier lu", "{n} fichiers lus", count),
        _counted("{n} erreur", "{n} erreurs", errors),
        _counted("{n} avertissement", "{n} avertissements", len(problems) - errors),
    )
    click.echo(", ".join(told))
    if errors:
        raise SystemExit(1)
