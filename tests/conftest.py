"""Where pytest finds the fixtures: each family in its own file of tests/fixtures."""

import gc

gc.disable()  # until all is collected: what is loaded stays

import pytest  # noqa: E402  # why: the collector rests while libraries are loaded

from app.adapters.reference import ReferenceFile  # noqa: E402  # why: the same
from app.core.places import install  # noqa: E402  # why: the same

install(ReferenceFile())  # as bootstrap and the command line do: read when a test first needs it

pytest_plugins = [f"tests.fixtures.{family}" for family in ("run", "databases", "application", "launching")]

LONG = ("tests/browser/", "tests/processes/")  # a test of them may take half a minute


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long ones first for each process, or the end of a run waits for one of them.

    Each begins with as many tests of the list, one after the other; who has none left takes from the others.
    """
    longs = [item for item in items if item.nodeid.startswith(LONG)]
    others = [item for item in items if not item.nodeid.startswith(LONG)]
    processes = getattr(config, "workerinput", {}).get("workercount", 1)
    hands = [longs[number::processes] for number in range(processes)]
    for number, hand in enumerate(hands):
        share = len(items) * (number + 1) // processes - len(items) * number // processes
        left = max(0, share - len(hand))  # a hand of long ones may be one more than its share
        hand += others[:left]
        del others[:left]
    items[:] = [item for hand in hands for item in hand] + others


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: it is looked at no more."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # thousands of tests are not to be gone through so often
    gc.enable()
