"""Tells which files changed, for a command that makes its document anew: no more than their dates and sizes.

It refuses to know what is made of them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import sleep

Seen = Mapping[Path, tuple[int, int]]
PAUSE = 0.3  # seconds between two looks


def _pause() -> None:
    sleep(PAUSE)


def changes(roots: Sequence[Path], pause: Callable[[], None] = _pause) -> Iterator[tuple[Path, ...]]:
    """Each time that some of these files, or of the files in these folders, change: which ones. Endless.

    A change that is made while the one before is worked on is told next.
    """
    before = _look(roots)
    while True:
        pause()
        now = _look(roots)
        changed = tuple(path for path in sorted({*before, *now}) if before.get(path) != now.get(path))
        before = now
        if changed:
            yield changed


def _look(roots: Sequence[Path]) -> Seen:
    found: dict[Path, tuple[int, int]] = {}
    for root in roots:
        for path in (root.rglob("*"), (root,))[root.is_file()]:
            try:
                told = path.stat()
            except OSError:  # an editor is putting the new file in the place of the old one
                continue
            if path.is_file():
                found[path] = (told.st_mtime_ns, told.st_size)
    return found
