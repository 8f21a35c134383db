"""The seal of a file: true or forged, changed or not, told without asking anybody."""

import json
from hashlib import sha256

import pytest

from app.core.proof.public_keys import b64, unb64
from app.core.proof.seal import Verdict, examine, hole, sealed
from tests.core.tables import each

STATEMENT = {"issuer": "Ville d’Œuvre", "title": "Accusé de réception", "code": "K4M92QXC7HFD"}


def sign(message: bytes) -> bytes:
    """64 bytes that depend on the message: enough for who does not try to forge."""
    return sha256(b"ours" + message).digest() * 2


def verify(kid: str, message: bytes, signature: bytes) -> bool | None:
    return signature == sign(message) if kid == "k1" else None


def made(statement: dict[str, str] = STATEMENT, kid: str = "k1") -> bytes:
    content = f"%PDF <guichet:seal>{hole(statement, kid)}</guichet:seal> the rest".encode()
    return sealed(content, statement, kid, sign)


def of(header: object, payload: object) -> bytes:
    """A seal that says this, signed by our key."""
    parts = (json.dumps(part).encode() if not isinstance(part, bytes) else part for part in (header, payload))
    signed = ".".join(b64(part) for part in parts)
    return f"<guichet:seal>{signed}.{b64(sign(signed.encode()))}<".encode()


HEADER = {"alg": "EdDSA", "kid": "k1", "typ": "guichet-document"}
FILES = {
    "as it was made": (made(), Verdict.INTACT),
    "a byte of the rest": (made().replace(b"the rest", b"the test"), Verdict.CHANGED),
    "cut": (made()[:-1], Verdict.CHANGED),
    "something after": (made() + b"\n", Verdict.CHANGED),
    "a seal taken from another file": (made().replace(b"%PDF", b"%PDF another"), Verdict.CHANGED),
    "no seal": (b"%PDF", Verdict.ABSENT),
    "an empty one": (b"<guichet:seal></guichet:seal>", Verdict.ABSENT),
    "another key": (made(kid="k2"), Verdict.UNKNOWN_KEY),
    "no algorithm": (of(HEADER | {"alg": "none"}, STATEMENT), Verdict.FORGED),
    "a token for something else": (of(HEADER | {"typ": "JWT"}, STATEMENT), Verdict.FORGED),
    "no JSON": (of(HEADER, b"not json, but long enough"), Verdict.FORGED),
    "no object": (of([1, 2, 3, 4, 5, 6, 7, 8], ["long enough to be read"]), Verdict.ABSENT),
    "written as an attribute": (made().replace(b"<guichet:seal>", b' guichet:seal="'), Verdict.CHANGED),
}  # fmt: skip


@each("name", FILES)
def test_each_file_gets_the_verdict_that_it_deserves(name: str) -> None:
    content, verdict = FILES[name]
    assert examine(content, verify).verdict is verdict


def test_every_byte_of_a_file_counts() -> None:
    content = made()
    verdicts = {
        place: examine(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :], verify).verdict
        for place in range(0, len(content), 5)
    }
    assert Verdict.INTACT not in verdicts.values()
    assert {Verdict.CHANGED, Verdict.FORGED} <= set(verdicts.values())


def test_what_follows_is_for_the_certificate_that_the_statement_names() -> None:
    content = made(STATEMENT | {"certificate": "ab" * 32}) + b"more"
    found = examine(content, verify)
    assert found.verdict is Verdict.CONTINUED
    assert content[: found.size] == content[:-4]


def test_a_seal_is_a_json_web_signature_that_says_what_it_seals() -> None:
    content = made()
    token = content.split(b">")[1].split(b"<")[0].decode()
    header, payload, signature = token.split(".")
    assert json.loads(unb64(header)) == HEADER
    said = json.loads(unb64(payload))
    assert said | STATEMENT == said
    assert said["sha256"] == sha256(content.replace(token.encode(), b"0" * len(token))).hexdigest()
    assert unb64(signature) == sign(f"{header}.{payload}".encode())
    assert examine(content, verify).statement == STATEMENT


def test_a_file_without_exactly_one_place_is_not_sealed() -> None:
    place = hole(STATEMENT, "k1").encode()
    for content in (b"%PDF", place + place):
        with pytest.raises(ValueError, match="exactly one"):
            sealed(content, STATEMENT, "k1", sign)
