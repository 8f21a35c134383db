"""A JSON text that a person wrote: read strictly, and told by line where something in it is wrong.

It refuses to know what the JSON means: it finds places, others judge.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from json import JSONDecodeError, loads
from typing import Any

from app.core.errors import GuichetError
from app.core.json_text.places import spans
from app.core.language import _

Json = Any
_LONGEST_KEY = 60


class JsonRefused(GuichetError):
    """The text is no JSON that we take. `line` from 1, 0 when it is not known."""

    code = "bad-json"

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def read_text(text: str) -> Json:
    """The JSON of the text. JsonRefused: unreadable, too deep, a key written twice, no number of JSON."""
    try:
        return loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_constant)
    except JSONDecodeError as error:
        message = _("JSON illisible, ligne {line}, colonne {column}.")
        fix = _("Vérifiez les virgules, les guillemets et les accolades.")
        told = message.format(line=error.lineno, column=error.colno)
        raise JsonRefused(f"{told} {fix}", error.lineno) from None
    except (RecursionError, ValueError):
        raise JsonRefused(_("Ce JSON a trop de niveaux, ou un nombre trop long.")) from None


def _without_doubles(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    read: dict[str, Json] = {}
    for key, value in pairs:
        if key in read:
            message = _("La clé « {key} » est écrite deux fois dans le même objet.")
            raise JsonRefused(message.format(key=key[:_LONGEST_KEY]))
        read[key] = value
    return read


def _no_constant(name: str) -> Json:
    raise JsonRefused(_("« {name} » n’est pas un nombre de JSON.").format(name=name))


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the values of a text stand: JSON Pointer → line."""

    text: str
    places: Mapping[str, tuple[int, int]]

    def of(self, pointer: str) -> int:
        """The line of this place, or of the nearest thing around it; 0 when the text is not known."""
        while pointer and pointer not in self.places:
            pointer = pointer.rpartition("/")[0]
        start = self.places.get(pointer, (-1, -1))[0]
        return self.text.count("\n", 0, start) + 1 if start >= 0 else 0


def lines_of(text: str) -> Lines:
    """The lines of a text that `read_text` takes; none for one that is too deep."""
    try:
        return Lines(text, spans(text))
    except (ValueError, RecursionError, IndexError):
        return Lines(text, {})
