"""Public keys as other programs read them: a JWK Set of Ed25519 keys (RFC 7517, RFC 8037).

A key is named by its thumbprint (RFC 7638), so that nobody has to number keys. Private keys are
never seen here.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

Json = Any
KEY_BYTES = 32


def b64(data: bytes) -> str:
    """Base64 for addresses, without padding (RFC 7515)."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Back; ValueError when it is not base64."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def key_id(public: bytes) -> str:
    """The thumbprint of a public key of 32 bytes."""
    members = {"crv": "Ed25519", "kty": "OKP", "x": b64(public)}
    return b64(sha256(json.dumps(members, separators=(",", ":"), sort_keys=True).encode()).digest())


def key_set(keys: Iterable[bytes]) -> dict[str, Json]:
    """The JWK Set of these public keys, in their order."""
    return {
        "keys": [
            {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": key_id(key), "x": b64(key)}
            for key in keys
        ]
    }


def read_key_set(text: str | bytes) -> Mapping[str, bytes]:
    """The Ed25519 keys of a JWK Set by their names; keys of other kinds are left. Raises ValueError."""
    held = json.loads(text)
    given = held.get("keys") if isinstance(held, dict) else None
    if not isinstance(given, list):
        raise ValueError("no JWK Set")
    keys = [
        unb64(str(one.get("x", ""))) for one in given if isinstance(one, dict) and one.get("crv") == "Ed25519"
    ]
    return {key_id(key): key for key in keys if len(key) == KEY_BYTES}
