"""Finding a commune from what people type: a name, a postcode, both, "Rennes (35)", an INSEE code.

Names are compared by a key without accents, signs nor spaces, where "St" is "Saint". It ranks; it
decides only when one commune can be meant.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from unicodedata import normalize

from app.core.places import Commune, Found, Places, of_postcode

MOST = 60  # candidates: the busiest postcode has 46 communes
LEAST = 2  # characters from which it is worth looking
FEW = 20  # candidates that are only guesses
LONGEST = 100  # characters of a name that is worth looking for
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss"})
_MARKS = re.compile("[\u0300-\u036f]+")
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bs/ ?"), "sur "),
    (re.compile(r"\bst(e?)\b\.?"), r"saint\1 "),
    (re.compile(r"\bsts\b\.?"), "saints "),
)
_SIGNS = re.compile("[^a-z0-9\n]+")
_CEDEX = re.compile(r"\bcedex\b[ \d]*$", re.IGNORECASE)
_CODE = re.compile(r"(?<![0-9A-Za-z])([0-9]{5}|2[AaBb][0-9]{3})(?![0-9A-Za-z])", re.ASCII)
_OVERSEAS = ("97", "98")  # what people write for the whole of it
_DEPARTMENT = re.compile(r"[ (]+(97[0-9]|98[0-9]|2[AaBb]|[0-9]{2})\)?$", re.ASCII)


def search_key(text: str) -> str:
    """ "saintmalo" for "St-Malo"; line ends are kept, so that a whole list can be made into keys at once."""
    bare = _MARKS.sub("", normalize("NFKD", text.casefold().translate(_LIGATURES)))
    for pattern, word in _WORDS:
        bare = pattern.sub(word, bare)
    return _SIGNS.sub("", bare)


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, taken apart: each part may be ""."""

    key: str
    code: str = ""  # a postcode or an INSEE code
    department: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`commune` when only one can be meant; else those that may be, the likeliest first."""

    commune: Commune | None = None
    candidates: tuple[Found, ...] = ()


def read_query(text: str) -> Query:
    """Take "35000 Rennes", "Rennes (35)", "Rennes cedex 7" apart."""
    text = normalize("NFKC", text[:LONGEST]).strip()
    found = _CODE.search(text)
    if found:
        rest = text[: found.start()] + " " + text[found.end() :]
        return Query(search_key(_without_cedex(rest.strip(" ()"))), found[1].upper())
    bare = _without_cedex(text)
    department = _DEPARTMENT.search(bare)
    if department:
        return Query(search_key(bare[: department.start()]), department=department[1].upper())
    return Query(search_key(bare))


def _without_cedex(text: str) -> str:
    return _CEDEX.sub("", text).strip()


def find(places: Places, text: str) -> Answer:
    """The commune that is meant, or the candidates. A former name never decides: the person confirms."""
    query = read_query(text)
    if query.code and not query.key:
        return _by_code(places, query.code)
    if query.department and not query.key:
        return Answer()
    whole = search_key(_without_cedex(text[:LONGEST]))
    if query.department and "(" not in text and places.named(whole):  # "Paris 13" is an arrondissement
        return _decided(places.named(whole))
    named = [found for found in places.named(query.key) if _fits(found.commune, query)]
    if named:
        return _decided(named, narrowed=bool(query.code or query.department))
    return Answer(candidates=_near(places, query)) if query.key else Answer()


def suggest(places: Places, text: str, limit: int = 10) -> tuple[Found, ...]:
    """What may be meant while it is being typed, the likeliest first; a few only."""
    typed = normalize("NFKC", text).strip()
    if typed.isdecimal():
        return tuple(map(Found, without_parents(places.at_postcode(typed))))[:limit]
    query = read_query(text)
    whole = search_key(text[:LONGEST])
    if len(whole) < LEAST or not query.key:
        return ()
    exact = places.named(query.key) + places.named(whole)
    found = exact + places.beginning(query.key, MOST)
    if whole != query.key:  # "Paris 1", on the way to an arrondissement
        found += places.beginning(whole, MOST)
    if len(found) < limit and len(query.key) > LEAST:
        found += places.containing(query.key, MOST)
    alike = {one.commune.code for one in exact}
    fitting = (one for one in found if one.commune.code in alike or _fits(one.commune, query))
    return _ranked(fitting, alike)[:limit]


def in_town(places: Places, town: str, postcode: str) -> Answer:
    """The commune of an address: its name and its postcode, either of which may be new or of a CEDEX."""
    here = places.at_postcode(postcode)
    key = read_query(town).key
    if not key:
        communes = without_parents(here)
        only = communes[0] if len(communes) == 1 else None
        return Answer(only, tuple(map(Found, communes)))
    named = [found for found in places.named(key) if postcode in found.commune.postcodes]
    if named:
        return _decided(_inside(here, named), narrowed=True)
    if here:  # the postcode is known, the name is not there
        return Answer(candidates=tuple(map(Found, without_parents(here))))
    nearby = [one for one in places.named(key) if one.commune.department in of_postcode(postcode)]
    exact = [one.commune for one in nearby if not one.old]
    return Answer(exact[0] if len(exact) == 1 else None)


def _inside(here: Iterable[Commune], named: Iterable[Found]) -> list[Found]:
    """ "75013 Paris" is the 13th arrondissement."""
    parts = {commune.parent: commune for commune in here if commune.parent}
    return [Found(parts.get(one.commune.code, one.commune), one.old) for one in named]


def without_parents(communes: Iterable[Commune]) -> tuple[Commune, ...]:
    """A postcode of Paris means an arrondissement: Paris itself is left out."""
    found = tuple(communes)
    parents = {commune.parent for commune in found}
    return tuple(commune for commune in found if commune.code not in parents)


def _by_code(places: Places, code: str) -> Answer:
    """A postcode: bare digits are never an INSEE code, which many take for their own postcode's."""
    here = without_parents(places.at_postcode(code))
    if not here:
        return Answer(None if code.isdecimal() else places.commune(code))
    return Answer(here[0]) if len(here) == 1 else Answer(candidates=tuple(map(Found, here)))


