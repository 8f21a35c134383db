"""What a verb of the builder is: its name, the arguments it takes, and one pure function.

An edit is JSON: {"verb": name, …arguments}. Here its shape is checked, so that a verb reads what it expects.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from re import compile as pattern
from typing import Any

from app.core.editing.refusals import EditRefused
from app.core.language import _

Json = Any
Edit = Mapping[str, Json]
Run = Callable[[Json, Edit], Json]
LONGEST_EDIT = 2_000_000  # characters of text in one edit: 5,000 choices of 300 signs fit
DEEPEST = 60
_LONGEST_NUMBER = 30  # digits
_UNSEEN = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # all but a new line and a tabulation


@dataclass(frozen=True, slots=True)
class Verb:
    """`takes`: argument → its shape (one of SHAPES); a name that ends with "?" may be left out.

    `rests_on` gives what the edit was decided on: when it is no more the same in the document as on the
    page of the person, somebody else changed it meanwhile. `told` says the edit in French, for the history;
    `warned` what it could not do, "" for nothing.
    """

    name: str
    takes: Mapping[str, str]
    run: Run
    told: Callable[[Json, Edit], str]
    rests_on: Callable[[Json, Edit], Json] = lambda document, edit: None
    warned: Callable[[Json, Edit], str] = lambda document, edit: ""


def _where(value: Json) -> bool:
    """{"step": …} or {"rows": …}, and "after"."""
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        return False
    return set(value) - {"after"} in ({"step"}, {"rows"})


SHAPES: Mapping[str, Callable[[Json], bool]] = {
    "text": lambda value: isinstance(value, str),
    "texts": lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value),
    "some texts": lambda value: bool(value) and SHAPES["texts"](value) and len(set(value)) == len(value),
    "flag": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "direction": lambda value: value in (1, -1) and not isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "list": lambda value: isinstance(value, list),
    "where": _where,
    "any": lambda value: True,
}


def check_edit(edit: Json, verbs: Mapping[str, Verb]) -> Verb:
    """The verb of this edit, its arguments of the right shape. Raises EditRefused."""
    if not isinstance(edit, dict) or not isinstance(edit.get("verb"), str):
        raise EditRefused("bad-edit", _("Cette modification n’a pas la forme attendue."))
    verb = verbs.get(edit["verb"])
    if verb is None:
        message = _("La modification « {verb} » n’existe pas.")
        raise EditRefused("unknown-verb", message.format(verb=edit["verb"][:60]))
    check_json(edit)
    names = {name.removesuffix("?"): shape for name, shape in verb.takes.items()}
    unknown = next((name for name in edit if name != "verb" and name not in names), None)
    missing = next((name for name in verb.takes if not name.endswith("?") and name not in edit), None)
    if unknown is not None or missing is not None:
        message = _("« {name} » n’est pas attendu ici.") if missing is None else _("« {name} » manque.")
        raise EditRefused("bad-argument", message.format(name=str(missing or unknown)[:60]))
    for name, shape in names.items():
        if name in edit and not SHAPES[shape](edit[name]):
            raise EditRefused("bad-argument", _("« {name} » n’a pas la forme attendue.").format(name=name))
    return verb


def check_json(value: Json) -> None:
    """Raises EditRefused for what no file can hold: too long, too deep, no JSON, letters that nobody sees."""
    waiting: list[tuple[Json, int]] = [(value, 0)]
    length = 0
    while waiting:
        here, depth = waiting.pop()
        if depth > DEEPEST:
            raise EditRefused("too-deep", _("Ce contenu a trop de niveaux."))
        if isinstance(here, dict):
            waiting += ((below, depth + 1) for pair in here.items() for below in pair)
        elif isinstance(here, list):
            waiting += ((below, depth + 1) for below in here)
        elif isinstance(here, str):
            length += len(here)
            _check_text(here)
        else:
            _check_bare(here)
        length += 2
        if length > LONGEST_EDIT:
            raise EditRefused("too-large", _("Ce contenu est trop long. Coupez-le en plusieurs fois."))


def _check_text(text: str) -> None:
    if _UNSEEN.search(text):
        message = _("Ce texte contient des caractères invisibles. Saisissez-le au lieu de le coller.")
        raise EditRefused("unseen-characters", message)


def _check_bare(value: Json) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int) and abs(value) < 10**_LONGEST_NUMBER:
        return
    if isinstance(value, float) and isfinite(value):
        return
    raise EditRefused("bad-number", _("Ce nombre est trop grand, ou n’en est pas un."))
