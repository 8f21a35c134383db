"""What a page is given to follow: rules that read its own answers, the rest worked out before."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from json import loads
from pathlib import Path

from app.core.answers import judge
from app.core.conditions import Scope
from app.core.definition.parser import parse
from app.core.field_types import FIELD_TYPES
from app.core.page_rules import NOTHING, READERS, page_rules
from tests.core.tables import each

RAW = loads(
    (Path(__file__).parents[1] / "browser/data/forms/suivi-en-direct/1.json").read_text("utf-8"),
    parse_float=Decimal,
)
TODAY = date(2026, 3, 2)


OWN = {"var": "a_des_enfants"}


def rules(step, answers, when=None):
    """The rules of a step of the test form; `when` replaces the condition of « enfants_nombre »."""
    raw = deepcopy(RAW)
    if when is not None:
        raw["steps"][1]["fields"][3]["when"] = when
    form = parse(raw, file="x.json")
    scope = Scope(judge(form, answers, today=TODAY).answers, TODAY)
    return page_rules(form, form.step(step), scope)


def found(sorted_, path):
    return next(rule for rule in sorted_.rules if rule.path == path)


def var(path):
    return {"var": path}


def test_a_step_that_follows_nothing_of_its_own_has_no_rules():
    assert rules("avant", {}) is NOTHING


def test_the_answers_of_other_steps_are_worked_out():
    follows = rules("vous", {"secret": "asthme", "plafond": 800})

    assert found(follows, "suivi").when == {"and": [True, {"==": [var("a_des_enfants"), True]}]}
    assert found(follows, "excuse").when == {">": [var("total"), 800]}
    assert follows.toggled == {"tuteur", "enfants_nombre", "suivi", "excuse"}
    assert follows.computed == {"total"}


def test_an_age_keeps_its_question_and_takes_the_day_of_the_server():
    follows = rules("vous", {})

    assert found(follows, "tuteur").when == {"<": [{"age": [var("naissance")]}, 18]}
    assert found(follows, "naissance").reads == "date"


@each(
    ("when", "left"),
    [
        # nothing of this page
        ({"==": [var("plafond"), 800]}, None),
        ({"or": [{"answered": [var("plafond")]}, OWN]}, {"or": [True, OWN]}),
        ({"==": [{"today": []}, var("naissance")]}, {"==": ["2026-03-02", var("naissance")]}),
        # a sensitive text of another step is never written in the page
        ({"==": [var("secret"), "asthme"]}, None),
        ({"if": [OWN, {"answered": [var("secret")]}, False]}, {"if": [OWN, True, False]}),
    ],
)  # fmt: skip
def test_only_what_the_page_can_change_is_left(when, left):
    follows = rules("vous", {"secret": "asthme", "plafond": 800}, when)

    assert found(follows, "enfants_nombre").when == left


def test_the_cells_of_a_row_follow_their_row_and_a_sum_follows_the_rows():
    follows = rules("frais", {"frais": [{"montant": 1}]})

    [frais] = [rule for rule in follows.rules if rule.path == "frais"]
    assert [cell.path for cell in frais.cells] == ["montant", "rembourse", "part", "reste"]
    assert follows.toggled == {"frais[].part"}
    assert follows.computed == {"frais[].reste", "reste"}


def test_each_reader_is_for_a_kind_that_exists():
    assert set(READERS) <= set(FIELD_TYPES)


def test_a_question_that_a_page_cannot_read_is_left_to_the_server():
    raw = deepcopy(RAW)
    raw["schema"]["properties"]["secret"] = {"type": "string", "format": "email", "title": "Courriel"}
    raw["steps"][0]["fields"][1]["when"] = {"==": [var("secret"), "a@b.fr"]}
    form = parse(raw, file="x.json")

    assert page_rules(form, form.steps[0], Scope({}, TODAY)) is NOTHING
