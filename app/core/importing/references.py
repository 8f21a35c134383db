"""Where `$ref` leads inside the file: by pointer, anchor or `$id`. Nothing is ever fetched."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

from app.core.importing.located import Located, schemas_below

Json = Any


class References:
    """The named places of one schema, found once without recursion."""

    def __init__(self, schema: Json) -> None:
        self._root = Located(schema, "")
        dialect = schema.get("$schema") if isinstance(schema, Mapping) else None
        self._modern = isinstance(dialect, str) and any(year in dialect for year in ("2019", "2020"))
        self._named: dict[str, Located] = {"": self._root}
        self._bases: dict[str, str] = {}
        waiting = [(self._root, "")]
        while waiting:
            here, base = waiting.pop()
            base = self._name(here, base)
            self._bases[here.pointer] = base
            waiting += [(below, base) for below in schemas_below(here)]

    def _name(self, here: Located, base: str) -> str:
        if not isinstance(here.value, Mapping) or ("$ref" in here.value and not self._modern):
            return base  # up to draft 7, what stands beside a reference is not read
        for keyword in ("$id", "id"):
            given = here.value.get(keyword)
            if isinstance(given, str):
                address = _joined(base, given)
                self._named.setdefault(address, here)
                base = address.partition("#")[0]
        for keyword in ("$anchor", "$dynamicAnchor"):
            given = here.value.get(keyword)
            if isinstance(given, str):
                self._named.setdefault(f"{base}#{given}", here)
        return base

    def find(self, reference: Json, from_schema: str) -> Located | None:
        """The schema that a reference of the schema at `from_schema` names, None when it is elsewhere."""
        if not isinstance(reference, str):
            return None
        address = _joined(self._bases.get(from_schema, ""), reference)
        document, fragment = _split(address)
        if address in self._named:
            return self._named[address]
        start = self._named.get(document) or (self._root if reference.startswith("#") else None)
        if start is None:
            return None
        return _walk(start, unquote(fragment)) if fragment in ("",) or fragment.startswith("/") else None


def _joined(base: str, reference: str) -> str:
    try:
        return urljoin(base, reference) if base and not reference.startswith("#") else (
            base + reference if reference.startswith("#") else reference
        )  # fmt: skip
    except ValueError:  # no address at all
        return reference


def _split(address: str) -> tuple[str, str]:
    try:
        document, fragment = urldefrag(address)
    except ValueError:
        return address, ""
    return document, fragment


def _walk(here: Located, fragment: str) -> Located | None:
    for part in fragment.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(here.value, Mapping) and key in here.value:
            here = here.at(key)
        elif isinstance(here.value, list) and key.isdecimal() and len(key) < 7 and int(key) < len(here.value):
            here = here.at(int(key))
        else:
            return None
    return here
