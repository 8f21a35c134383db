"""Draws a QR code as one vector path. It refuses to know what the address leads to."""

from collections.abc import Sequence
from typing import Any

import segno

MASK = 0  # trying the eight masks would take five times longer; a reader takes any of them


def qr_code(parts: Sequence[str]) -> str:
    """The data: address of an SVG image; each part of the text is written in its densest way.

    Without the quiet zone of four modules, which the style sheet leaves. A module read wrong out of
    seven is corrected (level M).
    """
    parts_of_text: Any = list(parts)  # segno takes one text a mode, which its types do not say
    code = segno.make(parts_of_text, error="M", boost_error=False, micro=False, mask=MASK)
    return str(
        code.svg_data_uri(
            border=0, xmldecl=False, nl=False, svgclass=None, lineclass=None, omitsize=True,
            encode_minimal=True, omit_charset=True,
        )
    )  # fmt: skip
