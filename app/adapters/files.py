"""Documents and attachments in a local folder, each under the SHA-256 of its content.

A name given by a person never becomes a path. Who may read is decided elsewhere.
"""

import os
import re
from hashlib import sha256
from pathlib import Path
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
        if not target.exists():
            self._write(target, content)
        return name

    def get(self, sha256: str) -> bytes:
        if _SHA256.fullmatch(sha256) is None:
            raise NotFound
        try:
            return self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise NotFound from None

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


def _flush_folder(folder: Path) -> None:
    """The new name too must survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
