"""The form and the answers that a command is given as files: read, judged, told when they are wrong."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from app.adapters.forms import FormFiles
from app.core import paths
from app.core.answers import Verdict, judge
from app.core.definition import FormDefinition
from app.core.errors import NotFound
from app.core.language import _

Json = Any


def form_named(forms: FormFiles, slug: str) -> FormDefinition:
    """The published form; when its file was refused, why it was is told first."""
    try:
        return forms.current(slug)
    except NotFound:
        for problem in forms.problems():
            if slug in problem.file:
                click.echo(str(problem), err=True)
        raise


def refuse(message: str) -> NoReturn:
    """End the command with one sentence and exit code 1."""
    click.echo(f"guichet : {message}", err=True)
    raise SystemExit(1)


def verdict_of(definition: FormDefinition, file: Path | None, today: date) -> Verdict:
    """The judged answers of the file; wrong ones are listed and end the command."""
    if file is None:
        refuse(_("Donnez les réponses : --answers FICHIER.json"))
    given = nested(read_answers(file))
    verdict = judge(definition, given, today=today)
    if verdict.errors:
        for error in verdict.errors:
            click.echo(f"{error.path} : {error.message}", err=True)
        raise SystemExit(1)
    kept = set(paths.leaves(verdict.answers))
    for path in sorted(set(paths.leaves(given)) - kept):
        click.echo(_("{path} : non imprimé, la question est masquée ou inconnue").format(path=path), err=True)
    return verdict


def read_answers(file: Path) -> Mapping[str, Json]:
    """The object in the file, or the end of the command. The dossier.json of a PDF holds answers too."""
    try:
        answers = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        refuse(_("{file} ne peut pas être lu : {why}").format(file=file, why=error.strerror))
    except ValueError as error:
        refuse(_("{file} n’est pas du JSON lisible : {why}").format(file=file, why=error))
    if not isinstance(answers, dict):
        refuse(_("{file} : un objet JSON est attendu.").format(file=file))
    deposit = answers.get("answers")
    return deposit if isinstance(deposit, dict) and "definition_sha256" in answers else answers


def nested(answers: Mapping[str, Json]) -> dict[str, Json]:
    """Dotted keys ("demandeur.nom") become objects; nested answers stay as they are."""
    found: dict[str, Json] = {}
    for path, value in answers.items():
        try:
            paths.put(found, path, value)
        except ValueError:
            refuse(_("« {path} » n’est pas un chemin de réponse.").format(path=path))
    return found
