"""Pictures made on the spot for tests, good and hostile."""

import struct
import zlib
from io import BytesIO

import pillow_heif
from PIL import Image


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: object) -> bytes:
    out = BytesIO()
    if kind == "HEIF":
        pillow_heif.register_heif_opener()
    Image.new(mode, size, "white" if mode == "RGB" else 1).save(out, kind, **more)
    return out.getvalue()


def from_a_telephone() -> bytes:
    """Lying on its side, with the name of the maker and a place."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Fabricant-Secret"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif, comment=b"Fabricant-Secret")


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few hundred bytes that says it is immense."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(4096))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
