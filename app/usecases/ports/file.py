"""What the use cases need for files: a place on the disk, a hand that draws pictures again, an antivirus.

Nothing here is implemented; nothing knows who gives a file or may have it.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from app.core.media_types import MediaType


class Aside(Protocol):
    """A file being received, on the disk: not kept yet, gone at the end of its block."""

    stream: BinaryIO  # read and write
    size: int
    sha256: str

    def write(self, chunks: Iterable[bytes], limit: int) -> None:
        """Take chunks until they end or weigh more than `limit`; `size` then says so."""

    def measure(self) -> None:
        """Size and digest of what somebody else wrote to `stream`."""


class Files(Protocol):
    """Produced documents and attachments, stored by SHA-256; none need ever be whole in memory."""

    def aside(self) -> AbstractContextManager[Aside]:
        """An empty file on the disk where the files are kept."""

    def keep(self, aside: Aside) -> str:
        """Give what was set aside its place (once), as surely as `put`; its SHA-256."""

    def open(self, sha256: str) -> BinaryIO:
        """The content to be read piece by piece, or NotFound."""

    def put(self, content: bytes) -> str:
        """Store (once) and return the SHA-256 in hexadecimal."""

    def get(self, sha256: str) -> bytes:
        """The content, or NotFound."""

    def forsaken(self, before: datetime) -> int:
        """Forget what was set aside before `before` by a process that died; how many."""

    def older(self, before: datetime) -> Iterator[str]:
        """The SHA-256 of the files that nobody put since `before`."""

    def delete(self, sha256: str, before: datetime) -> bool:
        """Delete it, unless somebody put it again since `before`."""


class Partials(Protocol):
    """Files that arrive in several pieces. Their size on the disk is the truth; never a given file."""

    def begin(self, dossier_id: str, upload_id: str) -> None: ...

    def size(self, dossier_id: str, upload_id: str) -> int:
        """The bytes received so far, or NotFound."""

    def append(self, dossier_id: str, upload_id: str, offset: int, chunk: bytes) -> int:
        """The new size; when `offset` is not where the file ends, nothing is written and that end told."""

    def read(self, dossier_id: str, upload_id: str) -> Iterator[bytes]:
        """The pieces put together, or NotFound."""

    def drop(self, dossier_id: str, upload_id: str) -> None: ...

    def held(self, dossier_id: str) -> tuple[int, int]:
        """How many this dossier has, and their bytes."""

    def purge(self, before: datetime) -> int:
        """Forget those that received nothing since `before`; how many."""


class PictureRefused(Exception):
    """A picture or a PDF that cannot be opened: `reason` is file-broken, file-locked (a password is asked),
    picture-broken or picture-huge."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Pictures(Protocol):
    """Draws pictures again: upright, without what their camera wrote inside, marked when asked."""

    def redraw(self, source: BinaryIO, media: MediaType, into: BinaryIO, mark: str = "") -> None:
        """Write the picture as it is kept, or raise PictureRefused. A PDF is only marked."""

    def thumbnail(self, source: BinaryIO) -> bytes:
        """A small JPEG, or PictureRefused."""

    def page_count(self, source: BinaryIO) -> int:
        """The pages of a PDF, or PictureRefused."""

    def still(self, source: BinaryIO, most: int) -> BinaryIO:
        """The first `most` pages of a PDF and nothing else of it; the caller closes it. Or PictureRefused."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scanner says. `known` is False when it could not look; `found` names what it found."""

    known: bool
    found: str = ""


class Scanner(Protocol):
    """An antivirus."""

    def scan(self, stream: BinaryIO) -> Scan: ...


class Blanks(Protocol):
    """Blank forms to print that were made already, by the hash of their definition. Never the truth."""

    def get(self, definition_hash: str) -> bytes | None:
        """The PDF; None: not made yet."""

    def size(self, definition_hash: str) -> int:
        """In bytes; 0: not made yet."""

    def keep(self, definition_hash: str, content: bytes) -> None: ...
