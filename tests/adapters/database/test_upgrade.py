"""Migrations: from nothing to what the models say, on both databases, even by two processes at once."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from app.adapters.database.desk_models import is_mapped
from app.adapters.database.engine import make_engine
from app.adapters.database.models import metadata
from app.adapters.database.upgrade import is_current, upgrade


@pytest.fixture
def sqlite_empty_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/new/guichet.db"


@pytest.fixture(params=["sqlite_empty_url", "empty_postgresql_url"])
def empty_url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(request.param)


def test_an_empty_database_is_brought_to_the_newest_shape(empty_url: str):
    assert not is_current(empty_url)
    upgrade(empty_url)
    assert is_current(empty_url)
    upgrade(empty_url)


# The index on a part of a column is the migrations' own, like the search: see `is_mapped`.
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_migrations_make_what_the_models_say(database_url: str):
    engine = make_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_mapped})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_processes_that_upgrade_at_once_take_turns(empty_url: str):
    context = get_context("forkserver")  # a process without threads imports all once, the three are its forks
    context.set_forkserver_preload(["app.adapters.database.upgrade"])
    with ProcessPoolExecutor(3, mp_context=context) as processes:
        assert list(processes.map(upgrade, [empty_url] * 3)) == [None] * 3
    assert is_current(empty_url)


def test_a_new_sqlite_file_is_for_its_owner_alone(sqlite_empty_url: str, tmp_path: Path):
    upgrade(sqlite_empty_url)
    engine = make_engine(sqlite_empty_url)
    with engine.begin():
        files = {path.name: oct(path.stat().st_mode & 0o777) for path in (tmp_path / "new").iterdir()}
    engine.dispose()
    assert set(files.values()) == {"0o600"}
    assert oct((tmp_path / "new").stat().st_mode & 0o777) == "0o700"


def test_a_url_with_a_percent_sign_reaches_alembic_whole(tmp_path: Path):
    url = f"sqlite:///{tmp_path}/cent%20pour%cent.db"
    upgrade(url)
    assert is_current(url)
