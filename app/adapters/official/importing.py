"""An official PDF brought to the studio: the same import as the command's, in the same bounds."""

from app.adapters.official.bounded import within_bounds
from app.adapters.official.reading import read_paper
from app.core.importing.importer import Imported
from app.core.importing.official.draft import import_paper


def import_official(content: bytes, slug: str) -> Imported:
    """The draft and its report. Raises PdfRefused for a PDF that cannot be used."""
    found, _mapping = within_bounds(lambda: import_paper(read_paper(content), slug=slug))
    return found
