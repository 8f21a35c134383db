"""The verbs that move questions: up, down, to another page, into rows or out of them; one or many."""

from collections.abc import Sequence
from typing import Any

from app.core.editing.contract import fresh_path, is_required, with_property, without_property
from app.core.editing.outline import Asked, Spot, kind, label_of, leaf_keys, question, spot
from app.core.editing.questions import named
from app.core.editing.readers import within
from app.core.editing.refusals import EditRefused
from app.core.editing.removing import alone
from app.core.editing.renaming import renamed
from app.core.editing.trees import at, inserted, put, without
from app.core.editing.verbs import Edit, Verb
from app.core.language import _

Json = Any


def shift(document: Json, edit: Edit) -> Json:
    """One place up (-1) or down (1); at the end of a page, to the next one."""
    one = question(document, edit["question"])
    keys, index = one.keys[:-1], int(one.keys[-1])
    listed = at(document, keys)
    target = index + edit["by"]
    if 0 <= target < len(listed):
        moved = [*listed[:index], *listed[index + 1 :]]
        moved.insert(target, listed[index])
        return put(document, keys, moved)
    step = int(one.keys[1]) + edit["by"]
    if one.rows or not 0 <= step < len(document["steps"]):
        raise EditRefused("no-further", _("Cette question est déjà au bout."))
    there = document["steps"][step]
    return _to(document, [one.path], {"step": there["id"], **({"after": ""} if edit["by"] > 0 else {})})


def move(document: Json, edit: Edit) -> Json:
    """These questions, in the order given, at `to`. Entering rows, or leaving them, changes a path."""
    return _to(document, edit["questions"], edit["to"])


def _to(document: Json, paths: Sequence[str], to: Json) -> Json:
    if to.get("after") in paths:
        raise EditRefused("cyclic-move", _("Une question ne peut pas être rangée après elle-même."))
    rows = to.get("rows", "")
    if any(rows and within(rows, path) for path in paths):
        raise EditRefused("cyclic-move", _("Des lignes ne peuvent pas être rangées dans elles-mêmes."))
    after = to.get("after")
    for path in paths:
        document, moved = _one_to(document, path, to if after is None else {**to, "after": after})
        after = moved if after is not None else None
    return document


def _one_to(document: Json, path: str, to: Json) -> tuple[Json, str]:
    """(document, its path there)."""
    one = question(document, path)
    where = spot(document, to)
    if where.keys != one.keys[:-1] and len(at(document, one.keys[:-1])) == 1:
        raise EditRefused("last-question", alone(document, one))
    if where.rows != one.rows:
        return _across(document, one, where, to)
    dress = at(document, one.keys)
    index = where.index
    if where.keys == one.keys[:-1]:
        index -= int(one.keys[-1]) < index
    return inserted(without(document, one.keys), where.keys, index, dress), one.path


def _across(document: Json, one: Asked, where: Spot, to: Json) -> tuple[Json, str]:
    """Into rows, or out of them: the answer is another one, so its path changes with all its mentions."""
    if where.rows.count("[].") and kind(document, one) == "repeat":
        message = _("« {name} » a des lignes : elle ne tient pas dans une ligne de ligne.")
        raise EditRefused("nested-repeat", message.format(name=label_of(document, one)))
    dress, schema = at(document, one.keys), at(document, one.schema)
    required = is_required(document, one.base, one.own)
    own = one.own.rpartition(".")[2] if where.rows else one.own
    if at(document, leaf_keys(where.base, own)) is not None or own == "item":
        own = fresh_path(document, where.base, own)
    full = f"{where.rows}[].{own}" if where.rows else own
    document = renamed(document, {one.path: full})
    document = without_property(without(document, one.keys), one.base, one.own)
    there = spot(document, to)
    document = with_property(document, there.base, own, schema, required=required)
    return inserted(document, there.keys, there.index, {**dress, "path": own}), full


def _stands(document: Json, path: str) -> Json:
    """Where a question stands, None when it is gone."""
    try:
        one = question(document, path)
    except EditRefused:
        return None
    return one.rows or at(document, one.keys[:2])["id"]


def _told(document: Json, edit: Edit) -> str:
    paths = edit["questions"] if "questions" in edit else [edit["question"]]
    names = ", ".join(f"« {named(document, path)} »" for path in paths[:5])
    return _("Déplacer {names}").format(names=names)


MOVING_VERBS = (
    Verb(
        "shift-question",
        {"question": "text", "by": "direction"},
        shift,
        _told,
        lambda document, edit: _stands(document, edit["question"]),
    ),
    Verb(
        "move-questions",
        {"questions": "some texts", "to": "where"},
        move,
        _told,
        lambda document, edit: [_stands(document, path) for path in edit["questions"]],
    ),
)
