"""The seal of a produced file: a signed statement inside it, which also holds the digest of all the rest.

A JSON Web Signature (RFC 7515, EdDSA) of a length known before the file is written: the writer leaves
a hole of that length, `sealed` fills it. Whoever has the public keys tells, without asking anybody,
a changed file from a forged mark. It refuses to know PDF, keys on a disk and people.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256
from re import compile as pattern
from typing import Any

from app.core.proof.public_keys import b64, unb64

Json = Any
Statement = Mapping[str, str]
Sign = Callable[[bytes], bytes]
# Name of the key, what was signed, the signature → is it good? None: nobody knows that key.
Verify = Callable[[str, bytes, bytes], bool | None]

TYPE = "guichet-document"
PROPERTY = "guichet:seal"  # of the file's metadata
SIGNATURE_BYTES = 64
SIZE_DIGITS = 10
_SEAL = pattern(rb"guichet:seal(?:>|=[\"'])\s*(eyJ[\w-]{20,4000}\.[\w-]{20,8000}\.[\w-]{86})(?![\w-])")


class Verdict(Enum):
    """What a file's seal is worth."""

    ABSENT = "absent"  # no seal, or not where it should be
    FORGED = "forged"  # the statement was not signed by the key that it names
    UNKNOWN_KEY = "unknown-key"  # none of the keys at hand: another service, or nobody
    CHANGED = "changed"  # a true statement, in a file that is not the one that it was made for
    INTACT = "intact"  # true, and not a byte of the file has changed
    CONTINUED = "continued"  # true and intact, followed by what the statement's certificate should sign


@dataclass(frozen=True, slots=True)
class Examination:
    """The verdict; `statement` is what is signed, empty unless the signature is good."""

    verdict: Verdict
    statement: Statement = field(default_factory=dict)
    size: int = 0  # bytes that are sealed


def hole(statement: Statement, kid: str) -> str:
    """What stands in the file until it is sealed: as long as the seal."""
    signed = _signed(statement, kid, size=0, digest="0" * 64)
    return f"{signed}.{b64(bytes(SIGNATURE_BYTES))}"


def sealed(content: bytes, statement: Statement, kid: str, sign: Sign) -> bytes:
    """The file with its hole filled; ValueError when it has not exactly one."""
    blank = hole(statement, kid).encode()
    if content.count(blank) != 1:
        raise ValueError("a file to seal has exactly one place for it")
    start = content.index(blank)
    digest = _digest_of_rest(content, start, len(blank))
    signed = _signed(statement, kid, size=len(content), digest=digest)
    seal = f"{signed}.{b64(sign(signed.encode()))}".encode()
    assert len(seal) == len(blank)
    return content[:start] + seal + content[start + len(blank) :]


def examine(content: bytes, verify: Verify) -> Examination:
    """What the seal of this file is worth, whoever made the file."""
    found = _SEAL.search(content)
    if found is None:
        return Examination(Verdict.ABSENT)
    signed, _dot, signature = found[1].rpartition(b".")
    header, statement = _read(signed)
    if header.get("alg") != "EdDSA" or header.get("typ") != TYPE:
        return Examination(Verdict.FORGED)
    good = verify(str(header.get("kid", "")), signed, unb64(signature.decode()))
    if not good:
        return Examination(Verdict.UNKNOWN_KEY if good is None else Verdict.FORGED)
    return _compared(content, found.start(1), len(found[1]), statement)


def _compared(content: bytes, start: int, length: int, statement: dict[str, str]) -> Examination:
    size, digest = int(statement.pop("size")), statement.pop("sha256")
    if len(content) < size or _digest_of_rest(content[:size], start, length) != digest:
        return Examination(Verdict.CHANGED, statement, size)
    if len(content) == size:
        return Examination(Verdict.INTACT, statement, size)
    verdict = Verdict.CONTINUED if "certificate" in statement else Verdict.CHANGED
    return Examination(verdict, statement, size)


def _digest_of_rest(content: bytes, start: int, length: int) -> str:
    """SHA-256 of the file with zeros in the place of its seal."""
    digest = sha256(content[:start])
    digest.update(b"0" * length)
    digest.update(content[start + length :])
    return digest.hexdigest()


def _signed(statement: Statement, kid: str, *, size: int, digest: str) -> str:
    header = {"alg": "EdDSA", "kid": kid, "typ": TYPE}
    payload = {**statement, "size": f"{size:0{SIZE_DIGITS}}", "sha256": digest}
    return ".".join(b64(_json(part)) for part in (header, payload))


def _json(value: Mapping[str, str]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _read(signed: bytes) -> tuple[dict[str, Json], dict[str, str]]:
    """Header and statement; empty ones when they are not what we write."""
    try:
        header, statement = (json.loads(unb64(part)) for part in signed.decode().split("."))
    except (ValueError, RecursionError):
        return {}, {}
    if not isinstance(header, dict) or not isinstance(statement, dict):
        return {}, {}
    return header, {str(name): str(value) for name, value in statement.items()}
