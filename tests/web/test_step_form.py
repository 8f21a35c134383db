"""Names, ids and drawing of questions, without a request."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask, render_template_string

from app.core.answers import judge
from app.core.definition import Field, FormDefinition, Option
from app.core.definition.parser import parse
from app.core.dossier import ALONE, Dossier
from app.core.field_types import FIELD_TYPES
from app.web import step_form
from app.web.file_question import FileQuestion
from app.web.input_names import input_id, input_name
from app.web.questions import Question
from app.web.repeats import Repeat
from app.web.step_form import StepForm
from tests.core.minimal_definition import minimal
from tests.plain import plain

Json = Any
OPTIONS = (Option("a", "Une réponse"), Option("b", "Une autre"))
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def build(
    step: int = 0, working: Json = None, typed: Json = None, just_typed: Json = None, **choices: Any
) -> StepForm:
    """The form of a step of the minimal definition for these working answers."""
    definition: FormDefinition = parse(minimal(), file="demande-simple/1.json")
    kept = (working or {}, typed or {}, {})
    dossier = Dossier(
        "1", "7K4M92QXC", definition.slug, definition.hash, "ccas", "draft", 3, *kept, ALONE, NOW, NOW
    )
    verdict = judge(definition, dossier.working, today=date(2026, 3, 2), typed=dossier.typed)
    errors = verdict.of_step(definition.steps[step].id)
    return step_form.build(definition.steps[step], dossier, verdict, errors, typed=just_typed, **choices)


@pytest.mark.parametrize(
    ("path", "part", "name", "id_"),
    [
        ("demandeur.nom", "", "demandeur.nom", "q-demandeur-nom"),
        ("naissance", "jour", "naissance:jour", "q-naissance-jour"),
        ("enfants[0].prenom", "", "enfants[0].prenom", "q-enfants-0-prenom"),
    ],
)
def test_a_name_is_the_path_and_an_id_is_safe(path: str, part: str, name: str, id_: str) -> None:
    assert input_name(path, part) == name
    assert input_id(path, part) == id_


def test_what_was_not_understood_goes_before_what_is_stored() -> None:
    typed = {"naissance": {"jour": ["trente"], "mois": ["3"], "annee": ["1985"]}}
    form = build(working={"naissance": "1985-03-27"}, typed=typed)
    assert [part.value for part in form.question("naissance").inputs] == ["trente", "3", "1985"]


def test_what_was_just_typed_goes_before_everything() -> None:
    form = build(working={"nom": "Martin"}, just_typed={"nom": {"": ("Le Goff",)}})
    assert form.question("nom").inputs[0].value == "Le Goff"


def test_rows_are_numbered_and_say_so_to_those_who_listen() -> None:
    form = build(1, {"nom": "Martin", "a_des_enfants": True, "enfants": [{"prenom": "Anna"}, {}]})
    [repeat] = [item for item in form.items if isinstance(item, Repeat)]
    assert [row.title for row in repeat.rows] == ["Enfant 1", "Enfant 2"]
    [(target, sentence)] = form.summary
    assert target == "q-enfants-1-prenom"
    assert plain(sentence).startswith("Enfant 2, prénom : ")


def test_a_helper_s_own_data_is_never_offered() -> None:
    assert {part.autocomplete for q in build(helped=True).questions() for part in q.inputs} == {"off"}


def test_every_kind_of_field_is_drawn(application: Flask) -> None:
    drawing = "{% import 'parts/questions.html' as questions with context %}{{ questions.draw(q) }}"
    for kind, entry in FIELD_TYPES.items():
        if kind == "repeat":  # rows are drawn from a step
            continue
        field = Field(
            path=f"essai.{kind.replace('-', '_')}",
            kind=kind,
            label=f"Question {kind}",
            hint="Une aide",
            options=OPTIONS,
        )
        drawn = FileQuestion if entry.value_type == "file" else Question
        form = StepForm({field.path: drawn(question=field, path=field.path)})  # type: ignore[arg-type]
        form.process(data={})
        with application.test_request_context("/"):
            html = render_template_string(drawing, q=form.question(field.path))
        assert f"Question {kind}" in html, kind
        assert ("<input" in html or "<textarea" in html or "<select" in html) == bool(entry.parts), kind
