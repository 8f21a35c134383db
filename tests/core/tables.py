"""Cases as data, many in one test: thousands of pytest items would cost more than what they check.

    @each(("text", "value"), [("12", 12), ("x", None)])
    def test_a_number_is_read(text, value): ...

runs every case and tells each one that failed, with its values; stacked, it runs every combination.
"""

import traceback
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Any

Check = Callable[..., None]


def each(names: str | Sequence[str], cases: Iterable[Any], ids: object = None) -> Callable[[Check], Check]:
    """Turn a check with arguments into a test without any. `ids` is not used: a failure shows its case."""
    columns = tuple(name.strip() for name in names.split(",")) if isinstance(names, str) else tuple(names)
    rows = [_row(columns, case) for case in cases]
    assert rows, "a table without a case checks nothing"

    def decorate(check: Check) -> Check:
        inner, tables = getattr(check, "check", check), (*getattr(check, "tables", ()), rows)

        def test() -> None:
            told = [line for row in product(*tables) for line in _failure(inner, row)]
            assert not told, "\n\n".join(told)

        test.__name__, test.__qualname__ = inner.__name__, inner.__qualname__
        test.__module__, test.__doc__ = inner.__module__, inner.__doc__
        test.check, test.tables = inner, tables  # type: ignore[attr-defined]
        return test

    return decorate


def _row(columns: tuple[str, ...], case: Any) -> dict[str, Any]:
    values = getattr(case, "values", case) if hasattr(case, "marks") else case  # pytest.param
    values = values if len(columns) > 1 or hasattr(case, "marks") else (values,)
    return dict(zip(columns, values, strict=True))


def _failure(check: Check, row: tuple[dict[str, Any], ...]) -> Iterable[str]:
    given = {name: value for part in row for name, value in part.items()}
    try:
        check(**given)
    except Exception as reason:  # every failing case is told, whatever it raises
        lines = traceback.format_exception(reason)[2:]
        yield f"{', '.join(f'{name}={value!r:.200}' for name, value in given.items())}\n{''.join(lines)}"
