"""`guichet fill`: an official PDF filled with answers, and an account of what went nowhere.

It needs neither database nor queue. What does not fit follows on an annex; nothing is dropped in silence.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from app.adapters.forms import FormFiles, read_form, read_json
from app.adapters.official.bounded import within_bounds
from app.adapters.official.filler import Filled, fill
from app.commands.given_answers import form_named, refuse, verdict_of
from app.core.definition import FormDefinition
from app.core.errors import DefinitionRefused
from app.core.french import spaced
from app.core.language import _
from app.core.official.filling import Values, values_of
from app.core.official.mapping import OfficialMap, read_map
from app.core.official.rules import lint_map
from app.settings import Settings

PARIS = ZoneInfo("Europe/Paris")
GIVEN = click.Path(exists=True, dir_okay=False, path_type=Path)
WRITTEN = click.Path(dir_okay=False, path_type=Path)
_SHOWN = 20  # names on one line


@click.command("fill")
@click.argument("official", type=GIVEN)
@click.option("--answers", type=GIVEN, required=True, help=_("Fichier JSON de réponses."))
@click.option("--map", "map_", type=GIVEN, required=True, help=_("Correspondance : official.json."))
@click.option("-o", "--output", type=WRITTEN, required=True, help=_("Fichier PDF à écrire."))
@click.option("--flatten", is_flag=True, help=_("Fixer les réponses dans les pages : plus rien à modifier."))
@click.option("--form", type=GIVEN, help=_("Définition à suivre (sinon, la version publiée)."))
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help=_("Jour où les réponses sont jugées."))
@click.option("--report", type=WRITTEN, help=_("Compte rendu en JSON à écrire."))
def fill_(
    official: Path, answers: Path, map_: Path, output: Path, flatten: bool, form: Path | None,
    today: datetime | None, report: Path | None,
) -> None:  # fmt: skip
    """Remplir le PDF officiel OFFICIAL avec des réponses."""
    mapping, definition = _read(map_, form)
    day = (today or datetime.now(PARIS)).date()
    values = values_of(mapping, definition, verdict_of(definition, answers, day).answers, day)
    content = official.read_bytes()
    known = {*mapping.rules, *mapping.left_empty}
    filled = within_bounds(
        lambda: fill(
            content,
            values.texts,
            values.states,
            known=known,
            places=mapping.places,
            labels=values.labels,
            flatten=flatten,
        )
    )
    if set(mapping.rules) <= set(filled.absent):
        refuse(
            _("Aucun champ de la correspondance n’est dans ce PDF : vérifiez que c’est le bon formulaire.")
        )
    told = dict(account(filled, values))
    _write(output, filled.content)
    if report is not None:
        _write(report, (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode())
    for title, names in told.items():
        _tell(title, names)
    click.echo(_("{file} : {size} ko").format(file=output, size=round(len(filled.content) / 1000)))


def account(filled: Filled, values: Values) -> Iterator[tuple[str, Sequence[str]]]:
    """What somebody should look at: a title and names; nothing for a title without names."""
    for title, names in (
        (_("Champs du PDF dont la correspondance ne parle pas"), filled.unmapped),
        (_("Champs de la correspondance absents de ce PDF"), filled.absent),
        (_("Champs sans la case demandée"), filled.stateless),
        (_("Réponses qui ne vont dans aucun champ"), values.unused),
        (_("Réponses trop longues, suite en annexe"), filled.overflowing),
        (_("Champs déjà remplis dans le PDF, vidés"), filled.emptied),
        (_("Caractères qu’aucune police ne sait écrire"), tuple(filled.lost)),
        (_("Retiré du PDF"), filled.removed),
    ):
        if names:
            yield title, names


def _read(map_: Path, form: Path | None) -> tuple[OfficialMap, FormDefinition]:
    try:
        mapping = read_map(read_json(map_, map_.name), file=map_.name)
        definition = read_form(form, form.name)[0] if form else _published(mapping.form)
        wrong = [
            found for found in lint_map(mapping, definition, file=map_.name) if found.severity == "error"
        ]
    except DefinitionRefused as refused:
        wrong = list(refused.problems)
    if wrong:
        for problem in wrong:
            click.echo(str(problem), err=True)
        raise SystemExit(1)
    return mapping, definition


def _published(slug: str) -> FormDefinition:
    return form_named(FormFiles(Settings.from_env().forms, only=slug), slug)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        refuse(_("{file} ne peut pas être écrit : {why}").format(file=file, why=error.strerror))


def _tell(title: str, names: Sequence[str]) -> None:
    more = f", … (+{len(names) - _SHOWN})" if len(names) > _SHOWN else ""
    line = f"{title} ({len(names)}) : {', '.join(names[:_SHOWN])}{more}"
    click.secho(spaced(line), fg="yellow", err=True)
