"""What templates and style sheets of documents may not contain: each item breaks PDF/UA or is slow."""

import subprocess
import sys
from pathlib import Path
from re import compile as pattern

import pytest

from app.core.field_types import FIELD_TYPES

TEMPLATES = Path(__file__).parents[2] / "pdf_templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
STYLES = sorted(TEMPLATES.rglob("*.css"))

FORBIDDEN_IN_PAGES = {
    "a style attribute (slow: use a class)": r"\sstyle\s*=",
    "an image without an alternative": r"<img(?![^>]*alt=\"[^\"]+\")",
    "an empty alternative": r"alt=\"\"",
    "a merged cell": r"rowspan|colspan",
    "a bare drawing": r"<svg",
    "an element inside a link": r"<a\b[^>]*>\s*<",
    "a heading of a level that no parent opens": r"<h[456]",
    "an unescaped value": r"\|\s*safe",
}
FORBIDDEN_IN_STYLES = {
    "flex or grid (slow)": r"display:\s*(inline-)?(flex|grid)",
    "columns (laid out several times)": r"[{;]\s*columns?(-count|-width)?:",
    "a gradient (a pattern in the PDF)": r"gradient\(",
    "an address to fetch": r"url\((?!\"data:)|@import|https?://(?!www\.w3\.org/2000/svg)",
    "a font that must be decoded": r"woff",
    "text under 7 points": r"font(-size)?:\s*[2-6](\.\d+)?pt",
}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
@pytest.mark.parametrize("fault", FORBIDDEN_IN_PAGES)
def test_no_template_contains(page: Path, fault: str) -> None:
    assert not pattern(FORBIDDEN_IN_PAGES[fault]).search(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("sheet", STYLES, ids=lambda path: str(path.relative_to(TEMPLATES)))
@pytest.mark.parametrize("fault", FORBIDDEN_IN_STYLES)
def test_no_style_sheet_contains(sheet: Path, fault: str) -> None:
    assert not pattern(FORBIDDEN_IN_STYLES[fault]).search(sheet.read_text(encoding="utf-8"))


def test_every_size_of_boxed_group_is_drawn() -> None:
    drawn = (TEMPLATES / "base" / "combs.css").read_text(encoding="utf-8")
    for kind in FIELD_TYPES.values():
        assert all(f".comb-{size} " in drawn for size in kind.cells), kind.kind


def test_holding_the_documents_does_not_load_weasyprint() -> None:
    code = (
        "import sys; from pathlib import Path; from app.adapters.documents import CompiledDocuments; "
        "CompiledDocuments(Path('pdf_templates'), Path('.')); "
        "sys.exit(bool({'weasyprint', 'pydyf'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=TEMPLATES.parent, check=False).returncode == 0
