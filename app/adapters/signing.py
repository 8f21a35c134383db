"""The operator's keys that sign documents: Ed25519, one in use, the public halves of all kept for ever.

A folder: `current.pem` (private, 0600) and `public/<name>.pem`. It is read at each use, so that a new
key is used without restarting anything. It refuses to know what is signed.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from app.core.errors import GuichetError
from app.core.language import _
from app.core.proof.public_keys import key_id

CURRENT, PUBLIC = "current.pem", "public"


class KeysRefused(GuichetError):
    """The keys cannot be used: one French line says why and what to do."""

    code = "keys-refused"


@dataclass(frozen=True, slots=True)
class Signer:
    """The key in use, at one moment: its name and its hand."""

    kid: str
    sign: Callable[[bytes], bytes]


class PublicKeys:
    """Keys that verify, by name, the newest first."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        self._keys = keys

    def public_keys(self) -> list[bytes]:
        return list(self._keys.values())

    def verify(self, kid: str, message: bytes, signature: bytes) -> bool | None:
        """Is it signed by the key of this name ("": by any of them)? None when there is no such key."""
        keys = self.public_keys() if not kid else [self._keys[kid]] if kid in self._keys else []
        return any(_good(key, message, signature) for key in keys) if keys else None


class KeyFolder:
    """The keys of one installation; `create()` makes the first one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create(self) -> "KeyFolder":
        """Make the first key, unless there is one: two processes that start together keep the same."""
        if not (self._folder / CURRENT).exists():
            self._made(os.link)
        return self

    def renew(self) -> str:
        """A new key takes over; the old private half is gone, its public half is kept. The new name."""
        return self._made(os.replace)

    def signer(self) -> Signer:
        path = self._folder / CURRENT
        try:
            key = load_pem_private_key(path.read_bytes(), None)
        except (OSError, ValueError, TypeError) as error:
            raise KeysRefused(_damaged(path)) from error
        if not isinstance(key, Ed25519PrivateKey):
            raise KeysRefused(_damaged(path))
        return Signer(key_id(key.public_key().public_bytes_raw()), key.sign)

    def public_keys(self) -> list[bytes]:
        """Every public key, the newest first."""
        return self._published().public_keys()

    def verify(self, kid: str, message: bytes, signature: bytes) -> bool | None:
        return self._published().verify(kid, message, signature)

    def _published(self) -> PublicKeys:
        keys = (self._public(path) for path in self._paths())
        return PublicKeys({key_id(key): key for key in keys})

    def _paths(self) -> list[Path]:
        found = [(path.stat().st_mtime_ns, path) for path in (self._folder / PUBLIC).glob("*.pem")]
        return [path for _at, path in sorted(found, reverse=True)]

    def _public(self, path: Path) -> bytes:
        try:
            key = load_pem_public_key(path.read_bytes())
        except (OSError, ValueError) as error:
            raise KeysRefused(_damaged(path)) from error
        if not isinstance(key, Ed25519PublicKey):
            raise KeysRefused(_damaged(path))
        return key.public_bytes_raw()

    def _made(self, put: Callable[[Path, Path], None]) -> str:
        """The public half first: what is signed can be verified from the first moment."""
        key = Ed25519PrivateKey.generate()
        kid = key_id(key.public_key().public_bytes_raw())
        public = self._folder / PUBLIC / f"{kid}.pem"
        draft = self._folder / f".{token_hex(4)}"
        try:
            public.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(public, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
            _write(draft, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            put(draft, self._folder / CURRENT)
        except FileExistsError:
            public.unlink()  # another process was first: its key is the key
        except OSError as error:
            raise KeysRefused(
                _("Le dossier {path} n’est pas utilisable.").format(path=self._folder)
            ) from error
        finally:
            with suppress(OSError):
                draft.unlink()
        return kid


def _write(path: Path, text: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(handle)


def _good(key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _damaged(path: Path) -> str:
    return _("La clé {path} est absente ou abîmée : remettez celle de votre sauvegarde.").format(path=path)
