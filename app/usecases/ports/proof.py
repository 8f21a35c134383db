"""What the use cases need to prove documents: keys that sign, rows of marks, a seal of the operator's.

Nothing here is implemented; nothing knows how a mark is drawn.
"""

from collections.abc import Sequence
from typing import Protocol

from app.core.dossier import Document


class Signer(Protocol):
    """A private key in use, at one moment."""

    @property
    def kid(self) -> str:
        """The name of its public half."""

    def sign(self, message: bytes, /) -> bytes:
        """A signature of 64 bytes: the same message gives the same."""


class ProofKeys(Protocol):
    """The operator's keys: one in use, the public halves of all."""

    def signer(self) -> Signer: ...

    def public_keys(self) -> Sequence[bytes]:
        """32 bytes each, the newest first."""

    def verify(self, kid: str, message: bytes, signature: bytes) -> bool | None:
        """Is it signed by the key of this name ("": by any)? None when no such key is known."""

    def renew(self) -> str:
        """A new key takes over; its name."""


class Sealer(Protocol):
    """Signs a whole file with the certificate that the operator gave (PAdES)."""

    @property
    def certificate(self) -> str:
        """SHA-256 of the certificate, in hexadecimal."""

    def seal(self, content: bytes) -> bytes:
        """The file, continued by its signature."""


class Marks(Protocol):
    """Which document a printed code names."""

    def add(self, code: str, document_id: str) -> None: ...

    def by_code(self, code: str) -> Document | None: ...
