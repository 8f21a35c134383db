"""The loop that repairs: what is due, or was left behind by a dead worker, is woken again.

Two schedulers do no harm, for a wake-up is never the truth. A database or a Redis that is away
is told once in the log and tried again at the next turn.
"""

import logging
import signal
from threading import Event

from app.bootstrap import bootstrap
from app.settings import Settings
from app.usecases.operate import sweep
from app.usecases.ports import Ports

log = logging.getLogger(__name__)


def sweep_until_told(settings: Settings) -> None:
    """Sweep every few seconds until SIGTERM or SIGINT."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    ports = bootstrap(settings)
    failing = False
    while not stop.wait(settings.sweep_every):
        failing = not _turn(ports, told=failing)


def _turn(ports: Ports, *, told: bool) -> bool:
    """One sweep; False when it could not be done. The same trouble is not told at each turn."""
    try:
        woken = sweep(ports)
    except Exception as error:  # noqa: BLE001 - the edge of this process: whatever it was, the next turn tries again
        if not told:
            log.warning("sweep not done, tried again at each turn: %s", error)
        return False
    if woken:
        log.info("sweep: %d effect(s) woken", woken)
    return True
