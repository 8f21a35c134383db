"""Blank forms once made, in a folder: one file a version of a form and a state of the templates.

Nothing here is precious: a file that is lost is made again. It refuses to know how one is made.
"""

import os
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile


class BlankFolder:
    """Fits usecases.ports.Blanks. A blank drawn by other templates, or under another logo, is out of date."""

    def __init__(self, folder: Path, templates: Path, logo: str = "") -> None:
        self._folder = folder
        self._logo = logo
        self._templates = templates

    def get(self, definition_hash: str) -> bytes | None:
        try:
            return self._path(definition_hash).read_bytes()
        except FileNotFoundError:
            return None

    def size(self, definition_hash: str) -> int:
        try:
            return self._path(definition_hash).stat().st_size
        except FileNotFoundError:
            return 0

    def keep(self, definition_hash: str, content: bytes) -> None:
        """Whole or not at all: whoever reads meanwhile sees no half of it."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, delete=False) as file:
            file.write(content)
        os.replace(file.name, self._path(definition_hash))

    def _path(self, definition_hash: str) -> Path:
        return self._folder / f"{sha256((definition_hash + self._edition).encode()).hexdigest()}.pdf"

    @cached_property
    def _edition(self) -> str:
        """The templates as they are when this process starts to use them."""
        seen = sha256()
        for path in sorted(path for path in self._templates.rglob("*") if path.is_file()):
            seen.update(path.relative_to(self._templates).as_posix().encode() + path.read_bytes())
        if self._logo and Path(self._logo).is_file():
            seen.update(Path(self._logo).read_bytes())
        return seen.hexdigest()
