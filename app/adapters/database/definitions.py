"""The exact definitions that dossiers were filled with, by hash: stored as JSON, parsed again when read."""

from collections.abc import MutableMapping, Sequence

from sqlalchemy import Connection, select

from app.adapters.database.models import form_versions
from app.adapters.database.upserts import insert_once
from app.core.definition import FormDefinition
from app.core.definition.parser import parse
from app.core.errors import DefinitionRefused, NotFound

CACHED = 256  # versions in use at once: far more than a house has


class SqlDefinitions:
    """`cache` belongs to the store: a hash names one content for ever, so it never goes stale."""

    def __init__(self, connection: Connection, cache: MutableMapping[str, FormDefinition]) -> None:
        self._connection = connection
        self._cache = cache

    def keep(self, definition: FormDefinition) -> None:
        # Nearly always there: asking first spares writing the whole body out for nothing.
        known = select(form_versions.c.hash).where(form_versions.c.hash == definition.hash)
        if self._connection.execute(known).first() is None:
            values = {
                "hash": definition.hash,
                "slug": definition.slug,
                "version": definition.version,
                "body": definition.raw,
            }
            insert_once(self._connection, form_versions, values, "hash")

    def get(self, hash_: str) -> FormDefinition:
        cached = self._cache.get(hash_)
        return cached if cached is not None else self._read(hash_)

    def of_slugs(self, slugs: Sequence[str]) -> Sequence[FormDefinition]:
        newest_first = select(form_versions.c.hash).where(form_versions.c.slug.in_(slugs))
        hashes = self._connection.execute(newest_first.order_by(form_versions.c.version.desc())).scalars()
        return tuple(found for hash_ in hashes.all() if (found := self._readable(hash_)) is not None)

    def _readable(self, hash_: str) -> FormDefinition | None:
        try:
            return self.get(hash_)
        except DefinitionRefused:
            return None  # kept by an older Guichet that took what this one refuses

    def _read(self, hash_: str) -> FormDefinition:
        row = self._connection.execute(
            select(form_versions).where(form_versions.c.hash == hash_)
        ).one_or_none()  # fmt: skip
        if row is None:
            raise NotFound
        definition = parse(row.body, file=f"{row.slug}/{row.version}.json")
        if len(self._cache) >= CACHED:
            self._cache.clear()
        self._cache[hash_] = definition
        return definition
