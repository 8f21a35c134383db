"""French places by their official codes: communes, postcodes, départements, régions, EPCI.

The data are installed once by whoever starts the program (`install`), and looked up here by field
types. It refuses to know files: `Places` says what a source of data must answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, or a municipal arrondissement of Paris, Lyon or Marseille (`parent` is then the commune).

    `code` is INSEE's ("35238", "2A004", "97411"); `postcodes` in order, the usual one first.
    """

    code: str
    name: str
    postcodes: tuple[str, ...] = ()
    population: int = 0
    parent: str = ""
    label: str = ""  # "Rennes (35)": no other commune has it, and typing it finds this one

    @property
    def department(self) -> str:
        """The code of its département or collectivity: "35", "2A", "974"."""
        return department_of(self.code)


@dataclass(frozen=True, slots=True)
class Found:
    """A commune found by a name: `old` is the name of a former commune that it took in, else ""."""

    commune: Commune
    old: str = ""


@dataclass(frozen=True, slots=True)
class Department:
    """`region` is the code of its région; overseas collectivities have their own code there."""

    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the data come from, to be shown: `date` is an ISO date, that of the newest file."""

    name: str
    date: str
    licence: str


class Places(Protocol):
    """What a source of data answers. Nothing raises for an unknown code: None or () says so."""

    @property
    def source(self) -> Source: ...

    @property
    def regions(self) -> Mapping[str, str]:
        """Code → name."""
        ...

    @property
    def departments(self) -> Mapping[str, Department]: ...

    def commune(self, code: str) -> Commune | None: ...

    def at_postcode(self, postcode: str) -> tuple[Commune, ...]:
        """Every commune with this postcode, or with one that begins by these 3 or 4 digits, by name."""
        ...

    def named(self, key: str) -> tuple[Found, ...]:
        """Those whose name has exactly this search key, former communes included."""
        ...

    def beginning(self, key: str, limit: int) -> tuple[Found, ...]:
        """Those whose name begins so, the most peopled first."""
        ...

    def containing(self, key: str, limit: int) -> tuple[Found, ...]:
        """Those whose name has it anywhere, the most peopled first."""
        ...

    def spelled_like(self, key: str, limit: int) -> tuple[Found, ...]:
        """Those whose spelling is close, the closest first."""
        ...

    def epci(self, commune: str) -> tuple[str, str] | None:
        """SIREN and name of the intercommunality of a commune."""
        ...


class NoReference(RuntimeError):
    """No data were installed: a fault of the program that runs, never of a person."""


_installed: list[Places] = []


def install(places: Places) -> None:
    """Look up in these data from now on, in every thread."""
    _installed[:] = [places]


def known() -> Places:
    """The installed data. Raises NoReference when there are none."""
    if not _installed:
        raise NoReference("no reference data: call app.core.places.install first")
    return _installed[0]


def department_of(code: str) -> str:
    """The département of an INSEE code or of a postcode: three characters overseas."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def of_postcode(postcode: str) -> tuple[str, ...]:
    """The départements that a postcode may belong to: Corsica's 20… is 2A or 2B."""
    found = department_of(postcode)
    return ("2A", "2B") if found == "20" else (found,)
