"""Every kind says what becomes of hostile and clumsy answers: a value, or a message that helps."""

import json

import pytest

from app.core.field_types import FIELD_TYPES
from tests.core.field_types.clumsy import FOLDER, LEAST, outcome

TABLES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
CASES = [
    pytest.param(kind, table["schema"], case, id=f"{kind}-{number}")
    for kind, table in TABLES.items()
    for number, case in enumerate(table["cases"])
]


def test_every_kind_has_its_table() -> None:
    missing = sorted(set(FIELD_TYPES) - set(TABLES))
    assert not missing, f"write clumsy_inputs/<kind>.json (see clumsy.py) for: {', '.join(missing)}"
    assert set(TABLES) <= set(FIELD_TYPES)


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_has_enough_different_cases(kind: str) -> None:
    asked = {json.dumps({k: v for k, v in case.items() if k not in ("value", "message")})
             for case in TABLES[kind]["cases"]}  # fmt: skip
    assert len(asked) == len(TABLES[kind]["cases"]), "twice the same"
    assert len(asked) >= LEAST


@pytest.mark.parametrize(("kind", "schema", "case"), CASES)
def test_a_clumsy_answer_is_kept_or_told(kind: str, schema: object, case: dict[str, object]) -> None:
    expected = {name: case[name] for name in ("value", "message") if name in case}
    assert len(expected) == 1, "a case expects a value or a message"
    assert outcome(kind, schema, case) == expected
