"""The verbs on the document itself: written anew (its JSON, an import), or patched (an undo, a redo)."""

from typing import Any

from app.core.editing.patches import patched
from app.core.editing.refusals import EditRefused
from app.core.editing.verbs import Edit, Verb
from app.core.language import _

Json = Any


def write(document: Json, edit: Edit) -> Json:
    """Another document in the place of this one; it stays the same form, at the same version."""
    new = edit["document"]
    for key in ("slug", "version"):
        if new.get(key) != document[key] and (key == "version" or document["version"] > 1):
            message = _("« {key} » doit rester {value} : ce texte est celui d’une autre version.")
            raise EditRefused("other-form", message.format(key=key, value=document[key]))
    return new


def patch(document: Json, edit: Edit) -> Json:
    """The changes of `patches`, in order."""
    return patched(document, edit["changes"])


WHOLE_VERBS = (
    Verb(
        "write",
        {"document": "object"},
        write,
        lambda document, edit: _("Écrire le formulaire en JSON"),
        lambda document, edit: document,
    ),
    Verb(
        "patch",
        {"changes": "list"},
        patch,
        lambda document, edit: _("Revenir sur une modification"),
        lambda document, edit: document,
    ),
)
