"""From a small form of the draft's page to one edit of the core: one entry an action, no action is guessed.

Names in forms are French, as everywhere on our pages. It reads values and judges none: the core does.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from app.core.editing.contract import is_required
from app.core.editing.outline import Asked, asked, kind
from app.core.editing.trees import at
from app.core.errors import UnknownAnswers

Json = Any
Form = MultiDict[str, str]
Action = Callable[[Form, Json], Json]
# property of a question → the name of its input
TEXTS = {"title": "libelle", "hint": "aide", "short": "court"}
SHEET = {
    "title": "titre", "start.summary": "resume", "declaration": "declaration", "legal.basis": "fondement",
    "legal.dpo": "dpo", "service.email": "courriel", "service.phone": "telephone",
}  # fmt: skip


def edit_of(form: Form, document: Json) -> Json:
    """The edit that this form asks for. UnknownAnswers for an action that no page offers."""
    action = ACTIONS.get(form.get("action", ""))
    if action is None:
        raise UnknownAnswers(["action"])
    return action(form, document)


def _add(form: Form, document: Json) -> Json:
    """After the question that is chosen; at the end of the page when it has gone meanwhile."""
    step, after = form.get("etape", ""), form.get("question", "")
    after = after if after in asked(document) else ""
    rows = after.rpartition("[].")[0]
    to = {"rows": rows} if rows else {"step": step}
    edit = {"verb": "add-question", "kind": form.get("sorte", ""), "label": form.get("libelle", "").strip()}
    return {**edit, "to": {**to, **({"after": after} if after else {})}}


def _add_step(form: Form, document: Json) -> Json:
    return {"verb": "add-step", "title": form.get("titre", "").strip(), "after": form.get("etape", "")}


def _save(form: Form, document: Json) -> Json:
    """What differs from the document, and nothing else."""
    path = form.get("question", "")
    one = asked(document).get(path)
    if one is None:  # the core says that it is gone
        return {"verb": "require-question", "question": path, "required": False}
    return {"verb": "several", "edits": list(_properties(form, document, one))}


def _properties(form: Form, document: Json, one: Asked) -> Iterator[Json]:
    dress, schema = at(document, one.keys), at(document, one.schema)
    for name, given in TEXTS.items():
        before = (schema if name == "title" else dress).get(name, "")
        value = form.get(given, "").strip().replace("\r\n", "\n")
        if value != before:
            edit = {"verb": "set-property", "question": one.path, "property": name}
            yield {**edit, "value": value or None}
            if name == "title" and "label" in dress:  # the label of the step would hide it
                yield {**edit, "property": "label", "value": None}
    required = form.get("obligatoire") == "oui"
    if required != is_required(document, one.base, one.own):
        yield {"verb": "require-question", "question": one.path, "required": required}
    if kind(document, one) in ("choice", "choices") and form.get("choix", "").strip() != choices(schema):
        yield {"verb": "paste-choices", "question": one.path, "text": form.get("choix", "")}


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
        if value != step.get(name, ""):
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


def _move(form: Form, document: Json) -> Json:
    to = {"step": form.get("vers", "")}
    return {"verb": "move-questions", "questions": [form.get("question", "")], "to": to}


def _delete(form: Form, document: Json) -> Json:
    anyway = form.get("confirme") == "oui"
    if form.get("question"):
        return {"verb": "delete-questions", "questions": [form["question"]], "anyway": anyway}
    return {"verb": "delete-step", "step": form.get("etape", ""), "anyway": anyway}


ACTIONS: Mapping[str, Action] = {
    "ajouter": _add,
    "ajouter-etape": _add_step,
    "enregistrer": _save,
    "enregistrer-etape": _save_step,
    "enregistrer-fiche": _save_sheet,
    "monter": _shift(-1),
    "descendre": _shift(1),
    "deplacer": _move,
    "dupliquer": lambda form, document: {"verb": "duplicate-question", "question": form.get("question", "")},
    "changer-sorte": lambda form, document: {
        "verb": "retype-question", "question": form.get("question", ""), "kind": form.get("sorte", ""),
    },
    "renommer": lambda form, document: {
        "verb": "rename-question", "question": form.get("question", ""),
        "path": form.get("chemin", "").strip(),
    },
    "supprimer": _delete,
}  # fmt: skip
