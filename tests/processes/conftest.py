"""Installations of real processes, and a Redis beside them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fixtures.launching import Launch
from tests.fixtures.redis_server import RedisServer
from tests.processes.installation import Installation

Install = Callable[..., Installation]


@pytest.fixture
def install(tmp_path: Path, sqlite_template: Path, launch: Launch) -> Iterator[Install]:
    """A function that lays out a fresh installation, migrated, not started."""
    made: list[Installation] = []

    def lay_out(name: str = "instance", **environment: str) -> Installation:
        made.append(Installation(tmp_path / name, sqlite_template, launch, **environment))
        return made[-1]

    yield lay_out
    for installation in made:
        installation.destroy()


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis of its own, for REDIS_URL."""
    server = RedisServer(tmp_path / "elsewhere").start()
    yield server
    server.stop()
