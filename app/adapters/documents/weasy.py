"""The port `Documents`: a Paper becomes a page of its template, the page becomes a PDF.

WeasyPrint is loaded at the first document, never by importing this module: the web process holds
this object and must not pay half a second and 60 MB for it.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.adapters.documents.logos import logo_place
from app.adapters.documents.pages import Pages
from app.usecases.ports import Paper

if TYPE_CHECKING:
    from app.adapters.documents.compiled.layout import Layout
    from app.adapters.documents.engine import Engine


class WeasyDocuments:
    """Templates are read from one folder; the worker calls `warm_up()` once, before it forks."""

    def __init__(self, templates_dir: Path, logo: str = "") -> None:
        """`logo`: the file of the operator's, "" for none."""
        self._templates_dir = templates_dir
        self._pages = Pages(templates_dir, lambda: self._engine.ruler, logo_place(logo))

    def render(self, paper: Paper) -> bytes:
        """The PDF: the same paper gives the same bytes in one environment."""
        content, missing = self._drawn(paper, self._pages.html(paper))
        if missing:
            # PDF/UA forbids a glyph that no font has: the page is drawn again with a sign that says so.
            content, _none = self._drawn(paper, self._pages.html(paper, unprintable=missing))
        return content

    def _drawn(self, paper: Paper, html: str) -> tuple[bytes, str]:
        return self._engine.pdf(
            self._pages.layout(paper), html, paper.deposit, paper.made_at, mark=paper.mark
        )

    def is_fitted(self, paper: Paper) -> bool:
        """True when a layout of the form's own sets the answers in places."""
        return self._pages.is_fitted(paper)

    def layout(self, paper: Paper, keep_font: Callable[[bytes], str]) -> "Layout":
        """The layout of this paper, drawn without its answers; Unfit or Grows when it has none."""
        from app.adapters.documents.compiled.twice import drawn_twice  # noqa: PLC0415  # why: it loads WeasyPrint

        return drawn_twice(self._engine, paper, self._pages, keep_font)

    def warm_up(self) -> None:
        """Load WeasyPrint, the fonts and the style sheets."""
        for template in self._templates_dir.glob("*/template.html"):
            self._engine.styles(template.parent.name)
        self._engine.pdf("cerfa", '<html lang="fr-FR"><title>-</title><p>1 <b>é</b> <i>à</i></p>')

    @cached_property
    def _engine(self) -> "Engine":
        from app.adapters.documents.engine import Engine  # noqa: PLC0415  # why: see above, it loads WeasyPrint

        return Engine(self._templates_dir)
