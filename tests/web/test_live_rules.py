"""What a step page carries for live.js, and that it stays a page for those without script."""

from json import loads

from app.web.exact_json import written
from tests.web.conftest import Walker
from tests.web.page import form_values
from tests.web.pages import Visitor

QUESTION = "titulaire.qualite_precision"


def test_a_page_carries_its_rules_and_the_question_out_of_sight(client: Visitor, walk: Walker) -> None:
    page = walk("cerfa-15646").to("qualite")
    [rules] = page.tree.xpath("//*[@id='suivi']/@data-rules")
    fields = {field["path"]: field for field in loads(rules)["fields"]}
    assert fields[QUESTION]["when"] == {"==": [{"var": "titulaire.qualite"}, "autre"]}
    assert page.tree.xpath("//input[@name='_shown']/@value")[0].split() == [
        "titulaire.qualite",
        "titulaire.nationalite",
    ]
    assert QUESTION in page.tree.xpath("//input[@name='_shown']/@data-drawn")[0].split()
    assert f'data-live="{QUESTION}"' in page.source
    assert QUESTION not in page.names()
    assert QUESTION not in form_values(page.form())


def test_a_page_that_follows_nothing_carries_nothing(client: Visitor, walk: Walker) -> None:
    page = walk("cerfa-15646").to("piece")
    assert not page.tree.xpath("//*[@id='suivi']")
    assert "data-live" not in page.source


def test_numbers_are_written_digit_by_digit() -> None:
    assert written({"a": [1, 0.1, True, None, "é"]}) == (
        '{"a":[{"$decimal":"1"},{"$decimal":"0.1"},true,null,"é"]}'
    )
