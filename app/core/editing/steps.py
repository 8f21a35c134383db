"""The verbs on steps: add, name, move, delete, gather in chapters. A step always has a question."""

from collections.abc import Callable
from typing import Any

from app.core.editing.contract import fresh_path, without_property
from app.core.editing.outline import ROOT, Keys, Spot, step_index
from app.core.editing.palette import check_line, made
from app.core.editing.questions import put_at
from app.core.editing.refusals import EditRefused
from app.core.editing.removing import used_by, without_readers
from app.core.editing.renaming import forgotten
from app.core.editing.trees import at, changed, inserted, put, without
from app.core.editing.verbs import Edit, Verb
from app.core.importing.labels import legal_name
from app.core.language import _

Json = Any
_LONGEST_ID = 40


def add(document: Json, edit: Edit) -> Json:
    """A step after another one ("" for the first, last without `after`), with its first question."""
    kind, label = edit.get("kind", "text"), edit.get("label", _("Nouvelle question"))
    schema, dress = made(kind, label)
    own = edit.get("path") or fresh_path(document, ROOT, label, edit.get("group", ""))
    document, step_id = placed(document, {"title": edit["title"]}, edit.get("after"), edit.get("id", ""))
    where = Spot(("steps", step_index(document, step_id), "fields"), 0, ROOT, "")
    return put_at(document, where, own, schema, dress, required=edit.get("required", False))


def placed(document: Json, words: Json, after: str | None, step_id: str = "") -> tuple[Json, str]:
    """(document, id): with a step of these words, still empty: its first question is the caller's."""
    check_line(words["title"])
    count = len(document["steps"])
    index = count if after is None else 0 if after == "" else step_index(document, after) + 1
    step_id = step_id or _fresh_id(document, words["title"])
    document = inserted(document, ("steps",), index, {"id": step_id, **words, "fields": []})
    return _in_chapter(document, step_id, index), step_id


def _fresh_id(document: Json, title: str) -> str:
    taken = {step["id"] for step in document["steps"]}
    base = legal_name(title).lower().replace("_", "-")[:_LONGEST_ID].strip("-") or "etape"
    base = "-".join(part for part in base.split("-") if part)
    number, step_id = 1, base
    while step_id in taken:
        number += 1
        step_id = f"{base}-{number}"
    return step_id


def set_property(document: Json, edit: Edit) -> Json:
    """The title or the text under it; null takes the text away."""
    if edit["property"] not in ("title", "description"):
        message = _("La propriété « {name} » n’existe pas.").format(name=edit["property"][:60])
        raise EditRefused("unknown-property", message)
    return changed(document, ("steps", step_index(document, edit["step"]), edit["property"]), edit["value"])


def rename(document: Json, edit: Edit) -> Json:
    """Another id, in chapters and scenarios too."""
    index = step_index(document, edit["step"])
    document = put(document, ("steps", index, "id"), edit["id"])
    for keys in (*_listings(document, "chapters"), *_listings(document, "scenarios")):
        listed = at(document, keys)
        if edit["step"] in listed:
            document = put(document, keys, [edit["id"] if one == edit["step"] else one for one in listed])
    return document


def _listings(document: Json, part: str) -> tuple[Keys, ...]:
    return tuple((part, index, "steps") for index in range(len(document.get(part, ()))))


def move(document: Json, edit: Edit) -> Json:
    """After another step, "" for the first. It joins the chapter of its new neighbour."""
    if edit["after"] == edit["step"]:
        raise EditRefused("cyclic-move", _("Une étape ne peut pas être rangée après elle-même."))
    step = document["steps"][step_index(document, edit["step"])]
    document = without(document, ("steps", step_index(document, edit["step"])))
    index = step_index(document, edit["after"]) + 1 if edit["after"] else 0
    document = inserted(document, ("steps",), index, step)
    return _in_chapter(_out_of_chapter(document, step["id"]), step["id"], index)


def shift(document: Json, edit: Edit) -> Json:
    """One place up (-1) or down (1)."""
    index = step_index(document, edit["step"])
    target = index + edit["by"]
    if not 0 <= target < len(document["steps"]):
        raise EditRefused("no-further", _("Cette étape est déjà au bout."))
    ids = [step["id"] for step in document["steps"] if step["id"] != edit["step"]]
    return move(document, {"step": edit["step"], "after": ids[target - 1] if target else ""})


