"""What an import leaves: files, never over others unless told to, and a report in the terminal."""

from collections.abc import Mapping, Sequence
from json import dumps
from pathlib import Path
from typing import Any

import click

from app.core.errors import Problem
from app.core.french import spaced
from app.core.importing.importer import FILE, Imported
from app.core.importing.report import REFUSED, RENDERED
from app.core.language import _

Json = Any
_SHOWN = 200  # lines of report in the terminal; the whole is in report.md


def refuse(problems: Sequence[Problem]) -> int:
    """Tell the problems; the exit code."""
    for problem in problems:
        click.secho(_printable(str(problem)), fg="red")
    return 1


def _printable(text: str) -> str:
    """A name of the file may hold half a character, which no terminal can show."""
    return text.encode(errors="backslashreplace").decode()


def write(output: Path, given: Mapping[str, bytes], found: Imported, force: bool) -> None:
    """The draft, the report for people and for programs, and the files given."""
    texts: Mapping[str, bytes] = {
        **given,
        "report.json": as_json(found.report.as_json()),
        "report.md": ("\n".join(found.report.lines()) + "\n").encode(errors="backslashreplace"),
    } | ({FILE: as_json(found.definition)} if found.definition is not None else {})
    there = [name for name in (*texts, FILE) if (output / name).exists()]
    if there and not force:
        message = _("{names} existe déjà dans {folder}. Choisissez un autre dossier, ou ajoutez --force.")
        raise click.ClickException(message.format(names=there[0], folder=output))
    output.mkdir(parents=True, exist_ok=True)
    for name, content in texts.items():
        (output / name).write_bytes(content)


def as_json(value: Json) -> bytes:
    """As a file."""
    return (dumps(value, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")


def tell(found: Imported, output: Path, total: str) -> None:
    """The report but what went well, then `total` with {rendered}, {refused}, {labels} and {folder}."""
    lines = list(found.report.lines())
    before, _heading, _rest = "\n".join(lines).partition(f"\n## {_('Repris dans le formulaire')}")
    shown = before.splitlines()
    for line in shown[:_SHOWN]:
        click.echo(_printable(line))
    if len(shown) > _SHOWN:
        click.echo(_("… la suite est dans report.md"))
    counts = found.report.as_json()["counts"]
    told = total.format(
        rendered=counts[RENDERED],
        refused=counts[REFUSED],
        labels=len(found.report.labels),
        folder=output / FILE if found.definition is not None else output / "report.md",
    )
    click.echo(spaced(told))
    if found.definition is None:
        raise SystemExit(refuse(found.problems))
