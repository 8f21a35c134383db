"""One edit in the studio, on a form of 200 questions and 100 conditions: the budget is 60 ms, linting 50 ms.

An edit is set against the parser alone on the same document: what is above 1 is the price of the verb, of its
inverse, of the linter and of the database.
"""

from typing import Any

from app.core.account import Account, Membership
from app.core.definition.parser import parse
from app.core.editing import apply, apply_all
from app.core.editing.blank import FIRST_STEP, blank
from app.core.linting import lint
from app.usecases import studio
from app.usecases.ports import Ports
from bench.measure import Row, medians
from tests.core.large_forms import FIELDS, STEPS, hundred, path

Json = Any
ROUNDS = 25
SERVICE = "ccas"
DESIGNER = Account("banc", "banc@exemple.fr", "Banc", memberships=(Membership(SERVICE, "designer"),))


def two_hundred() -> Json:
    """The hundred questions that show one another, and as many that are always shown."""
    edits = [
        {
            "verb": "add-question",
            "kind": ("text", "integer", "date", "yes-no")[number % 4],
            "label": f"Question libre {number}",
            "group": f"libre{number % STEPS + 1}",
            "to": {"step": f"etape-{number % STEPS + 1}"},
        }
        for number in range(FIELDS)
    ]
    return apply_all(hundred(), edits).document


def a_dozen() -> Json:
    """A small form as services have many: 12 questions on two pages, 2 conditions and a formula."""
    first = ("date", "yes-no", "email", "phone", "address")
    second = ("choice", "integer", "amount", "amount", "long-text")
    edits: list[Json] = [_added(kind, number, FIRST_STEP) for number, kind in enumerate(first, 2)]
    edits.append({"verb": "add-step", "title": "La suite", "kind": "amount", "label": "Total", "id": "suite"})
    edits += [_added(kind, number, "suite") for number, kind in enumerate(second, 7)]
    edits += [
        {"verb": "move-questions", "questions": ["total"], "to": {"step": "suite"}},
        {"verb": "set-condition", "question": "q4", "when": {"==": [{"var": "q3"}, True]}},
        {"verb": "set-condition", "question": "q11", "when": {">": [{"var": "q8"}, 2]}},
        {"verb": "set-formula", "question": "total", "value": {"+": [{"var": "q9"}, {"var": "q10"}]}},
    ]
    return apply_all(blank("petit", "Petit", {"id": SERVICE, "name": "CCAS"}), edits).document


def _added(kind: str, number: int, step: str) -> Json:
    name, to = f"Question {number}", {"step": step}
    return {"verb": "add-question", "kind": kind, "label": name, "path": f"q{number}", "to": to}


def measure(ports: Ports) -> list[Row]:
    document = two_hundred()
    definition = parse(document, file="banc.json")
    draft = studio.begin_blank(ports, DESIGNER, SERVICE, "Banc")
    wanted = {"verb": "write", "document": {**document, "slug": draft.slug}}
    opened = studio.edit(ports, DESIGNER, draft.id, wanted, based_on=0)
    revision = opened.draft.revision

    def edited() -> None:
        nonlocal revision
        edit = _hint(f"Version {revision}")
        opened = studio.edit(ports, DESIGNER, draft.id, edit, based_on=revision)
        opened.problems()
        revision = opened.draft.revision

    times = medians(
        {
            "edit": edited,
            "rename": lambda: apply(document, _rename(path(1), "premier.nom")),
            "lint": lambda: lint(definition, file="banc.json"),
            "parse": lambda: parse(document, file="banc.json"),
        },
        rounds=ROUNDS,
    )
    alone = "le lecteur de définitions seul"
    return [
        Row(
            "une modification au studio (200 questions, 100 conditions)", times["edit"], alone, times["parse"]
        ),
        Row("renommer une question lue ailleurs, sans base", times["rename"], alone, times["parse"]),
        Row("relire les 200 questions (linter)", times["lint"], alone, times["parse"]),
    ]


def _hint(text: str) -> Json:
    return {"verb": "set-property", "question": path(50), "property": "hint", "value": text}


def _rename(question: str, to: str) -> Json:
    return {"verb": "rename-question", "question": question, "path": to}
