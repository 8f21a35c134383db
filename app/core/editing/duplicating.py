"""The verbs that duplicate questions in their form: each copy after its original, under a path of its own.

Copies made together read one another; nothing else mentions them.
"""

from typing import Any

from app.core.editing.bringing import Copy, bare, brought, formulas_of
from app.core.editing.contract import fresh_path, is_required
from app.core.editing.outline import asked, question, spot
from app.core.editing.questions import named, put_at, whole
from app.core.editing.readers import within
from app.core.editing.trees import at
from app.core.editing.verbs import Edit, Verb
from app.core.language import _, ngettext

Json = Any


def duplicate(document: Json, edit: Edit) -> Json:
    """The same question just after, with its condition and its formula."""
    return _duplicated(document, [edit["question"]])


def duplicate_many(document: Json, edit: Edit) -> Json:
    """The same for several; a cell goes with its rows."""
    wanted = edit["questions"]
    for path in wanted:
        question(document, path)
    inside = {path for path in wanted for other in wanted if path != other and within(path, other)}
    return _duplicated(document, [path for path in asked(document) if path in wanted and path not in inside])


def _duplicated(document: Json, originals: list[str]) -> Json:
    copies = []
    for path in originals:
        dress, formulas = at(document, question(document, path).keys), formulas_of(document, path)
        document, new = _after_itself(document, path)
        copies.append(Copy(path, new, dress, formulas))
    return brought(document, copies)[0]


def _after_itself(document: Json, path: str) -> tuple[Json, str]:
    """The document with a bare copy of this question, and the full path of the copy."""
    one = question(document, path)
    group, _dot, name = one.own.rpartition(".")
    own = fresh_path(document, one.base, name, group)
    holder = {"rows": one.rows} if one.rows else {"step": at(document, one.keys[:2])["id"]}
    document = put_at(
        document, spot(document, {**holder, "after": path}), own, at(document, one.schema),
        bare(at(document, one.keys)), required=is_required(document, one.base, one.own),
    )  # fmt: skip
    return document, f"{one.rows}[].{own}" if one.rows else own


def _told_many(document: Json, edit: Edit) -> str:
    count = len(edit["questions"])
    return ngettext("Dupliquer {n} question", "Dupliquer {n} questions", count).format(n=count)


DUPLICATE_VERBS = (
    Verb(
        "duplicate-question",
        {"question": "text"},
        duplicate,
        lambda document, edit: _("Dupliquer « {name} »").format(name=named(document, edit["question"])),
        lambda document, edit: bool(whole(document, edit["question"])),
    ),
    Verb(
        "duplicate-questions",
        {"questions": "some texts"},
        duplicate_many,
        _told_many,
        lambda document, edit: [bool(whole(document, path)) for path in edit["questions"]],
    ),
)
