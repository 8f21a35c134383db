"""The answers read back on recap, follow-up and desk: rows drawn as the author drew them."""

from datetime import date

from flask import Flask, render_template_string
from lxml.html import fromstring

from app.core.answers import judge
from app.core.summary import summarise
from app.usecases.ports import Ports

PAGE = "{% import 'parts/reading.html' as reading with context %}{{ reading.summary_list(sections) }}"


def read(application: Flask, ports: Ports, slug: str):
    form = ports.forms.current(slug)
    scenario = max((one for one in form.scenarios if not one.errors), key=lambda one: len(str(one.answers)))
    verdict = judge(form, scenario.answers, today=date.fromisoformat(scenario.today or "2026-11-24"))
    with application.test_request_context():
        return fromstring(render_template_string(PAGE, sections=summarise(form, verdict)))


def test_the_rows_of_a_table_are_read_in_a_table(application: Flask, ports: Ports) -> None:
    (table,) = read(application, ports, "cerfa-13703").xpath("//table[@class='rows-read']")
    assert table.xpath("string(caption)") == "Parcelles"
    heads = [" ".join(head.text_content().split()) for head in table.xpath(".//thead//th[@scope='col']")]
    assert heads == ["Ligne", "Préfixe", "Section", "Numéro", "Superficie, en m²"]
    for row in table.xpath(".//tbody/tr"):
        assert row.xpath("string(th[@scope='row'])").startswith("Parcelle")
        assert row.xpath("td/@data-label") == heads[1:], "told again beside each answer on a phone"
        assert all(cell.text_content().strip() for cell in row.xpath("td"))
        assert row.xpath("td[last()]/@class") == ["figures"]


def test_other_rows_stay_blocks_under_their_title(application: Flask, ports: Ports) -> None:
    page = read(application, ports, "cerfa-16029")
    assert not page.xpath("//table")
    assert "Ayant droit 1" in page.xpath("//h3[@class='answers-row']/text()")
