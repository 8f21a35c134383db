"""Templates that are compiled stay so for the next start: its first visitors do not wait for it.

It refuses to know what templates say. A changed template or a newer Jinja is compiled anew; nothing here is
missed by a backup.
"""

from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket


class KeptTemplates(BytecodeCache):
    """In this folder, which its owner alone may write to: what is read from it is run."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._files = FileSystemBytecodeCache(str(folder))

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            self._files.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # on a full disk, a page is shown all the same
            self._files.dump_bytecode(bucket)
