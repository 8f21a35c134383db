"""JSON as it is stored: exact numbers, nothing that a database refuses."""

from decimal import Decimal
from types import MappingProxyType

import pytest

from app.adapters.database.columns import read_json, write_json
from app.core.merging import Stored, posted_marks
from app.core.reading import read
from tests.core.form_building import a_field

WRITTEN = [
    ({"a": Decimal("1250.50")}, '{"a":1250.50}'),
    ([Decimal("1E+3"), Decimal("0.00000001"), Decimal(2)], "[1000,0.00000001,2]"),
    (MappingProxyType({"é": (1, None, True, "«")}), '{"é":[1,null,true,"«"]}'),
    ({"a": {"b": [{"c": Decimal("0.1")}]}, "d": "\n"}, '{"a":{"b":[{"c":0.1}]},"d":"\\n"}'),
    ("a\x00b", '"ab"'),
    (["\\u0000", "\\\x00"], r'["\\u0000","\\"]'),
    ([Decimal(1), "\x00"], '[1,""]'),
]


@pytest.mark.parametrize(("value", "text"), WRITTEN)
def test_a_value_is_written_exactly(value, text: str):
    assert write_json(value) == text
    assert write_json(read_json(text)) == text


REFUSED = [Decimal("NaN"), Decimal("Infinity"), float("nan"), [object()], {"a": {1, 2}}]


@pytest.mark.parametrize("value", REFUSED, ids=["NaN", "infinite", "float NaN", "an object", "a set"])
def test_what_json_does_not_have_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        write_json(value)


def test_a_number_with_decimals_is_read_as_a_decimal():
    assert repr(read_json('{"a": 12.50, "b": 3}')) == "{'a': Decimal('12.50'), 'b': 3}"


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"type": "number"}, "19,99"),
        ({"type": "number"}, "0,1"),
        ({"type": "number", "format": "fr-amount"}, "1 250,50"),
        ({"type": "number", "format": "fr-amount"}, "1250,00"),
        ({"type": "number", "format": "fr-amount"}, "999999999999,99"),
        ({"type": "integer"}, "12 000"),
    ],
)
def test_a_number_has_the_same_mark_typed_and_once_a_draft_gives_it_back(schema: object, text: str) -> None:
    typed = read([a_field("a", schema)], {"a": {"": (text,)}})
    [mark] = posted_marks(typed).values()
    assert Stored(read_json(write_json(dict(typed.values))), {}).mark("a") == mark
    other = Decimal(str(typed.values["a"])) + Decimal("0.01")
    assert Stored({"a": other}, {}).mark("a") != mark
