"""Every kind says what becomes of hostile and clumsy answers: a value, or a message that helps."""

import json

from app.core.field_types import FIELD_TYPES
from tests.core.field_types.clumsy import LEAST, TABLES, differences
from tests.core.tables import each


def test_every_kind_has_its_table() -> None:
    missing = sorted(set(FIELD_TYPES) - set(TABLES))
    assert not missing, f"write clumsy_inputs/<kind>.json (see clumsy.py) for: {', '.join(missing)}"
    assert set(TABLES) <= set(FIELD_TYPES)


@each("kind", TABLES)
def test_a_table_has_enough_different_cases(kind: str) -> None:
    asked = {json.dumps({k: v for k, v in case.items() if k not in ("value", "message")})
             for case in TABLES[kind]["cases"]}  # fmt: skip
    assert len(asked) == len(TABLES[kind]["cases"]), "twice the same"
    assert len(asked) >= LEAST


@each("kind", TABLES)
def test_a_clumsy_answer_is_kept_or_told(kind: str) -> None:
    assert differences(kind, giant=False) == []
