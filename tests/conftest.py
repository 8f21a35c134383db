"""Where pytest finds the fixtures: each family in its own file of tests/fixtures."""

import gc

import pytest

from app.adapters.reference import ReferenceFile
from app.core.places import install

install(ReferenceFile())  # as bootstrap and the command line do: read when a test first needs it

pytest_plugins = ["tests.fixtures.databases", "tests.fixtures.application"]

# Thousands of tests and all their libraries are not to be gone through so often.
gc.set_threshold(50_000, 20, 20)

LONG = ("tests/browser/", "tests/processes/")  # a test of them may take half a minute


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, or the end of a run waits for one of them with the other cores at rest."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: it is looked at no more."""
    gc.collect()
    gc.freeze()
