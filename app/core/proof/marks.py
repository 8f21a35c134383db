"""The mark printed on a document: its short code, and the signed address of its QR code.

The address says enough to be checked with the public keys alone: code, number of the dossier, day.
It refuses to know how a mark is drawn and where documents are kept.
"""

from base64 import b32decode, b32encode
from dataclasses import dataclass
from datetime import date
from re import compile as pattern

from app.core.proof.mark_codes import read_mark_code, spell_mark_code
from app.core.proof.seal import Sign, hole

PATH = "/verification"
PURPOSE = b"guichet-mark:"  # so that the signature of a mark can be that of nothing else
# Capitals, digits and dots only: a QR code writes them closer together.
_ADDRESS = pattern(r"([2-9A-Z]{12})\.([2-9A-Z]{9})\.(\d{8})\.([A-Z2-7]{103})")


@dataclass(frozen=True, slots=True)
class Mark:
    """All that a document carries to be verified. `address` is the QR code's, `page` what one types."""

    code: str
    page: str
    address: tuple[str, str]  # the page's address, then the signed part, which is written in capitals
    seal: str  # the hole of the file's seal, for its metadata

    @property
    def spelled(self) -> str:
        """The code as printed."""
        return spell_mark_code(self.code)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the QR code of a document says: `signed` is checked with `signature`."""

    code: str
    reference: str
    made_on: date
    signed: bytes
    signature: bytes


def signed_address(code: str, reference: str, made_on: date, sign: Sign) -> str:
    """The last part of a QR code's address."""
    said = f"{code}.{reference}.{made_on:%Y%m%d}"
    return f"{said}.{b32encode(sign(PURPOSE + said.encode())).decode().rstrip('=')}"


def read_address(text: str) -> Claim | None:
    """What this part of an address claims, None when it is not one of ours; the signature is not judged."""
    found = _ADDRESS.fullmatch(text.upper())
    if found is None or read_mark_code(found[1]) is None:
        return None
    code, reference, day, signature = found.groups()
    try:
        made_on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        raw = b32decode(signature + "=")
    except ValueError:
        return None
    return Claim(code, reference, made_on, PURPOSE + f"{code}.{reference}.{day}".encode(), raw)


def mark_of(
    code: str, statement: dict[str, str], *, base_url: str, made_on: date, kid: str, sign: Sign
) -> Mark:
    """The mark of the document that this statement tells."""
    signed = signed_address(code, statement["reference"], made_on, sign)
    page = base_url.split("://", 1)[-1] + PATH
    return Mark(code, page, (f"{base_url}{PATH}/", signed), hole(statement, kid))
