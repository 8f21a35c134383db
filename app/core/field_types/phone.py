"""A telephone number: mainland, overseas or international, stored in E.164 ("+33639981234").

The test is "possible", not "valid": strict validity refuses the numbers that the
regulator reserves for examples (06 39 98…), and new ranges before a library knows them.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from re import ASCII
from re import compile as pattern
from typing import Any, ClassVar

from phonenumbers import (
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    format_number,
    is_possible_number,
    parse,
)

from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType, NotUnderstood
from app.core.field_types.sentences import Sentence
from app.core.french import NO_BREAK
from app.core.language import _

Json = Any
_TYPED = pattern(r"\+?[0-9 ()./\u00a0\u202f-]+", ASCII)
_FICTIVE = "063998"  # reserved by the ARCEP for examples, inside a range of Mayotte
# First digits of a number dialled from France → the region whose country code it carries.
_OVERSEAS = {
    "0262": "RE", "0263": "RE", "0692": "RE", "0693": "RE", "0269": "YT", "0639": "YT",
    "0590": "GP", "0690": "GP", "0691": "GP", "0594": "GF", "0694": "GF",
    "0596": "MQ", "0696": "MQ", "0697": "MQ",
}  # fmt: skip
_FRENCH = pattern(r"\+33([1-9])([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})", ASCII)
_TEN_DIGITS_CODES = (33, 262, 590, 594, 596)  # written in pairs, with a first 0


class Phone(FieldType):
    """Read back as "06 39 98 12 34" in France and overseas, else as "+32 2 555 12 12"."""

    kind = "phone"
    formats = ("fr-phone",)
    input_mode = "tel"
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "format": lambda field, given: _("Saisissez un numéro de téléphone valide. Exemple : 01 99 00 12 34"),
    }

    def understand(self, field: Field, text: str) -> str:
        number = _possible(text, _region(text)) if _TYPED.fullmatch(text) else None
        if number is None:
            raise NotUnderstood("format")
        return format_number(number, PhoneNumberFormat.E164)

    def show(self, field: Field, value: Json) -> str:
        french = _FRENCH.fullmatch(value) if isinstance(value, str) else None
        if french:  # nearly always: no need of the whole numbering plan
            return "0" + " ".join(french.groups())
        number = _possible(str(value), None)
        if number is None:
            return str(value)
        if number.country_code not in _TEN_DIGITS_CODES:
            return format_number(number, PhoneNumberFormat.INTERNATIONAL)
        digits = f"0{number.national_number}"
        return " ".join(digits[i : i + 2] for i in range(0, len(digits), 2))

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        right = value.startswith("+") and value[1:].isdecimal() and _possible(value, None) is not None
        return None if right else Complaint("format")

    def read_back(self, field: Field, value: Json) -> str:
        return self.show(field, value).replace(" ", NO_BREAK)


def _region(text: str) -> str:
    digits = "".join(char for char in text if char.isdigit())
    return "FR" if digits.startswith(_FICTIVE) else _OVERSEAS.get(digits[:4], "FR")


@lru_cache(maxsize=4096)  # the same number is judged at each save of a draft
def _possible(text: str, region: str | None) -> PhoneNumber | None:
    try:
        number = parse(text, region)
    except NumberParseException:
        return None
    return number if is_possible_number(number) else None
