"""The digest of all that a layout depends on: the paper without its answers, templates, fonts, programs.

It refuses to know how a layout is made.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from app.core.definition import FormDefinition

FORMAT = 2  # of layouts: to be raised when they are made otherwise
PROGRAMS = ("weasyprint", "pydyf", "uharfbuzz", "jinja2")
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "~/.fonts",
    "~/.local/share/fonts",
)


def key(template: str, names: dict[str, Any], templates: Path) -> str:
    """Two papers of one key have one layout. `names`: what the template is given, answers taken out."""
    paper, definition = names["paper"], names["definition"]
    told = {**names, "paper": replace(paper, definition=None), "definition": _form(definition)}
    parts = (FORMAT, template, _programs(), tuple(_files(templates)), repr(told))
    return sha256(repr(parts).encode()).hexdigest()[:40]


def _form(definition: FormDefinition | None) -> tuple[Any, ...]:
    """A published definition is known by its digest; what templates read of it is small."""
    if definition is None:
        return ()
    return (definition.slug, definition.version, definition.hash or repr(definition))


@lru_cache(maxsize=1)
def _programs() -> tuple[Any, ...]:
    """Versions and fonts, looked at once a process."""
    found = [path for folder in FONT_FOLDERS for path in Path(folder).expanduser().rglob("*.[to]t[fc]")]
    fonts = [(path.name, path.stat().st_size) for path in sorted(found) if path.is_file()]
    code = [path.stat().st_mtime_ns for path in sorted(Path(__file__).parent.parent.rglob("*.py"))]
    return (*map(version, PROGRAMS), tuple(fonts), tuple(code))


def _files(templates: Path) -> Iterator[tuple[str, int, int]]:
    """Every file of the templates: an edited one makes other layouts at once."""
    for path in sorted(templates.rglob("*")):
        told = path.stat()
        yield path.name, told.st_size, told.st_mtime_ns
