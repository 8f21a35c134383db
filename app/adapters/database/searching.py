"""One way to fold text for the desk's search: no accents, no capitals, no punctuation.

Done in Python at save time, so that SQLite and PostgreSQL find the same dossiers.
"""

from unicodedata import combining, normalize

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def fold(text: str) -> str:
    """ "Hélène L’Œuvre-Noël" becomes "helene l oeuvre noel"."""
    decomposed = normalize("NFKD", text.casefold().translate(_LIGATURES))
    bare = (char for char in decomposed if not combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in bare).split())
