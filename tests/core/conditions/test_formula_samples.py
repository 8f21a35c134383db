"""A formula tried on samples: rows are filled cell by cell, and what has no value says so."""

from datetime import date
from typing import Any

from app.core.conditions.formula_samples import first_sample, rows_of_sample, tried
from app.core.conditions.formula_text import read
from app.core.conditions.sources import Source
from tests.core.tables import each

Json = Any
TODAY = date(2026, 3, 27)
TRIED = {
    "a * 2 + g.b": ({"a": 3, "g.b": 1}, 7),
    "somme(r[].n)": ({"r[].n": [1, 2, None, 4]}, 7),
    "nombre(r)": ({"r": rows_of_sample(3)}, 3),
    "nombre(r; item.n > 1)": ({"r": rows_of_sample(2), "r[].n": [1, 2, 3]}, 2),
    "somme(r[].s[].n)": ({"r[].s[].n": [1, 2]}, 3),
    "item.n + 1": ({"item.n": 1}, 2),
    "age(d)": ({"d": "1985-03-27"}, 41),
    "a / 0": ({"a": 3}, None),
    "a + b": ({"a": 3, "b": None}, None),
}


@each("text", TRIED)
def test_a_formula_is_worked_out_on_its_samples(text: str) -> None:
    samples, result = TRIED[text]
    assert tried(read(text), samples, TODAY) == result


def test_first_samples_have_the_type_of_their_question() -> None:
    def sample(value_type: str, **more: Json) -> Json:
        return first_sample(Source("p", "P", "", value_type, **more))

    assert (sample("number"), sample("number", cell=True)) == (100, [100, 200])
    assert (sample("boolean"), sample("text"), sample("rows")) == (True, "texte", 2)
    assert rows_of_sample(10**9) == [{}] * 500
