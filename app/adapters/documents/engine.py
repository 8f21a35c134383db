"""WeasyPrint, loaded with this module: HTML and style sheets in, PDF/UA-1 and PDF/A-3a out.

Fonts and style sheets are read once a process (anew for each document they would cost a third of
the time and leak memory). It refuses to fetch anything but data: addresses, so that an answer can
never make it open a file or a site.
"""

import gc
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from app.adapters.documents.ruler import Ruler
from app.adapters.documents.source import Source
from app.adapters.documents.standards import VARIANT, attached, complete
from app.core.proof.marks import Mark

MISSING_GLYPH = ".notdef glyph rendered"
NOTHING: Mapping[str, Any] = {}
Finisher = Callable[[Any, Any], None]  # WeasyPrint's document, pydyf's PDF


class Engine:
    """One instance serves one thread at a time: fonts are not shared between threads."""

    def __init__(self, templates_dir: Path) -> None:
        self._templates_dir = templates_dir
        self._fonts = FontConfiguration()
        self._fetcher = weasyprint.URLFetcher(allowed_protocols=["data"])
        self._elements = self._css(templates_dir / "base" / "elements.css")
        self._styles: dict[str, list[weasyprint.CSS]] = {}
        self.ruler = Ruler(self._fonts.font_map)

    def pdf(
        self,
        template: str,
        html: str,
        deposit: Mapping[str, Any] = NOTHING,
        made_at: datetime | None = None,
        *,
        mark: Mark | None = None,
    ) -> tuple[bytes, str]:
        """The pages of this HTML in the style of the template, and the characters that no font has.

        `deposit` is attached as JSON, dated `made_at`; `mark` proves the file.
        """
        finisher = partial(complete, mark=mark)
        with MissingGlyphs() as missing:
            content = self.drawn(template, html, finisher, attachments=attached(deposit, made_at))
        return content, missing.found

    def drawn(
        self,
        template: str,
        html: str,
        finisher: Finisher,
        *,
        fonts: Mapping[Any, Any] = NOTHING,
        **options: Any,
    ) -> bytes:
        """The file of these pages, given to `finisher` just before it is written.

        fonts: those of an earlier drawing, with more letters than these pages need.
        """
        options |= {"stylesheets": self.styles(template), "pdf_variant": VARIANT}
        with uncollected():
            return self._written(html, finisher, fonts, options)

    def _written(
        self, html: str, finisher: Finisher, fonts: Mapping[Any, Any], options: Mapping[str, Any]
    ) -> bytes:
        """Pages and boxes die with this call, before the collector is on again and would keep them long."""
        document = Source(html, self._fetcher, self._elements).render(font_config=self._fonts, **options)
        document.fonts.update(fonts)
        return bytes(document.write_pdf(finisher=finisher, **options))

    def styles(self, template: str) -> list[weasyprint.CSS]:
        """The base, then the template's own sheet; a folder without one is a letter."""
        if template not in self._styles:
            base = self._templates_dir / "base"
            shared = [base / "page.css", base / "combs.css", base / "mark.css"]
            self._styles[template] = [self._css(path) for path in [*shared, *self._own(template)]]
        return self._styles[template]

    def _own(self, template: str) -> list[Path]:
        """fitted.css after what all fitted layouts share; style.css of one that flows; else the letters'."""
        base, folder = self._templates_dir / "base", self._templates_dir / template
        if (folder / "fitted.css").is_file():
            return [base / "fitted.css", folder / "fitted.css"]
        own = folder / "style.css"
        return [own if own.is_file() else base / "letter.css"]

    def _css(self, path: Path) -> weasyprint.CSS:
        text = path.read_text(encoding="utf-8")
        return weasyprint.CSS(string=text, font_config=self._fonts, url_fetcher=self._fetcher)


@contextmanager
def uncollected() -> Iterator[None]:
    """The collector waits until a document is made: what it would go through a hundred times is all in use.

    Two threads in it at once leave it on, whichever ends first.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class MissingGlyphs(logging.Filter):
    """Takes the warnings about characters that no font has out of WeasyPrint's log, inside a `with`.

    They are part of somebody's answers: the document tells them, the log must not.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found = ""
        self._logger = logging.getLogger("weasyprint")
        self._level = self._logger.level

    def filter(self, record: logging.LogRecord) -> bool:
        """Each missing character comes as the first argument of a warning."""
        if not (str(record.msg).startswith(MISSING_GLYPH) and isinstance(record.args, tuple)):
            return True
        self.found += str(record.args[0])
        return False

    def __enter__(self) -> "MissingGlyphs":
        self._level = self._logger.level
        self._logger.setLevel(logging.WARNING)  # a quieter setting would hide them from us too
        self._logger.addFilter(self)
        return self

    def __exit__(self, *_error: object) -> None:
        self._logger.removeFilter(self)
        self._logger.setLevel(self._level)
