"""A ZIP of files sent as it is made: never a whole file in memory, a manifest at the end.

Each content is digested while it goes through: what does not match its name is told.
"""

import json
from collections.abc import Generator, Iterable, Iterator
from hashlib import sha256
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from app.adapters.tables.streams import PIECE, Outlet, pieces, spool
from app.core.errors import NotFound
from app.core.exporting.manifest import ALTERED, INCLUDED, MISSING, Member, line, told
from app.core.language import _

LARGE = 2**31  # bytes from which a member needs ZIP64


class StreamedArchives:
    """Fits the port `Archives`."""

    def write(self, members: Iterable[Member]) -> Iterator[bytes]:
        outlet = Outlet()
        with spool() as objects, spool() as lines:
            with ZipFile(outlet, "w", ZIP_STORED) as archive:
                objects.write(b"[")
                before = b"\n"
                for member in members:
                    status = yield from _member(archive, outlet, member)
                    objects.write(before + json.dumps(line(member, status), ensure_ascii=False).encode())
                    lines.write((told(member, status) + "\n").encode())
                    before = b",\n"
                objects.write(b"\n]\n")
                yield from _listed(archive, outlet, "manifeste.json", b"", objects)
                yield from _listed(archive, outlet, "manifeste.txt", _heading(), lines)
            yield outlet.take()


def _heading() -> bytes:
    text = _(
        "Une ligne par fichier : son empreinte SHA-256, puis son nom dans cette archive.\n"
        "Les fichiers absents ou non inclus sont dits en toutes lettres.\n\n"
    )
    return text.encode()


def _member(archive: ZipFile, outlet: Outlet, member: Member) -> Generator[bytes, None, str]:
    """Yields pieces, returns what became of the file."""
    if member.open is None:
        return member.why
    try:
        source = member.open()
    except (NotFound, OSError):
        return MISSING
    with source:
        digest = yield from _copied(archive, outlet, member, source)
    return INCLUDED if digest == member.sha256 else ALTERED


def _copied(
    archive: ZipFile, outlet: Outlet, member: Member, source: BinaryIO
) -> Generator[bytes, None, str]:
    digest = sha256()
    with archive.open(ZipInfo(member.path), "w", force_zip64=member.size >= LARGE) as target:
        while piece := source.read(PIECE):
            digest.update(piece)
            target.write(piece)
            if outlet.full:
                yield outlet.take()
    return digest.hexdigest()


def _listed(
    archive: ZipFile, outlet: Outlet, name: str, heading: bytes, stream: IO[bytes]
) -> Iterator[bytes]:
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    with archive.open(info, "w") as target:
        target.write(heading)
        for piece in pieces(stream):
            target.write(piece)
            if outlet.full:
                yield outlet.take()