def _fits(commune: Commune, query: Query) -> bool:
    if query.department:
        overseas = query.department in _OVERSEAS and commune.code.startswith(query.department)
        return overseas or commune.department == query.department
    return not query.code or query.code == commune.code or query.code in commune.postcodes


def _decided(named: Iterable[Found], *, narrowed: bool = False) -> Answer:
    """One name, one commune. With a postcode or a département, a commune goes before a former one."""
    ranked = _ranked(named)
    exact = [one for one in ranked if not one.old]
    if len(exact) == 1 and (narrowed or len(ranked) == 1):
        return Answer(exact[0].commune)
    return Answer(candidates=ranked[:MOST])


def _near(places: Places, query: Query) -> tuple[Found, ...]:
    """Names spelled alike, names that begin so or have it somewhere; else what the code says."""
    found = places.spelled_like(query.key, 5) + places.beginning(query.key, FEW)
    if len(query.key) > LEAST:
        found += places.containing(query.key, FEW)
    fitting = [one for one in found if _fits(one.commune, query)]
    if not fitting and query.code:
        return tuple(map(Found, without_parents(places.at_postcode(query.code))))
    return _ranked(fitting or found)[:FEW]


def _ranked(found: Iterable[Found], exact: Collection[str] = ()) -> tuple[Found, ...]:
    """Each commune once: these codes first, then the most peopled; former names last."""
    once: dict[str, Found] = {}
    for one in found:
        kept = once.get(one.commune.code)
        if kept is None or (kept.old and not one.old):
            once[one.commune.code] = one

    def order(one: Found) -> tuple[bool, bool, int, str]:
        return one.commune.code not in exact, bool(one.old), -one.commune.population, one.commune.code

    return tuple(sorted(once.values(), key=order))


def in_postcode(places: Places, text: str, postcode: str, limit: int = 60) -> tuple[Found, ...]:
    """The communes of a postcode whose name has these letters; all of them before anything is typed."""
    key = read_query(text).key
    here = without_parents(places.at_postcode(postcode)) if len(postcode) == 5 else ()
    found = tuple(Found(commune) for commune in here if key in search_key(commune.name))
    return found[:limit] or suggest(places, text, limit)
