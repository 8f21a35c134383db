"""Where pytest finds the fixtures: each family in its own file of tests/fixtures."""

pytest_plugins = ["tests.fixtures.databases", "tests.fixtures.application"]
