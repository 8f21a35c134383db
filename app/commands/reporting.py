"""How `check` and `scenario` name files and tell problems: one line each, then the totals.

They print `file: /pointer: code: message (fix)` and leave with 1 when there is an error.
"""

from collections.abc import Sequence
from pathlib import Path

import click

from app.core.errors import Problem
from app.core.french import spaced
from app.core.language import _, ngettext

ROOT = Path(__file__).resolve().parents[2]
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def shown(path: Path) -> str:
    """Relative to the project, or to where we are: a report must read the same on each machine."""
    absolute = path.resolve()
    for base in (ROOT, Path.cwd()):
        if absolute.is_relative_to(base):
            return str(absolute.relative_to(base))
    return str(path)


def counted(one: str, many: str, count: int) -> str:
    """In French, zero is singular."""
    return spaced(ngettext(one, many, max(1, count)).format(n=count))


def report(problems: Sequence[Problem], count: int) -> None:
    """One line a problem, then the totals; leaves with 1 when there is an error."""
    for problem in problems:
        warning = problem.severity == "warning"
        line = f"{problem} [{_('avertissement')}]" if warning else str(problem)
        click.secho(line, fg="yellow" if warning else "red")
    errors = sum(problem.severity == "error" for problem in problems)
    told = (
        counted("{n} fichier lu", "{n} fichiers lus", count),
        counted("{n} erreur", "{n} erreurs", errors),
        counted("{n} avertissement", "{n} avertissements", len(problems) - errors),
    )
    click.echo(", ".join(told))
    if errors:
        raise SystemExit(1)
