"""A PDF read once for all rules: its structure elements, and what each page draws, mark by mark.

It refuses to judge. Kinds of elements are those that the standard knows, after the file's own role map.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf


def kinds(words: str) -> frozenset[str]:
    """The names that a sentence holds."""
    return frozenset(words.split())


# ISO 32000-1, 14.8.4: the standard structure types.
STANDARD = kinds(
    """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6
    L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot
    Ruby RB RT RP Warichu WT WP Figure Formula Form"""
)


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element: its dictionary, its standard kind ("TR", no slash), those around and inside it."""

    node: Any
    kind: str
    parent: "Element | None"
    children: list["Element"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One operator of a page ("Tj"), its operands, and the marks around it, the outermost first."""

    operator: str
    operands: Any
    marks: tuple["Marking", ...]


@dataclass(frozen=True, slots=True)
class Marking:
    """A marked-content sequence: an artifact, content of the structure (`mcid`), or neither."""

    artifact: bool
    mcid: int | None


class Reading:
    """The open PDF and what several rules look at. Errors of damaged files are the caller's."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf

    @cached_property
    def roles(self) -> dict[str, str]:
        """The file's own kinds and what each stands for, without slashes."""
        held = inside(inside(self.pdf.Root, "/StructTreeRoot"), "/RoleMap")
        return {name[1:]: str(kind)[1:] for name, kind in held.items()}

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Parents first; a tree that loops is walked once."""
        found, seen = list[Element](), set[tuple[int, int]]()
        waiting: list[tuple[Any, Element | None]] = [
            (inside(self.pdf.Root, "/StructTreeRoot").get("/K"), None)
        ]
        while waiting:
            node, parent = waiting.pop()
            if isinstance(node, pikepdf.Array):
                waiting.extend((one, parent) for one in reversed(list(node)))
            elif isinstance(node, pikepdf.Dictionary) and "/S" in node and node.objgen not in seen:
                seen.update({node.objgen} - {(0, 0)})
                element = Element(node, self.standard(str(node.S)[1:]), parent, [])
                found.append(element)
                if parent:
                    parent.children.append(element)
                waiting.append((node.get("/K"), element))
        return tuple(found)

    def standard(self, kind: str) -> str:
        """What a kind stands for; the kind itself when the role map leads nowhere or in a circle."""
        seen = [kind]
        while seen[-1] not in STANDARD and seen[-1] in self.roles and self.roles[seen[-1]] not in seen:
            seen.append(self.roles[seen[-1]])
        return seen[-1] if seen[-1] in STANDARD else kind

    @cached_property
    def pages(self) -> tuple[tuple[Drawing, ...], ...]:
        """What each page draws."""
        return tuple(tuple(_drawings(page)) for page in self.pdf.pages)

    @cached_property
    def annotations(self) -> tuple[tuple[int, Any], ...]:
        """Number of page and annotation, hidden ones left out (ISO 14289-1, 7.18.1)."""
        return tuple(
            (number, annotation)
            for number, page in enumerate(self.pdf.pages, 1)
            for annotation in page.obj.get("/Annots", [])
            if not int(annotation.get("/F", 0)) & 2
        )

    @cached_property
    def holders(self) -> dict[tuple[int, int], Element]:
        """The element that holds each annotation, by the annotation's object number."""
        found = {}
        for element in self.elements:
            for child in _children(element.node):
                if isinstance(child, pikepdf.Dictionary) and "/Obj" in child:
                    found[child.Obj.objgen] = element
        return found


def inside(holder: Any, name: str) -> Any:
    """The dictionary under this name; an empty one when there is none."""
    found = holder.get(name)
    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()


def _children(node: Any) -> list[Any]:
    held = node.get("/K", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def _drawings(page: pikepdf.Page) -> Iterator[Drawing]:
    marks: tuple[Marking, ...] = ()
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        if name in ("BDC", "BMC"):
            marks = (*marks, _marking(page, operands))
        yield Drawing(name, operands, marks)
        if name == "EMC":
            marks = marks[:-1]


def _marking(page: pikepdf.Page, operands: Any) -> Marking:
    held: Any = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
    if isinstance(held, pikepdf.Name):
        held = inside(inside(page.resources, "/Properties"), str(held))
    return Marking(str(operands[0]) == "/Artifact", int(held.MCID) if "/MCID" in held else None)
