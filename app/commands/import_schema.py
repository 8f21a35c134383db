"""`guichet import FILE -o DIR`: any JSON Schema becomes the draft of a form, with a report.

It writes four files and never over a file that exists (unless told to): the draft, the schema as it
was, byte for byte, and the report for people and for programs. An official PDF goes to `import_official`.
"""

from pathlib import Path
from re import sub

import click

from app.adapters.forms import read_json
from app.commands.import_official import import_pdf, is_pdf
from app.commands.import_writing import refuse, tell, write
from app.core.errors import DefinitionRefused, Problem
from app.core.importing.importer import import_schema
from app.core.importing.labels import legal_name
from app.core.language import _

LARGEST = 5_000_000  # bytes


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path),
              help=_("Dossier où écrire le brouillon et le rapport."))  # fmt: skip
@click.option("--slug", default="", help=_("Nom de la démarche dans les adresses (sinon, celui du fichier)."))
@click.option("--force", is_flag=True, help=_("Écrire par-dessus un import précédent."))
def import_(file: Path, output: Path, slug: str, force: bool) -> None:
    """Faire d’un schéma JSON (draft 4 à 2020-12) ou d’un PDF officiel le brouillon d’un formulaire."""
    if is_pdf(file):
        import_pdf(file, output, slug_of(slug or file.name), force=force)
        return
    if file.stat().st_size > LARGEST:
        raise SystemExit(refuse([_too_large(file)]))
    try:
        raw = read_json(file, file.name)
    except DefinitionRefused as refused:
        raise SystemExit(refuse(refused.problems)) from None
    found = import_schema(raw, slug=slug_of(slug or file.name), file=file.name)
    if not found.report.entries and found.definition is None:
        raise SystemExit(refuse(found.problems))
    write(output, {"original.schema.json": file.read_bytes()}, found, force)
    total = _("{rendered} mots-clés repris, {refused} refusés, {labels} textes à rédiger : {folder}")
    tell(found, output, total)


def slug_of(name: str) -> str:
    """ "Demande Aide.schema.json" gives "demande-aide"."""
    bare = legal_name(sub(r"(\.schema)?(\.json|\.pdf)?$", "", name)).lower().replace("_", "-")
    return "-".join(part for part in bare.split("-") if part)[:60].strip("-") or "demarche"


def _too_large(file: Path) -> Problem:
    message = _("Ce fichier dépasse {n} Mo.").format(n=LARGEST // 1_000_000)
    return Problem(file.name, "", "too-large", message, _("Découpez le schéma en plusieurs démarches."))
