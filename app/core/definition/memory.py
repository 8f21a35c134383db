"""What was read of a form the last time, so that what an edit leaves alone is not read again.

Nothing is trusted: what was made of a part is taken again only when the part, and what stands beside it, are
the same to the byte. It knows parts of JSON by name, not forms.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from marshal import dumps
from typing import Any, TypeVar

from app.core.definition.plain_json import plain

Json = Any
Made = TypeVar("Made")
Entry = tuple[bytes, tuple[Any, ...], Json, Any]  # content, what stands beside, plain copy, what was made
_WITHOUT_SHARING = 0  # of marshal: two equal contents give the same bytes, whichever objects they are made of


def content(value: Json) -> bytes | None:
    """Bytes that tell apart all that JSON does, types and the order of keys too; None for what is not plain
    JSON. They never leave the process."""
    try:
        return dumps(value, _WITHOUT_SHARING)
    except ValueError:  # a Decimal, or nested beyond reason
        return None


class Shelf:
    """What was made of each part, by its name: at the last reading, and at this one. One that `keeps` nothing
    makes all anew."""

    def __init__(self, before: Mapping[str, Entry] | None = None, *, keeps: bool = True) -> None:
        self._before: Mapping[str, Entry] = before or {}
        self.keeps = keeps
        self.now: dict[str, Entry] = {}
        self.taken: set[str] = set()  # the names of what was taken again
        self.fresh: list[Any] = []  # what had to be made
        self.plain: dict[int, Json] = {}  # the plain copy of each part, by its `id`: for this reading only

    def made(self, name: str, part: Json, beside: tuple[Any, ...], make: Callable[[Json], Made]) -> Made:
        """What `make` makes of this part. `beside` is all else that it looks at: equal means the same.

        What is kept is made of a copy: whoever changes the part afterwards changes nothing here."""
        written = content(part) if self.keeps else None
        if written is None:
            return self._fresh(make(part))
        found = self._before.get(name)
        if found is not None and found[0] == written and found[1] == beside:
            self.taken.add(name)
        else:
            copy = deepcopy(part)
            found = (written, beside, plain(copy), self._fresh(make(copy)))
        self.now[name] = found
        self.plain[id(part)] = found[2]
        same: Made = found[3]
        return same

    def _fresh(self, made: Made) -> Made:
        if made is not None:
            self.fresh.append(made)
        return made

    def close(self) -> None:
        """Forget what served this reading alone."""
        self._before = {}
        self.taken, self.fresh, self.plain = set(), [], {}

    def again(self) -> "Shelf":
        """The shelf of the next reading."""
        return Shelf(self.now)
