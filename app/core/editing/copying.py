"""Questions copied from one form to another: a clip is data, and the two documents never meet.

A copy brings its contract, its dress, its rows and its formulas; what it cannot read any more is left out,
and told.
"""

from collections.abc import Sequence
from typing import Any

from app.core.editing.bringing import Copy, bare, brought, formulas_of
from app.core.editing.contract import fresh_path, is_required
from app.core.editing.outline import Keys, Spot, leaf_keys, question, spot
from app.core.editing.questions import put_at
from app.core.editing.readers import within
from app.core.editing.refusals import EditRefused
from app.core.editing.shape import is_part
from app.core.editing.trees import at
from app.core.editing.verbs import Edit, Verb
from app.core.french import quoted
from app.core.language import _

Json = Any
_OF_A_CLIP, _MORE_OF_A_CLIP = {"path", "schema", "dress", "required"}, {"rows", "formulas"}


def clip(document: Json, questions: Sequence[str]) -> list[Json]:
    """These questions, ready for `paste-questions`; a cell goes with its rows. Raises EditRefused for
    one that is not there."""
    inside = {path for path in questions for other in questions if path != other and within(path, other)}
    return [_piece(document, path) for path in questions if path not in inside]


def _piece(document: Json, path: str) -> Json:
    """`path` and `rows` as they are there; `formulas` by their full paths."""
    one = question(document, path)
    dress = {key: value for key, value in at(document, one.keys).items() if key != "path"}
    required, formulas = is_required(document, one.base, one.own), formulas_of(document, path)
    return {
        "path": one.own, "schema": at(document, one.schema), "dress": dress, "required": required,
        **({"rows": one.rows} if one.rows else {}), **({"formulas": formulas} if formulas else {}),
    }  # fmt: skip


def paste(document: Json, edit: Edit) -> Json:
    """The clip at `to`. A path that is taken gets a number; what is in the clip reads its copies."""
    return _pasted(document, edit)[0]


def _pasted(document: Json, edit: Edit) -> tuple[Json, list[str]]:
    """The document, and the labels of the copies that lost a condition, a link or a formula."""
    pieces = edit["clip"]
    if not pieces or not all(map(_is_piece, pieces)):
        raise EditRefused("bad-argument", _("Ces questions copiées n’ont pas la forme attendue."))
    first, copies = spot(document, edit["to"]), []
    for offset, piece in enumerate(pieces):
        where = Spot(first.keys, first.index + offset, first.base, first.rows)
        own = _free(document, where.base, piece["path"])
        required = piece["required"] is True
        document = put_at(document, where, own, piece["schema"], bare(piece["dress"]), required=required)
        new = f"{where.rows}[].{own}" if where.rows else own
        copies.append(Copy(_there(piece), new, piece["dress"], piece.get("formulas", ())))
    return brought(document, copies)


def lost(document: Json, edit: Edit) -> str:
    """What is said of a clip pasted here that could not bring all it had, "" when it did."""
    names = _pasted(document, edit)[1]
    told = _(
        "Pas copiée en entier : la condition ou la formule de {names}, qui lit une question que ce "
        "formulaire ne pose pas avant."
    )
    return told.format(names=", ".join(map(quoted, names))) if names else ""


def _there(piece: Json) -> str:
    """The full path of a piece in the form that it comes from."""
    rows = piece.get("rows", "")
    return f"{rows}[].{piece['path']}" if rows else str(piece["path"])


def _is_piece(piece: Json) -> bool:
    """A question of a clip has the shape of a question of a definition."""
    if not isinstance(piece, dict) or not _OF_A_CLIP <= set(piece) <= _OF_A_CLIP | _MORE_OF_A_CLIP:
        return False
    formulas = piece.get("formulas", [])
    if not isinstance(piece["dress"], dict) or not isinstance(piece.get("rows", ""), str):
        return False
    dressed = {**piece["dress"], "path": piece["path"]}
    if not is_part("field", dressed) or not is_part("property", piece["schema"]):
        return False
    own = _there(piece)
    return isinstance(formulas, list) and all(
        is_part("calculated", one) and within(one["path"], own) for one in formulas
    )


def _free(document: Json, base: Keys, path: str) -> str:
    taken = at(document, leaf_keys(base, path)) is not None
    group, _dot, name = path.rpartition(".")
    return fresh_path(document, base, name, group) if taken else path


COPY_VERBS = (
    Verb(
        "paste-questions",
        {"clip": "list", "to": "where"},
        paste,
        lambda document, edit: _("Coller des questions"),
        warned=lost,
    ),
)
