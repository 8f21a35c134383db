"""A million characters in one answer: told or cut, never a crash. Apart from the core’s quick tests."""

import pytest

from tests.core.field_types.clumsy import TABLES, differences


@pytest.mark.parametrize("kind", TABLES)
def test_a_giant_answer_is_kept_or_told(kind: str) -> None:
    assert differences(kind, giant=True) == []
