"""Questions copied from one form to another: a clip is data, and the two documents never meet.

A copy brings its contract, its dress and its rows. Its condition comes when all that it reads is in the clip,
or has the same path here; else it is left out.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.core.condition_language import in_rows, operands
from app.core.editing.contract import fresh_path, is_required
from app.core.editing.outline import Keys, asked, leaf_keys, question, spot
from app.core.editing.questions import put_at
from app.core.editing.readers import Rename, rewritten, within
from app.core.editing.refusals import EditRefused
from app.core.editing.shape import is_part
from app.core.editing.trees import at
from app.core.editing.verbs import Edit, Verb
from app.core.language import _

Json = Any
_OF_A_CLIP = {"path", "schema", "dress", "required"}


def clip(document: Json, questions: Sequence[str]) -> list[Json]:
    """These questions, ready for `paste-questions`. Raises EditRefused for one that is not there."""
    found = []
    for path in questions:
        one = question(document, path)
        dress = {key: value for key, value in at(document, one.keys).items() if key != "path"}
        required = is_required(document, one.base, one.own)
        found.append(
            {"path": one.own, "schema": at(document, one.schema), "dress": dress, "required": required}
        )
    return found


def paste(document: Json, edit: Edit) -> Json:
    """The clip at `to`. A path that is taken gets a number; conditions inside the clip follow."""
    pieces = edit["clip"]
    if not pieces or not all(map(_is_piece, pieces)):
        raise EditRefused("bad-argument", _("Ces questions copiées n’ont pas la forme attendue."))
    where, names = spot(document, edit["to"]), {}
    for offset, piece in enumerate(pieces):
        own = _free(document, where.base, piece["path"])
        names[piece["path"]] = f"{where.rows}[].{own}" if where.rows else own
        here = spot(document, edit["to"])
        index = here.index if edit["to"].get("after") is None else where.index + offset
        dressed = {**piece["dress"], "path": piece["path"]}
        dress = _dress(dressed, _reader(document, names), _renamer(names), "", where.rows)
        document = put_at(
            document, type(here)(here.keys, index, here.base, here.rows), own, piece["schema"], dress,
            required=piece["required"] is True,
        )  # fmt: skip
    return document


def _renamer(names: Mapping[str, str]) -> Rename:
    """From a path of the clip to its path here; what is not in the clip keeps its own."""

    def rename(path: str) -> str:
        old = next((old for old in names if within(path, old)), None)
        return path if old is None else names[old] + path.removeprefix(old)

    return rename


def _reader(document: Json, names: Mapping[str, str]) -> Callable[[str], bool]:
    known = {*asked(document), *names}
    return lambda path: any(within(path, one) for one in known)


def _is_piece(piece: Json) -> bool:
    """A question of a clip has the shape of a question of a definition."""
    if not isinstance(piece, dict) or set(piece) != _OF_A_CLIP or not isinstance(piece["dress"], dict):
        return False
    dressed = {**piece["dress"], "path": piece["path"]}
    return is_part("field", dressed) and is_part("property", piece["schema"])


def _free(document: Json, base: Keys, path: str) -> str:
    taken = at(document, leaf_keys(base, path)) is not None
    group, _dot, name = path.rpartition(".")
    return fresh_path(document, base, name, group) if taken else path


def _dress(dress: Json, readable: Callable[[str], bool], rename: Rename, before: str, after: str) -> Json:
    """The dress with its condition when all that it reads can be read here, and its cells the same way.

    `before` and `after` are the rows around it: there, then here.
    """
    kept = {key: value for key, value in dress.items() if key not in ("path", "linked", "when", "fields")}
    if "when" in dress and all(readable(in_rows(path, before)) for path in operands(dress["when"])):
        kept["when"] = rewritten(dress["when"], before, after, rename)
    if "fields" in dress:
        kept["fields"] = [
            {"path": cell["path"], **_dress(cell, readable, rename, *_inside(dress, before, after, rename))}
            for cell in dress["fields"]
        ]
    return kept


def _inside(dress: Json, before: str, after: str, rename: Rename) -> tuple[str, str]:
    """The rows of a repeat of the clip, there and here."""
    there = f"{before}[].{dress['path']}" if before else dress["path"]
    here = f"{after}[].{dress['path']}" if after and before else rename(there)
    return there, here


COPY_VERBS = (
    Verb(
        "paste-questions",
        {"clip": "list", "to": "where"},
        paste,
        lambda document, edit: _("Coller des questions"),
    ),
)
