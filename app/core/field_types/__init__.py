"""The registry of field types: one entry a kind, in the order in which they are asked to recognise a schema.

The first kind that recognises a schema is its kind, so the narrow ones come first.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from app.core.definition import Field
from app.core.field_types.address import Address, AddressInFrance
from app.core.field_types.amount import Amount
from app.core.field_types.amounts import Amounts
from app.core.field_types.attachment import AttachmentIds
from app.core.field_types.base import Complaint, FieldType, NotUnderstood, Typed, types_of
from app.core.field_types.choice import Choice
from app.core.field_types.choices import Choices
from app.core.field_types.civility import Civility
from app.core.field_types.commune import CommuneCode, Town
from app.core.field_types.country import Country
from app.core.field_types.date import Date
from app.core.field_types.date_time import DateTime
from app.core.field_types.decimal_number import DecimalNumber
from app.core.field_types.declaration import Declaration
from app.core.field_types.department import Department
from app.core.field_types.email import Email
from app.core.field_types.explanation import Explanation
from app.core.field_types.iban import Iban
from app.core.field_types.identity_document import IdentityDocument
from app.core.field_types.integer import Integer
from app.core.field_types.long_text import LongText
from app.core.field_types.month import Month
from app.core.field_types.nir import Nir
from app.core.field_types.partial_date import PartialDate
from app.core.field_types.person_name import PersonName
from app.core.field_types.phone import Phone
from app.core.field_types.plate import Plate
from app.core.field_types.postcode import Postcode
from app.core.field_types.region import Region
from app.core.field_types.repeat import Repeat
from app.core.field_types.rna import Rna
from app.core.field_types.signature import Signature
from app.core.field_types.siren import Siren
from app.core.field_types.siret import Siret
from app.core.field_types.tax_number import TaxNumber
from app.core.field_types.text import Text
from app.core.field_types.time_of_day import TimeOfDay
from app.core.field_types.vin import Vin
from app.core.field_types.voter_number import VoterNumber
from app.core.field_types.yes_no import YesNo

__all__ = [
    "FIELD_TYPES",
    "FORMATS",
    "Complaint",
    "FieldType",
    "NotUnderstood",
    "Typed",
    "field_type",
    "kind_of",
]

_IN_ORDER: tuple[FieldType, ...] = (
    Explanation(),
    Repeat(),
    AttachmentIds(),
    IdentityDocument(),
    Signature(),
    Amounts(),
    Address(),
    AddressInFrance(),
    Choices(),
    Civility(),
    Choice(),
    Declaration(),
    YesNo(),
    Date(),
    PartialDate(),
    Month(),
    DateTime(),
    TimeOfDay(),
    PersonName(),
    Email(),
    Phone(),
    Postcode(),
    CommuneCode(),
    Town(),
    Department(),
    Region(),
    Country(),
    Siren(),
    Siret(),
    Rna(),
    Iban(),
    TaxNumber(),
    Nir(),
    Plate(),
    Vin(),
    VoterNumber(),
    Integer(),
    Amount(),
    DecimalNumber(),
    LongText(),
    Text(),
)
FIELD_TYPES: Mapping[str, FieldType] = MappingProxyType({entry.kind: entry for entry in _IN_ORDER})

# Every "format" that some kind recognises, to propose the closest to a designer who misspells one.
FORMATS: tuple[str, ...] = tuple(sorted({name for entry in _IN_ORDER for name in entry.formats if name}))


def field_type(field: Field) -> FieldType:
    """The type of this field. Raises KeyError for a kind that no definition may have."""
    return FIELD_TYPES[field.kind]


def kind_of(schema: Mapping[str, Any]) -> str | None:
    """The first kind that recognises this part of a data contract, None when there is none."""
    told = schema.get("format", "")
    for entry in _worth_asking(types_of(schema), told if isinstance(told, str) else ""):
        if entry.recognises(schema):
            return entry.kind
    return None


@lru_cache(maxsize=400)
def _worth_asking(types: frozenset[str], told: str) -> tuple[FieldType, ...]:
    """The kinds of this type, when the schema says one, that have this format or do not go by it alone."""
    return tuple(
        one for one in _IN_ORDER
        if (len(types) != 1 or one.json_type in types)
        and (told in one.formats or type(one).recognises is not FieldType.recognises)
    )  # fmt: skip
