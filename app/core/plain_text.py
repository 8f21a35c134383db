"""Typed text made safe to store, to compare and to print, without changing what a person meant.

It refuses to know what the text is for: no capital is added, no name is corrected.
"""

from unicodedata import category, normalize


def one_line(text: str) -> str:
    """One line of NFC text: each run of spaces, tabs and line breaks is one space."""
    return normalize("NFC", " ".join(printable(text, keep="\t\n\r").split()))


def printable(text: str, keep: str = "") -> str:
    """Without control characters: PostgreSQL refuses NUL, and no printer knows the others."""
    return "".join(char for char in text if char in keep or category(char) not in ("Cc", "Cs"))
