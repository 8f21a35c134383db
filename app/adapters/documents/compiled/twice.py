"""Draws a paper without its answers twice, and has the layout made of both drawings.

It knows the engine and the templates; how drawings are compared is in `compiling`.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from app.adapters.documents.compiled.assembling import layout
from app.adapters.documents.compiled.compiling import Both
from app.adapters.documents.compiled.drawing import Drawing, texts, whole, widened
from app.adapters.documents.compiled.layout import Layout, Unfit
from app.adapters.documents.compiled.shaping import ASCII, USUAL, Face
from app.adapters.documents.engine import Engine, MissingGlyphs
from app.adapters.documents.pages import Pages, context
from app.adapters.documents.slots import MADE_ON, NARROW, TOKEN, WIDE, Slots
from app.adapters.documents.standards import attached
from app.usecases.ports import Paper


def drawn_twice(engine: Engine, paper: Paper, pages: Pages, keep_font: Callable[[bytes], str]) -> Layout:
    """The layout; Unfit or Grows when the page moves with its answers."""
    draw = partial(_drawn, engine, paper, pages)
    narrow, _slots = draw(Slots(NARROW), {})
    names = {
        text.font
        for number in narrow.pages
        for text in texts(narrow.objects[number], narrow.fonts)
        if TOKEN.search(text.words) and text.font
    }
    wide, slots = draw(Slots(WIDE, ticked=True), widened(narrow, names))
    files = {name: whole(wide.fonts[name]) for name in names}
    faces = {name: Face(content) for name, content in files.items()}
    fonts = {name: (keep_font(files[name]), _letters(wide.fonts[name], faces[name])) for name in names}
    return layout(Both(narrow, wide, slots, faces), fonts)


def _letters(font: Any, face: Face) -> str:
    return "".join(face.known(ASCII if b"Mono" in font.name else USUAL))


def _drawn(
    engine: Engine, paper: Paper, pages: Pages, slots: Slots, fonts: dict[Any, Any]
) -> tuple[Drawing, Slots]:
    names = context(paper, slots)
    made_at = datetime.fromisoformat(MADE_ON) if paper.made_at else None
    html = pages.filled(paper.template, names, slots=slots)
    drawing = Drawing(sealed=paper.mark is not None)
    with MissingGlyphs() as missing:
        engine.drawn(
            paper.template, html, drawing, fonts=fonts, uncompressed_pdf=True,
            attachments=attached(names["paper"].deposit, made_at),
        )  # fmt: skip
    if missing.found:
        raise Unfit("a letter of the layout has no font")
    return drawing, slots
