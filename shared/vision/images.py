"""Any photograph in, the standard pictures out.

What the file is, is judged by its content. Limits are checked on the header, before a pixel is decoded. The pictures
are built from pixels alone, so nothing that hides in the file travels on. libvips decodes the common formats (it
shrinks while it decodes: five times faster and half the memory), Pillow the others.
"""

import io
import logging
import re
import struct
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

import numpy as np
import pillow_heif
import pyvips
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from shared.vision.models import MAX_UPLOAD_BYTES, JobErrorCode, Place

DEX_EDGE = 2560
THUMB_EDGE = 512
MODEL_EDGE = 1024
MAX_PIXELS = 100_000_000
MAX_PIXELS_WHOLE = 50_000_000
MAX_PIXELS_PROGRESSIVE = 30_000_000
MAX_PIXELS_AVIF = 30_000_000
MAX_PIXELS_INTERLACED = 20_000_000
MAX_ASPECT_RATIO = 20
VIPS_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
PILLOW_FORMATS = ("HEIF", "AVIF", "GIF", "BMP")
OTHER_FORMATS = re.compile(
    rb"%PDF|<\?xml|<svg|8BPS|\0\0\0\x0cjP  |\xffO\xffQ|FUJIFILM|gimp|\x76\x2f\x31\x01|#\?RADIANCE"
)
PNG = {"compression": 2, "filter": "avg", "keep": "none"}  # the fastest below 1.10 of Pillow's bytes
PNG_HARMLESS = {b"IHDR", b"IDAT", b"IEND", b"pHYs", b"sRGB", b"gAMA"}
DECODER_ERRORS = (OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, struct.error, MemoryError)

pillow_heif.register_heif_opener()
pyvips.block_untrusted_set(True)
pyvips.vips_lib.vips_concurrency_set(1)  # a function has one CPU, and each thread has buffers of its own
pyvips.cache_set_max(0)  # every photograph comes once
Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2  # Pillow warns from here on, and refuses from twice as many
warnings.simplefilter("ignore", Image.DecompressionBombWarning)
logging.getLogger("pyvips").setLevel(logging.ERROR)  # its warnings reach the person as a refusal


