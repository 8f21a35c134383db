"""Looking up in the reference file: by code, by postcode, by the key of a name. Each takes microseconds.

It keeps the lines packed and makes a commune when it is asked for one. It refuses to know who made the file.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from heapq import nlargest
from pathlib import Path

from app.adapters.reference.packed import Packed
from app.core.errors import GuichetError
from app.core.language import _
from app.core.places import Commune, Department, Found, Source, department_of
from app.core.places.search import search_key

DATA = Path(__file__).with_name("places.txt")
FORMAT = "guichet-places 2"
SECTIONS = ("source", "regions", "departments", "epci", "communes", "former", "keys", "numbers")
_SECTION = re.compile(rb"^\[(\w+)\]\n", re.MULTILINE)
OTHER = "~"  # before the number of a place when its key is but a part of its name: see `naming`
_END = "\x7f"  # after every letter of a key
_MOST_READ = 400  # names that hold a few letters
_CLOSE = 0.85  # of a spelling: "Renes", "Marseile"; not "Monaco" for "Montracol"


class ReferenceUnreadable(GuichetError):
    """The file is missing, or is none of ours."""

    code = "reference-unreadable"


class ReferenceFile:
    """Every answer of `core.places.Places`, from one file that is read at the first question."""

    def __init__(self, path: Path = DATA) -> None:
        self._path = path

    @cached_property
    def _sections(self) -> Mapping[str, Packed]:
        try:
            content = self._path.read_bytes()
            content.decode()
        except (OSError, UnicodeDecodeError):
            raise ReferenceUnreadable(_refusal(self._path)) from None
        first, *parts = _SECTION.split(content)
        names = tuple(name.decode() for name in parts[::2])
        if first != f"{FORMAT}\n".encode() or names != SECTIONS:
            raise ReferenceUnreadable(_refusal(self._path))
        return {name: Packed(body) for name, body in zip(names, parts[1::2], strict=True)}

    @cached_property
    def source(self) -> Source:
        """As the file says."""
        return Source(*self._sections["source"])

    @cached_property
    def regions(self) -> Mapping[str, str]:
        """Code → name."""
        return dict(map(_pair, self._sections["regions"]))

    @cached_property
    def departments(self) -> Mapping[str, Department]:
        """By code."""
        return {code: Department(name, region) for code, name, region in _rows(self._sections["departments"])}

    @property
    def _communes(self) -> Packed:
        return self._sections["communes"]

    def commune(self, code: str) -> Commune | None:
        """The commune or arrondissement of this code."""
        number = bisect_left(self._communes, f"{code}\t")
        here = number < len(self._communes) and self._communes[number].startswith(f"{code}\t")
        return self._made(number) if here else None

    def at_postcode(self, postcode: str) -> tuple[Commune, ...]:
        """Every commune with this postcode, or one that begins so (three digits at least), by name."""
        if not (3 <= len(postcode) <= 5 and postcode.isascii() and postcode.isdecimal()):
            return ()
        low, high = int(postcode.ljust(5, "0")) << 16, (int(postcode.ljust(5, "9")) + 1) << 16
        pairs = self._postcodes[bisect_left(self._postcodes, low) : bisect_left(self._postcodes, high)]
        found = map(self._made, dict.fromkeys(pair & 0xFFFF for pair in pairs))
        return tuple(sorted(found, key=lambda commune: search_key(commune.name)))

    def named(self, key: str) -> tuple[Found, ...]:
        """Those whose name has exactly this key."""
        return tuple(map(self._found, self._exactly(key)))

    def beginning(self, key: str, limit: int) -> tuple[Found, ...]:
        """Those whose name begins so, the most peopled first."""
        return self._largest(self._range(key), limit)

    def containing(self, key: str, limit: int) -> tuple[Found, ...]:
        """Those whose name has it anywhere, the most peopled first."""
        return self._largest(self._keys.holding(key, _MOST_READ), limit)

    def spelled_like(self, key: str, limit: int) -> tuple[Found, ...]:
        """Those whose name begins like it and differs by little, the closest first."""
        near = {self._keys[place]: place for place in self._range(key[:3])}
        close = get_close_matches(key, near, n=limit, cutoff=_CLOSE)
        return tuple(self._found(self._named_by[near[one]]) for one in close)

    def _range(self, key: str) -> range:
        return range(bisect_left(self._keys, key), bisect_left(self._keys, key + _END))

    def _largest(self, keys: Iterable[int], limit: int) -> tuple[Found, ...]:
        numbers = dict.fromkeys(self._named_by[place] for place in keys)
        return tuple(map(self._found, nlargest(limit, numbers, key=self._populations.__getitem__)))

    def epci(self, commune: str) -> tuple[str, str] | None:
        """SIREN and name of its intercommunality."""
        numbers = self._sections["epci"].holding(f" {commune}", 1)
        siren, name, *_rest = self._sections["epci"][numbers[0]].split("\t") if numbers else ("", "")
        return (siren, name) if siren else None

    def _made(self, number: int) -> Commune:
        code, name, postcodes, population, parent = self._communes[number].split("\t")
        label = self._label(number, code, name, postcodes)
        return Commune(code, name, tuple(postcodes.split()), int(population), parent, label)

    def _label(self, number: int, code: str, name: str, postcodes: str) -> str:
        """The shortest that no other commune has."""
        alike = self._alike(number)
        here = department_of(code)
        if sum(department_of(self._communes[number].partition("\t")[0]) == here for number in alike) < 2:
            return f"{name} ({here})"
        first = postcodes.partition(" ")[0]
        unique = first and sum(first in self._communes[number].split("\t")[2] for number in alike) == 1
        return f"{name} ({first if unique else code})"

    def _alike(self, number: int) -> list[int]:
        """The communes with the name of this one, itself included: they are side by side among the names."""
        place = self._places[number]
        key = self._keys[place]
        low, high = place, place + 1
        while low and self._keys[low - 1] == key:
            low -= 1
        while high < len(self._keys) and self._keys[high] == key:
            high += 1
        return [one for one in self._named_by[low:high] if one < len(self._communes)]

    def _found(self, number: int) -> Found:
        """Numbers after the communes are those of the former names."""
        if number < len(self._communes):
            return Found(self._made(number))
        code, old = self._sections["former"][number - len(self._communes)].split("\t")
        return Found(self._made(bisect_left(self._communes, f"{code}\t")), old)

    def _exactly(self, key: str) -> list[int]:
        low, high = bisect_left(self._keys, key), bisect_left(self._keys, key + "\0")
        return [self._named_by[place] for place in range(low, high)]

    @cached_property
    def _populations(self) -> "array[int]":
        """By number; a former name weighs nothing."""
        known = (int(line.split("\t")[3]) for line in self._communes)
        return array("I", [*known, *(0 for _former in self._sections["former"])])

    @cached_property
    def _postcodes(self) -> "array[int]":
        """Postcode × 65,536 + number of the commune, sorted."""
        rows = enumerate(line.split("\t")[2] for line in self._communes)
        return array("Q", sorted((int(one) << 16) + number for number, all_ in rows for one in all_.split()))

    @property
    def _keys(self) -> Packed:
        return self._sections["keys"]

    @cached_property
    def _named_by(self) -> "array[int]":
        """The number behind each key."""
        return array("I", (int(number.removeprefix(OTHER)) for number in self._sections["numbers"]))

    @cached_property
    def _places(self) -> "array[int]":
        """Where the whole name of each number is among the keys."""
        places = array("I", bytes(4 * (max(self._named_by, default=-1) + 1)))
        for place, number in enumerate(self._sections["numbers"]):
            if not number.startswith(OTHER):
                places[int(number)] = place
        return places


def _pair(line: str) -> tuple[str, str]:
    code, _tab, name = line.partition("\t")
    return code, name


def _rows(lines: Iterable[str]) -> Iterator[list[str]]:
    return (line.split("\t") for line in lines)


def _refusal(path: Path) -> str:
    return _(
        "Le fichier des communes et codes postaux {path} n’est pas lisible : refaites-le avec "
        "« guichet reference update »."
    ).format(path=path)
