"""One-click mends: each does away with what the linter found; copies of steps; kinds told by labels."""

from pathlib import Path
from typing import Any

import pytest

from app.core.conditions.sources import WHOLE, sources
from app.core.definition.parser import parse
from app.core.definition.reading_order import places
from app.core.editing import EditRefused, apply
from app.core.editing.copying import clip
from app.core.editing.guessing import guessed
from app.core.editing.mending import MENDS, mend, pointers, spotted
from app.core.editing.removing import users
from app.core.linting import lint
from tests.core.editing.drafts import a_draft
from tests.core.tables import each

Json = Any


def _after(edits: list[Json]) -> Json:
    return apply(a_draft(), {"verb": "several", "edits": edits}).document


def _set(name: str, value: Json, question: str = "nom") -> Json:
    return {"verb": "set-property", "question": question, "property": name, "value": value}


def _when(when: Json, question: str = "naissance") -> Json:
    return {"verb": "set-condition", "question": question, "when": when}


_YES, _NO = ({"==": [{"var": "a_des_enfants"}, value]} for value in (True, False))
WRONG = {
    "label-in-capitals": [_set("title", "ADRESSE PERSONNELLE")],
    "label-with-colon": [_set("title", "Nom de famille :")],
    "missing-short": [_set("title", "Quel est votre nom ?")],
    "unbounded-text": [_set("maxLength", None)],
    "unbounded-rows": [_set("maxItems", None, "enfants")],
    "sensitive-word": [_set("title", "Votre religion")],
    "unknown-autocomplete": [_set("autocomplete", "nom-de-famille")],
    "unknown-message-code": [_set("messages", {"jamais": "Non."})],
    "always-true": [_when({"or": [{"answered": [{"var": "nom"}]}, {"!": [{"answered": [{"var": "nom"}]}]}]})],
    "never-visible": [
        _when({"and": [{"==": [{"var": "nom"}, "a"]}, {"==": [{"var": "nom"}, "b"]}]}),
        {"verb": "require-question", "question": "naissance", "required": False},
    ],
}


@each("code", WRONG)
def test_a_mend_does_away_with_what_was_found(code: str) -> None:
    document = _after(WRONG[code])
    found = [one for one in lint(parse(document, file="x"), file="x") if one.code == code]
    assert found, [one.code for one in lint(parse(document, file="x"), file="x")]
    offered = mend(document, spotted(pointers(document), found[0]))
    assert offered is not None
    after = apply(document, offered.edit).definition
    assert not [one for one in lint(after, file="x") if (one.code, one.pointer) == (code, found[0].pointer)]


def test_every_mend_answers_to_a_code_of_the_linter() -> None:
    told = "".join(path.read_text() for path in Path("app/core/linting").glob("*.py"))
    assert not [code for code in MENDS if f'"{code}"' not in told]


def test_a_step_is_copied_with_names_of_its_own() -> None:
    document = a_draft()
    copied = clip(document, ["nom", "naissance"])
    edit = {"verb": "paste-step", "title": document["steps"][0]["title"], "clip": copied, "after": ""}
    done = apply(document, edit)
    first = done.definition.steps[0]
    assert first.id != done.definition.steps[1].id
    assert [field.path for field in first.fields] == ["nom_2", "naissance_2"]
    assert apply(done.document, done.inverse).document == document
    for wrong in (
        {**edit, "clip": []},
        {**edit, "clip": [1]},
        {**edit, "title": " "},
        {**edit, "after": "x"},
    ):
        with pytest.raises(EditRefused):
            apply(document, wrong)


def test_a_condition_reads_what_was_asked_before_it() -> None:
    definition = parse(a_draft(), file="x")
    found = {place.path: place for place in places(definition.steps)}
    offered = sources(definition, found["naissance"].position)
    assert [one.path for one in offered] == ["nom"]
    inside = next(path for path, place in found.items() if place.rows and place.position[-1] > 0)
    told = [one.path for one in sources(definition, found[inside].position, found[inside].rows)]
    assert "nom" in told
    assert any(path.startswith("item.") for path in told)
    assert any(one.cell for one in sources(definition))
    assert WHOLE not in [one.value_type for one in sources(definition)]


def test_what_uses_a_question_says_where_it_stands() -> None:
    document = _after([_when({"answered": [{"var": "nom"}]})])
    assert "naissance" in [use.question for use in users(document, ["nom"])]


KINDS = {
    "Date de naissance": "date", "Nom de naissance": "person-name", "Avez-vous des enfants ?": "yes-no",
    "Adresse électronique": "email", "Adresse": "address", "Montant du loyer": "amount", "Objet": "text",
    "Nombre d’enfants": "integer", "Justificatif de domicile": "attachment", "Téléphone": "phone",
}  # fmt: skip


def test_a_label_tells_its_kind() -> None:
    assert {label: guessed(label) for label in KINDS} == KINDS
