"""Work on a file that anybody may have made, within ten seconds and half a gigabyte, whatever it holds.

The work is done by a child process, which is ended when it goes beyond. Its own time counts, not that of the
others: an honest file is not refused because the machine is busy. It refuses to know what the work is.
"""

import multiprocessing
import resource
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from app.adapters.official.opening import PdfRefused
from app.core.language import _

SECONDS = 7  # of processor; the command itself takes one or two more to start
PATIENCE = 28  # seconds on the clock, for a machine that has other things to do
MOST_MEMORY = 400_000_000  # bytes of data, beside the program itself
Result = TypeVar("Result")


def within_bounds(work: Callable[[], Result], *, seconds: float = PATIENCE) -> Result:
    """What `work` returns; its own refusal; or PdfRefused, reason "heavy", when it takes too much."""
    context = multiprocessing.get_context("fork")  # what is loaded serves the child too
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(work, sender), daemon=True)
    child.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise PdfRefused("heavy", _too_heavy())
        found: Any = receiver.recv()
    except EOFError:
        raise PdfRefused("heavy", _too_heavy()) from None
    finally:
        child.kill()
        child.join()
        receiver.close()
    if isinstance(found, _Refusal):
        raise PdfRefused(found.reason, found.message)
    result: Result = found
    return result


class _Refusal:
    def __init__(self, reason: str, message: str) -> None:
        self.reason, self.message = reason, message


def _work(work: Callable[[], Any], sender: Connection) -> None:
    most = _data_held() + MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        found = work()
    except PdfRefused as refusal:
        found = _Refusal(refusal.reason, str(refusal))
    except MemoryError:
        found = _Refusal("heavy", _too_heavy())
    sender.send(found)


def _data_held() -> int:
    """Bytes of data of this program before it begins; 0 where the kernel does not tell."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[5]) * resource.getpagesize() if told.exists() else 0


def _too_heavy() -> str:
    return _(
        "Ce PDF demande trop de temps ou de mémoire. Cherchez l’original sur le site de l’administration."
    )
