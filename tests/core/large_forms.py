"""A form of 100 questions, each shown by an answer to the one before: the test bed of budgets and measures.

`bench/` uses it too. It is written as a definition file, so that the parser has its part.
"""

from copy import deepcopy
from typing import Any

from tests.core.minimal_definition import MINIMAL

Json = Any
SLUG = "cent-questions"
FIELDS, STEPS = 100, 10
OPTIONS = [{"const": name, "title": name.capitalize()} for name in ("un", "deux", "trois")]
# In turn: schema, an answer that shows the next question, the condition on it, what a person types.
KINDS: tuple[tuple[Json, Json, str, str], ...] = (
    ({"type": "string", "maxLength": 100}, "Le Goff", "answered", "Le Goff"),
    ({"type": "boolean"}, True, "==", "oui"),
    ({"type": "integer", "minimum": 0}, 3, ">=", "3"),
    ({"oneOf": OPTIONS}, "un", "==", "un"),
)  # fmt: skip


def path(number: int) -> str:
    """The questions are numbered from 1, in groups as a form on paper has: "bloc3.q021"."""
    return f"bloc{(number - 1) * STEPS // FIELDS + 1}.q{number:03}"


def shown_by(number: int) -> Json:
    """The condition that an answer to this question holds."""
    _schema, value, operator, _typed = KINDS[number % len(KINDS)]
    operands = [{"var": path(number)}]
    return {operator: operands if operator == "answered" else [*operands, value]}


def hundred() -> dict[str, Json]:
    """The definition: 100 questions in 10 steps, 99 of them conditional, and one rule of eligibility."""
    form = deepcopy(MINIMAL)
    groups: dict[str, Json] = {}
    steps: list[Json] = [
        {"id": f"etape-{n + 1}", "title": f"Étape {n + 1}", "fields": []} for n in range(STEPS)
    ]
    for number in range(1, FIELDS + 1):
        group, _dot, name = path(number).partition(".")
        about = groups.setdefault(group, {"type": "object", "properties": {}})
        about["properties"][name] = {**KINDS[number % len(KINDS)][0], "title": f"Question {number}"}
        field: Json = {"path": path(number), "hint": f"Comme sur le papier, case {number}"}
        if number > 1:
            field["when"] = shown_by(number - 1)
        steps[(number - 1) * STEPS // FIELDS]["fields"].append(field)
    schema = {"$schema": form["schema"]["$schema"], "type": "object", "properties": groups}
    barred = {
        "when": {"<": [{"var": path(2)}, 0]},
        "message": "Ce nombre ne convient pas.",
        "next": "Voyez le CCAS.",
    }
    return form | {
        "slug": SLUG, "title": "Cent questions", "schema": schema, "steps": steps,
        "calculated": [], "checks": [], "eligibility": [barred], "scenarios": [],
    }  # fmt: skip


def answers(*, but: int = 0) -> Json:
    """Every question answered; the question `but` is not, and closes all that follow."""
    told: dict[str, Json] = {}
    for number in range(1, FIELDS + 1):
        if number != but:
            group, _dot, name = path(number).partition(".")
            told.setdefault(group, {})[name] = KINDS[number % len(KINDS)][1]
    return told


def typed_text(number: int) -> str:
    """What a person gives as answer to this question."""
    return KINDS[number % len(KINDS)][3]
