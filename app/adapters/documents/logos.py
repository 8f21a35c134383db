"""The operator's logo as a document carries it: inside the page, since a document fetches nothing.

It refuses to draw: a file that is no PNG or JPEG picture, or is too heavy for a page, is left out.
"""

from base64 import b64encode
from pathlib import Path

KINDS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
HEAVIEST = 60_000  # bytes: a document is light (docs/documents.md)


def logo_place(file: str) -> str:
    """The data: address of this file; "" when there is none that fits."""
    try:
        content = Path(file).read_bytes() if file else b""
    except OSError:
        return ""
    kind = next((kind for start, kind in KINDS.items() if content.startswith(start)), "")
    if not kind or len(content) > HEAVIEST:
        return ""
    return f"data:{kind};base64,{b64encode(content).decode()}"
