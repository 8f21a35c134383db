"""The kinds of file that people may give, told apart by their content, never by their name.

A new kind is one line of the table. Nothing here opens a file further than its first bytes, nor
knows fields, storage or pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from re import compile as pattern
from unicodedata import category, normalize

from app.core import french
from app.core.language import _

LONGEST_NAME = 100
_SPACES = pattern(r"\s+")
_NOT_SHOWN = ("C", "Zl", "Zp")  # controls, marks that reverse the reading of a name, line breaks


@dataclass(frozen=True, slots=True)
class MediaType:
    """`title` is what people read; the first of `endings` is the usual one.

    `brands`: a container of films and photos says what it holds from its fifth byte on.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    signature: bytes
    brands: tuple[bytes, ...] = ()

    def matches(self, content: bytes) -> bool:
        """True when the content begins as this kind does."""
        if self.brands:
            return content[4:8] == self.signature and content[8:12] in self.brands
        return content.startswith(self.signature)

    @property
    def is_picture(self) -> bool:
        """True for what is drawn again before it is kept."""
        return self.name.startswith("image/")


PDF = MediaType("application/pdf", "PDF", (".pdf",), b"%PDF-")
JPEG = MediaType("image/jpeg", "JPEG", (".jpg", ".jpeg", ".jpe", ".jfif"), b"\xff\xd8\xff")
PNG = MediaType("image/png", "PNG", (".png",), b"\x89PNG\r\n\x1a\n")
# What telephones make: never kept, it becomes a JPEG wherever one is accepted.
HEIC = MediaType(
    "image/heic", "HEIC", (".heic", ".heif"), b"ftyp",
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"),
)  # fmt: skip
MEDIA_TYPES: tuple[MediaType, ...] = (PDF, JPEG, PNG)
RECEIVED: tuple[MediaType, ...] = (*MEDIA_TYPES, HEIC)


def sniff(content: bytes) -> MediaType | None:
    """What this content really is, None for anything that nobody here accepts."""
    return next((known for known in RECEIVED if known.matches(content)), None)


def kept_as(media: MediaType) -> MediaType:
    """The kind under which this one is kept."""
    return JPEG if media is HEIC else media


def belied(name: str, media: MediaType) -> MediaType | None:
    """The kind that this name announces when the content is of another family: a PDF called "photo.jpg".

    One picture for another (telephones mix them up) is no lie; an unknown ending announces nothing.
    """
    lowered = name.lower().strip()
    said = next((known for known in RECEIVED if lowered.endswith(known.endings)), None)
    return said if said is not None and said.is_picture != media.is_picture else None


def titles(accepted: Iterable[MediaType]) -> str:
    """ "PDF, JPEG ou PNG"."""
    return french.join([known.title for known in accepted], _("ou"))


def megabytes(octets: int) -> str:
    """ "10 Mo", as the setting counts them (1024 × 1024)."""
    return f"{octets // (1024 * 1024)}{french.NO_BREAK}{_('Mo')}"


def shown_name(given: str, media: MediaType) -> str:
    """The name to show and to download under: one line, no folder, an ending true to the content."""
    name = normalize("NFC", given.replace("\\", "/").rpartition("/")[2])
    name = "".join(char for char in _SPACES.sub(" ", name) if not category(char).startswith(_NOT_SHOWN))
    stem, ending = _split(name.strip(), media.endings)
    stem = stem[: LONGEST_NAME - len(ending)].strip(" .")
    return (stem or _("fichier")) + ending


def _split(name: str, endings: Sequence[str]) -> tuple[str, str]:
    """("facture", ".pdf"); an ending that the content belies stays in the stem: "facture.exe", ".pdf"."""
    found = next((known for known in endings if name.lower().endswith(known)), "")
    return (name[: -len(found)], name[-len(found) :]) if found else (name, endings[0])
