"""What the core's tests need: the data on places, as `bootstrap` and the command line install them.

They know no other fixture, so that `make core` loads neither Flask nor a database (see the Makefile).
"""

import gc
from collections.abc import Iterator

import pytest

from app.adapters.reference import ReferenceFile
from app.core import places

places.install(ReferenceFile())
gc.set_threshold(50_000, 20, 20)  # imports and tables make many values, and next to none to be freed


@pytest.fixture(scope="package", autouse=True)
def nothing_to_collect() -> Iterator[None]:
    """A second of small values: looking for what could be freed would take a tenth of it."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()
