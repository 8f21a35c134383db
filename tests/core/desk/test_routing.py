"""Which group a dossier goes to, what a rule may read, and how a comparison becomes a condition."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.core.definition import Option
from app.core.desk.absence import Absence, away, in_words
from app.core.desk.filters import NotAFilter
from app.core.desk.group import Group, Routes, Rule
from app.core.desk.routing import Comparison, both, compared, flaws, questions, route, said
from tests.core.form_building import AMOUNT, DATE, YES_NO, a_choice, a_field, a_form, a_step
from tests.core.tables import each

NORTH, SOUTH, REST = Group("n", "s", "Nord"), Group("z", "s", "Sud"), Group("r", "s", "Reste", fallback=True)
TODAY = date(2026, 11, 26)


def rule(group: Group, when: Any) -> Rule:
    return Rule(f"rule-{group.id}", "s", "f", group.id, when)


IN_NORTH = rule(NORTH, {"==": [{"var": "zone"}, "nord"]})
ADULT = rule(SOUTH, {">=": [{"age": [{"var": "ne"}]}, 18]})


@each(
    "routes, answers, group",
    [
        (Routes((NORTH, SOUTH, REST), (IN_NORTH, ADULT)), {"zone": "nord", "ne": "1985-03-27"}, NORTH),
        (Routes((NORTH, SOUTH, REST), (ADULT, IN_NORTH)), {"zone": "nord", "ne": "1985-03-27"}, SOUTH),
        (Routes((NORTH, SOUTH, REST), (IN_NORTH, ADULT)), {"ne": "2020-03-27"}, REST),
        (Routes((NORTH, SOUTH), (IN_NORTH, ADULT)), {}, None),
        (Routes((NORTH, REST), (rule(Group("gone", "s", ""), True), IN_NORTH)), {"zone": "nord"}, NORTH),
        (Routes((REST,), (rule(REST, {"boom": []}),)), {}, REST),
        (Routes(), {"zone": "nord"}, None),
    ],
)
def test_the_first_rule_that_holds_decides(routes: Routes, answers: Any, group: Group | None) -> None:
    found = route(routes, answers, TODAY)
    assert (found.group if found else None) == group


FORM = a_form(
    a_step(
        "un",
        a_choice("zone", Option("nord", "Nord"), Option("sud", "Sud")),
        a_field("ne", DATE),
        a_field("revenu", AMOUNT),
        a_field("seul", YES_NO),
        a_field("nom"),
        a_field("adresse", {"type": "object", "format": "fr-address"}),
        a_field("secret", sensitive=True),
    )
)
BY_KEY = {one.key: one for one in questions(FORM)}


@each(
    "key, operator, typed, condition, sentence",
    [
        ("zone", "egal", ("nord",), {"==": [{"var": "zone"}, "nord"]}, "si *Zone* est *Nord*"),
        ("ne", "moins", ("27/3/1985",), {"<": [{"var": "ne"}, "1985-03-27"]}, None),
        ("revenu", "entre", ("1 000", "2000,50"),
         {"and": [{">=": [{"var": "revenu"}, Decimal(1000)]},
                  {"<=": [{"var": "revenu"}, Decimal("2000.50")]}]},
         None),
        ("seul", "egal", ("oui",), {"==": [{"var": "seul"}, True]}, None),
        ("nom", "vide", (), {"!": [{"answered": [{"var": "nom"}]}]}, None),
        ("nom", "egal", ("Le Goff",), {"==": [{"var": "nom"}, "Le Goff"]}, None),
    ],
)  # fmt: skip
def test_a_comparison_is_a_checked_condition(
    key: str, operator: str, typed: Any, condition: Any, sentence: str | None
) -> None:
    made = compared(BY_KEY[key], Comparison(operator, typed))
    assert made == condition
    assert flaws(made, FORM) == []
    assert said(made, FORM).startswith("si *")
    assert sentence is None or said(made, FORM) == sentence


@each(
    "key, operator, typed",
    [("zone", "egal", ("est",)), ("ne", "egal", ("demain",)), ("revenu", "plus", ("",)),
     ("nom", "contient", ("x",)), ("zone", "", ("nord",))],
)  # fmt: skip
def test_what_is_no_value_is_told(key: str, operator: str, typed: Any) -> None:
    with pytest.raises(NotAFilter):
        compared(BY_KEY[key], Comparison(operator, typed))


def test_every_question_that_is_offered_can_be_compared_and_a_sensitive_one_is_not() -> None:
    assert "secret" not in BY_KEY
    assert [flaw.code for flaw in flaws({"==": [{"var": "secret"}, "x"]}, FORM)] == ["sensitive-answer"]
    assert [flaw.code for flaw in flaws({"==": [{"var": "inconnu"}, "x"]}, FORM)] == ["unknown-path"]
    for question in BY_KEY.values():
        assert flaws(compared(question, Comparison("rempli")), FORM) == [], question.key


def test_conditions_are_joined_without_brackets_inside_brackets() -> None:
    one, two, three = ({"answered": [{"var": name}]} for name in ("zone", "ne", "nom"))
    assert both(both(one, two), three) == {"and": [one, two, three]}


def test_an_absence_holds_from_its_first_day_to_its_last() -> None:
    short, long = (
        Absence(id_, "a", date(2026, 11, 26), date(2026, 11, day)) for id_, day in (("1", 26), ("2", 28))
    )
    assert away([short, long], "a", TODAY) == long
    assert away([short], "a", date(2026, 11, 27)) is None
    assert away([long], "b", TODAY) is None
    assert in_words(short).replace("\u00a0", " ") == "le 26 novembre 2026"
    assert in_words(long).replace("\u00a0", " ") == "du 26 novembre 2026 au 28 novembre 2026"
