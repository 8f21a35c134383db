"""A draft read and linted once, however many times its page is opened: the last few, by their content.

What is kept is worked out again when it is lost. It knows documents, not who asks.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, TypeVar

from app.core.definition import FormDefinition
from app.core.definition.parser import parse
from app.core.editing import as_text
from app.core.errors import Problem
from app.core.linting import lint

Json = Any
FILE = "brouillon.json"
Value = TypeVar("Value")
_MOST = 32  # drafts: more than designers at work at once on one process


class _Kept(Generic[Value]):
    """The values asked for last, by key."""

    def __init__(self) -> None:
        self._values: OrderedDict[str, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str, make: Callable[[], Value]) -> Value:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        made = make()
        with self._lock:
            self._values[key] = made
            if len(self._values) > _MOST:
                self._values.popitem(last=False)
        return made


_read: _Kept[FormDefinition] = _Kept()
_linted: _Kept[tuple[Problem, ...]] = _Kept()


def read(document: Json) -> FormDefinition:
    """What the parser reads of a draft. Raises DefinitionRefused for what is no definition."""
    return _read.get(as_text(document), lambda: parse(document, file=FILE))


def problems(definition: FormDefinition) -> tuple[Problem, ...]:
    """What the linter finds."""
    return _linted.get(definition.hash, lambda: lint(definition, file=FILE))
