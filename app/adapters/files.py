"""Documents and attachments in a local folder, each under the SHA-256 of its content.

A name given by a person never becomes a path. Who may read is decided elsewhere.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from secrets import token_hex
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

from app.core.errors import NotFound
from app.usecases.ports import Aside

ASIDE = ".aside"

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class LocalAside:
    """A temporary file of the same disk: giving it its place is a change of name."""

    def __init__(self, stream: BinaryIO, path: Path) -> None:
        self.stream = stream
        self.path = path
        self.size = 0
        self.sha256 = sha256().hexdigest()

    def write(self, chunks: Iterable[bytes], limit: int) -> None:
        digest = sha256()
        for chunk in chunks:
            self.stream.write(chunk)
            digest.update(chunk)
            self.size += len(chunk)
            if self.size > limit:
                break
        self.sha256 = digest.hexdigest()
        self.stream.flush()
        self.stream.seek(0)

    def measure(self) -> None:
        self.stream.flush()
        self.size = self.stream.seek(0, os.SEEK_END)
        self.stream.seek(0)
        self.sha256 = file_digest(self.stream, sha256).hexdigest()  # type: ignore[arg-type]
        self.stream.seek(0)


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

    @contextmanager
    def aside(self) -> Iterator[LocalAside]:
        folder = self._folder / ASIDE
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, delete=False) as stream:  # mode 0600
            path = Path(stream.name)
            try:
                yield LocalAside(cast(BinaryIO, stream), path)
            finally:
                path.unlink(missing_ok=True)  # kept, it has another name by now

    def keep(self, aside: Aside) -> str:
        target = self._path(aside.sha256)
        try:
            os.utime(target)
        except FileNotFoundError:
            self._make_way(target)
            aside.stream.flush()
            os.fsync(aside.stream.fileno())  # before the name: a crash leaves the whole file or none
            os.replace(aside.stream.name, target)
            _flush_folder(target.parent)
        return aside.sha256

    def get(self, sha256: str) -> bytes:
        with self.open(sha256) as stream:
            return stream.read()

    def open(self, sha256: str) -> BinaryIO:
        if _SHA256.fullmatch(sha256) is None:
            raise NotFound
        try:
            return self._path(sha256).open("rb")
        except FileNotFoundError:
            raise NotFound from None

    def forsaken(self, before: datetime) -> int:
        """Forget what a process that died had set aside; how many."""
        old = [path for path in (self._folder / ASIDE).glob("*") if _untouched(path, before)]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

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

    def _make_way(self, target: Path) -> None:
        for folder in (self._folder, target.parent.parent, target.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _write(self, target: Path, content: bytes) -> None:
        """Written aside, on the disk, then named: a crash leaves the whole file or none."""
        self._make_way(target)
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
