"""Kept workflows, and the list of dossiers that the clock should look at."""

from datetime import date
from json import loads
from pathlib import Path

import pytest
from sqlalchemy import text

from app.adapters.database.engine import make_engine
from app.adapters.database.store import SqlStore
from app.core.errors import NotFound
from app.core.workflow import parser as workflow_parser
from tests.adapters.database.cases import DRAFT, keep, numbered

FILE = Path(__file__).parents[3] / "workflows" / "avis.json"
DUE = (date(2026, 5, 28), date(2026, 5, 28), date(2026, 6, 1), None)


def test_a_workflow_is_kept_once_and_read_back_whole(store: SqlStore, database_url: str) -> None:
    workflow = workflow_parser.parse(loads(FILE.read_text(encoding="utf-8")), name="avis", file="avis.json")
    for _twice in range(2):
        with store.transaction() as tx:
            tx.workflows.keep(workflow)
    other = SqlStore(make_engine(database_url))  # nothing parsed before
    with other.reading() as tx:
        assert tx.workflows.get(workflow.hash) == workflow
        with pytest.raises(NotFound):
            tx.workflows.get("0" * 64)
    other.close()


def test_the_clock_is_given_what_is_due_earliest_first_page_by_page(store: SqlStore) -> None:
    keep(store, *(numbered(number, clock_on=day) for number, day in enumerate(DUE)))
    with store.reading() as tx:
        assert tx.dossiers.clock_due(date(2026, 5, 27), after=None, limit=10) == []
        first = tx.dossiers.clock_due(date(2026, 5, 31), after=None, limit=1)
        assert first == [(DUE[0], f"{0:032}")]
        assert tx.dossiers.clock_due(date(2026, 5, 31), after=first[-1], limit=10) == [(DUE[1], f"{1:032}")]
        assert len(tx.dossiers.clock_due(date(2026, 6, 1), after=None, limit=10)) == 3
    with store.transaction() as tx:
        tx.dossiers.look_on(f"{0:032}", None, due_on=date(2026, 7, 1))
    with store.reading() as tx:
        mended = tx.dossiers.get(f"{0:032}")
        assert (mended.clock_on, mended.due_on) == (None, date(2026, 7, 1))
        assert len(tx.dossiers.clock_due(date(2026, 6, 1), after=None, limit=10)) == 2


def test_dossiers_of_before_the_migration_are_looked_at_on_their_due_date(store: SqlStore) -> None:
    """The statement of v0004, on rows as the version before left them."""
    statement = "UPDATE dossiers SET clock_on = due_on WHERE submitted_at IS NOT NULL AND decided_at IS NULL"
    migration = (
        FILE.parents[1] / "app/adapters/database/migrations/versions/v0004_workflows_kept_and_clock.py"
    )
    assert statement in migration.read_text(encoding="utf-8")
    decided = numbered(2, decided_at=DRAFT.created_at)
    keep(store, DRAFT, numbered(1), decided)
    with store._engine.begin() as connection:
        connection.execute(text(statement))
    with store.reading() as tx:
        found = [tx.dossiers.get(each.id).clock_on for each in (DRAFT, numbered(1), decided)]
    assert found == [None, numbered(1).due_on, None]
