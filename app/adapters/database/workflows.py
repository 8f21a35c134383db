"""The exact workflows that dossiers started with, by hash: stored as JSON, parsed again when read."""

from collections.abc import MutableMapping

from sqlalchemy import Connection, select

from app.adapters.database.models import workflow_versions
from app.adapters.database.upserts import insert_once
from app.core.errors import NotFound
from app.core.workflow import Workflow
from app.core.workflow.parser import parse

CACHED = 64


class SqlWorkflows:
    """`cache` belongs to the store: a hash names one content for ever, so it never goes stale."""

    def __init__(self, connection: Connection, cache: MutableMapping[str, Workflow]) -> None:
        self._connection = connection
        self._cache = cache

    def keep(self, workflow: Workflow) -> None:
        known = select(workflow_versions.c.hash).where(workflow_versions.c.hash == workflow.hash)
        if self._connection.execute(known).first() is None:
            values = {
                "hash": workflow.hash,
                "name": workflow.name,
                "version": workflow.version,
                "body": workflow.raw,
            }
            insert_once(self._connection, workflow_versions, values, "hash")

    def get(self, hash_: str) -> Workflow:
        cached = self._cache.get(hash_)
        return cached if cached is not None else self._read(hash_)

    def _read(self, hash_: str) -> Workflow:
        found = select(workflow_versions).where(workflow_versions.c.hash == hash_)
        row = self._connection.execute(found).one_or_none()
        if row is None:
            raise NotFound
        workflow = parse(row.body, name=row.name, file=f"{row.name}.json")
        if len(self._cache) >= CACHED:
            self._cache.clear()
        self._cache[hash_] = workflow
        return workflow
