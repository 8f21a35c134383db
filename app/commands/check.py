"""`guichet check`: what is wrong in definitions and workflows, on one line each; `--fix` mends what is safe.

It reads files only: no database, no settings. It writes only the files that are named one by one.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from app.adapters.forms import FormFiles, WorkflowFiles, read_form, read_json, read_workflow, template_names
from app.commands.reporting import FOLDER, ROOT, counted, report, shown
from app.core.definition.installed import Installed, missing
from app.core.errors import DefinitionRefused, NotFound, Problem
from app.core.french import spaced
from app.core.importing.importer import FILE as DRAFT
from app.core.language import _
from app.core.official.mapping import looks_like_a_map, read_map
from app.core.official.rules import lint_map
from app.core.studio.fixing import applied, fixes
from app.core.workflow.linting import lint as lint_workflow
from app.core.workflow.parser import mermaid

FORMS = ROOT / "forms_definitions"
WORKFLOWS = ROOT / "workflows"
TEMPLATES = ROOT / "pdf_templates"


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--draw", is_flag=True, help=_("Dessiner aussi les circuits (Mermaid)."))
@click.option(
    "--fix", is_flag=True, help=_("Récrire ce qui peut l’être sans risque, dans les fichiers nommés.")
)
@click.option("--workflows", type=FOLDER, default=WORKFLOWS, help=_("Dossier des circuits connus."))
@click.option("--templates", type=FOLDER, default=TEMPLATES, help=_("Dossier des modèles de documents."))
def check(paths: Sequence[Path], draw: bool, fix: bool, workflows: Path, templates: Path) -> None:
    """Vérifier des formulaires, des circuits et des correspondances (par défaut : tous ceux du projet)."""
    if fix:
        _fix_files(paths)
    known = WorkflowFiles(workflows)
    installed = Installed(
        frozenset(known.names()), template_names(templates), known.conditions(), known.all()
    )
    files = list(_files(paths or (FORMS, WORKFLOWS, TEMPLATES)))
    problems = [problem for path in files for problem in _check_file(path, installed, draw)]
    report(problems, len(files))


def _fix_files(paths: Sequence[Path]) -> None:
    """Named files only: a version that is published must not change because somebody checked a folder."""
    if not paths or any(path.is_dir() for path in paths):
        message = _("--fix récrit des fichiers : nommez-les un par un. Une version publiée ne change jamais.")
        raise click.UsageError(spaced(message))
    for path in paths:
        _fix_file(path, shown(path))


def _fix_file(path: Path, file: str) -> None:
    try:
        found = fixes(read_json(path, file))
    except DefinitionRefused:
        return  # told by the check that follows
    if not found:
        return
    if path.stem.isdecimal():
        warning = _("{file} porte un numéro de version : si elle est publiée, faites-en une nouvelle.")
        click.secho(spaced(warning.format(file=file)), fg="yellow")
    text = path.read_bytes().decode("utf-8-sig")
    path.write_bytes(applied(text, found).encode())
    for fix in found:
        before = f"« {fix.before} » → " if fix.before else ""
        click.echo(spaced(f"{file}: {fix.pointer}: {fix.why} : {before}« {fix.after} »"))
    click.echo(counted("{n} correction écrite", "{n} corrections écrites", len(found)))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.json")) if path.is_dir() else (path,)


def _check_file(path: Path, installed: Installed, draw: bool) -> list[Problem]:
    file = shown(path)
    try:
        raw = read_json(path, file)
        if isinstance(raw, dict) and "states" in raw:
            return _check_workflow(path, file, draw)
        if looks_like_a_map(raw):
            return _check_map(raw, path, file)
        definition, warnings = read_form(path, file)
    except DefinitionRefused as refused:
        return list(refused.problems)
    return [*warnings, *missing(definition, installed, file=file)]


def _check_map(raw: Any, path: Path, file: str) -> list[Problem]:
    """The mapping of an official PDF: beside the draft that an import left there, else the published form."""
    mapping = read_map(raw, file=file)
    draft = path.with_name(DRAFT)
    try:
        if draft.is_file():
            definition = read_form(draft, shown(draft))[0]
        else:
            definition = FormFiles(FORMS, only=mapping.form).current(mapping.form)
    except NotFound:
        message = _("La démarche « {slug} » n’existe pas, ou sa définition a des erreurs.")
        fix = _("Corrigez « form », ou la définition.")
        return [Problem(file, "/form", "unknown-form", message.format(slug=mapping.form), fix)]
    return list(lint_map(mapping, definition, file=file))


def _check_workflow(path: Path, file: str, draw: bool) -> list[Problem]:
    workflow = read_workflow(path, file)
    if draw:
        click.echo(mermaid(workflow))
    return list(lint_workflow(workflow, file=file))
