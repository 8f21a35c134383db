"""Documents and attachments in a local folder, each under the SHA-256 of its content.

A name given by a person never becomes a path. Who may read is decided elsewhere.
"""

import os
import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from tempfile import NamedTemporaryFile

from app.core.errors import NotFound

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class LocalFiles:
    """`folder`/ab/cd/abcd…: readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        name = sha256(content).hexdigest()
        target = self._path(name)
        try:
            os.utime(target)  # put again: young again, so that the purge leaves it
        except FileNotFoundError:
            self._write(target, content)
        return name

    def get(self, sha256: str) -> bytes:
        if _SHA256.fullmatch(sha256) is None:
            raise NotFound
        try:
            return self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise NotFound from None

    def older(self, before: datetime) -> Iterator[str]:
        for path in self._folder.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            if _SHA256.fullmatch(path.name) and _untouched(path, before):
                yield path.name

    def delete(self, sha256: str, before: datetime) -> bool:
        """Taken aside first: whoever puts it at this moment finds nothing, and writes it anew."""
        target = self._path(sha256)
        aside = target.with_name(f".{sha256}.{token_hex(4)}")
        try:
            target.rename(aside)
        except FileNotFoundError:
            return False
        if _untouched(aside, before):
            aside.unlink()
            return True
        aside.rename(target)  # put just before: it stays
        return False

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name[2:4] / name

    def _write(self, target: Path, content: bytes) -> None:
        """Written aside, on the disk, then named: a crash leaves the whole file or none."""
        for folder in (self._folder, target.parent.parent, target.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as aside:  # mode 0600
            try:
                aside.write(content)
                aside.flush()
                os.fsync(aside.fileno())
                os.replace(aside.name, target)
            except BaseException:
                Path(aside.name).unlink(missing_ok=True)
                raise
        _flush_folder(target.parent)


def _untouched(path: Path, before: datetime) -> bool:
    try:
        return path.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return False


def _flush_folder(folder: Path) -> None:
    """The new name too must survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
