"""The contract of a document changed one property at a time: groups come and go with their content.

It knows the schema alone, neither steps nor conditions.
"""

from collections.abc import Iterable
from re import compile as pattern
from typing import Any

from app.core.editing.outline import Keys, leaf_keys
from app.core.editing.refusals import EditRefused
from app.core.editing.trees import at, put, without
from app.core.field_types import kind_of
from app.core.importing.labels import legal_name
from app.core.language import _

Json = Any
_PATH = pattern(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*")
_LONGEST_PATH, _LONGEST_NAME, _ROOM = 200, 60, 40


def check_path(own: str) -> None:
    """Raises EditRefused for what cannot be the path of a question."""
    names = own.split(".")
    if not _PATH.fullmatch(own) or len(own) > _LONGEST_PATH or any(len(n) > _LONGEST_NAME for n in names):
        message = _("« {path} » n’est pas un nom de question.").format(path=own[:80])
        fix = _("Utilisez des lettres sans accent, des chiffres et « _ », par exemple « demandeur.nom ».")
        raise EditRefused("bad-path", f"{message} {fix}")


def fresh_path(document: Json, base: Keys, label: str, group: str = "") -> str:
    """A path made from the label, in this group, that nothing has yet."""
    prefix = f"{group}." if group else ""
    name = legal_name(label).lower()[:_ROOM].rstrip("_") or "question"
    number, own = 1, prefix + name
    while at(document, leaf_keys(base, own)) is not None or own == "item":
        number += 1
        own = f"{prefix}{name}_{number}"
    return own


def with_property(document: Json, base: Keys, own: str, schema: Json, *, required: bool) -> Json:
    """With this property; the groups on the way are made. Raises EditRefused when it is there already."""
    check_path(own)
    keys = base
    for name in own.split(".")[:-1]:
        keys = (*keys, "properties", name)
        group = at(document, keys)
        if group is None:
            document = put(document, keys, {"type": "object", "properties": {}})
        elif kind_of(group) is not None or "properties" not in group:
            message = _("« {name} » est une question : rien ne peut être rangé dedans.").format(name=name)
            raise EditRefused("duplicate-path", message)
    leaf = leaf_keys(base, own)
    if at(document, leaf) is not None:
        message = _("« {path} » existe déjà. Choisissez un autre nom.").format(path=own)
        raise EditRefused("duplicate-path", message)
    return with_required(put(document, leaf, schema), base, own, required=required)


def without_property(document: Json, base: Keys, own: str) -> Json:
    """Without it, nor the groups that it leaves empty."""
    document = with_required(document, base, own, required=False)
    document = without(document, leaf_keys(base, own))
    group = own.rpartition(".")[0]
    while group and at(document, (*leaf_keys(base, group), "properties")) == {}:
        document = _listed(document, *_parent(base, group), required=False)
        document = without(document, leaf_keys(base, group))
        group = group.rpartition(".")[0]
    return document


def is_required(document: Json, base: Keys, own: str) -> bool:
    """Is it in the "required" of its group?"""
    parent, name = _parent(base, own)
    return name in at(document, (*parent, "required"), ())


def with_required(document: Json, base: Keys, own: str, *, required: bool) -> Json:
    """Required or not; a group is required while something in it is."""
    while own:
        parent, name = _parent(base, own)
        document = _listed(document, parent, name, required=required)
        own = own.rpartition(".")[0]
        required = bool(at(document, (*parent, "required"), ()))
    return document


def _parent(base: Keys, own: str) -> tuple[Keys, str]:
    group, _dot, name = own.rpartition(".")
    return (leaf_keys(base, group) if group else base), name


def _listed(document: Json, group: Keys, name: str, *, required: bool) -> Json:
    """The "required" of a group with or without this name, in the order of its properties."""
    listed = at(document, (*group, "required"), [])
    if required == (name in listed):
        return document
    if not required:
        left = [one for one in listed if one != name]
        return put(document, (*group, "required"), left) if left else without(document, (*group, "required"))
    order = _order(at(document, (*group, "properties")))
    index = next((n for n, one in enumerate(listed) if order.get(one, 0) > order[name]), len(listed))
    return put(document, (*group, "required"), [*listed[:index], name, *listed[index:]])


def _order(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}
