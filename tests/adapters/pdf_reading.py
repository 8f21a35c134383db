"""Reads a PDF as people and machines do: its text, its text in reading order, its structure tree.

What the last files said is remembered: several judgements read the same one.
"""

import subprocess
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf

from tests.adapters.structure_text import words


@lru_cache(maxsize=16)
def text(content: bytes) -> str:
    """What copy and paste give, spaces and line ends made simple."""
    return flat(poppler("pdftotext", "-layout", "-", "-", content=content))


@lru_cache(maxsize=16)
def reading(content: bytes) -> str:
    """What a screen reader says: the text of the structure tree, in its order."""
    return flat(" ".join(words(opened(content))))


def flat(written: str) -> str:
    """One kind of space, one at a time: two texts then compare whatever their layout."""
    return " ".join(written.split())


def page_count(content: bytes) -> int:
    """How many sheets."""
    return len(opened(content).pages)


def opened(content: bytes) -> pikepdf.Pdf:
    """The PDF, open."""
    return pikepdf.open(BytesIO(content))


def tags(content: bytes) -> list[str]:
    """The kinds of the structure elements, in reading order: ["Document", "Div", "H1", "P"…]."""
    return [str(element.S).removeprefix("/") for element in elements(opened(content))]


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The structure elements of the whole tree, parents first."""
    yield from _walk(pdf.Root.StructTreeRoot.K)


def _walk(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _walk(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from _walk(node.K)


def poppler(*command: str, content: bytes) -> str:
    """What one of poppler's programs says of it."""
    return subprocess.run(command, input=content, capture_output=True, check=True, timeout=30).stdout.decode()
