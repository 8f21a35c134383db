"""The one renderer of this process: fonts, style sheets and templates are read once for all the tests."""

from pathlib import Path

from app.adapters.documents import WeasyDocuments

TEMPLATES = Path(__file__).parents[2] / "pdf_templates"
DOCUMENTS = WeasyDocuments(TEMPLATES)
