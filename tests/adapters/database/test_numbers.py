"""A dossier carries the number of its words, from the moment it is sent."""

from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, MetaData, Table, insert, text

from app.adapters.database.engine import make_engine
from app.adapters.database.search_index import rebuild
from app.adapters.database.upgrade import _config, upgrade
from app.usecases.ports import Store
from tests.adapters.database.cases import DRAFT, NOW, SUBMITTED, keep, numbered

_NUMBERS = text(
    "SELECT dossiers.id, dossiers.number, dossier_words.number FROM dossiers "
    "LEFT JOIN dossier_words ON dossier_words.dossier_id = dossiers.id ORDER BY dossiers.id"
)


def numbers(database_url: str) -> list[tuple[str, int | None]]:
    """By dossier; that of its words is the same."""
    engine = make_engine(database_url)
    with engine.connect() as connection:
        rows = connection.execute(_NUMBERS).all()
    engine.dispose()
    assert [own for _id, own, _words in rows] == [words for _id, _own, words in rows]
    return [(id_, own) for id_, own, _words in rows]


def test_a_dossier_has_its_number_when_it_is_sent(store: Store, database_url: str) -> None:
    keep(store, DRAFT, numbered(7), replace(numbered(8), test=True))
    assert [number is None for _id, number in numbers(database_url)] == [False, True, True]
    with store.transaction() as tx:
        tx.dossiers.change(replace(SUBMITTED, id=DRAFT.id), from_state="draft")
    (_seven, seven), (_eight, eight), (_sent, sent) = numbers(database_url)
    assert eight is None
    assert (seven, sent) == (1, 2)


def test_words_that_are_made_again_give_their_number(store: Store, database_url: str) -> None:
    keep(store, numbered(1), numbered(2))
    engine = make_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM dossier_words WHERE number = 1"))
        rebuild(connection)
    engine.dispose()
    assert None not in dict(numbers(database_url)).values()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/before.db"
    return request.getfixturevalue("empty_postgresql_url")


# The index on a part of a column is the migrations' own: see `is_mapped`.
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_dossiers_from_before_are_numbered_by_the_migration(empty_url: str) -> None:
    engine = make_engine(empty_url)
    with engine.begin() as connection:
        command.upgrade(_config(connection), "0025")
        for id_ in ("draft", "sent"):
            _added(connection, id_)
        words = Table("dossier_words", MetaData(), autoload_with=connection)
        connection.execute(insert(words), {"number": 41, "dossier_id": "sent", "words": "x"})
    engine.dispose()
    upgrade(empty_url)
    assert numbers(empty_url) == [("draft", None), ("sent", 41)]


def _added(connection: Connection, id_: str) -> None:
    """A row of the table as it was then: nothing where something has to be."""
    known = {"id": id_, "reference": id_, "definition_hash": "x", "mode": "autonome", "submitted_at": None}
    form = Table("form_versions", MetaData(), autoload_with=connection)
    if not connection.execute(form.select()).all():
        connection.execute(insert(form), {"hash": "x", "slug": "x", "version": 1, "body": "{}"})
    table = Table("dossiers", MetaData(), autoload_with=connection)
    blank = {"DATE": NOW.date(), "BOOLEAN": False, "INTEGER": 0, "JSON": {}, "JSONB": {}}
    wanted = {
        column.name: blank.get(str(column.type), NOW if "TIME" in str(column.type) else "")
        for column in table.c
        if not column.nullable and column.server_default is None
    }
    connection.execute(insert(table), {**wanted, **{k: v for k, v in known.items() if k in table.c}})
