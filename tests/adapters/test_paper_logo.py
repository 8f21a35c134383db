"""The operator's logo on documents."""

from pathlib import Path

from app.adapters.documents import WeasyDocuments
from app.adapters.documents.logos import logo_place
from app.adapters.pdf_check import check
from tests.adapters import fitted_papers
from tests.adapters import paper_samples as samples
from tests.adapters.drawing import DOCUMENTS, TEMPLATES
from tests.adapters.pdf_reading import page_count, tags, text
from tests.core.pictures import picture

BLOCKS = {"cerfa-11580": 1, "cerfa-14952": 2, "cerfa-16029": 1}  # where each names the operator at its head


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


def test_a_fitted_form_shows_the_logo_beside_the_service_and_stays_on_its_pages(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(picture("PNG"))
    with_logo = WeasyDocuments(TEMPLATES, str(logo))
    for slug in fitted_papers.FITTED:
        paper = fitted_papers.blank(slug)
        content, bare = with_logo.render(paper), DOCUMENTS.render(paper)
        assert check(content) == (), slug
        assert tags(content).count("Figure") == tags(bare).count("Figure") + BLOCKS[slug]
        assert page_count(content) == page_count(bare)
        assert sorted(text(content).split()) == sorted(text(bare).split())
