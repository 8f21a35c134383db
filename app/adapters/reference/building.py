"""Makes the reference file from the open data package @etalab/decoupage-administratif.

The same source gives the same bytes. It refuses to fetch anything: whoever runs it brings the package.
"""

import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.adapters.reference.lookup import FORMAT
from app.adapters.reference.naming import keys
from app.core.errors import GuichetError
from app.core.language import _
from app.core.places.search import search_key

Json = Any
Rows = list[Mapping[str, Json]]
NAMES = ("package.json", *(f"data/{name}.json" for name in ("communes", "departements", "regions", "epci")))
LICENCE = "Licence Ouverte / Open Licence (Etalab)"
LARGEST = 64 * 1024 * 1024  # bytes of one file of the source: today's largest has 9
_CURRENT, _DISTRICT = "commune-actuelle", "arrondissement-municipal"
_FORMER = ("commune-deleguee", "commune-associee")
_CAPITAL = re.compile(r" Arrondissement$")


class SourceRefused(GuichetError):
    """The source is not the package that we know: the message says what is missing."""

    code = "reference-source"


@dataclass(frozen=True, slots=True)
class Package:
    """The files of the source, and the day of the newest."""

    files: Mapping[str, Json]
    day: str

    def rows(self, name: str) -> Rows:
        """The rows of one table. Raises SourceRefused when it is no list of objects."""
        found = self.files[f"data/{name}.json"]
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found) or not found:
            raise SourceRefused(_("Le fichier {name} n’est pas une liste.").format(name=name))
        return found


def build(source: Path) -> bytes:
    """The reference file, from a folder or a tar archive. Raises SourceRefused."""
    package = _archive(source) if source.is_file() else _folder(source)
    try:
        return "\n".join([FORMAT, *_lines(package), ""]).encode()
    except (KeyError, TypeError, AttributeError) as error:
        raise SourceRefused(
            _("La source n’a pas la forme attendue ({reason}).").format(reason=error)
        ) from None


def _folder(source: Path) -> Package:
    files, newest = {}, 0.0
    for name in NAMES:
        path = source / name
        if not path.is_file():
            raise SourceRefused(_absent(name))
        files[name] = _json(name, path.read_bytes())
        newest = max(newest, path.stat().st_mtime)
    return Package(files, _day(newest))


def _archive(source: Path) -> Package:
    """Members are read in memory, never unpacked: no path of the archive reaches the disk."""
    files, newest = {}, 0.0
    try:
        with tarfile.open(source) as archive:
            members = {member.name.partition("/")[2]: member for member in archive if member.isfile()}
            for name in NAMES:
                member = members.get(name)
                stream = archive.extractfile(member) if member and member.size <= LARGEST else None
                if member is None or stream is None:
                    raise SourceRefused(_absent(name))
                files[name] = _json(name, stream.read())
                newest = max(newest, float(member.mtime))
    except (tarfile.TarError, EOFError, OSError):
        raise SourceRefused(_("{path} n’est pas une archive lisible.").format(path=source)) from None
    return Package(files, _day(newest))


def _absent(name: str) -> str:
    return _("Il manque {name} : donnez le dossier ou l’archive du paquet entier.").format(name=name)


def _json(name: str, content: bytes) -> Json:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise SourceRefused(_("Le fichier {name} n’est pas du JSON lisible.").format(name=name)) from None


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _lines(package: Package) -> Iterator[str]:
    about = package.files["package.json"]
    yield from ("[source]", f"{about['name']} {about['version']}", package.day, LICENCE)
    yield "[regions]"
    yield from sorted(_row(row["code"], _name(row)) for row in package.rows("regions"))
    yield "[departments]"
    departments = package.rows("departements")
    yield from sorted(_row(row["code"], _name(row), row["region"]) for row in departments)
    yield "[epci]"
    yield from sorted(_epci(row) for row in package.rows("epci"))
    communes = package.rows("communes")
    current = {row["code"]: row for row in communes if row["type"] in (_CURRENT, _DISTRICT)}
    now, before = sorted(map(_commune, current.values())), sorted(set(_former(communes, current)))
    yield from ("[communes]", *now, "[former]", *before)
    sorted_keys, numbers = keys([line.split("\t")[1] for line in (*now, *before)])
    yield from ("[keys]", *sorted_keys, "[numbers]", *numbers)


def _row(*values: str) -> str:
    """Tabs and line ends have a meaning here, and none in a name."""
    return "\t".join(" ".join(value.split()) for value in values)


def _name(row: Mapping[str, Json]) -> str:
    return _CAPITAL.sub(" arrondissement", row["nom"].replace("'", "’"))


def _epci(row: Mapping[str, Json]) -> str:
    return _row(row["code"], _name(row)) + "\t " + " ".join(member["code"] for member in row["membres"])


def _commune(row: Mapping[str, Json]) -> str:
    postcodes = " ".join(row.get("codesPostaux", ()))
    return _row(row["code"], _name(row), postcodes, str(row.get("population", 0)), row.get("commune", ""))


def _former(communes: Rows, current: Mapping[str, Mapping[str, Json]]) -> Iterator[str]:
    """Former communes under the one that took them in, unless it kept their name."""
    for row in communes:
        now = current.get(row.get("chefLieu", ""))
        if row["type"] in _FORMER and now and search_key(_name(row)) != search_key(_name(now)):
            yield _row(now["code"], _name(row))
