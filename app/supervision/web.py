"""The web server: granian, WSGI, one blocking thread a worker.

SQLite has one writer at a time: more threads in a worker would only wait for each other.
"""

import gc
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
    server = Granian(
        TARGET,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_workers,
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=2,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=partial(load_application, os.getpid()), wrap_loader=False)


def load_application(parent: int) -> Callable[..., Any]:
    """Called in each web worker: tie its life to the server's, then give the application."""
    die_with_parent(parent=parent)
    application: Callable[..., Any] = import_module("wsgi").app
    return application
