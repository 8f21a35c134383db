"""How a page is given to WeasyPrint: the same file as by its own way, which takes longer."""

import gc
from pathlib import Path
from re import compile as pattern
from xml.etree import ElementTree

import pytest
import weasyprint

from app.adapters.documents import WeasyDocuments, engine
from app.adapters.documents.engine import uncollected
from app.adapters.documents.source import Source
from tests.adapters import paper_samples as samples

TEMPLATES = Path(__file__).parents[2] / "pdf_templates"
PAPERS = {"form": samples.marked(samples.form()), "receipt": samples.receipt()}
HELD = {"base_url", "url_fetcher", "media_type", "wrapper_element", "etree_element"}


@pytest.mark.parametrize("name", PAPERS)
def test_our_way_to_give_a_page_makes_the_file_that_weasyprint_makes(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = WeasyDocuments(TEMPLATES).render(PAPERS[name])

    def its_own(page: str, fetcher: weasyprint.URLFetcher, _elements: weasyprint.CSS) -> weasyprint.HTML:
        return weasyprint.HTML(string=page, url_fetcher=fetcher)

    monkeypatch.setattr(engine, "Source", its_own)
    assert WeasyDocuments(TEMPLATES).render(PAPERS[name]) == ours


def test_a_page_holds_what_weasyprint_looks_for() -> None:
    elements = weasyprint.CSS(string="")
    page = Source("<html><p>Deux&nbsp;mots</p></html>", weasyprint.URLFetcher(), elements)
    assert page.etree_element.findtext("p") == "Deux\N{NO-BREAK SPACE}mots"
    assert set(vars(weasyprint.HTML(string="<p>"))) == HELD == set(vars(page)) - {"_elements"}


def test_every_page_of_ours_is_read_the_quick_way() -> None:
    pages = WeasyDocuments(TEMPLATES)._pages
    papers = [*PAPERS.values(), samples.blank(), samples.decision("refused"), samples.mandate()]
    for paper in papers:
        ElementTree.fromstring(pages.html(paper).replace("&nbsp;", " "))


def test_a_page_that_is_html_alone_is_read_all_the_same() -> None:
    page = Source("<p>Un<br>deux & trois", weasyprint.URLFetcher(), weasyprint.CSS(string=""))
    assert "".join(page.etree_element.itertext()) == "Undeux & trois"
    page = Source("<table><tr><td>Un</td></tr></table>", weasyprint.URLFetcher(), weasyprint.CSS(string=""))
    assert page.etree_element.find(".//tbody/tr/td") is not None


def test_every_template_uses_the_elements_that_are_drawn_and_no_other() -> None:
    sheet = (TEMPLATES / "base" / "elements.css").read_text(encoding="utf-8")
    known = set(pattern(r"[a-z]+\d?").findall(sheet))
    for path in TEMPLATES.rglob("*.html"):
        used = set(pattern(r"<([a-z]+\d?)[\s>/]").findall(path.read_text(encoding="utf-8")))
        assert used <= known, path


def test_the_collector_is_left_as_it_was() -> None:
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
