"""Where pytest finds the fixtures: each family in its own file of tests/fixtures."""

from app.adapters.reference import ReferenceFile
from app.core.places import install

install(ReferenceFile())  # as bootstrap and the command line do: read when a test first needs it

pytest_plugins = ["tests.fixtures.databases", "tests.fixtures.application"]
