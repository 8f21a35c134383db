"""A draft read and linted once, however many times its page is opened: the last few, by their content.

What is kept is worked out again when it is lost. It knows documents, not who asks.
"""

from typing import Any

from app.core.definition import FormDefinition
from app.core.definition.parser import parse
from app.core.editing import as_text
from app.core.errors import Problem
from app.core.linting import lint
from app.usecases.latest import Latest

Json = Any
FILE = "brouillon.json"
_MOST = 32  # drafts: more than designers at work at once on one process


_read: Latest[str, FormDefinition] = Latest(_MOST)
_linted: Latest[str, tuple[Problem, ...]] = Latest(_MOST)


def read(document: Json) -> FormDefinition:
    """What the parser reads of a draft. Raises DefinitionRefused for what is no definition."""
    content = as_text(document)
    return _read.find(content) or _read.keep(content, parse(document, file=FILE))


def problems(definition: FormDefinition) -> tuple[Problem, ...]:
    """What the linter finds."""
    found = _linted.find(definition.hash)
    return _linted.keep(definition.hash, lint(definition, file=FILE)) if found is None else found
