"""`guichet pdf`: one document from a form and a file of answers, without a database.

For designers and tests: receipt and decision are specimens, since no dossier exists.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import click

from app.adapters.documents import WeasyDocuments
from app.adapters.forms import FormFiles
from app.core import paths
from app.core.answers import Verdict, judge
from app.core.definition import FormDefinition
from app.core.dossier import ALONE, REFERENCE_ALPHABET, Dossier, Person, new_reference
from app.core.errors import NotFound
from app.core.language import _
from app.core.silence import silence_date
from app.core.summary import summarise
from app.settings import Settings
from app.usecases.papers import blank_paper, decision_paper, form_paper, receipt_paper
from app.usecases.ports import Paper

Json = Any
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
    definition = _definition(FormFiles(settings.forms, only=slug), slug)
    now = datetime.now(PARIS)
    if document == "blank":
        paper = blank_paper(definition, summarise(definition, None, blank=True), made_at=now)
    else:
        verdict = _verdict(definition, answers, (today or now).date())
        paper = _paper(document, definition, verdict, now)
    content = WeasyDocuments(settings.templates).render(paper)
    try:
        output.write_bytes(content)
    except OSError as error:
        _refuse(_("{file} ne peut pas être écrit : {why}").format(file=output, why=error.strerror))
    click.echo(_("{file} : {size} ko").format(file=output, size=round(len(content) / 1000)))


def _definition(forms: FormFiles, slug: str) -> FormDefinition:
    """The published form; when its file was refused, why it was is told first."""
    try:
        return forms.current(slug)
    except NotFound:
        for problem in forms.problems():
            if slug in problem.file:
                click.echo(str(problem), err=True)
        raise


def _refuse(message: str) -> NoReturn:
    click.echo(f"guichet : {message}", err=True)
    raise SystemExit(1)


def _verdict(definition: FormDefinition, file: Path | None, today: date) -> Verdict:
    """The judged answers of the file; wrong ones are listed and end the command."""
    if file is None:
        _refuse(_("Donnez les réponses : --answers FICHIER.json"))
    given = _nested(_read(file))
    verdict = judge(definition, given, today=today)
    if verdict.errors:
        for error in verdict.errors:
            click.echo(f"{error.path} : {error.message}", err=True)
        raise SystemExit(1)
    kept = set(_leaves(verdict.answers))
    for path in sorted(set(_leaves(given)) - kept):
        click.echo(_("{path} : non imprimé, la question est masquée ou inconnue").format(path=path), err=True)
    return verdict


def _read(file: Path) -> Mapping[str, Json]:
    try:
        answers = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        _refuse(_("{file} ne peut pas être lu : {why}").format(file=file, why=error.strerror))
    except ValueError as error:
        _refuse(_("{file} n’est pas du JSON lisible : {why}").format(file=file, why=error))
    if not isinstance(answers, dict):
        _refuse(_("{file} : un objet JSON est attendu.").format(file=file))
    return answers


def _nested(answers: Mapping[str, Json]) -> dict[str, Json]:
    """Dotted keys ("demandeur.nom") become objects; nested answers stay as they are."""
    nested: dict[str, Json] = {}
    for path, value in answers.items():
        try:
            paths.put(nested, path, value)
        except ValueError:
            _refuse(_("« {path} » n’est pas un chemin de réponse.").format(path=path))
    return nested


def _leaves(value: Json, path: str = "") -> Iterator[str]:
    """The paths of the answers themselves."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
        for number, item in enumerate(value):
            yield from _leaves(item, f"{path}[{number}]")
    else:
        yield path


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
