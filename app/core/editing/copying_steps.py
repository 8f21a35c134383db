"""A step copied from one form to another with its questions: ids and paths that are taken get new ones."""

from typing import Any

from app.core.editing.copying import lost, paste
from app.core.editing.refusals import EditRefused
from app.core.editing.steps import placed
from app.core.editing.verbs import Edit, Verb
from app.core.language import _

Json = Any


def paste_step(document: Json, edit: Edit) -> Json:
    """The step after another one ("" for the first, last without `after`), with the questions of `clip`."""
    if not edit["clip"]:
        raise EditRefused("bad-argument", _("Ces questions copiées n’ont pas la forme attendue."))
    return paste(*_ready(document, edit))


def _ready(document: Json, edit: Edit) -> tuple[Json, Edit]:
    """The document with the empty step, and the clip to paste in it."""
    text = {"description": edit["description"]} if "description" in edit else {}
    document, step_id = placed(document, {"title": edit["title"], **text}, edit.get("after"))
    return document, {"clip": edit["clip"], "to": {"step": step_id}}


STEP_COPY_VERBS = (
    Verb(
        "paste-step",
        {"title": "text", "description?": "text", "clip": "list", "after?": "text"},
        paste_step,
        lambda document, edit: _("Coller l’étape « {name} »").format(name=edit["title"]),
        warned=lambda document, edit: lost(*_ready(document, edit)),
    ),
)
