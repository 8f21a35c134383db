"""The agents' own form: read like a form, merged question by question, judged like the citizen's answers."""

from datetime import date

import pytest

from app.core.definition.parser import parse
from app.core.definition.published_schema import published_schema
from app.core.desk import annotations
from app.core.errors import DefinitionRefused
from app.core.merging import Basis
from tests.core.minimal_definition import minimal
from tests.core.tables import each

TODAY = date(2026, 3, 2)
CHOICE = {
    "title": "Avis",
    "oneOf": [{"const": "oui", "title": "Favorable"}, {"const": "non", "title": "Défavorable"}],
}
PROPERTIES = {
    "avis": CHOICE,
    "motif": {"type": "string", "title": "Motif", "maxLength": 20},
    "vu_le": {"type": "string", "format": "date", "title": "Vu le", "formatMaximum": "today"},
}
FIELDS = [
    {"path": "avis"},
    {"path": "motif", "when": {"==": [{"var": "avis"}, "non"]}},
    {"path": "vu_le", "short": "Entretien"},
]


def with_annotations(properties=PROPERTIES, fields=FIELDS, required=("avis",)):
    own = {
        "schema": {"type": "object", "required": list(required), "properties": properties},
        "fields": fields,
    }
    return minimal() | {"annotations": own}


def own_form():
    return annotations.form_of(parse(with_annotations(), file="x.json"))


def typed(**values):
    parts = {
        "vu_le": lambda text: dict(
            zip(("jour", "mois", "annee"), [(t,) for t in text.split("/")], strict=True)
        )
    }
    return {path: parts.get(path, lambda text: {"": (text,)})(text) for path, text in values.items()}


def test_annotations_are_a_form_of_one_step_that_the_citizens_form_does_not_know():
    definition = parse(with_annotations(), file="x.json")
    own = annotations.form_of(definition)

    assert [field.kind for _step, field in own.fields()] == ["choice", "text", "date"]
    assert "avis" not in str(published_schema(definition))
    assert "avis" not in {field.path for _step, field in definition.fields()}
    assert annotations.form_of(parse(minimal(), file="x.json")) is None


@each(
    ("change", "pointer", "code"),
    [
        ({"fields": [{"path": "aviss"}, *FIELDS[1:]]}, "/annotations/fields/0/path", "unknown-path"),
        (
            {"fields": [{"path": "avis", "when": {"==": [{"var": "nom"}, "x"]}}, *FIELDS[1:]]},
            "/annotations/fields/0/when",
            "unknown-path",
        ),
        (
            {"properties": PROPERTIES | {"vu_le": {"type": "string", "format": "dat"}}},
            "/annotations/schema/properties/vu_le/format",
            "unknown-format",
        ),
        (
            {"properties": {"piece": {"type": "array", "items": {"type": "string", "format": "attachment"}}}},
            "/annotations/schema/properties/piece",
            "not-an-annotation",
        ),
        (
            {
                "properties": {
                    "l": {"type": "array", "items": {"type": "object", "properties": {"a": CHOICE}}}
                }
            },
            "/annotations/schema/properties/l",
            "not-an-annotation",
        ),
    ],
)
def test_what_is_wrong_in_annotations_is_told_where_it_is_written(change, pointer, code):
    with pytest.raises(DefinitionRefused) as refusal:
        parse(with_annotations(**{"required": (), **change}), file="x.json")

    found = [(problem.pointer.partition("/var")[0], problem.code) for problem in refusal.value.problems]
    assert any(place.startswith(pointer) and told == code for place, told in found), found


def test_a_page_keeps_what_it_changed_and_leaves_what_a_colleague_changed():
    form, read = own_form(), {"avis": "oui"}
    basis = Basis(0, annotations.kept_marks(read, ["avis", "vu_le"]))
    now = {"avis": "oui", "vu_le": "2026-02-27"}  # a colleague, meanwhile

    noted = annotations.note(form, now, typed(avis="non", vu_le="//"), basis, TODAY)

    assert noted.verdict.answers == {"avis": "non", "vu_le": "2026-02-27"}
    assert (noted.mine, noted.theirs, noted.conflicts, noted.errors) == ({"avis"}, {"vu_le"}, (), ())


def test_two_answers_to_one_question_are_a_conflict_and_the_first_stays():
    form = own_form()
    basis = Basis(0, annotations.kept_marks({}, ["avis"]))

    noted = annotations.note(form, {"avis": "oui"}, typed(avis="non"), basis, TODAY)
    same = annotations.note(form, {"avis": "oui"}, typed(avis="oui"), basis, TODAY)

    assert (noted.conflicts, noted.mine, noted.verdict.answers["avis"]) == (("avis",), {"avis"}, "oui")
    assert (same.conflicts, same.mine) == ((), frozenset())


@each(
    ("given", "errors"),
    [
        ({"avis": ""}, []),  # what is only missing may wait
        ({"avis": "peut-être"}, [("avis", "unknown-option")]),
        ({"vu_le": "30/2/2026"}, [("vu_le", "not-a-date")]),
        ({"vu_le": "1/1/2030"}, [("vu_le", "max")]),
        ({"avis": "non", "motif": "x" * 21}, [("motif", "max-length")]),
        ({"avis": "oui", "motif": "x" * 21}, []),  # hidden is absent
    ],
)
def test_annotations_are_judged_as_any_answer(given, errors):
    noted = annotations.note(own_form(), {}, typed(**given), Basis(0, {}), TODAY)

    assert [error.path for error in noted.errors] == [path for path, _code in errors]


def test_what_must_be_filled_in_before_the_decision_is_named():
    definition = parse(with_annotations(), file="x.json")

    assert annotations.missing(definition, {}, TODAY) == ("Avis",)
    assert annotations.missing(definition, {"avis": "oui"}, TODAY) == ()
    assert annotations.missing(parse(minimal(), file="x.json"), {}, TODAY) == ()
    assert annotations.changed(own_form(), {"avis": "oui"}, {"vu_le": "2026-02-27"}) == ("Avis", "Entretien")
