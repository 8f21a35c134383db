"""Measures texts as WeasyPrint sets them: how wide, on how many lines.

It asks Pango, with the fonts of the documents, those that stand in for missing letters included. It
refuses to know places and answers. Loaded with the engine only: it needs WeasyPrint.
"""

from typing import Any

from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p

FAMILIES = "Liberation Sans,DejaVu Sans,sans-serif"  # those of base/page.css
POINT = 25.4 / 72  # mm
_UNIT = 1024  # of Pango, a px; one px stands for a tenth of a mm here
_SCALE = 10 * _UNIT
_ANYWHERE = 2  # PANGO_WRAP_WORD_CHAR: between words, else inside a long one


class Ruler:
    """Widths are in mm, sizes in points. One thread at a time, as the fonts themselves."""

    def __init__(self, font_map: Any) -> None:
        self._context = ffi.gc(pango.pango_font_map_create_context(font_map), gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(self._context, False)
        self._layout = ffi.gc(pango.pango_layout_new(self._context), gobject.g_object_unref)
        self._font = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
        families, self._families = unicode_to_char_p(FAMILIES)
        pango.pango_font_description_set_family(self._font, families)
        pango.pango_layout_set_wrap(self._layout, _ANYWHERE)

    def width(self, text: str, size: float) -> float:
        """Of a text on one line."""
        self._set(text, size, -1)
        found = ffi.new("PangoRectangle *")
        pango.pango_layout_line_get_extents(self._line(0), ffi.NULL, found)
        return float(found.width) / _SCALE

    def lines(self, text: str, size: float, width: float) -> int:
        """How many lines the text takes in this width."""
        self._set(text, size, int(width * _SCALE))
        count = 0
        while self._line(count) != ffi.NULL:
            count += 1
        return count

    def _line(self, number: int) -> Any:
        return pango.pango_layout_get_line_readonly(self._layout, number)

    def _set(self, text: str, size: float, width: int) -> None:
        pango.pango_font_description_set_absolute_size(self._font, size * POINT * _SCALE)
        pango.pango_layout_set_font_description(self._layout, self._font)
        pango.pango_layout_set_width(self._layout, width)
        content = text.encode()
        pango.pango_layout_set_text(self._layout, ffi.from_buffer(content), len(content))
