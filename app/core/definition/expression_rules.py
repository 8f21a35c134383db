"""Is an expression of a form without flaw? One that had none is not checked again while what it reads is the
same, and comes before it.

It knows the places of a form, not where its expressions stand in the file.
"""

from collections.abc import Collection, Mapping
from typing import Any

from app.core.conditions.typing import check
from app.core.definition import Field
from app.core.definition.memory import content
from app.core.definition.reading_order import Readable
from app.core.findings import Findings

Json = Any
Key = tuple[bytes, str, str]  # the expression, the rows around it, what it must give
Read = tuple[str, Field | None, str]  # a path as written, its question, the part of the answer


class Seen:
    """A form that remembers the paths that were asked of it."""

    def __init__(self, form: Readable) -> None:
        self._form = form
        self._paths: dict[str, None] = {}

    def type_of(self, path: str) -> str | None:
        self._paths[path] = None
        return self._form.type_of(path)

    def codes_of(self, path: str) -> Collection[Json]:
        self._paths[path] = None
        return self._form.codes_of(path)

    def refusal_of(self, path: str) -> tuple[str, str, str] | None:
        self._paths[path] = None
        return self._form.refusal_of(path)

    def reads(self) -> tuple[Read, ...]:
        return tuple((path, *_read(self._form, path)) for path in self._paths)


def _read(form: Readable, path: str) -> tuple[Field | None, str]:
    place, part = form.read(path)
    return (place.field if place is not None else None), part


class Expressions:
    """`now`: the expressions without flaw of this reading, each with what it read; `before`: of the last."""

    def __init__(self, before: Mapping[Key, tuple[Read, ...]] | None = None, *, keeps: bool = True) -> None:
        self._before: Mapping[Key, tuple[Read, ...]] = before or {}
        self._keeps = keeps
        self.now: dict[Key, tuple[Read, ...]] = {}

    def check(
        self, expression: Json, place: str, form: Readable, findings: Findings, expects: str = "boolean"
    ) -> None:
        """Its flaws are told at `place`."""
        written = content(expression) if self._keeps else None
        key = (written or b"", form.rows, expects)
        reads = self._before.get(key) if written is not None else None
        if reads is None or not _still(form, reads):
            seen = Seen(form)
            flaws = check(
                expression, seen.type_of, pointer=place, expects=expects, codes_of=seen.codes_of,
                refusal_of=seen.refusal_of,
            )  # fmt: skip
            findings.flaws(flaws)
            reads = seen.reads() if written is not None and not flaws else None
        if reads is not None:
            self.now[key] = reads

    def close(self) -> None:
        """Forget those of the reading before."""
        self._before = {}

    def again(self) -> "Expressions":
        """Those of the next reading."""
        return Expressions(self.now)


def _still(form: Readable, reads: tuple[Read, ...]) -> bool:
    """Are these the same questions as last time, and may they be read here? The types and codes of a question
    are its own."""
    for path, field, part in reads:
        now, now_part = _read(form, path)
        if now is not field or now_part != part or form.refusal_of(path) is not None:
            return False
    return True
