"""The conversion of a photograph to its standard pictures, done by the sandbox's worker.

The pictures are built from pixels alone, so nothing hidden in the file is passed on.
"""

import re
from typing import Any

import numpy as np
import pyvips
from numpy.typing import NDArray
from PIL import Image

from shared.vision.images import decoding, formats, jpeg, limits, metadata, png
from shared.vision.images.pictures import Conversion, Pictures, RejectedImageError
from shared.vision.models import MAX_UPLOAD_BYTES, JobErrorCode, Variant

DEX_EDGE = 2560
MODEL_EDGE = 1024
THUMB_EDGE = 512
OUT_OF_MEMORY = re.compile(r"out of memory|insufficient memory|bad_alloc|allocat", re.IGNORECASE)

Image.MAX_IMAGE_PIXELS = limits.MAX_MEGAPIXELS * limits.MEGA // 2  # Pillow refuses twice as many


def convert(data: bytes) -> Conversion:
    """Make the standard pictures of a photograph.

    Raises:
        RejectedImageError: it is not a photograph, too large, too complex, damaged, or in an unsupported format.

    """
    if len(data) > MAX_UPLOAD_BYTES:
        raise RejectedImageError(JobErrorCode.FILE_TOO_LARGE, "The file is larger than 25 MB.")
    header, kind = formats.open_header(data)
    scans, ends = jpeg.scans(data) if kind == "JPEG" else (0, True)
    limits.check(header, kind, scans)
    try:
        pixels = decoding.decode(data if ends else data + jpeg.EOI, header, kind, DEX_EDGE, strict=not ends)
    except Exception as error:
        raise _refusal(error) from error
    unnecessary = kind == "PNG" and png.is_standard(data, DEX_EDGE)
    taken, place = metadata.read(data if kind == "TIFF" else header.info.get("exif") or b"")
    return Conversion(
        files=_files(pixels, data if unnecessary else png.encode(pixels)),
        width=pixels.shape[1],
        height=pixels.shape[0],
        content_type=formats.TYPES[kind],
        unnecessary=unnecessary,
        taken=taken,
        place=place,
    )


def turn(dex_png: bytes, quarter_turns: int) -> Pictures:
    """Rotate a standard picture clockwise, and make the others from it."""
    turned = np.rot90(pyvips.Image.new_from_buffer(dex_png, "").numpy(), -quarter_turns)
    pixels = np.ascontiguousarray(turned)
    height, width, _ = pixels.shape
    return Pictures(files=_files(pixels, png.encode(pixels)), width=width, height=height)


def _refusal(error: Exception) -> RejectedImageError:
    """Return the refusal of a picture that cannot be decoded: for lack of memory, or because it is damaged."""
    if isinstance(error, MemoryError) or OUT_OF_MEMORY.search(str(error)):
        return limits.too_complex(cause=str(error))
    return formats.damaged(error)


def _files(pixels: NDArray[np.uint8], dex_png: bytes) -> dict[Variant, bytes]:
    """Return the pictures, each made from the next larger one."""
    large = decoding.from_pixels(pixels)
    model = large.thumbnail_image(MODEL_EDGE, height=MODEL_EDGE, size="down").copy_memory()
    thumb = model.thumbnail_image(THUMB_EDGE, height=THUMB_EDGE, size="down")
    return {
        Variant.DEX: dex_png,
        Variant.DISPLAY: _jpeg(large, 82),
        Variant.MODEL: _jpeg(model, 88),
        Variant.THUMB: _jpeg(thumb, 82, optimize_coding=True),
    }


def _jpeg(image: pyvips.Image, quality: int, **options: Any) -> bytes:
    jpeg: bytes = image.jpegsave_buffer(Q=quality, keep="none", **options)
    return jpeg
