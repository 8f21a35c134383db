"""A draft read and linted once, however many times its page is opened: the last few, by their content. From
one edit to the next, what the edit leaves alone is not read again.

What is kept is worked out again when it is lost. It knows documents, not who asks.
"""

from gettext import NullTranslations
from typing import Any

from app.core.definition import FormDefinition
from app.core.definition.memory import content
from app.core.definition.parser import Memory as ReaderMemory
from app.core.definition.parser import parse, reread
from app.core.errors import Problem
from app.core.language import in_use
from app.core.linting import Memory as LinterMemory
from app.core.linting import relint
from app.usecases.latest import Latest

Json = Any
FILE = "brouillon.json"
_MOST = 32  # drafts: more than designers at work at once on one process


_read: Latest[bytes, FormDefinition] = Latest(_MOST)
_linted: Latest[tuple[str, NullTranslations], tuple[Problem, ...]] = Latest(_MOST)
# of the last edit of each form, by its name
_readers: Latest[str, ReaderMemory] = Latest(_MOST)
_linters: Latest[str, LinterMemory] = Latest(_MOST)


def read(document: Json) -> FormDefinition:
    """What the parser reads of a draft. Raises DefinitionRefused for what is no definition."""
    written, slug = content(document), _name_of(document)
    if written is None or not slug:  # no draft is so: told, not kept
        return parse(document, file=FILE)
    known = _read.find(written)
    if known is not None:
        return known
    definition, memory = reread(document, file=FILE, before=_readers.find(slug) or ReaderMemory())
    _readers.keep(slug, memory)
    return _read.keep(written, definition)


def _name_of(document: Json) -> str:
    """The name of the form, "" when it has none."""
    slug = document.get("slug") if isinstance(document, dict) else None
    return slug if isinstance(slug, str) else ""


def problems(definition: FormDefinition) -> tuple[Problem, ...]:
    """What the linter finds."""
    key = (definition.hash, in_use())
    found = _linted.find(key)
    if found is None:
        before = _linters.find(definition.slug) or LinterMemory()
        found, memory = relint(definition, file=FILE, before=before)
        _linters.keep(definition.slug, memory)
        _linted.keep(key, found)
    return found
