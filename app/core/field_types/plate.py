"""The registration number of a vehicle: the system of today (AA-123-AA) and the one before (123 ABC 35).

A number of today has no I, O, U nor SS (arrêté of 9 February 2009); one that starts with W or WW is
provisional, and right.
"""

from collections.abc import Mapping
from datetime import date
from re import ASCII
from re import compile as pattern
from typing import Any, ClassVar

from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType
from app.core.field_types.digits import compact
from app.core.field_types.sentences import Sentence
from app.core.language import _
from app.core.places import known

Json = Any
_LETTERS = "A-HJ-NP-TV-Z"
_NEW = pattern(rf"(?!SS)(W|[{_LETTERS}]{{2}})([0-9]{{3}})(?!SS)([{_LETTERS}]{{2}})", ASCII)
_OLD = pattern(r"([1-9][0-9]{0,3})([A-HJ-NP-Z]{1,3})(2[AB]|97[1-6]|[0-9]{2})", ASCII)
_CORSICA_BEFORE_1976 = "20"


class Plate(FieldType):
    """Stored as it is painted: "AB-123-CD", "123 ABC 35". Case, spaces and dashes are ours to mend."""

    kind = "plate"
    formats = ("fr-plate",)
    cells = (9,)  # on a blank: the longest of each, "AB-123-CD" and "1234 ABC 2A"
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "format": lambda field, given: _(
            "Saisissez l’immatriculation comme sur la plaque. Exemples : AB-123-CD, ou 123 ABC 35"
        ),
    }

    def understand(self, field: Field, text: str) -> str | None:
        bare = compact(text).upper()
        new, old = _NEW.fullmatch(bare), _OLD.fullmatch(bare)
        if new:
            return "-".join(new.groups())
        return " ".join(old.groups()) if old else text.upper()

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        bare = compact(value)
        new, old = _NEW.fullmatch(bare), _OLD.fullmatch(bare)
        if new:
            right = value == "-".join(new.groups()) and new[2] != "000"
        else:
            right = old is not None and value == " ".join(old.groups()) and _is_place(old[3])
        return None if right else Complaint("format")

    def in_cells(self, value: Json) -> tuple[tuple[int, str], ...]:
        """Grouped as it is painted, whatever the system."""
        bare = compact(value) if isinstance(value, str) else ""
        found = _NEW.fullmatch(bare) or _OLD.fullmatch(bare)
        return tuple((len(group), group) for group in found.groups()) if found else ()


def _is_place(code: str) -> bool:
    return code in known().departments or code == _CORSICA_BEFORE_1976
