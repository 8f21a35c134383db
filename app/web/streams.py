"""A stream sent or kept piece by piece, then closed."""

from collections.abc import Iterator
from typing import BinaryIO

CHUNK = 64 * 1024


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Its content in order."""
    with stream:
        while chunk := stream.read(CHUNK):
            yield chunk