class RejectedImageError(Exception):
    """The photograph cannot be used; `code` says why, the message says it to the person."""

    def __init__(self, code: JobErrorCode, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Pictures:
    """The standard pictures of a photograph, and what its metadata told."""

    dex_png: bytes
    thumb_jpeg: bytes
    model_jpeg: bytes
    width: int
    height: int
    unnecessary: bool
    """Whether the photograph was a standard picture already: `dex_png` is the photograph itself."""
    captured_at: datetime | None
    place: Place | None


def convert(data: bytes, quarter_turns: int = 0) -> Pictures:
    """Make the standard pictures of a photograph, turned clockwise so often.

    Raises:
        RejectedImageError: it is no image, too large, damaged, or in a format that is not taken.

    """
    if len(data) > MAX_UPLOAD_BYTES:
        raise RejectedImageError(JobErrorCode.FILE_TOO_LARGE, "The file is larger than 25 MB.")
    header = _open(data)
    _check_size(header)
    try:
        return _make(data, header, quarter_turns)
    except (pyvips.Error, *DECODER_ERRORS) as error:
        _damaged(error)


def _make(data: bytes, header: Image.Image, quarter_turns: int) -> Pictures:
    """Make the pictures: the large one is encoded while it is decoded, the small ones come from a second decoding."""
    captured_at, place = _metadata(header)
    unnecessary = _is_standard(data, header) and quarter_turns == 0
    decode = _decoder(data, header, quarter_turns)
    large = decode(DEX_EDGE)
    dex_png = data if unnecessary else large.pngsave_buffer(**PNG)
    small = decode(MODEL_EDGE).copy_memory()
    return Pictures(
        dex_png=dex_png,
        thumb_jpeg=_jpeg(small.thumbnail_image(THUMB_EDGE, height=THUMB_EDGE, size="down"), 82),
        model_jpeg=_jpeg(small, 88),
        width=large.width,
        height=large.height,
        unnecessary=unnecessary,
        captured_at=captured_at,
        place=place,
    )


def _damaged(error: Exception) -> NoReturn:
    sentence = "The picture is damaged or incomplete. Please take or choose it again."
    raise RejectedImageError(JobErrorCode.IMAGE_DAMAGED, sentence) from error


def _open(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=[*VIPS_FORMATS, *PILLOW_FORMATS])
    except Image.DecompressionBombError:
        raise RejectedImageError(JobErrorCode.TOO_MANY_PIXELS, "The picture has more than 100 megapixels.") from None
    except UnidentifiedImageError:
        if OTHER_FORMATS.match(data[:64].lstrip()):
            sentence = "This kind of picture is not taken: JPEG, PNG, WebP, GIF, TIFF, BMP, HEIC and AVIF are."
            raise RejectedImageError(JobErrorCode.UNSUPPORTED_FORMAT, sentence) from None
        raise RejectedImageError(JobErrorCode.NOT_AN_IMAGE, "This file is not a picture.") from None
    except DECODER_ERRORS as error:
        _damaged(error)


def _check_size(header: Image.Image) -> None:
    shorter, longer = sorted(header.size)
    if shorter < 1:
        raise RejectedImageError(JobErrorCode.IMAGE_DAMAGED, "The picture has no pixels.")
    if shorter * longer > MAX_PIXELS:
        raise RejectedImageError(JobErrorCode.TOO_MANY_PIXELS, "The picture has more than 100 megapixels.")
    if shorter * longer > (most := _max_pixels(header)):
        sentence = (
            f"A picture of this kind may have {most // 1_000_000} megapixels. As an ordinary JPEG it may have 100."
        )
        raise RejectedImageError(JobErrorCode.IMAGE_TOO_COMPLEX, sentence)
    if longer > shorter * MAX_ASPECT_RATIO:
        raise RejectedImageError(JobErrorCode.EXTREME_ASPECT_RATIO, "The picture is too long and thin.")


def _max_pixels(header: Image.Image) -> int:
    """Return how many pixels of this kind can be decoded in 512 MiB and 10 s (both measured)."""
    if header.format == "JPEG" and "progressive" in header.info:
        return MAX_PIXELS_PROGRESSIVE
    if header.format == "JPEG":
        return MAX_PIXELS_WHOLE if header.mode == "CMYK" else MAX_PIXELS
    if header.format == "PNG":
        return MAX_PIXELS_INTERLACED if header.info.get("interlace") else MAX_PIXELS
    return MAX_PIXELS_AVIF if header.format == "AVIF" else MAX_PIXELS_WHOLE


def _decoder(data: bytes, header: Image.Image, quarter_turns: int) -> Callable[[int], pyvips.Image]:
    """Return what decodes the picture: upright, in sRGB, on white, at most so many pixels long."""
    whole: pyvips.Image | None = None
    if header.format == "HEIF":
        whole = _decode_heif(data, header)
    elif header.format in PILLOW_FORMATS:
        whole = _decode_by_pillow(header)

    def decode(edge: int) -> pyvips.Image:
        fit = _fit(header, edge)
        if whole is None:
            image = pyvips.Image.thumbnail_buffer(data, edge, option_string="[fail_on=error]", **fit)
        else:
            image = whole.thumbnail_image(edge, **fit)
        image = image.colourspace("srgb")
        if image.hasalpha():
            image = image.flatten(background=255)
        image = image.cast("uchar")
        return image.copy_memory().rot(f"d{90 * quarter_turns}") if quarter_turns else image

    return decode


def _fit(header: Image.Image, edge: int) -> dict[str, Any]:
    """Return how a picture is made to fit. Going through a profile costs half a second: only those with one do."""
    fit = {"height": edge, "size": "down"}
    return fit | {"output_profile": "srgb"} if "icc_profile" in header.info or header.mode == "CMYK" else fit


def _decode_by_pillow(header: Image.Image) -> pyvips.Image:
    """Return the picture upright and already at most `DEX_EDGE` long: a copy of the whole would not fit in memory."""
    picture = header.convert("RGBA" if header.has_transparency_data else "RGB")
    picture.thumbnail((DEX_EDGE, DEX_EDGE), Image.Resampling.LANCZOS)
    picture.info["exif"] = header.getexif().tobytes()
    picture = ImageOps.exif_transpose(picture)
    image = _from_memory(picture.tobytes(), picture.size, len(picture.getbands()))
    return _with_profile(image, header)


def _decode_heif(data: bytes, header: Image.Image) -> pyvips.Image:
    """Decode without Pillow, which would hold every pixel twice."""
    picture = pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)[0]
    pixels = np.ascontiguousarray(np.asarray(picture))
    image = _from_memory(pixels.data, picture.size, pixels.shape[2])
    image = _with_profile(image, header)
    if re.search(rb"irot|imir", data):  # libheif has turned it already
        return image
    image.set_type(pyvips.GValue.gint_type, "orientation", header.info.get("original_orientation") or 1)
    return image