def delete(document: Json, edit: Edit) -> Json:
    """With its questions; with `anyway`, what refers to them goes too."""
    index = step_index(document, edit["step"])
    if len(document["steps"]) == 1:
        raise EditRefused("last-step", _("C’est la dernière étape : un formulaire en a au moins une."))
    roots = [dress["path"] for dress in document["steps"][index]["fields"]]
    users = used_by(document, roots)
    if users and not edit.get("anyway", False):
        message = _("Les questions de cette étape servent ailleurs : {uses}. Confirmez pour les en retirer.")
        raise EditRefused("referred-to", message.format(uses=" ; ".join(users[:20])), references=users)
    document = without_readers(document, roots)
    for root in roots:
        document = without_property(forgotten(document, root), ROOT, root)
    document = _out_of_chapter(without(document, ("steps", index)), edit["step"])
    for keys in _listings(document, "scenarios"):
        document = put(document, keys, [one for one in at(document, keys) if one != edit["step"]])
    return document


def set_chapters(document: Json, edit: Edit) -> Json:
    """The chapters of the form, [] for none. The parser says whether each step is in one, in order."""
    return changed(document, ("chapters",), edit["chapters"] or None)


def _in_chapter(document: Json, step_id: str, index: int) -> Json:
    """The step at `index` joins the chapter of the step before it (of the next, when it is first)."""
    if not document.get("chapters"):
        return document
    ids = [step["id"] for step in document["steps"]]
    neighbour = ids[index - 1] if index else ids[1]
    for keys in _listings(document, "chapters"):
        listed = at(document, keys)
        if neighbour in listed:
            return inserted(document, keys, listed.index(neighbour) + (1 if index else 0), step_id)
    return document


def _out_of_chapter(document: Json, step_id: str) -> Json:
    """Out of its chapter; an empty chapter goes away, and one chapter alone is none."""
    left = [
        {**chapter, "steps": [one for one in chapter["steps"] if one != step_id]}
        for chapter in document.get("chapters", ())
    ]
    kept = [chapter for chapter in left if chapter["steps"]]
    return changed(document, ("chapters",), kept if len(kept) > 1 else None)


def _step(document: Json, step_id: str) -> Json:
    return next((step for step in document["steps"] if step["id"] == step_id), None)


def named(document: Json, step_id: str) -> str:
    """What to call a step in the history."""
    found = _step(document, step_id)
    return str(found["title"]) if found else step_id


def _exists(document: Json, edit: Edit) -> Json:
    return _step(document, edit["step"]) is not None


def _property(document: Json, edit: Edit) -> Json:
    found = _step(document, edit["step"])
    return None if found is None else [found.get(edit["property"])]


def _before(document: Json, edit: Edit) -> Json:
    """The step that stands before it, None when it is gone."""
    ids = ["", *(step["id"] for step in document["steps"])]
    return ids[ids.index(edit["step"]) - 1] if edit["step"] in ids else None


def _told(sentence: Callable[[], str]) -> Callable[[Json, Edit], str]:
    return lambda document, edit: sentence().format(name=named(document, edit["step"]))


STEP_VERBS = (
    Verb(
        "add-step",
        {
            "title": "text",
            "id?": "text",
            "after?": "text",
            "kind?": "text",
            "label?": "text",
            "path?": "text",
            "group?": "text",
            "required?": "flag",
        },
        add,
        lambda document, edit: _("Ajouter l’étape « {name} »").format(name=edit["title"]),
    ),
    Verb(
        "set-step-property",
        {"step": "text", "property": "text", "value": "any"},
        set_property,
        _told(lambda: _("Changer l’étape « {name} »")),
        _property,
    ),
    Verb(
        "rename-step",
        {"step": "text", "id": "text"},
        rename,
        _told(lambda: _("Changer l’adresse de « {name} »")),
        _exists,
    ),
    Verb(
        "move-step",
        {"step": "text", "after": "text"},
        move,
        _told(lambda: _("Déplacer l’étape « {name} »")),
        _before,
    ),
    Verb(
        "shift-step",
        {"step": "text", "by": "direction"},
        shift,
        _told(lambda: _("Déplacer l’étape « {name} »")),
        _before,
    ),
    Verb(
        "delete-step",
        {"step": "text", "anyway?": "flag"},
        delete,
        _told(lambda: _("Supprimer l’étape « {name} »")),
        lambda document, edit: _step(document, edit["step"]),
    ),
    Verb(
        "set-chapters",
        {"chapters": "list"},
        set_chapters,
        lambda document, edit: _("Changer les parties"),
        lambda document, edit: document.get("chapters"),
    ),
)
