"""The registry of field types: one entry a kind, in the order in which they are asked to recognise a schema.

The first kind that recognises a schema is its kind, so the narrow ones come first.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.core.definition import Field
from app.core.field_types.amount import Amount
from app.core.field_types.attachment import AttachmentIds
from app.core.field_types.base import Complaint, FieldType, NotUnderstood, Typed
from app.core.field_types.choice import Choice
from app.core.field_types.choices import Choices
from app.core.field_types.country import Country
from app.core.field_types.date import Date
from app.core.field_types.decimal_number import DecimalNumber
from app.core.field_types.declaration import Declaration
from app.core.field_types.department import Department
from app.core.field_types.email import Email
from app.core.field_types.explanation import Explanation
from app.core.field_types.identity_document import IdentityDocument
from app.core.field_types.integer import Integer
from app.core.field_types.long_text import LongText
from app.core.field_types.phone import Phone
from app.core.field_types.postcode import Postcode
from app.core.field_types.repeat import Repeat
from app.core.field_types.signature import Signature
from app.core.field_types.siret import Siret
from app.core.field_types.text import Text
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
    Choices(),
    Choice(),
    Declaration(),
    YesNo(),
    Date(),
    Email(),
    Phone(),
    Postcode(),
    Department(),
    Country(),
    Siret(),
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
    return next((entry.kind for entry in _IN_ORDER if entry.recognises(schema)), None)
