"""The forms that are served: files of the folder, versions published in the database, the highest of each.

A version published by one process is seen by all: a file of the instance grows by one sign, and its size is
looked at before each answer. That costs no statement; the database is read again when the size has changed.
"""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from app.adapters.database.definitions import SqlDefinitions
from app.adapters.database.engine import DatabaseUnreachable, connected
from app.adapters.database.form_life import SqlOpenings
from app.adapters.database.studio import SqlPublications
from app.core.definition import FormDefinition
from app.core.errors import DefinitionRefused, NotFound, Problem
from app.core.language import _
from app.core.studio.opening import ALWAYS, Opening
from app.usecases.ports import Forms

log = logging.getLogger(__name__)
_NEVER = -1


class PublishedForms:
    """`files` are served as they are; `stamp` is the file whose size tells how much was published."""

    def __init__(self, files: Forms, engine: Engine, stamp: Path) -> None:
        self._files = files
        self._engine = engine
        self._stamp = stamp
        self._seen = _NEVER
        self._parsed: dict[str, FormDefinition] = {}
        self._problems: tuple[Problem, ...] = ()
        self._served: Mapping[str, FormDefinition] = {}
        self._openings: Mapping[str, Opening] = {}

    def published(self) -> Sequence[FormDefinition]:
        return sorted(self._current().values(), key=lambda definition: definition.title.casefold())

    def current(self, slug: str) -> FormDefinition:
        found = self._current().get(slug)
        if found is None:
            raise NotFound(_("Cette démarche n’existe pas ou n’est plus proposée."))
        return found

    def problems(self) -> Sequence[Problem]:
        return (*self._files.problems(), *self._problems)

    def refused(self, definition: FormDefinition) -> Sequence[Problem]:
        return self._files.refused(definition)

    def opening(self, slug: str) -> Opening:
        self._current()
        return self._openings.get(slug, ALWAYS)

    def refresh(self) -> None:
        with self._stamp.open(
            "a"
        ) as file:  # its date could be the same twice in one tick of the disk's clock
            file.write(".")
        self._seen = _NEVER

    def _current(self) -> Mapping[str, FormDefinition]:
        now = self._told()
        if now != self._seen:
            try:
                self._served = self._read()
                self._seen = now
            except (DatabaseUnreachable, DatabaseError) as mishap:  # tried again at the next question
                log.warning("versions published here cannot be read: %s", mishap)
                return self._served or {form.slug: form for form in self._files.published()}
        return self._served

    def _told(self) -> int:
        try:
            found = self._stamp.stat()
        except FileNotFoundError:
            return 0
        return found.st_size

    def _read(self) -> Mapping[str, FormDefinition]:
        served = {form.slug: form for form in self._files.published()}
        problems: list[Problem] = []
        with connected(self._engine.execution_options(reading=True)) as connection, connection.begin():
            definitions = SqlDefinitions(connection, self._parsed)
            self._openings = SqlOpenings(connection).all()
            for one in SqlPublications(connection).newest():
                if one.slug in served and served[one.slug].version >= one.version:
                    continue
                try:
                    served[one.slug] = definitions.get(one.hash)
                except DefinitionRefused as refused:  # by a Guichet more strict than the one that took it
                    problems += refused.problems
        self._problems = tuple(problems)
        return served
