"""What must hold before anything starts; each refusal is one French line that says what to do."""

import fcntl
import os
import socket
import time
from pathlib import Path

from redis import Redis, RedisError

from app.core.errors import GuichetError
from app.instance import because, private_folder

# An installation that was just killed needs a moment to let its last process go.
LOCK_PATIENCE = 2.0


class CannotStart(GuichetError):
    """The installation cannot start as it is."""

    code = "cannot-start"


def claim_instance(instance: Path) -> int:
    """Lock the instance folder for one supervisor and its children; the descriptor keeps the lock."""
    path = private_folder(instance) / "guichet.lock"
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise CannotStart(f"Le fichier {path} n’est pas accessible en écriture ({because(error)}).") from None
    deadline = time.monotonic() + LOCK_PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            os.close(lock)
            raise CannotStart(
                f"Guichet tourne déjà sur le dossier {instance}. Arrêtez-le, ou donnez un autre dossier "
                "avec GUICHET_INSTANCE."
            ) from None
        return lock


def require_port(host: str, port: int) -> None:
    """Refuse a port that somebody else listens to, or that this account may not open."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError:
        raise CannotStart(
            f"L’adresse {host} n’existe pas sur cette machine : corrigez GUICHET_HOST."
        ) from None
    family, kind, protocol, _name, address = found[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise CannotStart(
                f"Le port {port} de {host} n’est pas libre ({because(error)}). Choisissez-en un autre : "
                f"« guichet run --port {port + 1} », ou GUICHET_PORT."
            ) from None


def require_redis(client: Redis) -> None:
    """Refuse a REDIS_URL that does not answer. The address is not repeated: it may hold a password."""
    try:
        client.ping()
    except RedisError as error:
        raise CannotStart(
            f"Redis ne répond pas à l’adresse donnée par REDIS_URL ({_first_line(error)}). "
            "Démarrez-le, corrigez l’adresse, ou retirez REDIS_URL pour que Guichet lance le sien."
        ) from None


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
