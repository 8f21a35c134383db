"""`guichet import OFFICIAL.pdf -o DIR`: the fields of an official PDF become the draft of a form.

Beside the draft and its report it writes the mapping that fills the same PDF with the draft's answers.
"""

from pathlib import Path

from app.adapters.official.bounded import within_bounds
from app.adapters.official.reading import read_paper
from app.commands.import_writing import as_json, tell, write
from app.core.importing.official.draft import import_paper
from app.core.language import _
from app.core.official.mapping import FILE

_HEAD = 1024  # bytes before which a PDF says what it is


def is_pdf(file: Path) -> bool:
    """True when the file begins as a PDF does, or is named so."""
    with file.open("rb") as content:
        return b"%PDF-" in content.read(_HEAD) or file.suffix.lower() == ".pdf"


def import_pdf(file: Path, output: Path, slug: str, *, force: bool) -> None:
    """Write draft, mapping and report. Raises PdfRefused for a PDF that cannot be used."""
    content = file.read_bytes()
    found, mapping = within_bounds(lambda: import_paper(read_paper(content), slug=slug))
    write(output, {FILE: as_json(mapping)}, found, force)
    tell(found, output, _("{rendered} champs repris, {labels} points à reprendre à la main : {folder}"))
