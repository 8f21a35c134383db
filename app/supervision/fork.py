"""A child that is a fork of the supervisor: what was imported once is shared, nothing that is open is.

It is waited for and told to stop as a started program is (`subprocess.Popen`). It knows nothing of what it
runs.
"""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from subprocess import TimeoutExpired
from typing import NoReturn

from setproctitle import setproctitle

from app.processes import die_with_parent

Become = Callable[[], object]

_TOLD = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # what the supervisor listens to, and its forks do not
_LOOK = 0.01  # seconds between two looks at a fork that was told to stop
_STANDARD = 3  # descriptors: what it reads, says and complains to


class Fork:
    """Running from the start on, in its own group, under its own name."""

    def __init__(self, name: str, become: Become, environment: Mapping[str, str], *, kept: int) -> None:
        """kept: the descriptor that stays open beside the standard ones."""
        self.returncode: int | None = None
        supervisor = os.getpid()
        sys.stdout.flush()
        sys.stderr.flush()
        # A fork must not take for its own what its supervisor is told.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _TOLD)
        try:
            self.pid = os.fork()
            if not self.pid:
                _live(lambda: _begin(name, environment, supervisor, kept), become)
            with suppress(OSError):  # it does the same: whoever is first
                os.setpgid(self.pid, self.pid)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def poll(self) -> int | None:
        """Its exit code, negative for a signal; None while it runs."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code. Raises TimeoutExpired after `timeout` seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if deadline is not None and time.monotonic() >= deadline:
                raise TimeoutExpired(str(self.pid), timeout or 0.0)
            time.sleep(_LOOK)
        return code

    def terminate(self) -> None:
        """Ask it to stop."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGTERM)


def _live(begin: Become, become: Become) -> NoReturn:
    """The whole life of a fork: it never comes back to the supervisor's own lines."""
    code: object = 1
    try:
        begin()
        become()
        code = 0
    except SystemExit as ended:
        code = 0 if ended.code is None else ended.code
    except BaseException:  # noqa: BLE001 - the edge of this process: told as Python itself would
        traceback.print_exc()
    finally:
        with suppress(OSError):  # nobody may be there to read
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


def _begin(name: str, environment: Mapping[str, str], supervisor: int, kept: int) -> None:
    """As isolated as a program that was just started."""
    os.setpgid(0, 0)
    die_with_parent(parent=supervisor)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _TOLD)
    os.closerange(_STANDARD, kept)
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))
    os.close(0)
    os.open(os.devnull, os.O_RDONLY)  # takes the lowest number that is free: it reads nothing
    setproctitle(f"guichet {name}")  # before the environment moves: the name is written beside it
    os.environ.update(environment)
