"""For `make core`, on two processors: tests are collected once, then a fork runs every second one.

The processes of pytest-xdist each load and collect everything again, which takes as long as the tests do.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

import pytest


class Telling:
    """Writes each report of the fork, a line each."""

    def __init__(self, config: pytest.Config, told: IO[str]) -> None:
        self._config, self._told = config, told

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        as_data = self._config.hook.pytest_report_to_serializable(config=self._config, report=report)
        print(json.dumps(as_data), file=self._told, flush=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """True once both halves are told; None leaves it to pytest."""
    if session.config.option.collectonly or session.testsfailed or len(session.items) < 2:
        return None
    with NamedTemporaryFile("w+", suffix=".reports") as told:
        fork = os.fork()
        if not fork:
            _fork(session, told)
        _run(session.items[::2])
        status = os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1])
        _tell(session.config, Path(told.name))
    if status:
        pytest.exit(f"the fork of the tests died: {status}", returncode=1)
    return True


def _fork(session: pytest.Session, told: IO[str]) -> None:
    """Run the other half, say nothing on the screen, never come back."""
    status = 1
    try:
        session.config.pluginmanager.unregister(name="terminalreporter")
        session.config.pluginmanager.register(Telling(session.config, told))
        _run(session.items[1::2])
        status = 0
    finally:
        os._exit(status)


def _run(items: Sequence[pytest.Item]) -> None:
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def _tell(config: pytest.Config, told: Path) -> None:
    for line in told.read_text().splitlines():
        report = config.hook.pytest_report_from_serializable(config=config, data=json.loads(line))
        config.hook.pytest_runtest_logreport(report=report)
