"""From a small form of the draft's page to one edit of the core: one entry an action, no action is guessed.

Names in forms are French, as everywhere on our pages. It reads values and judges none: the core does.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from app.core.editing.contract import is_required
from app.core.editing.guessing import guessed, guessed_token
from app.core.editing.outline import Asked, find, kind
from app.core.editing.palette import PALETTE
from app.core.editing.trees import at
from app.core.errors import UnknownAnswers
from app.core.studio.kind_names import kind_name
from app.web.studio import properties
from app.web.studio.spots import located

Json = Any
Form = MultiDict[str, str]
Action = Callable[[Form, Json], Json]
NEW = ("ajouter-etape", "coller")  # actions after which a new step is chosen
SHEET = {
    "title": "titre", "start.summary": "resume", "declaration": "declaration", "legal.basis": "fondement",
    "legal.dpo": "dpo", "service.email": "courriel", "service.phone": "telephone",
}  # fmt: skip


def edit_of(form: Form, document: Json) -> Json:
    """The edit that this form asks for. UnknownAnswers for an action that no page offers."""
    name, _colon, kind_ = form.get("action", "").partition(":")
    if name == "ajouter" and kind_:
        return _add(form, document, kind_)
    action = ACTIONS.get(form.get("action", ""))
    if action is None:
        raise UnknownAnswers(["action"])
    return action(form, document)


def _add(form: Form, document: Json, from_palette: str = "") -> Json:
    """After the question that is chosen; at the end of the page when it has gone meanwhile. The palette
    needs no label; the label alone tells the kind."""
    label = form.get("libelle", "").strip()
    sort = from_palette or form.get("sorte", "") or guessed(label)
    if from_palette and not label:
        label = kind_name(sort) if sort in PALETTE else sort
    to = beside(form, document)
    token = "" if "rows" in to else guessed_token(document, sort, label)
    told = {"autocomplete": token} if token else {}
    return {"verb": "add-question", "kind": sort, "label": label, "to": to, **told}


def beside(form: Form, document: Json) -> Json:
    """The place after what is chosen."""
    step, after = form.get("etape", ""), form.get("question", "")
    after = after if find(document, after) is not None else ""
    rows = after.rpartition("[].")[0]
    to = {"rows": rows} if rows else {"step": step}
    return {**to, **({"after": after} if after else {})}


def _add_step(form: Form, document: Json) -> Json:
    return {"verb": "add-step", "title": form.get("titre", "").strip(), "after": form.get("etape", "")}


def _save(form: Form, document: Json) -> Json:
    """What differs from the document, and nothing else."""
    path = form.get("question", "")
    one = find(document, path)
    if one is None:  # the core says that it is gone
        return {"verb": "require-question", "question": path, "required": False}
    return {"verb": "several", "edits": list(_differences(form, document, one))}


def _differences(form: Form, document: Json, one: Asked) -> Iterator[Json]:
    yield from _label(form, document, one)
    yield from properties.changed(document, one, form)
    required = form.get("obligatoire") == "oui"
    if required != is_required(document, one.base, one.own):
        yield {"verb": "require-question", "question": one.path, "required": required}
    schema = at(document, one.schema)
    listed = kind(document, one) in ("choice", "choices") and "choix" in form
    if listed and form.get("choix", "").strip() != choices(schema):
        yield {"verb": "paste-choices", "question": one.path, "text": form.get("choix", "")}


def _label(form: Form, document: Json, one: Asked) -> Iterator[Json]:
    """The words of the contract; a label of the step, which would hide them, goes."""
    dress, schema = at(document, one.keys), at(document, one.schema)
    value = form.get("libelle", "").strip().replace("\r\n", "\n")
    if "libelle" in form and value != (dress.get("label") or schema.get("title", "")):
        edit = {"verb": "set-property", "question": one.path}
        yield {**edit, "property": "title", "value": value or None}
        if "label" in dress:
            yield {**edit, "property": "label", "value": None}


def _name(form: Form, document: Json) -> Json:
    """The label alone, typed in the outline."""
    one = find(document, form.get("question", ""))
    if one is None:
        return _save(form, document)
    return {"verb": "several", "edits": list(_label(form, document, one))}


def choices(schema: Json) -> str:
    """The choices of a question, one a line, as `paste-choices` reads them."""
    listed = schema.get("items", schema)
    given = listed.get("oneOf") or [{"const": code} for code in listed.get("enum", ())]
    return "\n".join(str(choice.get("title", choice["const"])) for choice in given)


def _save_step(form: Form, document: Json) -> Json:
    step: Json = next((one for one in document["steps"] if one["id"] == form.get("etape")), {})
    edits = []
    for name, given in (("title", "titre"), ("description", "texte")):
        value = form.get(given, "").strip().replace("\r\n", "\n")
        if given in form and value != step.get(name, ""):
            edits.append({"verb": "set-step-property", "step": form.get("etape", ""), "property": name,
                          "value": value or None})  # fmt: skip
    return {"verb": "several", "edits": edits}


def _save_sheet(form: Form, document: Json) -> Json:
    edits = []
    for place, given in SHEET.items():
        value = form.get(given, "").strip().replace("\r\n", "\n")
        if value != at(document, place.split("."), ""):
            edits.append({"verb": "set-sheet", "place": place, "value": value or None})
    return {"verb": "several", "edits": edits}


def _shift(by: int) -> Action:
    def action(form: Form, document: Json) -> Json:
        if form.get("question"):
            return {"verb": "shift-question", "question": form["question"], "by": by}
        return {"verb": "shift-step", "step": form.get("etape", ""), "by": by}

    return action


def paths(form: Form) -> list[str]:
    """The questions that are ticked, else the one that is chosen."""
    return list(dict.fromkeys(form.getlist("choisies"))) or [form.get("question", "")]


def _move(form: Form, document: Json) -> Json:
    to = located(form.get("vers", ""), document)
    return {"verb": "move-questions", "questions": paths(form), "to": to}


def _move_step(form: Form, document: Json) -> Json:
    return {"verb": "move-step", "step": form.get("etape", ""), "after": form.get("vers", "")}


def _duplicate(form: Form, document: Json) -> Json:
    many = paths(form)
    if len(many) == 1:
        return {"verb": "duplicate-question", "question": many[0]}
    return {"verb": "duplicate-questions", "questions": many}


def _delete(form: Form, document: Json) -> Json:
    anyway = form.get("confirme") == "oui"
    if form.get("question") or form.getlist("choisies"):
        return {"verb": "delete-questions", "questions": paths(form), "anyway": anyway}
    return {"verb": "delete-step", "step": form.get("etape", ""), "anyway": anyway}


ACTIONS: Mapping[str, Action] = {
    "ajouter": _add,
    "ajouter-etape": _add_step,
    "enregistrer": _save,
    "nommer": _name,
    "enregistrer-etape": _save_step,
    "enregistrer-fiche": _save_sheet,
    "monter": _shift(-1),
    "descendre": _shift(1),
    "deplacer": _move,
    "deplacer-etape": _move_step,
    "dupliquer": _duplicate,
    "changer-sorte": lambda form, document: {
        "verb": "retype-question", "question": form.get("question", ""), "kind": form.get("sorte", ""),
    },
    "renommer": lambda form, document: {
        "verb": "rename-question", "question": form.get("question", ""),
        "path": form.get("chemin", "").strip(),
    },
    "supprimer": _delete,
}  # fmt: skip
