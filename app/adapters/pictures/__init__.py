"""Pictures drawn again by Pillow before they are kept: upright, of a bounded size, nothing else inside.

What a camera wrote (place, serial number, owner) and what was hidden behind the picture do not
survive. It refuses to know who gave a picture and why.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from math import hypot
from typing import BinaryIO

from pikepdf.settings import set_qpdf_limits
from PIL import Image, ImageDraw, ImageFile, ImageFont, ImageOps
from pillow_heif import register_heif_opener

from app.adapters.pictures import pdf_still
from app.adapters.pictures.pdf_marks import mark_pdf
from app.core.media_types import PDF, PNG, MediaType
from app.usecases.ports import PictureRefused

MOST_PIXELS = 64_000_000
LONGEST_SIDE = 4000  # an A4 sheet at 340 dots per inch
THUMBNAIL = (160, 160)
QUALITY = 88
FORMATS = ("JPEG", "PNG", "HEIF")
PNG_MODES = ("1", "L", "LA", "P", "RGB", "RGBA")
MARK_INK = (70, 70, 70, 120)

MOST_UNPACKED = 64 * 1024 * 1024  # bytes of one packed stream of a PDF: a few kilobytes may hold gigabytes

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
# Of the whole process, set before any thread reads a PDF.
set_qpdf_limits(
    flate_max_memory=MOST_UNPACKED, run_length_max_memory=MOST_UNPACKED, png_max_memory=MOST_UNPACKED,
    tiff_max_memory=MOST_UNPACKED, dct_max_memory=MOST_UNPACKED,
)  # fmt: skip
register_heif_opener(thumbnails=False)


class PillowPictures:
    """Decoders meet hostile bytes here, and fail as PictureRefused only."""

    def redraw(self, source: BinaryIO, media: MediaType, into: BinaryIO, mark: str = "") -> None:
        if media is PDF:
            mark_pdf(source, into, mark)
            return
        with _opened(source) as given:
            profile = given.info.get("icc_profile")
            picture = _upright(given, LONGEST_SIDE)
            modes = PNG_MODES if media is PNG else ("L", "RGB")
            if picture.mode not in modes:
                picture, profile = _plain(picture, keep_clear=media is PNG), None
            if mark:
                picture = _marked(picture, mark)
            if media is PNG:
                _bare(picture).save(into, "PNG", icc_profile=profile)
            else:
                _bare(picture.convert("RGB") if mark else picture).save(
                    into, "JPEG", quality=QUALITY, icc_profile=profile
                )

    def thumbnail(self, source: BinaryIO) -> bytes:
        with _opened(source) as given:
            small = _plain(_upright(given, max(THUMBNAIL)), keep_clear=False)
            out = BytesIO()
            _bare(small).save(out, "JPEG", quality=80)
        return out.getvalue()

    def page_count(self, source: BinaryIO) -> int:
        return pdf_still.page_count(source)

    def still(self, source: BinaryIO, most: int) -> BinaryIO:
        return pdf_still.still(source, most)


@contextmanager
def _opened(source: BinaryIO) -> Iterator[Image.Image]:
    """The picture, or PictureRefused for whatever a decoder does with bytes that are none."""
    # WeasyPrint turns this on for the whole process: half a picture would pass for a whole one.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise PictureRefused("picture-huge")
                yield picture
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefused("picture-huge") from None
    except Exception:  # noqa: BLE001 - a decoder given hostile bytes fails in every way there is
        raise PictureRefused("picture-broken") from None


def _upright(picture: Image.Image, longest: int) -> Image.Image:
    """Decoded, no larger than needed, turned as the camera said."""
    share = min(1.0, longest / max(picture.size))
    wanted = (int(picture.width * share), int(picture.height * share))
    picture.draft(None, wanted)  # a JPEG is decoded smaller at once
    picture.load()
    picture.thumbnail((longest, longest))
    return ImageOps.exif_transpose(picture)


def _plain(picture: Image.Image, *, keep_clear: bool) -> Image.Image:
    """Usual colours; what shows through becomes white where the format has nothing clear."""
    clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    if clear and keep_clear:
        return picture.convert("RGBA")
    if not clear:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _bare(picture: Image.Image) -> Image.Image:
    """The points alone: whatever else came with the picture would be written back by some formats."""
    for name in [name for name in picture.info if name != "transparency"]:
        del picture.info[name]
    picture.getexif().clear()
    return picture


def _marked(picture: Image.Image, mark: str) -> Image.Image:
    """The sentence in pale grey across the whole picture: no corner can be cut free of it."""
    base = picture.convert("RGBA")
    side = int(hypot(*base.size)) + 1
    size = max(12, base.width // 28)
    font = _font(size)
    layer = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    step = max(1, int(pen.textlength(mark + "   ", font=font)))
    for row, y in enumerate(range(0, side, size * 4)):
        for x in range(-(step // 2) * (row % 2), side, step):
            pen.text((x, y), mark, fill=MARK_INK, font=font)
    turned = layer.rotate(30)
    left, top = (side - base.width) // 2, (side - base.height) // 2
    base.alpha_composite(turned.crop((left, top, left + base.width, top + base.height)))
    return base


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    try:
        return ImageFont.truetype("DejaVuSans.ttf", size)
    except OSError:
        return ImageFont.load_default(size)
