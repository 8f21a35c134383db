"""The path of a person through the steps, derived from the answers each time."""

from dataclasses import replace
from datetime import date

import pytest

from app.core.answers import judge
from app.core.definition import Eligibility
from app.core.journey import Journey
from tests.core.form_building import INTEGER, YES_NO, a_field, a_form, a_step, is_

FORM = a_form(
    a_step("vous", a_field("nom", required=True), a_field("parent", YES_NO, required=True)),
    a_step("enfants", a_field("nombre", {**INTEGER, "minimum": 1}, required=True), when=is_("parent", True)),
    a_step("logement", a_field("adresse", required=True)),
    a_step("remarques", a_field("texte")),
)
ALONE = {"nom": "M", "parent": False}
PARENT = {"nom": "M", "parent": True}
ALL = {**PARENT, "nombre": 2, "adresse": "rue Basse"}


def journey(answers, visited=None):
    return Journey(FORM, judge(FORM, answers, today=date(2026, 1, 1)), visited)


def ids(step):
    return step.id if step else None


@pytest.mark.parametrize(
    ("answers", "first", "openable"),
    [
        ({}, "vous", {"vous"}),
        (ALONE, "logement", {"vous", "logement"}),
        (PARENT, "enfants", {"vous", "enfants"}),
        ({**PARENT, "adresse": "x"}, "enfants", {"vous", "enfants"}),
        (ALL, None, {"vous", "enfants", "logement", "remarques"}),
    ],
)
def test_a_step_opens_when_those_before_it_are_free_of_errors(answers, first, openable):
    path = journey(answers)
    assert ids(path.first_open()) == first
    assert {step.id for step in FORM.steps if path.may_open(step.id)} == openable
    assert path.may_review() is (first is None)
    assert not path.may_open("ailleurs")


@pytest.mark.parametrize(
    ("answers", "step", "before", "after"),
    [
        (PARENT, "vous", None, "enfants"),
        (PARENT, "enfants", "vous", "logement"),
        (ALONE, "vous", None, "logement"),
        (ALONE, "logement", "vous", "remarques"),
        (ALONE, "remarques", "logement", None),
        (ALONE, "enfants", "vous", "logement"),
        (ALONE, "verifier", "remarques", None),
    ],
)
def test_closed_steps_are_stepped_over(answers, step, before, after):
    path = journey(answers)
    assert ids(path.previous_before(step)) == before
    assert ids(path.next_after(step)) == after


@pytest.mark.parametrize(
    ("answers", "numbers", "count"),
    [
        (PARENT, {"vous": 1, "enfants": 2, "logement": 3, "remarques": 4, "verifier": 5}, 5),
        (ALONE, {"vous": 1, "logement": 2, "remarques": 3, "verifier": 4}, 4),
    ],
)
def test_steps_are_numbered_among_the_open_ones_and_the_recap_is_last(answers, numbers, count):
    path = journey(answers)
    assert {step: path.number_of(step) for step in numbers} == numbers
    assert path.count == count


@pytest.mark.parametrize(
    ("answers", "visited", "states"),
    [
        ({}, None, ("current", "todo", "todo", "todo")),
        (ALONE, None, ("done", "todo", "current", "todo")),
        ({**PARENT, "nombre": 0}, None, ("done", "error", "todo", "todo")),
        (ALL, None, ("done", "done", "done", "done")),
        ({}, {"vous"}, ("error", "todo", "todo", "todo")),
        (ALL, {"vous", "enfants", "logement"}, ("done", "done", "done", "todo")),
    ],
)
def test_each_step_has_a_state(answers, visited, states):
    path = journey(answers, None if visited is None else frozenset(visited))
    assert tuple(path.state(step.id) for step in FORM.steps) == states


@pytest.mark.parametrize(("answers", "step"), [(ALONE, None), (PARENT, "vous")])
def test_the_step_whose_answer_stops_the_person_is_known(answers, step):
    strict = replace(FORM, eligibility=(Eligibility(is_("parent", True), "Trop tard."),))
    assert ids(Journey(strict, judge(strict, answers, today=date(2026, 1, 1))).barring()) == step
