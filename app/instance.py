"""The instance folder: what one installation keeps (database, files, key, embedded Redis).

It makes the folder private, creates the signing key once, and says where the embedded Redis
listens. It knows nothing of what is stored there.
"""

import errno
import os
from hashlib import sha256
from pathlib import Path
from secrets import token_hex, token_urlsafe
from tempfile import TemporaryFile, gettempdir

from app.core.errors import GuichetError

# A unix socket's path holds 107 bytes on Linux (103 on others): longer ones cannot even be bound.
SOCKET_LIMIT = 100


class InstanceRefused(GuichetError):
    """The instance folder cannot be used: one French line says why."""

    code = "instance-refused"


_CAUSES = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EROFS: "système de fichiers en lecture seule",
    errno.ENOSPC: "disque plein",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EEXIST: "ce n’est pas un dossier",
    errno.EADDRINUSE: "déjà utilisé",
    errno.EADDRNOTAVAIL: "adresse absente de cette machine",
}


def because(error: OSError) -> str:
    """The system's reason, in French when it is a usual one."""
    return _CAUSES.get(error.errno or 0, error.strerror or type(error).__name__)


def embedded_socket(instance: Path) -> Path:
    """Where the embedded Redis listens: always the same place for one instance folder."""
    near = instance / "redis" / "redis.sock"
    if len(os.fsencode(near)) <= SOCKET_LIMIT:
        return near
    digest = sha256(os.fsencode(instance)).hexdigest()[:16]
    return Path(gettempdir()) / f"guichet-{os.getuid()}-{digest}" / "redis.sock"


def private_folder(path: Path) -> Path:
    """Create the folder with mode 0700, or refuse one that cannot be written or that others own."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.stat().st_uid != os.getuid() and os.getuid() != 0:
            raise InstanceRefused(f"Le dossier {path} appartient à un autre compte.")
        with TemporaryFile(dir=path):
            pass  # being able to write is seen by writing
    except OSError as error:
        raise InstanceRefused(
            f"Le dossier {path} n’est pas utilisable ({because(error)}). Donnez-en un autre avec "
            "GUICHET_INSTANCE, ou rendez-le accessible en écriture."
        ) from None
    return path


def signing_secret(instance: Path, given: str) -> bytes:
    """The key that signs: the one given, else the one of the instance folder, created once (0600)."""
    if given:
        return given.encode()
    path = private_folder(instance) / "secret.key"
    try:
        _create_once(path)
        secret = path.read_bytes().strip()
    except OSError as error:
        raise InstanceRefused(f"La clé {path} n’est pas lisible ({because(error)}).") from None
    if len(secret) < 32:
        raise InstanceRefused(f"La clé {path} est vide ou abîmée : remettez celle de votre sauvegarde.")
    return secret


def _create_once(path: Path) -> None:
    """Two processes may start together: the file appears whole, and the first one wins."""
    if path.exists():
        return
    draft = path.with_suffix(f".{token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.write(token_urlsafe(48))
        stream.flush()
        os.fsync(handle)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first: its key is the key
    finally:
        draft.unlink()
