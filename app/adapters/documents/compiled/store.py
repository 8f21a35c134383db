"""Layouts kept as files, by the digest of all that they depend on; and which papers were seen before.

A paper is compiled the second time it is met: what is never met twice (an answer printed as it is by a
template) is then never kept. It refuses to know what layouts hold.
"""

import os
from collections import OrderedDict
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from app.adapters.documents.compiled.layout import Layout, unpacked

MOST_LAYOUTS = 300  # on the disk, about 150 kB each
MOST_SEEN = 5000
MOST_HELD = 12  # in memory
LAYOUT, SEEN, REFUSED, FONT = ".layout", ".seen", ".refused", ".font"


class LayoutStore:
    """One folder, shared by processes: files are written aside, then named."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held: OrderedDict[str, Layout] = OrderedDict()

    def get(self, key: str) -> Layout | None:
        """The layout of this key; an unreadable file is none."""
        if key not in self._held:
            try:
                self._held[key] = unpacked((self.folder / f"{key}{LAYOUT}").read_bytes())
            except (OSError, ValueError, KeyError, TypeError):
                return None
            if len(self._held) > MOST_HELD:
                self._held.popitem(last=False)
        return self._held[key]

    def ripe(self, key: str) -> bool:
        """Is it time to compile this paper: met before, never refused?"""
        if (self.folder / f"{key}{REFUSED}").exists():
            return False
        if (self.folder / f"{key}{SEEN}").exists():
            return True
        self._write(f"{key}{SEEN}", b"")
        self._bound(SEEN, MOST_SEEN)
        return False

    def put(self, key: str, layout: Layout) -> None:
        """Keep it; the oldest ones go when there are many."""
        self._write(f"{key}{LAYOUT}", layout.packed())
        self._bound(LAYOUT, MOST_LAYOUTS)

    def refuse(self, key: str) -> None:
        """This paper moves with its answers: it is not to be compiled again."""
        self._write(f"{key}{REFUSED}", b"")
        self._bound(REFUSED, MOST_SEEN)

    def font(self, content: bytes) -> str:
        """The name of the file of this font, written once."""
        name = f"{sha256(content).hexdigest()[:32]}{FONT}"
        if not (self.folder / name).exists():
            self._write(name, content)
        return name

    def _write(self, name: str, content: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self.folder, prefix="new-", delete=False) as aside:
            aside.write(content)
        Path(aside.name).replace(self.folder / name)

    def _bound(self, ending: str, most: int) -> None:
        """Looked at when something new is kept alone: counting files costs more than a document."""
        names = [entry for entry in os.scandir(self.folder) if entry.name.endswith(ending)]
        if len(names) <= most:
            return
        for entry in sorted(names, key=_age)[: len(names) - most + most // 10]:
            with suppress(OSError):
                Path(entry.path).unlink()


def _age(entry: "os.DirEntry[str]") -> float:
    try:
        return entry.stat().st_mtime
    except OSError:
        return 0.0
