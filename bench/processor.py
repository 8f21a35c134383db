"""The time of the processor that a page takes, here and in the database: what others do on the machine adds
little to it, where a clock on the wall counts them too."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

import psycopg

_OURS = """SELECT pid FROM pg_stat_activity WHERE datname = current_database()
    AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""


def processor(urls: Iterable[str]) -> Callable[[], float] | None:
    """Seconds of this process and of those that serve these databases to it; None when they cannot be seen:
    the server is on another machine, or the system does not tell."""
    served = [path for url in urls if url.startswith("postgres") for path in _backends(url)]
    if not all(path.exists() for path in served):
        return None

    def clock() -> float:
        theirs = sum(int(path.read_text().split()[0]) for path in served)  # nanoseconds
        return time.process_time() + theirs / 1e9

    return clock


def _backends(url: str) -> list[Path]:
    with psycopg.connect(url) as connection:
        return [Path(f"/proc/{pid}/schedstat") for (pid,) in connection.execute(_OURS)]
