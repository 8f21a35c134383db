"""Random expressions that the checker accepts, and random answers to their questions, for property tests.

The answers of one case are often unanswered in one way or another: that is where evaluators part.
"""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

Json = Any
Cases = st.SearchStrategy[Json]
CODES = ("a", "b", "é", "e\u0301")
TEXTS = ("", " ", "a", "é", "e\u0301", "2026-01-15", "2026-02-30", "true", "1.50")
UNANSWERED = st.sampled_from([None, "", []])

numbers = st.one_of(
    st.integers(-20, 20),
    st.decimals(-1000, 1000, places=2),
    st.decimals(-1, 1, places=11),
    st.sampled_from([0, Decimal("0.5"), Decimal("-2.5"), 2**53 + 1, -(10**30)]),
    st.sampled_from([Decimal("1e55"), Decimal("1e-40")]),
)  # fmt: skip
dates = st.one_of(
    st.dates(date(1999, 12, 1), date(2030, 1, 31)),
    st.sampled_from([date.min, date.max, date(2024, 2, 29), date(2026, 3, 29), date(2026, 1, 31)]),
).map(date.isoformat)
LITERALS: dict[str, Cases] = {
    "number": numbers,
    "date": dates,
    "text": st.sampled_from(TEXTS[1:]),
    "boolean": st.booleans(),
}


def var(path: str) -> Json:
    return {"var": path}


PATHS = {"number": ["n", "m", "g.n"], "date": ["d", "e"], "text": ["t", "c"], "boolean": ["o"]}
CELLS = {"number": ["item.n"], "date": ["item.d"], "text": ["item.t"], "boolean": ["item.o"]}


def node(name: str, *operands: Cases) -> Cases:
    return st.tuples(*operands).map(lambda given: {name: list(given)})


def _leaf(kind: str, in_row: bool) -> Cases:
    paths = PATHS[kind] + (CELLS[kind] * 2 if in_row else [])
    today = [st.just({"today": []})] if kind == "date" else []
    return st.one_of(st.sampled_from(paths).map(var), LITERALS[kind], *today)


@cache
def expressions(kind: str, depth: int = 3, *, in_row: bool = False, arithmetic: bool = True) -> Cases:
    """Expressions of a type ("number", "date", "text", "boolean"); `in_row`: those that may read item.x."""
    if depth == 0:
        return _leaf(kind, in_row)

    def below(wanted: str, *, row: bool = in_row) -> Cases:
        return expressions(wanted, depth - 1, in_row=row, arithmetic=arithmetic)

    made = {"boolean": _booleans, "number": _numbers, "date": _dates, "text": _texts}[kind](below, arithmetic)
    return st.deferred(lambda: st.one_of(_leaf(kind, in_row), *made))


def _booleans(below: Any, arithmetic: bool) -> list[Cases]:
    rows = st.sampled_from(["rows", "none"]).map(var)
    read = st.sampled_from([path for paths in PATHS.values() for path in paths] + ["cs", "rows"]).map(var)
    some = st.lists(below("boolean"), min_size=1, max_size=3)
    return [
        *(node(op, below(kind), below(kind)) for op in ("==", "!=") for kind in PATHS),
        *(node(op, below(kind), below(kind)) for op in ("<", "<=", ">", ">=") for kind in ("number", "date")),
        node("in", below("text"), st.lists(st.sampled_from(TEXTS[1:]), min_size=1, max_size=3)),
        node("in", below("number"), st.lists(numbers, min_size=1, max_size=3)),
        node("contains", st.just(var("cs")), st.sampled_from(CODES)),
        node("answered", read),
        *(some.map(lambda given, op=op: {op: given}) for op in ("and", "or")),
        node("!", below("boolean")),
        *(node(op, rows, below("boolean", row=True)) for op in ("some", "all", "none")),
        node("if", below("boolean"), below("boolean"), below("boolean")),
    ]  # fmt: skip


def _numbers(below: Any, arithmetic: bool) -> list[Cases]:
    if not arithmetic:
        return []
    cell = st.sampled_from(["rows[].n", "none[].n"]).map(var)
    number = below("number")
    return [
        *(node(op, number, number) for op in ("+", "-", "*", "/", "min", "max")),
        node("+", number, number, number),
        node("round", number, st.integers(0, 10)),
        *(node(op, cell) for op in ("sum", "min", "max")),
        node("count", st.just(var("rows"))),
        node("count", st.just(var("rows")), below("boolean", row=True)),
        node("age", below("date")),
        node("age", below("date"), below("date")),
        node("days_between", below("date"), below("date")),
        node("if", below("boolean"), number),
    ]


def _dates(below: Any, arithmetic: bool) -> list[Cases]:
    if not arithmetic:
        return []
    day = below("date")
    return [
        node("date_add", day, st.integers(-400, 400), st.sampled_from(["days", "months", "years"])),
        node("date_add", day, below("number"), st.just("days")),
        *(node(op, day, day) for op in ("min", "max")),
        node("min", st.just(var("rows[].d"))),
        node("if", below("boolean"), day, day),
    ]


def _texts(below: Any, arithmetic: bool) -> list[Cases]:
    return [node("if", below("boolean"), below("text"), below("text"))]


def _object(members: dict[str, Cases]) -> Cases:
    return st.fixed_dictionaries({}, optional=members)


def _maybe(answer: Cases) -> Cases:
    return st.one_of(answer, answer, UNANSWERED)


row = _object({
    "n": _maybe(numbers), "d": _maybe(dates), "t": _maybe(st.sampled_from(TEXTS)), "o": _maybe(st.booleans()),
})  # fmt: skip
answers = _object({
    "n": _maybe(numbers), "m": _maybe(numbers), "g": _object({"n": _maybe(numbers)}),
    "d": _maybe(dates), "e": _maybe(dates), "t": _maybe(st.sampled_from(TEXTS)),
    "c": _maybe(st.sampled_from(CODES)),
    "cs": st.lists(st.sampled_from(CODES), max_size=3, unique=True), "o": _maybe(st.booleans()),
    "rows": st.lists(row, max_size=3),
})  # fmt: skip
