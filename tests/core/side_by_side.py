"""For `make core`, on two processors: a fork takes half of the folders, once what both halves read is loaded.

The processes of pytest-xdist each load and collect everything again, which takes as long as the tests do.
"""

import json
import os
from collections.abc import Generator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

import pytest

# How forms and circuits are made: about half of the time. Public holidays and places are read by the others.
MAKING = frozenset(
    ("conditions", "definition", "editing", "importing", "linting", "studio", "versions", "workflow")
)
SHARED = ("app.core.linting", "app.core.official.rules", "app.core.scenarios", "app.core.workflow.parser")


class Half:
    """Leaves to the other process its folders, so that most of what they load and read is so once."""

    def __init__(self, *, making: bool) -> None:
        self._making = making

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        if not collection_path.match("test_*.py"):
            return None
        return (collection_path.parent.name in MAKING) != self._making or None


class Telling:
    """Writes each report of the fork, a line each: of a test, or of a file that could not be read."""

    def __init__(self, config: pytest.Config, told: IO[str]) -> None:
        self._config, self._told = config, told

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._tell("pytest_runtest_logreport", report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._tell("pytest_collectreport", report)

    def _tell(self, hook: str, report: pytest.TestReport | pytest.CollectReport) -> None:
        as_data = self._config.hook.pytest_report_to_serializable(config=self._config, report=report)
        print(json.dumps([hook, as_data]), file=self._told, flush=True)


class Listening:
    """Once its own half is done, says what the fork told as if it had been found here."""

    def __init__(self, fork: int, told: IO[str]) -> None:
        self._fork, self._told = fork, told

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, bool, bool]:
        try:
            return (yield)
        finally:
            status = os.waitstatus_to_exitcode(os.waitpid(self._fork, 0)[1])
            self._say(session.config)
            if status:
                pytest.exit(f"the fork of the tests died: {status}", returncode=1)

    def _say(self, config: pytest.Config) -> None:
        for line in Path(self._told.name).read_text().splitlines():
            hook, as_data = json.loads(line)
            report = config.hook.pytest_report_from_serializable(config=config, data=as_data)
            getattr(config.hook, hook)(report=report)


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Both processes then collect and run as they would alone."""
    plugins = session.config.pluginmanager
    if session.config.option.collectonly:
        return
    with suppress(Exception):  # the tests of what cannot be loaded tell it
        for module in SHARED:
            import_module(module)
    told = NamedTemporaryFile("w", suffix=".reports")  # noqa: SIM115  # why: open until the last is read
    fork = os.fork()
    plugins.register(Half(making=bool(fork)))
    if fork:
        plugins.register(Listening(fork, told))
    else:
        plugins.unregister(name="terminalreporter")
        plugins.register(Telling(session.config, told))
        _run_and_leave(session)


def _run_and_leave(session: pytest.Session) -> None:
    """All that the fork does; what fails is in its reports."""
    status = 1
    try:
        session.perform_collect()
        session.config.hook.pytest_runtestloop(session=session)
        status = 0
    except session.Interrupted:
        status = 0  # a file could not be read: told
    finally:
        os._exit(status)
