"""The registry: which kind a schema asks for, and what each kind tells those who draw."""

import pytest

from app.core.definition import Field, Option
from app.core.field_types import FIELD_TYPES, FORMATS, field_type, kind_of
from tests.core.tables import each

CODES = {"oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}]}


@each(
    ("schema", "kind"),
    [
        ({"type": "string"}, "text"),
        ({"type": "string", "maxLength": 200}, "text"),
        ({"type": "string", "format": "uri"}, "text"),
        ({"type": ["string", "null"]}, "text"),
        ({"type": "string", "maxLength": 201}, "long-text"),
        ({"type": "string", "contentMediaType": "text/plain"}, "long-text"),
        ({"type": "string", "format": "email", "maxLength": 254}, "email"),
        ({"type": "string", "format": "fr-phone"}, "phone"),
        ({"type": "integer"}, "integer"),
        ({"type": "number"}, "decimal"),
        ({"type": "number", "format": "fr-amount"}, "amount"),
        ({"type": "number", "multipleOf": 0.01}, "amount"),
        ({"type": "string", "format": "date"}, "date"),
        ({"type": "boolean"}, "yes-no"),
        ({"type": "boolean", "const": True}, "declaration"),
        ({"const": True}, "declaration"),
        ({"type": "string", **CODES}, "choice"),
        (CODES, "choice"),
        ({"type": "string", "enum": ["a", "b"]}, "choice"),
        ({"type": "array", "items": {"type": "string", **CODES}}, "choices"),
        ({"type": "array", "items": {"enum": ["a"]}, "uniqueItems": True}, "choices"),
        ({"type": "string", "format": "fr-postcode"}, "postcode"),
        ({"type": "string", "format": "fr-department"}, "department"),
        ({"type": "string", "format": "fr-country"}, "country"),
        ({"type": "string", "format": "fr-siret"}, "siret"),
        ({"type": "string", "format": "fr-voter-number"}, "voter-number"),
        ({"type": "array", "items": {"type": "string", "format": "attachment"}}, "attachment"),
        ({"type": "array", "items": {"type": "object", "properties": {}}}, "repeat"),
        ({"type": "null"}, "explanation"),
        ({"type": "object"}, None),
        ({"type": "string", "format": "fr-siren"}, "siren"),
        ({"type": "string", "format": "fr-rna"}, "rna"),
        ({"type": "string", "format": "iban"}, "iban"),
        ({"type": "string", "format": "fr-plate"}, "plate"),
        ({"type": "string", "format": "fr-vin"}, "vin"),
        ({"type": "string", "format": "fr-nir", "x-legal": "Décret"}, "nir"),
        ({"type": "string", "format": "fr-tax-number"}, "tax-number"),
        ({"type": "string", "format": "fr-civility", "enum": ["madame", "monsieur"]}, "civility"),
        ({"type": "string", "format": "fr-person-name", "maxLength": 100}, "person-name"),
        ({"type": "string", "format": "month"}, "month"),
        ({"type": "string", "format": "partial-date"}, "partial-date"),
        ({"type": "string", "format": "time"}, "time"),
        ({"type": "string", "format": "date-time"}, "date-time"),
        ({"type": "string", "format": "fr-nulle-part"}, None),
        ({"type": "array", "items": {"type": "string"}}, None),
        ({"type": ["string", "number"]}, None),
        ({"enum": [1, 2]}, None),
        ({}, None),
    ],
)
def test_a_schema_asks_for_the_first_kind_that_recognises_it(schema, kind):
    assert kind_of(schema) == kind


def test_kinds_are_registered_under_their_own_name():
    assert all(name == entry.kind for name, entry in FIELD_TYPES.items())
    assert len(FIELD_TYPES) >= 22


def test_every_format_belongs_to_a_kind():
    schemas = [{"type": "string", "format": name} for name in FORMATS]
    schemas += [{"type": "object", "format": name} for name in FORMATS]
    schemas += [{"type": "number", "format": name} for name in FORMATS]
    schemas += [{"type": "array", "items": {"format": name}} for name in FORMATS]
    asked = {schema.get("format") or schema["items"]["format"] for schema in schemas if kind_of(schema)}
    assert asked == set(FORMATS)
    assert {"date", "email", "fr-siret", "attachment"} <= asked


def test_a_kind_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        field_type(Field("a", "nulle-part", "A"))


@each(
    ("kind", "widget", "value_type", "input_mode", "cells"),
    [
        ("text", "text", "text", "", ()),
        ("long-text", "long-text", "text", "", ()),
        ("email", "text", "text", "email", ()),
        ("phone", "text", "text", "tel", ()),
        ("integer", "text", "number", "numeric", ()),
        ("decimal", "text", "number", "decimal", ()),
        ("amount", "text", "number", "decimal", ()),
        ("date", "date", "date", "numeric", (2, 2, 4)),
        ("yes-no", "radios", "boolean", "", ()),
        ("declaration", "checkbox", "boolean", "", ()),
        ("choice", "radios", "choice", "", ()),
        ("choices", "checkboxes", "choices", "", ()),
        ("postcode", "text", "text", "numeric", (5,)),
        ("department", "select", "choice", "", ()),
        ("country", "select", "choice", "", ()),
        ("siret", "text", "text", "numeric", (3, 3, 3, 5)),
        ("voter-number", "text", "text", "numeric", (9,)),
        ("siren", "text", "text", "numeric", (3, 3, 3)),
        ("rna", "text", "text", "", (1, 9)),
        ("iban", "text", "text", "", (4, 4, 4, 4, 4, 4, 3)),
        ("plate", "text", "text", "", (9,)),
        ("vin", "text", "text", "", (3, 6, 8)),
        ("nir", "text", "text", "", (1, 2, 2, 2, 3, 3, 2)),
        ("tax-number", "text", "text", "numeric", (2, 2, 3, 3, 3)),
        ("civility", "radios", "choice", "", ()),
        ("person-name", "text", "text", "", ()),
        ("month", "date", "text", "numeric", (2, 4)),
        ("partial-date", "date", "text", "numeric", (2, 2, 4)),
        ("time", "text", "text", "", (2, 2)),
        ("date-time", "date", "text", "", (2, 2, 4, 2, 2)),
        ("attachment", "file", "file", "", ()),
        ("repeat", "repeat", "rows", "", ()),
        ("explanation", "explanation", "", "", ()),
    ],
)
def test_each_kind_says_how_it_is_drawn_and_compared(kind, widget, value_type, input_mode, cells):
    entry = FIELD_TYPES[kind]
    assert (entry.widget, entry.value_type, entry.input_mode, entry.cells) == (
        widget, value_type, input_mode, cells,
    )  # fmt: skip


@each(("count", "widget"), [(2, "radios"), (7, "radios"), (8, "select")])
def test_a_choice_of_more_than_seven_options_is_a_select(count, widget):
    options = tuple(Option(str(n), str(n)) for n in range(count))
    field = Field("a", "choice", "A", options=options)
    assert field_type(field).widget_for(field) == widget


@each(
    ("kind", "count", "first", "others"),
    [
        ("department", 110, "01", {"2A", "2B", "75", "971", "974", "988", "99"}),
        ("region", 18, "84", {"01", "53", "94"}),
        ("country", 249, "FR", {"BE", "DZ", "MA", "CI", "RE", "US"}),
    ],
)
def test_the_tables_of_places_are_complete(kind, count, first, others):
    values = [option.value for option in FIELD_TYPES[kind].options(Field("a", kind, "A"))]
    assert values[0] == first
    assert others <= set(values)
    assert len(values) == len(set(values)) == count


def test_a_yes_no_question_takes_the_hints_of_its_definition():
    field = Field("a", "yes-no", "A", options=(Option("oui", "Oui", "Une seule suffit"),))
    assert FIELD_TYPES["yes-no"].options(field) == (
        Option("oui", "Oui", "Une seule suffit"),
        Option("non", "Non"),
    )
