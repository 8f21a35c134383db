"""The verbs on one question: add, name, rename its path, require, change its kind, delete."""

from collections.abc import Callable
from typing import Any

from app.core.editing.contract import (
    check_path,
    fresh_path,
    is_required,
    with_property,
    with_required,
    without_property,
)
from app.core.editing.outline import Spot, asked, find, label_of, question, spot
from app.core.editing.palette import made
from app.core.editing.refusals import EditRefused
from app.core.editing.removing import used_by, without_questions
from app.core.editing.renaming import renamed
from app.core.editing.trees import at, inserted, put
from app.core.editing.verbs import Edit, Verb
from app.core.language import _

Json = Any


def put_at(document: Json, where: Spot, own: str, schema: Json, dress: Json, *, required: bool) -> Json:
    """The document with this new question at this spot."""
    document = with_property(document, where.base, own, schema, required=required)
    return inserted(document, where.keys, where.index, {"path": own, **dress})


def add(document: Json, edit: Edit) -> Json:
    """A question of the palette, at `to`. Without `path`, its name is made from its label, in `group`."""
    where = spot(document, edit["to"])
    schema, dress = made(edit["kind"], edit["label"])
    if edit.get("autocomplete"):
        dress = {**dress, "autocomplete": edit["autocomplete"]}
    own = edit.get("path") or fresh_path(document, where.base, edit["label"], edit.get("group", ""))
    own = own.removeprefix(f"{where.rows}[].") if where.rows else own
    return put_at(document, where, own, schema, dress, required=edit.get("required", False))


def rename(document: Json, edit: Edit) -> Json:
    """Another path for a question, in the same rows; every mention of it follows."""
    one = question(document, edit["question"])
    own = edit["path"].removeprefix(f"{one.rows}[].") if one.rows else edit["path"]
    check_path(own)
    if own == one.own:
        return document
    schema, required = at(document, one.schema), is_required(document, one.base, one.own)
    full = f"{one.rows}[].{own}" if one.rows else own
    document = renamed(document, {one.path: full})
    document = without_property(document, one.base, one.own)
    document = with_property(document, one.base, own, schema, required=required)
    return put(document, (*one.keys, "path"), own)


def require(document: Json, edit: Edit) -> Json:
    """Compulsory or not."""
    one = question(document, edit["question"])
    return with_required(document, one.base, one.own, required=edit["required"])


def retype(document: Json, edit: Edit) -> Json:
    """Another kind: label, help and condition stay; limits and choices come from the palette."""
    one = question(document, edit["question"])
    schema, new = made(edit["kind"], label_of(document, one))
    dress = at(document, one.keys)
    kept = {
        key: dress[key] for key in ("path", "label", "short", "hint", "when", "sensitive") if key in dress
    }
    if "fields" in dress:
        inside = [path for path in asked(document) if path.startswith(f"{one.path}[].")]
        users = used_by(document, inside)
        if users:
            message = _("Les questions de ces lignes servent ailleurs : {uses}. Retirez-les d’abord.")
            raise EditRefused("referred-to", message.format(uses=" ; ".join(users[:20])), references=users)
    document = put(document, one.schema, schema)
    return put(document, one.keys, {**new, **kept})


def delete(document: Json, edit: Edit) -> Json:
    """Questions taken out; with `anyway`, out of what mentions them too."""
    return without_questions(document, edit["questions"], anyway=edit.get("anyway", False))


def whole(document: Json, path: str) -> Json:
    """A question as it is, for `rests_on`: None when it is gone."""
    one = find(document, path)
    return None if one is None else [at(document, one.keys), at(document, one.schema)]


def named(document: Json, path: str) -> str:
    """What to call a question in the history."""
    one = find(document, path)
    return path if one is None else label_of(document, one)


def _told(sentence: Callable[[], str]) -> Callable[[Json, Edit], str]:
    return lambda document, edit: sentence().format(name=named(document, edit["question"]))


def _told_many(document: Json, edit: Edit) -> str:
    names = ", ".join(f"« {named(document, path)} »" for path in edit["questions"][:5])
    return _("Supprimer {names}").format(names=names)


def _required_now(document: Json, edit: Edit) -> Json:
    one = find(document, edit["question"])
    return None if one is None else is_required(document, one.base, one.own)


QUESTION_VERBS = (
    Verb(
        "add-question",
        {
            "kind": "text",
            "label": "text",
            "to": "where",
            "path?": "text",
            "group?": "text",
            "required?": "flag",
            "autocomplete?": "text",
        },
        add,
        lambda document, edit: _("Ajouter « {name} »").format(name=edit["label"]),
    ),
    Verb(
        "rename-question",
        {"question": "text", "path": "text"},
        rename,
        _told(lambda: _("Changer le nom technique de « {name} »")),
        lambda document, edit: bool(whole(document, edit["question"])),
    ),
    Verb(
        "require-question",
        {"question": "text", "required": "flag"},
        require,
        _told(lambda: _("Changer l’obligation de « {name} »")),
        _required_now,
    ),
    Verb(
        "retype-question",
        {"question": "text", "kind": "text"},
        retype,
        _told(lambda: _("Changer la sorte de « {name} »")),
        lambda document, edit: whole(document, edit["question"]),
    ),
    Verb(
        "delete-questions",
        {"questions": "some texts", "anyway?": "flag"},
        delete,
        _told_many,
        lambda document, edit: [whole(document, path) for path in edit["questions"]],
    ),
)
