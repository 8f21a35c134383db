"""The operator's logo on documents."""

from pathlib import Path

from app.adapters.documents import WeasyDocuments
from app.adapters.documents.logos import logo_place
from app.adapters.pdf_check import check
from tests.adapters import paper_samples as samples
from tests.adapters.pdf_reading import tags
from tests.core.pictures import picture

TEMPLATES = Path(__file__).parents[2] / "pdf_templates"
DOCUMENTS = WeasyDocuments(TEMPLATES)


def test_the_logo_of_the_operator_stands_above_the_service_when_it_fits_a_page(tmp_path: Path) -> None:
    paper = samples.receipt("rejet")
    logo, heavy, other = tmp_path / "logo.png", tmp_path / "heavy.png", tmp_path / "logo.svg"
    logo.write_bytes(picture("PNG"))
    heavy.write_bytes(picture("PNG") + bytes(60_000))
    other.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    content = WeasyDocuments(TEMPLATES, str(logo)).render(paper)
    assert check(content) == ()
    assert tags(content).count("Figure") == tags(DOCUMENTS.render(paper)).count("Figure") + 1
    assert [logo_place(str(file)) for file in (heavy, other, tmp_path / "absent.png")] == ["", "", ""]
