"""Where pytest finds the fixtures: each family in its own file of tests/fixtures."""

import pytest

from app.adapters.reference import ReferenceFile
from app.core.places import install

install(ReferenceFile())  # as bootstrap and the command line do: read when a test first needs it

pytest_plugins = ["tests.fixtures.databases", "tests.fixtures.application"]

LONG = ("tests/browser/", "tests/processes/")  # a test of them may take half a minute


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, or the end of a run waits for one of them with the other cores at rest."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
