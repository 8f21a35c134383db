"""What the core's tests need: the data on places, as `bootstrap` and the command line install them.

They know no other fixture, so that `make core` loads neither Flask nor a database (see the Makefile).
"""

import gc
from collections.abc import Iterator

gc.disable()  # until all is collected: what is loaded stays

import pytest  # noqa: E402  # why: the collector rests while libraries are loaded

from app.adapters.reference import ReferenceFile  # noqa: E402  # why: the same
from app.core import places  # noqa: E402  # why: the same

places.install(ReferenceFile())


@pytest.fixture(scope="package", autouse=True)
def nothing_to_collect() -> Iterator[None]:
    """A second of small values: looking for what could be freed would take a tenth of it."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()
