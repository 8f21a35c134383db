"""Any JSON under the keywords of JSON Schema: the import ends, and what comes out works."""

from json import dumps
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.definition.parser import parse
from app.core.importing.importer import FILE, import_schema
from app.core.importing.report import RULES
from app.core.scenarios import run

Json = Any
_NAMES = st.sampled_from(["a", "b", "code_postal", "item", "é", "", "type", "properties"])
_SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 30), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=6), st.sampled_from(["string", "object", "array", "null", "#", "#/properties/a"]),
)  # fmt: skip


def _schemas(below: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    named = st.dictionaries(_NAMES, below, max_size=3)
    listed = st.lists(below, min_size=1, max_size=3)
    names = st.lists(_NAMES, max_size=3)
    right = {
        "type": st.sampled_from(["string", "object", "array", "number", "integer", "boolean", "null"]),
        "properties": named, "required": names, "items": below, "oneOf": listed, "anyOf": listed,
        "allOf": listed, "not": below, "if": below, "then": below, "else": below, "const": _SCALARS,
        "enum": st.lists(_SCALARS, max_size=4), "$ref": st.sampled_from(["#", "#/properties/a", "#/$defs/x"]),
        "dependentRequired": st.dictionaries(_NAMES, names, max_size=2), "dependencies": named,
        "additionalProperties": below, "prefixItems": listed, "minItems": st.integers(-1, 9),
        "maxLength": st.integers(-1, 9), "minimum": st.integers(-9, 9), "maximum": st.integers(-9, 9),
        "pattern": st.sampled_from(["^a+$", "(", "(?=a)", r"^\d{4}-\d{2}-\d{2}$"]),
        "title": st.text(max_size=9), "examples": st.lists(_SCALARS, max_size=2),
        "uniqueItems": st.booleans(), "contains": below,
    }  # fmt: skip
    wrong = st.dictionaries(st.sampled_from(sorted(RULES)), _SCALARS | below, max_size=2)
    return st.builds(
        lambda good, bad: good | bad, st.fixed_dictionaries({}, optional=right), wrong | st.just({})
    )


_BELOW = st.recursive(_SCALARS | st.just({}), _schemas, max_leaves=16)
SCHEMAS = _SCALARS | _schemas(_BELOW)


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(schema=SCHEMAS)
def test_no_json_breaks_the_import_and_what_comes_out_works(schema: Json) -> None:
    found = import_schema(schema, slug="essai")

    dumps(found.report.as_json())
    assert list(found.report.lines())
    if found.definition is None:
        assert found.problems
    else:
        assert run(parse(found.definition, file=FILE)) == ()
