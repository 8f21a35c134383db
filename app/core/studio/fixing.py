"""The findings of `check` that a machine may mend: what is said stays the same, only its writing changes.

A fix is an edit of the text at a JSON Pointer; key order, spaces and everything else of the file
stay. Fixing twice changes nothing the second time. What needs judgement is left to people.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from json import dumps
from re import compile as pattern
from typing import Any

from app.core.findings import pointer
from app.core.json_text.places import spans
from app.core.language import _
from app.core.linting.wording import in_capitals
from app.core.scenarios import WITHOUT_TODAY

Json = Any
_ACRONYMS = frozenset((
    "SIRET", "SIREN", "IBAN", "BIC", "NIR", "RNA", "INSEE", "VIN", "CAF", "TVA", "CPAM", "URSSAF",
    "RSA", "APL", "EPCI", "PDF", "SCI", "SARL", "SAS", "EURL", "APE", "NAF", "CNI", "ANTS", "TTC", "HT",
    "ID",
))  # fmt: skip
# Short words in capitals that are surely words: another short word may be an acronym, and is left alone.
_WORDS = frozenset((
    "à", "au", "aux", "ce", "ces", "cet", "code", "d", "dans", "date", "de", "des", "du", "elle", "en",
    "est", "et", "il", "jour", "l", "la", "le", "les", "leur", "lieu", "mail", "mois", "nom", "non",
    "nos", "notre", "né", "née", "objet", "on", "ou", "oui", "par", "pays", "pour", "prénom", "qui",
    "rue", "s", "sa", "ses", "sexe", "si", "son", "sont", "sous", "sur", "tél", "type", "un", "une",
    "ville", "voie", "vos", "votre", "vous", "y",
))  # fmt: skip
_LONG_WORD = 6  # letters: no acronym of ours is that long and unknown
_WORD = pattern(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Fix:
    """A value to write at `pointer`; `before` is what stood there, None when the key is new."""

    pointer: str
    before: str | None
    after: str
    why: str


def fixes(raw: Json) -> tuple[Fix, ...]:
    """The safe fixes of a definition, parsed or not; () for what is no definition."""
    if not isinstance(raw, Mapping):
        return ()
    return tuple(fix for rule in (_label_fixes, _scenario_fixes) for fix in rule(raw))


def _label_fixes(raw: Mapping[str, Json]) -> Iterator[Fix]:
    for place, text in _labels(raw):
        after = mended(text)
        if after != text:
            yield Fix(place, text, after, _("libellé récrit"))


def _labels(raw: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """(pointer, text) of the labels: of questions in steps, and titles in the contract."""
    waiting: list[tuple[tuple[str | int, ...], Json]] = [
        ((name,), raw[name]) for name in ("steps", "schema") if name in raw
    ]
    while waiting:
        keys, here = waiting.pop(0)
        if isinstance(here, Mapping):
            for key, below in here.items():
                labelled = key == "label" or (key == "title" and "properties" not in keys[-1:])
                if labelled and isinstance(below, str):
                    yield pointer(*keys, key), below
                elif key not in ("when", "messages", "options", "enum", "examples", "default"):
                    waiting.append(((*keys, key), below))
        elif isinstance(here, list):
            waiting += [((*keys, index), below) for index, below in enumerate(here)]


def mended(label: str) -> str:
    """The label without outer spaces nor final colon, and no longer shouting where that is sure."""
    text = label.strip()
    bare = text.removesuffix(":").rstrip(" \u00a0\u202f") if text.endswith(":") else text
    text = bare or text
    return _spoken(text) if in_capitals(text) and _sure(text) else text


def _sure(text: str) -> bool:
    """No word of it can be an acronym that we do not know."""
    words = _WORD.findall(text)
    return all(
        word in _ACRONYMS or word.lower() in _WORDS or len(word) >= _LONG_WORD or _accented(word)
        for word in words
    )


def _accented(word: str) -> bool:
    return not word.isascii()


def _spoken(text: str) -> str:
    lowered = _WORD.sub(lambda found: found[0] if found[0] in _ACRONYMS else found[0].lower(), text)
    return lowered[:1].upper() + lowered[1:]


def _scenario_fixes(raw: Mapping[str, Json]) -> Iterator[Fix]:
    """The date that the runner takes anyway, written down."""
    cases = raw.get("scenarios")
    for index, case in enumerate(cases if isinstance(cases, list) else ()):
        if isinstance(case, Mapping) and case and case.get("today") in (None, ""):
            why = _("date du cas écrite")
            where = pointer("scenarios", index, "today")
            yield Fix(where, case.get("today"), WITHOUT_TODAY.isoformat(), why)


def applied(text: str, found: Sequence[Fix]) -> str:
    """The text of the file with these fixes, from the last place to the first so that places stay true."""
    places = spans(text)
    edits = sorted((_edit(text, fix, places) for fix in found), reverse=True)
    for start, end, written in edits:
        text = text[:start] + written + text[end:]
    return text


def _edit(text: str, fix: Fix, places: Mapping[str, tuple[int, int]]) -> tuple[int, int, str]:
    written = dumps(fix.after, ensure_ascii=False)
    if fix.pointer in places:
        return (*places[fix.pointer], written)
    parent, _slash, key = fix.pointer.rpartition("/")
    start = places[parent][0] + 1
    rest = text[start:]
    space = rest[: len(rest) - len(rest.lstrip())]
    # After the brace, written as the first key is: on its own line, or on the same.
    return start, start, f"{space}{dumps(key)}: {written}," + ("" if space else " ")
