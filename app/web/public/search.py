"""Searching the catalogue: every word typed must begin a word of the form, accents and case aside."""

from collections.abc import Sequence
from re import findall
from unicodedata import combining, normalize

from app.core.definition import FormDefinition

# Words that say nothing of what is sought.
_LITTLE = {
    "a",
    "au",
    "aux",
    "d",
    "de",
    "des",
    "du",
    "en",
    "et",
    "l",
    "la",
    "le",
    "les",
    "mon",
    "ma",
    "mes",
    "pour",
}
_EMPTY = _LITTLE | {"un", "une", "cerfa", "formulaire", "demarche"}
_PLURALS = ("s", "x")


def search(forms: Sequence[FormDefinition], query: str) -> list[FormDefinition]:
    """The forms that answer, best first: by title before by keywords; all of them for an empty query."""
    words = [_singular(word) for word in _words(query) if word not in _EMPTY]
    if not words:
        return list(forms)
    ranked = [(_rank(form, words), form) for form in forms]
    return [form for rank, form in sorted(ranked, key=lambda pair: (-pair[0], pair[1].title)) if rank]


def _rank(form: FormDefinition, words: Sequence[str]) -> int:
    """0 when a word is missing; a word of the title or the number counts more."""
    title = _words(form.title) + ([form.cerfa.number] if form.cerfa else [])
    others = _words(" ".join((form.start.summary, form.service.name, form.slug, *form.start.keywords)))
    rank = 0
    for word in words:
        if any(known.startswith(word) for known in title):
            rank += 3
        elif any(known.startswith(word) for known in others):
            rank += 1
        else:
            return 0
    return rank


def _words(text: str) -> list[str]:
    bare = "".join(char for char in normalize("NFD", text.lower()) if not combining(char))
    return findall(r"[a-z0-9]+", bare.replace("œ", "oe").replace("æ", "ae"))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith(_PLURALS) else word
