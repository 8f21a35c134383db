"""What the linter finds, mended by one edit when nobody has to think: one entry a code.

A mend is proposed, never done alone. It finds its place in the document by the pointer of the problem.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.conditions.language import operands
from app.core.editing.outline import Asked, Keys, asked, label_of, rows_of
from app.core.editing.trees import at
from app.core.editing.verbs import Edit
from app.core.errors import Problem
from app.core.language import _
from app.core.studio.fixing import mended

Json = Any


@dataclass(frozen=True, slots=True)
class Spotted:
    """Where a problem stands: a question, a step by its index, or neither; `rest` is the pointer below it."""

    problem: Problem
    question: Asked | None = None
    step: int = -1
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Mend:
    """`label` is what a button says; `edit` is what it does."""

    label: str
    edit: Edit


Maker = Callable[[Json, Spotted], Mend | None]


def pointers(document: Json) -> dict[Keys, Asked]:
    """Where each question stands in the file: its dress and its part of the contract."""
    known = asked(document).values()
    return {keys: one for one in known for keys in (one.schema, one.keys)}


def spotted(known: Mapping[Keys, Asked], problem: Problem) -> Spotted:
    """The innermost question, or step, that the pointer leads into; `known` is `pointers`."""
    parts = problem.pointer.split("/")[1:]  # names of questions have neither "/" nor "~"
    keys = tuple(int(part) if part.isdecimal() else part for part in parts)
    for length in range(len(keys), 0, -1):
        one = known.get(keys[:length])
        if one is not None:
            rest = "".join(f"/{part}" for part in parts[length:])
            return Spotted(problem, one, int(one.keys[1]), rest)
    number = problem.pointer.removeprefix("/steps/").partition("/")[0]
    return Spotted(problem, None, int(number) if number.isdecimal() else -1)


def mend(document: Json, where: Spotted) -> Mend | None:
    """The edit that mends this, None when a person must judge."""
    maker = MENDS.get(where.problem.code)
    return maker(document, where) if maker is not None else None


def _set(name: str, value: Json, label: Callable[[], str]) -> Maker:
    """One property of the question."""

    def make(document: Json, where: Spotted) -> Mend | None:
        if where.question is None:
            return None
        edit = {"verb": "set-property", "question": where.question.path, "property": name, "value": value}
        return Mend(label(), edit)

    return make


def _label(document: Json, where: Spotted) -> Mend | None:
    if where.question is None:
        return None
    told = label_of(document, where.question)
    side = "label" if "label" in at(document, where.question.keys) else "title"
    if mended(told) == told:
        return None
    edit = {"verb": "set-property", "question": where.question.path, "property": side, "value": mended(told)}
    return Mend(_("Écrire « {label} »").format(label=mended(told)), edit)


def _short(document: Json, where: Spotted) -> Mend | None:
    """The label without its question mark is a start."""
    if where.question is None:
        return None
    told = label_of(document, where.question).rstrip(" ?\u00a0\u202f")
    edit = {"verb": "set-property", "question": where.question.path, "property": "short", "value": told}
    return Mend(_("Nommer « {name} »").format(name=told), edit)


def _without_condition(document: Json, where: Spotted) -> Mend | None:
    return _condition(document, where, None, _("Retirer la condition"))


def _condition(document: Json, where: Spotted, when: Json, label: str) -> Mend | None:
    if where.question is not None:
        return Mend(label, {"verb": "set-condition", "question": where.question.path, "when": when})
    if where.step >= 0:
        step_id = document["steps"][where.step]["id"]
        return Mend(label, {"verb": "set-step-condition", "step": step_id, "when": when})
    return None


def _answered_too(document: Json, where: Spotted) -> Mend | None:
    """The negation holds only of an answer."""
    if where.question is None and where.step < 0:
        return None
    keys = where.question.keys if where.question is not None else ("steps", where.step)
    now = at(document, (*keys, "when"))
    rows = rows_of(where.question.path) if where.question is not None else ""
    hidden = [path for path in operands(now) if f"« {_full(path, rows)} »" in where.problem.message]
    if len(hidden) != 1 or "[]." in hidden[0]:
        return None
    needed = [{"answered": [{"var": hidden[0]}]}, *now.get("and", [now])]
    return _condition(document, where, {"and": needed}, _("Exiger une réponse à cette question"))


def _full(path: str, rows: str) -> str:
    return f"{rows}[].{path.removeprefix('item.')}" if path.startswith("item.") else path


def _optional(document: Json, where: Spotted) -> Mend | None:
    if where.question is None:
        return None
    edit = {"verb": "require-question", "question": where.question.path, "required": False}
    return Mend(_("La rendre facultative"), edit)


def _without_rule(verb: str) -> Maker:
    def make(document: Json, where: Spotted) -> Mend | None:
        number = where.problem.pointer.split("/")[2]
        return Mend(_("Retirer la règle"), {"verb": verb, "index": int(number), "value": None})

    return make


def _without_message(document: Json, where: Spotted) -> Mend | None:
    if where.question is None:
        return None
    given = at(document, (*where.question.keys, "messages"), {})
    code = where.problem.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
    left = {name: text for name, text in given.items() if name != code}
    edit = {"verb": "set-property", "question": where.question.path, "property": "messages"}
    return Mend(_("Retirer ce message"), {**edit, "value": left or None})


_NO_CONDITION = (
    "constant-condition",
    "always-true",
    "never-visible",
    "contradicts-step",
    "contradicts-earlier",
)
MENDS: Mapping[str, Maker] = {
    "label-in-capitals": _label,
    "label-with-colon": _label,
    "missing-short": _short,
    "unbounded-text": _set("maxLength", 200, lambda: _("Limiter à 200 caractères")),
    "unbounded-rows": _set("maxItems", 20, lambda: _("Limiter à 20 lignes")),
    "sensitive-word": _set("sensitive", True, lambda: _("La masquer dans les listes et les courriels")),
    "unknown-autocomplete": _set("autocomplete", None, lambda: _("Retirer ce remplissage automatique")),
    "unknown-message-code": _without_message,
    "negation-over-hidden": _answered_too,
    "required-never-reached": _optional,
    "check-never-fires": _without_rule("set-check"),
    "rule-never-fires": _without_rule("set-eligibility"),
    **dict.fromkeys(_NO_CONDITION, _without_condition),
}
