"""Files that arrive piece by piece, in a folder of the disk where files are kept.

One folder a dossier: an upload is found under the dossier that began it or not at all. Ids are
made here-side only; anything else than letters and digits of one is refused before it is a path.
"""

import fcntl
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from app.core.errors import NotFound

CHUNK = 64 * 1024
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)


class LocalPartials:
    """`folder`/<dossier>/<upload>: its size is the offset where the next piece goes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, dossier_id: str, upload_id: str) -> None:
        path = self._path(dossier_id, upload_id)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))

    def size(self, dossier_id: str, upload_id: str) -> int:
        try:
            return self._path(dossier_id, upload_id).stat().st_size
        except FileNotFoundError:
            raise NotFound from None

    def append(self, dossier_id: str, upload_id: str, offset: int, chunk: bytes) -> int:
        """One writer at a time: two tabs that send the same piece write it once."""
        try:
            with self._path(dossier_id, upload_id).open("r+b") as stream:
                fcntl.flock(stream, fcntl.LOCK_EX)
                end = stream.seek(0, os.SEEK_END)
                if end != offset:
                    return end
                stream.write(chunk)
                return end + len(chunk)
        except FileNotFoundError:
            raise NotFound from None

    def read(self, dossier_id: str, upload_id: str) -> Iterator[bytes]:
        try:
            stream = self._path(dossier_id, upload_id).open("rb")
        except FileNotFoundError:
            raise NotFound from None
        with stream:
            while chunk := stream.read(CHUNK):
                yield chunk

    def drop(self, dossier_id: str, upload_id: str) -> None:
        self._path(dossier_id, upload_id).unlink(missing_ok=True)

    def held(self, dossier_id: str) -> tuple[int, int]:
        sizes = [_size(path) for path in (self._folder / _checked(dossier_id)).glob("*")]
        return len(sizes), sum(sizes)

    def purge(self, before: datetime) -> int:
        old = [path for path in self._folder.glob("*/*") if _last_touched(path) < before.timestamp()]
        for path in old:
            path.unlink(missing_ok=True)
        for folder in {path.parent for path in old}:
            try:
                folder.rmdir()
            except OSError:
                continue  # it still holds others
        return len(old)

    def _path(self, dossier_id: str, upload_id: str) -> Path:
        return self._folder / _checked(dossier_id) / _checked(upload_id)


def _checked(id_: str) -> str:
    if _ID.fullmatch(id_) is None:
        raise NotFound
    return id_


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _last_touched(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
