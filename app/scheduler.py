"""The loop of the clock and of repairs: dossiers whose delay is over move, and what was left behind by
a dead worker is woken again.

It sends the agents' daily mails, and each hour purges what is no longer to be kept. Two schedulers do no
harm: a dossier moves once, a daily mail has one sender, a wake-up is never the truth, and a purge finds
nothing twice. A database or a Redis that is away is told once in the log and tried again at the next turn.
"""

import logging
import signal
import time
from threading import Event

from app.bootstrap import bootstrap
from app.settings import Settings
from app.usecases.desk import batches
from app.usecases.desk.digests import send_digests
from app.usecases.operate import purge, sweep
from app.usecases.operate.clockwork import run_clock
from app.usecases.ports import Ports

log = logging.getLogger(__name__)

PURGE_EVERY = 3600.0  # seconds


def sweep_until_told(settings: Settings) -> None:
    """Sweep every few seconds until SIGTERM or SIGINT."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    ports = bootstrap(settings)
    failing, purge_at = False, time.monotonic()
    while not stop.wait(settings.sweep_every):
        failing = not _turn(ports, told=failing)
        if time.monotonic() >= purge_at:
            purge_at = time.monotonic() + PURGE_EVERY
            _purge(ports)


def _turn(ports: Ports, *, told: bool) -> bool:
    """One sweep; False when it could not be done. The same trouble is not told at each turn."""
    try:
        acted = run_clock(ports)
        woken = sweep(ports)
        batches.resume(ports)
        written = send_digests(ports)
    except Exception as error:  # noqa: BLE001 - the edge of this process: whatever it was, the next turn tries again
        if not told:
            log.warning("sweep not done, tried again at each turn: %s", error)
        return False
    if acted:
        log.info("clock: %d dossier(s) moved", acted)
    if written:
        log.info("notifications: %d daily mail(s) sent", written)
    if woken:
        log.info("sweep: %d effect(s) woken", woken)
    return True


def _purge(ports: Ports) -> None:
    """Tell what was forgotten; what could not be is for the next hour."""
    try:
        forgotten = {name: number for name, number in purge(ports).items() if number}
    except Exception as error:  # noqa: BLE001 - the edge of this process, as above
        log.warning("purge not done, tried again in an hour: %s", error)
        return
    if forgotten:
        log.info("purge: %s", ", ".join(f"{number} {name}" for name, number in forgotten.items()))
