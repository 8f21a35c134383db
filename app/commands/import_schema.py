"""`guichet import FILE -o DIR`: any JSON Schema becomes the draft of a form, with a report.

It writes four files and never over a file that exists (unless told to): the draft, the schema as it
was, byte for byte, and the report for people and for programs.
"""

from collections.abc import Mapping
from json import dumps
from pathlib import Path
from re import sub
from typing import Any

import click

from app.adapters.forms import read_json
from app.core.errors import DefinitionRefused, Problem
from app.core.french import spaced
from app.core.importing.importer import FILE, Imported, import_schema
from app.core.importing.labels import legal_name
from app.core.importing.report import REFUSED, RENDERED
from app.core.language import _

Json = Any
LARGEST = 5_000_000  # bytes
_SHOWN = 200  # lines of report in the terminal; the whole is in report.md


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path),
              help=_("Dossier où écrire le brouillon et le rapport."))  # fmt: skip
@click.option("--slug", default="", help=_("Nom de la démarche dans les adresses (sinon, celui du fichier)."))
@click.option("--force", is_flag=True, help=_("Écrire par-dessus un import précédent."))
def import_(file: Path, output: Path, slug: str, force: bool) -> None:
    """Faire d’un schéma JSON (draft 4 à 2020-12) le brouillon d’un formulaire."""
    if file.stat().st_size > LARGEST:
        raise SystemExit(_refuse([_too_large(file)]))
    try:
        raw = read_json(file, file.name)
    except DefinitionRefused as refused:
        raise SystemExit(_refuse(refused.problems)) from None
    found = import_schema(raw, slug=slug_of(slug or file.name), file=file.name)
    if not found.report.entries and found.definition is None:
        raise SystemExit(_refuse(found.problems))
    _write(output, file.read_bytes(), found, force)
    _tell(found, output)


def slug_of(name: str) -> str:
    """ "Demande Aide.schema.json" gives "demande-aide"."""
    bare = legal_name(sub(r"(\.schema)?(\.json)?$", "", name)).lower().replace("_", "-")
    return "-".join(part for part in bare.split("-") if part)[:60].strip("-") or "demarche"


def _too_large(file: Path) -> Problem:
    message = _("Ce fichier dépasse {n} Mo.").format(n=LARGEST // 1_000_000)
    return Problem(file.name, "", "too-large", message, _("Découpez le schéma en plusieurs démarches."))


def _refuse(problems: tuple[Problem, ...] | list[Problem]) -> int:
    for problem in problems:
        click.secho(_printable(str(problem)), fg="red")
    return 1


def _printable(text: str) -> str:
    """A name of the schema may hold half a character, which no terminal can show."""
    return text.encode(errors="backslashreplace").decode()


def _write(output: Path, original: bytes, found: Imported, force: bool) -> None:
    texts: Mapping[str, bytes] = {
        "original.schema.json": original,
        "report.json": _json(found.report.as_json()),
        "report.md": ("\n".join(found.report.lines()) + "\n").encode(errors="backslashreplace"),
    } | ({FILE: _json(found.definition)} if found.definition is not None else {})
    there = [name for name in (*texts, FILE) if (output / name).exists()]
    if there and not force:
        message = _("{names} existe déjà dans {folder}. Choisissez un autre dossier, ou ajoutez --force.")
        raise click.ClickException(message.format(names=there[0], folder=output))
    output.mkdir(parents=True, exist_ok=True)
    for name, content in texts.items():
        (output / name).write_bytes(content)


def _json(value: Json) -> bytes:
    return (dumps(value, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")


def _tell(found: Imported, output: Path) -> None:
    lines = list(found.report.lines())
    before, _heading, _rest = "\n".join(lines).partition(f"\n## {_('Repris dans le formulaire')}")
    shown = before.splitlines()
    for line in shown[:_SHOWN]:
        click.echo(_printable(line))
    if len(shown) > _SHOWN:
        click.echo(_("… la suite est dans report.md"))
    counts = found.report.as_json()["counts"]
    total = _("{rendered} mots-clés repris, {refused} refusés, {labels} textes à rédiger : {folder}").format(
        rendered=counts[RENDERED],
        refused=counts[REFUSED],
        labels=len(found.report.labels),
        folder=output / FILE if found.definition is not None else output / "report.md",
    )
    click.echo(spaced(total))
    if found.definition is None:
        raise SystemExit(_refuse(list(found.problems)))
