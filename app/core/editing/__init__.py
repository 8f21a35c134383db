"""The builder's verbs: pure edits of a draft definition, each with its inverse.

An edit is JSON and names what it changes by path or id. What comes out is always a definition that the
parser takes: an edit that would break it is refused, with the parser's own words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from json import dumps
from types import MappingProxyType
from typing import Any

from app.core.definition import FormDefinition
from app.core.definition.memory import content
from app.core.definition.parser import parse
from app.core.definition.plain_json import plain
from app.core.editing.choices import CHOICE_VERBS
from app.core.editing.copying import COPY_VERBS
from app.core.editing.copying_steps import STEP_COPY_VERBS
from app.core.editing.duplicating import DUPLICATE_VERBS
from app.core.editing.moving import MOVING_VERBS
from app.core.editing.patches import Change, changes
from app.core.editing.properties import PROPERTY_VERBS
from app.core.editing.questions import QUESTION_VERBS
from app.core.editing.readers import sites
from app.core.editing.refusals import EditRefused
from app.core.editing.rules import RULE_VERBS
from app.core.editing.sheet import SHEET_VERBS
from app.core.editing.steps import STEP_VERBS
from app.core.editing.translating import TRANSLATION_VERBS
from app.core.editing.verbs import Edit, Verb, check_edit
from app.core.editing.whole import WHOLE_VERBS
from app.core.errors import DefinitionRefused
from app.core.findings import pointer
from app.core.language import _, ngettext

__all__ = [
    "VERBS", "Edit", "EditRefused", "Edited", "apply", "apply_all", "as_text", "rests_on", "told", "warned",
]  # fmt: skip

Json = Any
Read = Callable[[Json], FormDefinition]
LARGEST = 5_000_000  # characters of a whole definition: more than any form, less than what stops a page
_MOST_SIGNS = 6  # of the text of a control character, which is one byte

_SINGLE: Mapping[str, Verb] = {
    verb.name: verb
    for verb in (
        *QUESTION_VERBS, *PROPERTY_VERBS, *MOVING_VERBS, *STEP_VERBS, *CHOICE_VERBS, *RULE_VERBS,
        *SHEET_VERBS, *DUPLICATE_VERBS, *COPY_VERBS, *STEP_COPY_VERBS, *WHOLE_VERBS, *TRANSLATION_VERBS,
    )
}  # fmt: skip


def _several(document: Json, edit: Edit) -> Json:
    """Edits one after the other: what a page of properties saves at once, and what one undo takes back."""
    for one in edit["edits"]:
        document = check_edit(one, _SINGLE).run(document, one)
    return document


def _told_several(document: Json, edit: Edit) -> str:
    """What the first one does, and how many more."""
    named = [check_edit(one, _SINGLE).told(document, one) for one in edit["edits"]]
    if len(named) < 2:
        return named[0] if named else _("Ne rien changer")
    more = ngettext("{first} et {n} autre changement", "{first} et {n} autres changements", len(named) - 1)
    return more.format(first=named[0], n=len(named) - 1)


VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        **_SINGLE,
        "several": Verb(
            "several",
            {"edits": "list"},
            _several,
            _told_several,
            lambda document, edit: [
                check_edit(one, _SINGLE).rests_on(document, one) for one in edit["edits"]
            ],
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Edited:
    """After an edit: the document, the edit that undoes it to the byte, and what the parser reads of it.

    `changes` is the edit as it was done, for the log: it may be done again without the verb.
    """

    document: Json
    changes: tuple[Change, ...]
    inverse: Edit
    definition: FormDefinition


def _alone(document: Json) -> FormDefinition:
    """What the parser reads of a draft, with nothing known of it."""
    return parse(document, file="brouillon.json")


def apply(document: Json, edit: Edit, *, read: Read = _alone) -> Edited:
    """The edit on this document, which is never touched. Raises EditRefused; nothing else, whatever the edit.

    `document` is a definition that the parser takes, with plain JSON numbers; `read` is what the parser reads
    of another one, or DefinitionRefused.
    """
    return apply_all(document, (edit,), read=read)


def apply_all(document: Json, edits: Sequence[Edit], *, read: Read = _alone) -> Edited:
    """Several edits as one: all of them or none, one inverse, one look of the parser at the end."""
    after = document
    for edit in edits:
        verb = check_edit(edit, VERBS)
        after = verb.run(after, plain(edit))
    if _too_large(after):
        raise EditRefused("too-large", _("Ce formulaire serait trop grand. Coupez-le en deux démarches."))
    try:
        definition = read(after)
    except DefinitionRefused as refused:
        raise EditRefused("broken", _sentence(after, refused), problems=refused.problems) from None
    return Edited(
        after,
        tuple(changes(document, after)),
        {"verb": "patch", "changes": changes(after, document)},
        definition,
    )


def _too_large(document: Json) -> bool:
    """The text is made only when it might be: a sign takes a byte at least, and six signs at most."""
    written = content(document)
    return (written is None or len(written) * _MOST_SIGNS > LARGEST) and len(as_text(document)) > LARGEST


def _sentence(document: Json, refused: DefinitionRefused) -> str:
    """What the parser says first, of what, and how much more."""
    first = refused.problems[0]
    more = len(refused.problems) - 1
    others = " " + ngettext("Il y a {n} autre problème.", "Il y a {n} autres problèmes.", more).format(n=more)
    place = _place(document, first.pointer)
    told = (
        _("Dans {place} : {message}").format(place=place, message=first.message) if place else first.message
    )
    return f"{told} {first.fix}{others if more else ''}"


def _place(document: Json, where: str) -> str:
    """The condition, formula or rule that a pointer leads into, "" for anything else or a broken document."""
    if not where.startswith(("/steps/", "/calculated/", "/checks/", "/eligibility/")):
        return ""
    try:
        return next((one.told() for one in sites(document) if _leads_to(where, pointer(*one.keys))), "")
    except (KeyError, TypeError, AttributeError):  # of no shape: the parser has told so
        return ""


def _leads_to(where: str, root: str) -> bool:
    """Does a JSON Pointer lead to this place, or inside it?"""
    return where == root or where.startswith(f"{root}/")


def as_text(document: Json) -> str:
    """The JSON text of a document: the order of its keys is kept."""
    return dumps(document, ensure_ascii=False, separators=(",", ":"))


def rests_on(document: Json, edit: Edit) -> Json:
    """What this edit was decided on, as this document has it. Raises EditRefused for what is no edit."""
    return check_edit(edit, VERBS).rests_on(document, edit)


def told(document: Json, edit: Edit) -> str:
    """The edit in a few French words, for the history and the undo button."""
    return check_edit(edit, VERBS).told(document, edit)


def warned(document: Json, edit: Edit) -> str:
    """What a person must know of this edit once it is done, "" for nothing."""
    return check_edit(edit, VERBS).warned(document, edit)
