"""Whatever two windows do, nothing typed is lost."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.core.merging import UNKNOWN, Basis, Stored, merge, posted_marks
from app.core.reading import Read

Json = Any


NAMES = [f"f{number}" for number in range(4)]


ANSWER = st.sampled_from([None, "A", "B", 1, Decimal("1.5"), True, ["x"], {"p": "q"}])


DRAFT = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, ANSWER))


@given(before=DRAFT, now=DRAFT, mine=DRAFT, told=st.sets(st.sampled_from(NAMES)), marked=st.booleans())
def test_nothing_typed_is_ever_lost(
    before: dict[str, Json], now: dict[str, Json], mine: dict[str, Json], told: set[str], marked: bool
) -> None:
    """Each posted answer is written, already there, in conflict, or what the page had read unchanged;
    and what the other window wrote is overwritten only where the page had read it."""
    given_before, given_now = ({k: v for k, v in side.items() if v is not None} for side in (before, now))
    changed = {name: 2 for name in NAMES if given_before.get(name) != given_now.get(name)}
    draft = Stored(given_now, {}, changed)
    marks = Stored(given_before, {}).marks(NAMES) | dict.fromkeys(told, UNKNOWN)
    merged = merge(Read(mine, {}), draft, Basis(1, marks if marked else None))
    for name, value in mine.items():
        mark = posted_marks(Read({name: value}, {}))[name]
        written, waits = name in merged.taken.values, name in merged.conflicts
        there = draft.mark(name) == mark
        untouched = Stored(given_before, {}).mark(name) == mark and marked and name not in told
        assert written + waits + (there or untouched) == 1, name
        if written:
            assert merged.taken.values[name] == value
            assert name not in changed, "the other window's answer would be lost"
