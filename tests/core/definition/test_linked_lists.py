"""Lists that depend on an earlier choice: when they are asked, what they accept, what is refused."""

from datetime import date

import pytest

from app.core.answers import judge
from app.core.conditions import Scope
from app.core.definition.linked_lists import allowed
from app.core.definition.parser import parse
from app.core.errors import DefinitionRefused
from app.core.page_rules import page_rules
from tests.core.minimal_definition import edited
from tests.core.tables import each

CODES = {
    "type": "string",
    "title": "Régime",
    "oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}],
}
LINK = {"from": "situation", "options": {"salarie": ["a", "b"]}}
TODAY = date(2026, 11, 25)


def linked(link, schema=CODES, place=-1):
    """The minimal definition with a linked list at the end (or elsewhere) of its first step."""
    dress = {"path": "regime", "linked": link}
    raw = edited(("/schema/properties/regime", schema))
    fields = raw["steps"][0]["fields"]
    fields.insert(len(fields) if place < 0 else place, dress)
    return raw


def problems(raw):
    with pytest.raises(DefinitionRefused) as caught:
        parse(raw, file="x.json")
    return [(problem.pointer.partition("/linked")[2], problem.code) for problem in caught.value.problems]


@each(
    ("link", "found"),
    [
        ({"from": "situatoin", "options": LINK["options"]}, [("/from", "unknown-path")]),
        ({"from": "regime", "options": LINK["options"]}, [("/from", "forward-reference")]),
        ({"from": "naissance", "options": {"x": ["a"]}}, [("/from", "not-a-choice")]),
        ({"from": "situation"}, [("", "missing-link")]),
        ({"from": "situation", "options": {"chomeur": ["a"]}}, [("/options/chomeur", "unknown-option")]),
        (
            {"from": "situation", "options": {"salarie": ["a", "z"]}},
            [("/options/salarie/1", "unknown-option")],
        ),
        ({"from": "situation", "options": {}}, [("/options", "out-of-bounds")]),
        ({"from": "situation", "options": {"salarie": []}}, [("/options/salarie", "out-of-bounds")]),
        ({"from": "situation", "options": {"salarie": "a"}}, [("/options/salarie", "wrong-type")]),
        ({"from": 3}, [("/from", "wrong-type")]),
        ({"options": LINK["options"]}, [("", "missing")]),
        ({"from": "situation", "option": {}}, [("/option", "unknown-key")]),
        ([], [("", "wrong-type")]),
    ],
)
def test_a_malformed_link_is_refused_at_its_place(link, found):
    assert problems(linked(link)) == found


def test_only_a_choice_may_be_linked():
    assert problems(linked(LINK, {"type": "string", "title": "Régime"})) == [("", "not-a-choice")]


def test_a_list_may_not_come_before_the_choice_that_it_follows():
    assert problems(linked(LINK, place=0)) == [("/from", "forward-reference")]


@each(
    ("answers", "visible", "code"),
    [
        ({}, False, None),
        ({"situation": "retraite", "regime": "a"}, False, None),
        ({"situation": "salarie"}, True, None),
        ({"situation": "salarie", "regime": "b"}, True, None),
        ({"situation": "salarie", "regime": "z"}, True, "unknown-option"),
    ],
)
def test_it_is_asked_once_the_choice_before_offers_something(answers, visible, code):
    verdict = judge(parse(linked(LINK), file="x.json"), answers, today=TODAY)
    errors = {error.path: error.code for error in verdict.errors}
    assert ("regime" in verdict.visible) == visible
    assert errors.get("regime") == code


def test_a_choice_that_no_longer_goes_with_the_other_is_an_error():
    link = {"from": "situation", "options": {"salarie": ["a"], "retraite": ["b"]}}
    definition = parse(linked(link), file="x.json")
    wrong = judge(definition, {"situation": "retraite", "regime": "a"}, today=TODAY)
    right = judge(definition, {"situation": "retraite", "regime": "b"}, today=TODAY)
    assert "regime" in {error.path for error in wrong.errors}
    assert "regime" not in {error.path for error in right.errors}


def test_the_page_leaves_a_linked_list_to_the_server_which_knows_its_options():
    definition = parse(linked(LINK), file="x.json")
    rules = page_rules(definition, definition.steps[0], Scope({}, TODAY))
    assert "regime" not in rules.toggled


def test_the_departements_of_a_region_need_no_list():
    region = {"type": "string", "format": "fr-region", "title": "Région"}
    raw = linked({"from": "region"}, {"type": "string", "format": "fr-department", "title": "Département"})
    raw["schema"]["properties"]["region"] = region
    raw["steps"][0]["fields"].insert(0, {"path": "region"})
    definition = parse(raw, file="x.json")
    field = definition.steps[0].fields[-1]
    assert allowed(field, {"region": "53"}, None) == {"22", "29", "35", "56"}
    assert allowed(field, {}, None) is None
    wrong = judge(definition, {"region": "53", "regime": "75"}, today=TODAY)
    assert {error.path: error.code for error in wrong.errors}["regime"] == "unknown-option"