def _with_profile(image: pyvips.Image, header: Image.Image) -> pyvips.Image:
    if profile := header.info.get("icc_profile"):
        image.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    return image


def _from_memory(pixels: Any, size: tuple[int, int], bands: int) -> pyvips.Image:
    return pyvips.Image.new_from_memory(pixels, *size, bands, "uchar").copy(interpretation="srgb")


def _jpeg(image: pyvips.Image, quality: int) -> bytes:
    jpeg: bytes = image.jpegsave_buffer(Q=quality, optimize_coding=True, keep="none")
    return jpeg


def _is_standard(data: bytes, header: Image.Image) -> bool:
    if header.format != "PNG" or header.mode != "RGB" or max(header.size) > DEX_EDGE:
        return False
    return set(_png_chunks(data)) <= PNG_HARMLESS


def _png_chunks(data: bytes) -> Iterator[bytes]:
    """Yield the type of every chunk, and `trailing` when something hides behind the end."""
    position = 8
    kind = b""
    while kind != b"IEND" and position + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        position += 12 + length
        yield kind
    if position != len(data):
        yield b"trailing"


def _metadata(header: Image.Image) -> tuple[datetime | None, Place | None]:
    """Return when and where the picture was taken; what cannot be read is not there."""
    if header.format == "PNG" and "exif" not in header.info:
        return None, None  # to look for more of it, Pillow would decode the whole picture
    try:
        exif = header.getexif()
        return _captured_at(exif.get_ifd(ExifTags.IFD.Exif)), _place(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except (*DECODER_ERRORS, ArithmeticError, AttributeError):
        return None, None


def _captured_at(exif: dict[int, Any]) -> datetime | None:
    """Return the time of capture; a camera that knows no time zone is taken to show UTC."""
    taken = exif.get(ExifTags.Base.DateTimeOriginal)
    if not taken:
        return None
    local = datetime.strptime(str(taken).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - the offset follows
    offset = str(exif.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\0 ")
    if re.fullmatch(r"[+-]\d\d:\d\d", offset):
        return datetime.fromisoformat(local.isoformat() + offset).astimezone(UTC)
    return local.replace(tzinfo=UTC)


def _place(gps: dict[int, Any]) -> Place | None:
    latitude, longitude = gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLongitude)
    if not latitude or not longitude:
        return None
    return Place(
        latitude=_degrees(latitude, gps.get(ExifTags.GPS.GPSLatitudeRef) == "S"),
        longitude=_degrees(longitude, gps.get(ExifTags.GPS.GPSLongitudeRef) == "W"),
    )


def _degrees(parts: tuple[Any, Any, Any], negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return (degrees + minutes / 60 + seconds / 3600) * (-1 if negative else 1)
