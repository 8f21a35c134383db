"""The path of a person through the steps, derived from the answers each time."""

from dataclasses import replace
from datetime import date

from app.core.answers import judge
from app.core.definition import Chapter, Eligibility
from app.core.journey import Journey
from tests.core.form_building import INTEGER, YES_NO, a_field, a_form, a_step, is_
from tests.core.tables import each

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


@each(
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


@each(
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


@each(
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


@each(
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


CHAPTERS = (
    Chapter("Votre foyer", ("vous", "enfants")),
    Chapter("Votre logement", ("logement",)),
    Chapter("Le reste", ("remarques",)),
)


@each(
    ("answers", "states", "entries"),
    [
        ({}, ("current", "todo", "todo"), ("vous", None, None)),
        (ALONE, ("done", "current", "todo"), ("vous", "logement", None)),
        (PARENT, ("current", "todo", "todo"), ("enfants", None, None)),
        ({**PARENT, "nombre": 0}, ("error", "todo", "todo"), ("enfants", None, None)),
        (ALL, ("done", "done", "done"), ("vous", "logement", "remarques")),
    ],
)
def test_each_chapter_has_a_state_and_a_way_in(answers, states, entries):
    long = replace(FORM, chapters=CHAPTERS)
    path = Journey(long, judge(long, answers, today=date(2026, 1, 1)))
    parts = path.parts()
    assert tuple(part.state for part in parts) == states
    assert tuple(ids(part.entry) for part in parts) == entries
    assert path.part_of("enfants").number == 1
    assert path.part_of("verifier") is None


OPTIONAL = a_form(
    a_step("vous", a_field("nom", required=True)),
    a_step("effets", a_field("effet")),
    a_step("plans", a_field("plan", required=True)),
    a_step("remarques", a_field("texte")),
)
# answers, steps never sent → where "Continuer" leads, state of each part, way in of each
TO_OFFER = [
    ({}, {"vous", "effets", "plans", "remarques"}, "vous", ("current", "todo", "todo"), ("vous", None, None)),
    ({"nom": "M"}, {"effets", "plans", "remarques"}, "effets", ("done", "current", "todo"),
     ("vous", "effets", None)),
    ({"nom": "M"}, {"plans", "remarques"}, "plans", ("done", "current", "todo"), ("vous", "plans", None)),
    ({"nom": "M", "plan": "x"}, {"remarques"}, "remarques", ("done", "done", "todo"),
     ("vous", "effets", "remarques")),
    ({"nom": "M", "plan": "x"}, {"effets"}, "effets", ("done", "current", "done"),
     ("vous", "effets", "remarques")),
    ({"nom": "M", "plan": "x"}, set(), None, ("done", "done", "done"), ("vous", "effets", "remarques")),
]  # fmt: skip


def test_a_step_of_optional_questions_only_is_offered_until_it_was_sent():
    chapters = (
        Chapter("Vous", ("vous",)),
        Chapter("Les pièces", ("effets", "plans")),
        Chapter("Le reste", ("remarques",)),
    )
    long = replace(OPTIONAL, chapters=chapters)
    for answers, unseen, offered, states, entries in TO_OFFER:
        verdict = judge(long, answers, today=date(2026, 1, 1))
        path = Journey(long, verdict, unseen=frozenset(unseen))
        assert ids(path.to_offer()) == offered, unseen
        assert tuple(part.state for part in path.parts()) == states, unseen
        assert tuple(ids(part.entry) for part in path.parts()) == entries, unseen
        assert path.may_review() is ("plan" in answers), "what is optional never keeps anybody from sending"


def test_a_chapter_of_which_nothing_is_asked_is_closed():
    long = replace(FORM, chapters=(Chapter("Enfants", ("enfants",)), *CHAPTERS[1:]))
    path = Journey(long, judge(long, ALONE, today=date(2026, 1, 1)))
    assert (path.parts()[0].state, path.parts()[0].entry) == ("closed", None)


@each(
    ("answers", "most"),
    [
        ({}, {"vous": 5, "logement": 4, "remarques": 4, "verifier": 4}),
        (ALONE, {"vous": 5, "logement": 4}),
        (PARENT, {"vous": 5, "enfants": 5, "verifier": 5}),
    ],
)
def test_steps_that_may_still_open_are_counted_and_the_count_never_grows_on_the_way(answers, most):
    path = journey(answers)
    assert {step: path.at_most(step) for step in most} == most


@each(
    ("answers", "stopped", "openable"),
    [
        (ALONE, False, {"vous", "logement"}),
        ({"nom": "M", "parent": True}, True, {"vous"}),
        ({"parent": True}, False, {"vous"}),
        (ALL, True, {"vous"}),
    ],
)
def test_nothing_opens_beyond_the_answer_that_bars_the_way(answers, stopped, openable):
    strict = replace(FORM, eligibility=(Eligibility(is_("parent", True), "Trop tard."),))
    path = Journey(strict, judge(strict, answers, today=date(2026, 1, 1)))
    assert path.is_stopped() is stopped
    assert {step.id for step in FORM.steps if path.may_open(step.id)} == openable
    assert path.may_review() is False


def test_a_rule_on_what_no_step_asks_stops_once_all_the_rest_is_right():
    strict = replace(FORM, eligibility=(Eligibility({">": [{"age": ["2000-01-01"]}, 18]}, "Trop tard."),))
    assert Journey(strict, judge(strict, ALL, today=date(2026, 1, 1))).is_stopped()
    assert not Journey(strict, judge(strict, PARENT, today=date(2026, 1, 1))).is_stopped()


@each(("answers", "step"), [(ALONE, None), (PARENT, "vous")])
def test_the_step_whose_answer_stops_the_person_is_known(answers, step):
    strict = replace(FORM, eligibility=(Eligibility(is_("parent", True), "Trop tard."),))
    assert ids(Journey(strict, judge(strict, answers, today=date(2026, 1, 1))).barring()) == step
