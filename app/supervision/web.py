"""The web server: granian, WSGI, some threads in each of a few workers.

A request whose body arrives slowly holds its thread until the end: there are enough of them for
the others. They do not make one worker faster, and SQLite's writers still take turns.
"""

import gc
import logging
import os
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from app.processes import die_with_parent
from app.settings import PROJECT, Settings

TARGET = "wsgi:app"


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; a web worker that dies is replaced.

    The application is loaded once, before the workers are forked: they share its memory.
    """
    sys.path.insert(0, str(PROJECT))  # wsgi.py stands beside the package
    import_module("wsgi")
    gc.freeze()
    logging.getLogger("_granian").addFilter(_meant)
    server = Granian(
        TARGET,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_workers,
        blocking_threads=settings.web_threads,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=2,
        log_level=LogLevels.warning,
        process_name="guichet web",
    )
    server.serve(target_loader=partial(load_application, os.getpid()), wrap_loader=False)


def _meant(record: logging.LogRecord) -> bool:
    """More threads than cores is on purpose: they wait for slow visitors, they do not compute."""
    return "allows spawning up to" not in record.getMessage()


def load_application(parent: int) -> Callable[..., Any]:
    """Called in each web worker: tie its life to the server's, then give the application."""
    die_with_parent(parent=parent)
    application: Callable[..., Any] = import_module("wsgi").app
    return application
