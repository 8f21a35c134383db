"""Codes and digests derived from the signing key, so that nothing secret is stored.

It refuses to know where the key comes from. Whoever holds the key can open every dossier.
"""

from hashlib import sha256
from hmac import compare_digest
from hmac import digest as keyed_digest

from app.core.dossier import REFERENCE_ALPHABET

CODE_LENGTH = 12  # 26 characters: 56 bits, out of reach when wrong tries are slowed down
GROUP = 4
SHORTEST_KEY = 16


class SigningKeys:
    """Each purpose has its own prefix: a code can never be the digest of something else."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < SHORTEST_KEY:
            raise ValueError(f"the signing key needs at least {SHORTEST_KEY} bytes")
        self._secret = secret

    def code(self, dossier_id: str, generation: int) -> str:
        drawn = _draw(self._derive("code", f"{dossier_id}:{generation}"))
        return "-".join(drawn[i : i + GROUP] for i in range(0, CODE_LENGTH, GROUP))

    def code_matches(self, typed: str, dossier_id: str, generation: int) -> bool:
        return compare_digest(_compact(typed), _compact(self.code(dossier_id, generation)))

    def digest(self, secret: str) -> str:
        return self._derive("digest", secret).hex()

    def _derive(self, purpose: str, message: str) -> bytes:
        return keyed_digest(self._secret, f"{purpose}:{message}".encode(), sha256)


def _draw(number: bytes) -> str:
    """Twelve characters out of 256 bits: what is left over is so large that no character is favoured."""
    rest, drawn = int.from_bytes(number, "big"), ""
    for _position in range(CODE_LENGTH):
        rest, place = divmod(rest, len(REFERENCE_ALPHABET))
        drawn += REFERENCE_ALPHABET[place]
    return drawn


def _compact(typed: str) -> bytes:
    return "".join(char for char in typed.upper() if char.isalnum()).encode()
