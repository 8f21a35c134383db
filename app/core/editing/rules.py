"""The verbs on what is computed and checked: conditions, formulas, rules, eligibility, scenarios.

Expressions are data: the parser types them when the edit is done. A rule without a name is known by its
position, and by the list that the person saw.
"""

from collections.abc import Callable
from typing import Any

from app.core.editing.outline import find, question, step_index
from app.core.editing.questions import named
from app.core.editing.refusals import EditRefused
from app.core.editing.steps import named as step_named
from app.core.editing.trees import at, changed, inserted, put, without
from app.core.editing.verbs import Edit, Verb
from app.core.language import _

Json = Any


def set_condition(document: Json, edit: Edit) -> Json:
    """When a question is shown; null: always."""
    return changed(document, (*question(document, edit["question"]).keys, "when"), edit["when"])


def set_step_condition(document: Json, edit: Edit) -> Json:
    """When a step is shown; null: always."""
    return changed(document, ("steps", step_index(document, edit["step"]), "when"), edit["when"])


def set_formula(document: Json, edit: Edit) -> Json:
    """What computes an answer, with its number of decimals; null: the person answers."""
    path = question(document, edit["question"]).path
    formulas = document.get("calculated", [])
    index = next((n for n, formula in enumerate(formulas) if formula["path"] == path), len(formulas))
    if edit["value"] is None:
        return _unlisted(document, "calculated", index)
    scale = {"scale": edit["scale"]} if "scale" in edit else {}
    return _listed(document, "calculated", index, {"path": path, "value": edit["value"], **scale})


def _setter(part: str) -> Callable[[Json, Edit], Json]:
    """Change the rule at `index`, add one at the end of the list, or take it away with null."""

    def run(document: Json, edit: Edit) -> Json:
        index, value = edit["index"], edit["value"]
        if not 0 <= index <= len(document.get(part, ())):
            raise EditRefused("not-found", _("Cette règle n’existe plus : rechargez la page."))
        return _unlisted(document, part, index) if value is None else _listed(document, part, index, value)

    return run


def _listed(document: Json, part: str, index: int, value: Json) -> Json:
    if index == len(document.get(part, ())):
        return inserted(document, (part,), index, value)
    return put(document, (part, index), value)


def _unlisted(document: Json, part: str, index: int) -> Json:
    if index >= len(document.get(part, ())):
        return document
    document = without(document, (part, index))
    return document if document[part] else without(document, (part,))


def _condition(document: Json, edit: Edit) -> Json:
    one = find(document, edit["question"])
    return "gone" if one is None else at(document, (*one.keys, "when"))


def _step_condition(document: Json, edit: Edit) -> Json:
    return next((step.get("when") for step in document["steps"] if step["id"] == edit["step"]), "gone")


def _formula(document: Json, edit: Edit) -> Json:
    return [one for one in document.get("calculated", ()) if one["path"] == edit["question"]]


def _list_verb(name: str, part: str, told: Callable[[], str]) -> Verb:
    return Verb(
        name, {"index": "number", "value": "any"}, _setter(part), lambda document, edit: told(),
        lambda document, edit: document.get(part),
    )  # fmt: skip


def _told(sentence: Callable[[], str]) -> Callable[[Json, Edit], str]:
    return lambda document, edit: sentence().format(name=named(document, edit["question"]))


RULE_VERBS = (
    Verb(
        "set-condition",
        {"question": "text", "when": "any"},
        set_condition,
        _told(lambda: _("Changer la condition de « {name} »")),
        _condition,
    ),
    Verb(
        "set-step-condition",
        {"step": "text", "when": "any"},
        set_step_condition,
        lambda document, edit: _("Changer la condition de l’étape « {name} »").format(
            name=step_named(document, edit["step"])
        ),
        _step_condition,
    ),
    Verb(
        "set-formula",
        {"question": "text", "value": "any", "scale?": "number"},
        set_formula,
        _told(lambda: _("Changer la formule de « {name} »")),
        _formula,
    ),
    _list_verb("set-check", "checks", lambda: _("Changer une règle entre réponses")),
    _list_verb("set-eligibility", "eligibility", lambda: _("Changer une règle d’éligibilité")),
    _list_verb("set-scenario", "scenarios", lambda: _("Changer un scénario")),
)
