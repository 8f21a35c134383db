"""A form in another language: what is translated is said in it, the rest in French; nothing else changes."""

from datetime import date
from typing import Any

import pytest

from app.core.answers import judge
from app.core.definition import FormDefinition
from app.core.definition.parser import parse
from app.core.editing import EditRefused, apply, told
from app.core.errors import DefinitionRefused
from app.core.studio.translating import Said, completeness, in_language, speak, spoken, texts
from tests.core.minimal_definition import minimal
from tests.core.tables import each

Json = Any
TODAY = date(2026, 3, 2)


def _form(translations: Json) -> FormDefinition:
    raw = minimal() | {"translations": translations}
    raw["steps"][0]["fields"][0] |= {"hint": "Comme sur la carte", "messages": {"required": "Dites-le"}}
    return parse(raw, file="x")


def _first(form: FormDefinition) -> tuple[str, str]:
    field = form.steps[0].fields[0]
    return field.label, field.hint


def test_what_is_translated_is_said_in_the_language_and_the_rest_in_french() -> None:
    plain = _form({})
    label = plain.steps[0].fields[0].label
    form = _form({"en": {label: "Your name", "Dites-le": "Tell us"}})
    english = in_language(form, "en")
    assert _first(english) == ("Your name", "Comme sur la carte")
    assert [text.lang for text in _first(english) if isinstance(text, Said)] == ["en", "fr"]
    assert (english.hash, english.raw, english.schema) == (form.hash, form.raw, form.schema)
    assert _first(form)[0] == label
    errors = judge(english, {}, today=TODAY).errors
    assert errors[0].path == judge(form, {}, today=TODAY).errors[0].path
    said = english.steps[0].fields[0].messages["required"]
    assert isinstance(said, Said)
    assert said.lang == "en"
    assert "Tell us" in [error.message for error in errors]


def test_the_language_is_that_of_the_request_and_french_where_the_form_has_it_not() -> None:
    form = _form({"en": {}})
    for language, same in (("fr", True), ("de", True), ("en", False)):
        speak(language)
        assert (spoken(form) is form) == same
    speak("fr")


def test_completeness_names_what_is_missing_and_what_serves_no_more() -> None:
    wanted = texts(_form({}))
    assert len({one.text for one in wanted}) == len(wanted)
    words = {one.text: one.text.upper() for one in wanted[1:]} | {"Ancien texte": "Old text"}
    found = completeness(_form({"en": words}), "en")
    assert (found.done, found.total) == (len(wanted) - 1, len(wanted))
    assert (found.missing, found.stale) == ((wanted[0],), ("Ancien texte",))


def _edit(document: Json, **edit: Json) -> Json:
    return apply(document, edit).document


def test_translations_are_edits_that_touch_one_text_at_a_time() -> None:
    document = _edit(minimal(), verb="translate", language="en", texts={"Vous": "You", "Motif": "Why"})
    assert document["translations"] == {"en": {"Vous": "You", "Motif": "Why"}}
    edit = {"verb": "translate", "language": "en", "texts": {"Motif": None, "Vous": " "}}
    assert told(document, edit) == "Traduire en English"
    assert _edit(document, **edit)["translations"] == {"en": {}}
    undone = apply(document, edit)
    assert apply(undone.document, undone.inverse).document == document
    assert "translations" not in _edit(document, verb="remove-language", language="en")
    for hostile in (
        {"verb": "translate", "language": "xx", "texts": {}},
        {"verb": "translate", "language": "en", "texts": {"Vous": 3}},
        {"verb": "translate", "language": "en", "texts": {"Vous": "x" * 5000}},
        {"verb": "remove-language", "language": "de"},
    ):
        with pytest.raises(EditRefused):
            apply(document, hostile)


@each("translations", [{"english": {}}, {"en": {"Vous": 1}}, {"en": []}, {"en": {"Vous": ""}}])
def test_translations_of_another_shape_are_refused(translations: Json) -> None:
    with pytest.raises(DefinitionRefused):
        _form(translations)
