"""The builder's page: what its three columns are given, whole or as parts for the script that swaps them.

It draws a draft and what was posted and not done; it changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.core.conditions import formula_text
from app.core.conditions.sentences import sentence
from app.core.conditions.sources import Source, sources
from app.core.definition import FormDefinition
from app.core.editing import EditRefused
from app.core.editing.outline import find
from app.core.editing.trees import at
from app.core.field_types import FIELD_TYPES
from app.core.french import spaced
from app.core.language import _
from app.usecases.studio import Opened
from app.usecases.studio import beside as studio_beside
from app.web.access import ports, require_account
from app.web.studio import condition_view, formula_view, palette, properties
from app.web.studio.condition_rows import Typed
from app.web.studio.edits import SHEET, choices
from app.web.studio.formula_view import Formula
from app.web.studio.outline import Chosen, about, advices, choose, outline
from app.web.studio.preview import preview
from app.web.studio.spots import spots
from app.web.studio.words import kinds, part_words

Json = Any
PART = "X-Guichet-Part"  # the header by which our script asks for the parts of the page alone
NO_FORM: MultiDict[str, str] = MultiDict()
# action → the id of the input to mend; what is chosen, else
_INPUTS = {
    "ajouter": "p-nouvelle", "ajouter-etape": "p-etape", "enregistrer-etape": "p-titre",
    "renommer": "p-chemin", "deplacer": "p-vers", "changer-sorte": "p-sorte",
    "condition": "p-expression", "formule": "p-formule", "enregistrer-fiche": "f-titre",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doing:
    """What the page shows beside the draft. `typed` was posted and not done: it stays in its inputs;
    `target` is the id of the input to mend, when the action does not tell. `many` are the questions ticked,
    None when one is chosen at a time; `told` is what was just done."""

    refused: EditRefused | None = None
    conflict: str = ""
    typed: Mapping[str, str] = field(default_factory=lambda: NO_FORM)
    action: str = ""
    target: str = ""
    condition: Typed | None = None
    unsaved: str = ""
    formula: Mapping[str, str] | None = None
    many: tuple[str, ...] | None = None
    search: str = ""
    told: str = ""


def wants_parts() -> bool:
    """Does our script ask, which swaps parts of the page?"""
    return request.headers.get(PART) == "builder"


def done(opened: Opened, path: str, step_id: str, told: str = "") -> Response:
    """After a change: the parts as they are now, or the address of the page."""
    if wants_parts():
        return show(opened, path, step_id, Doing(told=told))
    return redirect(address(opened.draft.id, path, step_id), code=303)


def address(draft_id: str, path: str, step_id: str) -> str:
    """Where this question, or step, is chosen."""
    return url_for(
        "studio.draft",
        draft_id=draft_id,
        question=path or None,
        etape=step_id if not path and step_id else None,
    )


def show(opened: Opened, path: str, step_id: str, doing: Doing | None = None, status: int = 200) -> Response:
    """The page, or its parts."""
    doing = doing or Doing()
    definition, draft = opened.definition, opened.draft
    advice, chosen = advices(opened), choose(opened, path, step_id)
    words = {
        "draft": draft,
        "definition": definition,
        "opened": opened,
        "doing": doing,
        "typed": doing.typed,
        "chosen": chosen,
        "outline": outline(definition, advice),
        "preview": preview(definition, chosen.step, ports().clock.today(), ports().max_upload),
        "advice": about(advice, chosen),
        "all_advice": advice,
        "spots": spots(definition, chosen.number),
        "palette": palette.groups(doing.search),
        "kinds": (("", _("Selon le libellé")), *kinds()),
        "address": address(draft.id, chosen.path, chosen.step.id),
        "others": studio_beside.together(ports(), require_account(), draft.id, chosen.path or chosen.step.id),
        "functions": formula_view.FUNCTIONS,
        "copied": studio_beside.copied(ports(), require_account()),
        "confirm": doing.refused is not None and doing.refused.reason == "referred-to",
        "page_errors": _errors(doing),
        **_properties(opened, chosen, doing.typed),
        **_logic(opened, chosen, doing),
    }
    whole = "studio/builder.html" if wants_parts() else "studio/draft.html"
    return make_response(render_template(whole, **words), status)


def _errors(doing: Doing) -> list[tuple[str, str]]:
    if doing.refused is None or doing.refused.reason == "referred-to":  # which asks to confirm
        return []
    action = (doing.action or doing.typed.get("action", "")).partition(":")[0]
    return [(doing.target or _INPUTS.get(action, "p-libelle"), spaced(str(doing.refused)))]


def _properties(opened: Opened, chosen: Chosen, typed: Mapping[str, str]) -> dict[str, Json]:
    document = opened.draft.document
    one = find(document, chosen.path)
    return {
        "inputs": properties.shown(document, one) if one is not None else (),
        "choices": choices(at(document, one.schema)) if one is not None else "",
        "sheet": _sheet(document, typed),
    }


def _sheet(document: Json, typed: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(input, text) of what is told of the whole form: what was typed and not done goes before."""
    again = typed if typed.get("action") == "enregistrer-fiche" else {}
    return tuple((name, again.get(name, at(document, place.split("."), ""))) for place, name in SHEET.items())


def readable(definition: FormDefinition, chosen: Chosen) -> tuple[Source, ...]:
    """What a condition, or a formula, of what is chosen may read."""
    words = part_words()
    if chosen.place is None:
        return sources(definition, (chosen.number,), words=words)
    return sources(definition, chosen.place.position, chosen.place.rows, words)


def _logic(opened: Opened, chosen: Chosen, doing: Doing) -> dict[str, Json]:
    definition, place = opened.definition, chosen.place
    found = readable(definition, chosen)
    when = place.field.when if place else chosen.step.when
    rows = place.rows if place else ""
    told = "" if when is None else sentence(when, definition, rows=rows)
    condition = condition_view.condition(when, told, found, doing.condition, doing.unsaved)
    return {"condition": condition, "formula": _formula(opened, chosen, found, doing)}


def _formula(opened: Opened, chosen: Chosen, found: tuple[Source, ...], doing: Doing) -> Formula | None:
    place = chosen.place
    if place is None or FIELD_TYPES[place.field.kind].value_type not in formula_view.KINDS:
        return None
    if place.field.calculated is None and place.field.kind == "declaration":
        return None
    rule: Json = next(
        (one for one in opened.draft.document.get("calculated", ()) if one["path"] == place.path), {}
    )
    text = formula_text.write(rule["value"]) if rule else ""
    scale = str(rule.get("scale", ""))
    given = doing.formula or {}
    text, scale = given.get("texte", text), given.get("decimales", scale)
    samples = {
        name.removeprefix("essai-"): value for name, value in given.items() if name.startswith("essai-")
    }
    shown, result, problem = formula_view.result_of(text, found, samples, ports().clock.today())
    told = sentence(rule["value"], opened.definition, before=_("Calculé :"), rows=place.rows) if rule else ""
    grouped = condition_view.by_step(found)
    return Formula(text, told, scale, grouped, shown, result, problem)
