"""Where each value of a JSON text stands, so that one value can change and not the rest of the file.

It reads text that is known to be JSON; it decides nothing about values.
"""

from collections.abc import Iterator
from json import JSONDecoder
from re import compile as pattern
from typing import Any

from app.core.findings import pointer

Json = Any
_SPACE = pattern(r"[ \t\r\n]*")
_BARE = pattern(r"[^\s,\]}]+")
_DEEPEST = 200
_DECODER = JSONDecoder()


def spans(text: str) -> dict[str, tuple[int, int]]:
    """JSON Pointer → (start, end) of the value. Raises ValueError for what is too deep."""
    found: dict[str, tuple[int, int]] = {}
    _value(text, _skip(text, 0), (), found)
    return found


def _skip(text: str, at: int) -> int:
    matched = _SPACE.match(text, at)
    return matched.end() if matched else at


def _value(text: str, at: int, keys: tuple[str | int, ...], found: dict[str, tuple[int, int]]) -> int:
    """Note the value that begins here and what is in it; gives where it ends."""
    if len(keys) > _DEEPEST:
        raise ValueError("too deep")
    if text[at] in "{[":
        end = at + 1
        for key, start in _members(text, at, keys, found):
            end = _value(text, start, (*keys, key), found)
            found["\0end"] = (end, end)
        end = _skip(text, end)
        end += 1
    elif text[at] == '"':
        end = _DECODER.raw_decode(text, at)[1]
    else:
        matched = _BARE.match(text, at)
        end = matched.end() if matched else at + 1
    found[pointer(*keys)] = (at, end)
    return end


def _members(
    text: str, at: int, keys: tuple[str | int, ...], found: dict[str, tuple[int, int]]
) -> Iterator[tuple[str | int, int]]:
    """(key, where its value begins) of an object or a list; the caller says where each value ended."""
    named = text[at] == "{"
    at, index = _skip(text, at + 1), 0
    while text[at] not in "}]":
        key: str | int = index
        if named:
            key, at = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        yield key, at
        at = _skip(text, found["\0end"][1])
        if text[at] == ",":
            at = _skip(text, at + 1)
        index += 1
