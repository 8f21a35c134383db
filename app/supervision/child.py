"""One process under watch: started in its own group, restarted with back-off, stopped for sure.

It is a program of somebody else's, or a command of ours that a fork of the supervisor becomes.
"""

import contextlib
import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.processes import die_with_parent
from app.supervision.fork import Become, Fork

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before a restart
STEADY = 20.0  # having lived that long, a child is forgiven its past deaths


class Process(Protocol):
    """What both kinds of children have."""

    pid: int
    returncode: int | Any  # None while it runs

    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def terminate(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Program:
    """What to start with the descriptor of the lock, and how long it may take to stop."""

    name: str
    begin: Callable[[int], Process]
    grace: float  # seconds between SIGTERM and SIGKILL


def started(command: Sequence[str], environment: Mapping[str, str]) -> Callable[[int], Process]:
    """A program. Its own group keeps the terminal's Ctrl-C away: the supervisor decides the order."""
    supervisor = os.getpid()

    def begin(lock: int) -> Process:
        return subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            pass_fds=(lock,),  # the instance is taken for as long as any child lives
            process_group=0,
            preexec_fn=lambda: die_with_parent(signal.SIGTERM, parent=supervisor),
        )

    return begin


def forked(name: str, become: Become, environment: Mapping[str, str]) -> Callable[[int], Process]:
    """A command of ours: a Python that starts and imports everything again takes a second."""
    return lambda lock: Fork(name, become, environment, kept=lock)


class Child:
    """Alive, or waiting for its restart."""

    def __init__(self, program: Program, lock: int) -> None:
        self.program = program
        self.deaths = 0
        self._lock = lock
        self._process: Process | None = None
        self._since = self._restart_at = 0.0

    def start(self) -> None:
        """Start it, again if it died."""
        self._since = time.monotonic()
        self._process = self.program.begin(self._lock)

    def tend(self) -> None:
        """Notice a death, and restart when its pause is over."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._restart_at:
                self.start()
        elif self._process.poll() is not None:
            self._mourn(self._process, now)

    def _mourn(self, process: Process, now: float) -> None:
        self._kill_group(process)
        self.deaths = 1 if now - self._since > STEADY else self.deaths + 1
        pause = min(FIRST_PAUSE * 2 ** (self.deaths - 1), LONGEST_PAUSE)
        self._process, self._restart_at = None, now + pause
        log.warning(
            "%s (pid %d) stopped (code %s), restarted in %.1f s",
            self.program.name, process.pid, process.returncode, pause,
        )  # fmt: skip

    @property
    def alive(self) -> bool:
        """True while the process runs."""
        return self._process is not None and self._process.poll() is None

    def stop(self, *, grace: float | None = None) -> None:
        """Ask, wait, then kill with all its group."""
        process = self._process
        if process is None:
            return
        if process.poll() is None:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(self.program.grace if grace is None else grace)
        self._kill_group(process)
        process.wait()
        self._process = None

    @staticmethod
    def _kill_group(process: Process) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
