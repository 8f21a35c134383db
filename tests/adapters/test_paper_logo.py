"""The operator's logo on documents."""

from pathlib import Path

from app.adapters.documents import WeasyDocuments
from app.adapters.documents.logos import logo_place
from app.adapters.pdf_check import check
from tests.adapters import fitted_papers
from tests.adapters import paper_samples as samples
from tests.adapters.drawing import DOCUMENTS, TEMPLATES
from tests.adapters.pdf_reading import elements, opened, page_count, tags
from tests.core.pictures import picture

BLOCKS = {"cerfa-11580": 1, "cerfa-14952": 2, "cerfa-16029": 1}  # where each names the operator at its head
PAGES = 2  # of each, as of the official ones


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
        content = with_logo.render(fitted_papers.blank(slug))
        assert check(content) == (), slug
        with opened(content) as pdf:
            told = [str(element.get("/Alt", "")) for element in elements(pdf)]
        assert len([words for words in told if words.startswith("Logo")]) == BLOCKS[slug]
        assert page_count(content) == PAGES
