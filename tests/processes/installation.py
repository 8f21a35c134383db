"""A real installation for tests: `guichet run` in its own folder, on its own port, with all its processes."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil

from tests.fixtures.forked import forked
from tests.fixtures.launching import Launch, Launched
from tests.fixtures.ports import free_port

PATIENCE = 60.0  # seconds; two cores may be shared with other tests


def wait_until(true: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Wait for something to become true, or fail and say what never did."""
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline, f"never happened: {what}"
        time.sleep(0.03)


class Installation:
    """`start`, `stop` and kill at will; everything dies at the end of the test."""

    def __init__(self, folder: Path, template: Path, launch: Launch, **environment: str) -> None:
        self.folder = folder
        self._launch = launch
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(template, folder / "guichet.db")
        self.port = free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GUICHET_")}
        self.environment = {
            **kept,
            "GUICHET_INSTANCE": str(folder),
            "GUICHET_PORT": str(self.port),
            "GUICHET_WEB_WORKERS": "1",
            **environment,
        }
        for name in ("DATABASE_URL", "REDIS_URL", "SMTP_URL"):
            if name not in environment:
                self.environment.pop(name, None)
        self.log = folder.parent / f"{folder.name[:40]}.log"
        self.supervisor: Launched | psutil.Popen | None = None
        self._seen: set[psutil.Process] = set()

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a `guichet` command to its end."""
        return subprocess.run(
            [sys.executable, "-P", "-m", "app.cli", *arguments],
            env=self.environment, capture_output=True, text=True, timeout=40, check=False,
        )  # fmt: skip

    def here(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a `guichet` command to its end in a fork of the tests."""
        return forked(*arguments, environment=self.environment)

    def launch(self) -> None:
        """Start everything as an operator does and wait for nothing."""
        with self.log.open("ab") as output:
            command = [sys.executable, "-P", "-m", "app.cli", "run"]
            self.supervisor = psutil.Popen(command, env=self.environment, stdout=output, stderr=output)

    def start(self, *, from_nothing: bool = False) -> "Installation":
        """Start everything and wait for the first answer; `from_nothing` as an operator does, for longer."""
        if from_nothing:
            self.launch()
        else:
            self.supervisor = self._launch("run", environment=self.environment, log=self.log)
        try:
            wait_until(lambda: f"http://localhost:{self.port}" in self.told(), "the address")
            wait_until(lambda: {"web", "worker", "scheduler"} <= set(self.children()), "all its children")
        except AssertionError as error:
            error.add_note(self.told())
            raise
        self.remember()
        return self

    def told(self) -> str:
        """All that was printed."""
        return self.log.read_text()

    def answers(self) -> bool:
        """True when the web server gives an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/sante")
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def children(self) -> dict[str, psutil.Process]:
        """The processes directly under the supervisor, by name."""
        assert self.supervisor is not None
        found = {}
        for process in self.supervisor.children():
            try:
                words = process.cmdline()
            except psutil.Error:
                continue
            if words and process.status() != psutil.STATUS_ZOMBIE:
                found["redis" if "redis-server" in words[0] else " ".join(words).split()[-1]] = process
        return found

    def remember(self) -> set[psutil.Process]:
        """Note every process of the installation, so that none can hide as an orphan."""
        assert self.supervisor is not None
        self._seen |= {self.supervisor, *self.supervisor.children(recursive=True)}
        return self._seen

    def survivors(self) -> list[psutil.Process]:
        """The processes once seen that still run."""
        return [process for process in self._seen if _runs(process)]

    def ask_to_stop(self, with_signal: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Stop in order; the exit code and the seconds it took."""
        assert self.supervisor is not None
        self.remember()
        started = time.monotonic()
        self.supervisor.send_signal(with_signal)
        code = self.supervisor.wait(timeout=20)
        return code, time.monotonic() - started

    def destroy(self) -> None:
        """Whatever the test did, nothing stays."""
        if self.supervisor is not None and self.supervisor.poll() is None:
            self.remember()
            self.supervisor.kill()
            self.supervisor.wait()
        for process in self.survivors():
            with suppress(psutil.NoSuchProcess):  # its supervisor's death may just have taken it along
                process.kill()


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:  # it ended between the two questions
        return False
