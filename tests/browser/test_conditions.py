"""The evaluator of the page against that of the server: the same vectors, then random expressions.

The module comes from the site's own static route, under its own security policy.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from json import loads
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from app.core.conditions import Scope, evaluate
from app.core.conditions.language import ARITIES
from app.web.exact_json import written
from tests.browser.conftest import DESKTOP, Site
from tests.properties.typed_expressions import answers, dates, expressions

Json = Any
VECTORS = loads(
    (Path(__file__).parents[1] / "core" / "data" / "conditions.json").read_text("utf-8"), parse_float=Decimal
)
BATCH = 250  # cases of one trip to the browser
RANDOM = 1000
EVALUATE = """async (text) => {
  const { evaluate, read, write } = await import("/statique/conditions.js");
  return write(read(text).map(([expression, scope]) => evaluate(expression, scope)));
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """One page of the site, open for all the cases."""
    context = browser.new_context(base_url=site.url, viewport=DESKTOP)
    opened = context.new_page()
    opened.goto("/")
    yield opened
    context.close()


def in_browser(page: Page, cases: Sequence[tuple[Json, Json]]) -> list[Json]:
    """The values of (expression, scope) pairs, worked out by the page."""
    told = page.evaluate(EVALUATE, written(cases))
    return loads(told, object_hook=lambda found: _number(found) if "$decimal" in found else found)


def _number(found: dict[str, str]) -> Json:
    return Decimal(found["$decimal"])


def scope(answers: Json, today: str, item: Json = None) -> Json:
    return {"answers": answers, "today": today, "item": item}


def same(left: Json, right: Json) -> bool:
    """Python holds True for 1: here they differ."""
    return bool(left == right) and isinstance(left, bool) == isinstance(right, bool)


def test_the_browser_gives_the_value_of_each_vector(page: Page) -> None:
    cases = VECTORS["cases"]
    asked = [
        (
            case["expression"],
            scope(
                case.get("answers", VECTORS["answers"]),
                case.get("today", VECTORS["today"]),
                case.get("item"),
            ),
        )
        for case in cases
    ]
    found = in_browser(page, asked)
    wrong = {
        case["name"]: value
        for case, value in zip(cases, found, strict=True)
        if not same(value, case["value"])
    }
    assert len(found) >= 400
    assert not wrong


def test_the_browser_knows_the_same_operators(page: Page) -> None:
    names = page.evaluate("import('/statique/conditions.js').then(module => module.OPERATOR_NAMES)")
    assert set(names) == set(ARITIES)


def test_the_browser_gives_up_on_a_tower_rather_than_break(page: Page) -> None:
    tower = """import('/statique/conditions.js').then(({ evaluate }) => {
      let tower = true;
      for (let floor = 0; floor < 50000; floor += 1) tower = {"!": tower};
      return evaluate(tower, {answers: {}, today: "2026-01-15"});
    })"""
    assert page.evaluate(tower) is None


KINDS = st.one_of(*(expressions(kind) for kind in ("boolean", "boolean", "number", "date", "text")))


def drawn(strategy: st.SearchStrategy[Json], count: int) -> list[Json]:
    """Cases to send together: hypothesis would send them one by one. Seeded by --hypothesis-seed."""
    found: list[Json] = []

    @settings(max_examples=count, deadline=None, database=None, phases=(Phase.generate,),
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(strategy)
    def gather(case: Json) -> None:
        found.append(case)

    gather()
    return found


def test_python_and_the_browser_agree_on_random_expressions(page: Page) -> None:
    cases = drawn(st.tuples(KINDS, answers, dates), RANDOM)
    asked = [(expression, scope(given, today)) for expression, given, today in cases]
    batches = [asked[start : start + BATCH] for start in range(0, len(asked), BATCH)]
    found = [value for batch in batches for value in in_browser(page, batch)]
    differ = [
        (case, value, ours)
        for case, value in zip(cases, found, strict=True)
        if not same(value, ours := evaluate(case[0], Scope(case[1], date.fromisoformat(case[2]))))
    ]
    assert len(found) >= BATCH
    assert differ[:3] == []
