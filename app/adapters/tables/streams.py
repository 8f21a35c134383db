"""Pieces of bytes between what writes and what sends: an outlet, temporary files read back."""

from collections.abc import Iterator
from io import RawIOBase
from tempfile import TemporaryFile
from typing import IO

PIECE = 64 * 1024  # bytes sent at once


class Outlet(RawIOBase):
    """Takes what is written, gives it away once: `zipfile` writes into it without seeking."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._held.append(piece)
        self._size += len(piece)
        return len(piece)

    @property
    def full(self) -> bool:
        """True when there is enough to be worth sending."""
        return self._size >= PIECE

    def take(self) -> bytes:
        """What was written since the last time."""
        taken = b"".join(self._held)
        self._held.clear()
        self._size = 0
        return taken


def spool() -> IO[bytes]:
    """A temporary file without a name: it is gone with its last reader, however the process ends."""
    return TemporaryFile()


def pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """A file from its beginning, in pieces."""
    stream.seek(0)
    while piece := stream.read(PIECE):
        yield piece
