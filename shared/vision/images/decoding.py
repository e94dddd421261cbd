"""Decoding any supported format to pixels: upright, in sRGB, on white, within a maximum size.

libvips decodes the common formats (shrinking as it decodes), libheif HEIC, and Pillow the others, including TIFF files
that libvips does not support.
"""

import logging
from typing import Any

import numpy as np
import pyvips
from numpy.typing import NDArray
from PIL import Image, ImageOps

from shared.vision.images import heif

BY_VIPS = {"JPEG", "PNG", "WEBP", "TIFF"}

pyvips.block_untrusted_set(True)
pyvips.operation_block_set("VipsForeignLoadUhdr", True)  # ignore gain maps
pyvips.vips_lib.vips_concurrency_set(1)  # a function has one CPU, and each thread needs its own buffers
pyvips.cache_set_max(0)  # no photograph is decoded twice
logging.getLogger("pyvips").setLevel(logging.ERROR)  # its warnings are reported as refusals


def decode(data: bytes, header: Image.Image, kind: str, edge: int, *, strict: bool) -> NDArray[np.uint8]:
    """Return a photograph's pixels, (height, width, 3).

    Decoders warn about the files of many cameras; with `strict`, warnings are errors.

    Raises:
        Exception: whatever a decoder raises.

    """
    fit = _fit(header, edge)
    if kind == "HEIF":
        return _standard(_decode_heif(data, header).thumbnail_image(edge, **fit))
    if kind not in BY_VIPS:
        return _standard(_decode_by_pillow(header, edge).thumbnail_image(edge, **fit))
    options = f"[fail_on={'warning' if strict else 'error'}]"
    try:
        return _standard(pyvips.Image.thumbnail_buffer(data, edge, option_string=options, **fit))
    except pyvips.Error:
        if kind != "TIFF":
            raise
        return _standard(_decode_by_pillow(header, edge).thumbnail_image(edge, **fit))


def from_pixels(pixels: NDArray[np.uint8]) -> pyvips.Image:
    """Return a picture of (height, width, bands) values in sRGB, sharing their memory."""
    height, width, bands = pixels.shape
    grey = bands < 3
    image = pyvips.Image.new_from_memory(pixels.data, width, height, bands, "uchar")
    return image.copy(interpretation="b-w" if grey else "srgb")


def _standard(image: pyvips.Image) -> NDArray[np.uint8]:
    image = image.colourspace("srgb")
    if image.hasalpha():
        image = image.flatten(background=255)
    pixels: NDArray[np.uint8] = image.cast("uchar").numpy()
    return pixels


def _fit(header: Image.Image, edge: int) -> dict[str, Any]:
    """Return the options for shrinking a picture. Only those with a colour profile use it: that takes half a second."""
    fit = {"height": edge, "size": "down"}
    return fit | {"output_profile": "srgb"} if "icc_profile" in header.info or header.mode == "CMYK" else fit


def _decode_by_pillow(header: Image.Image, edge: int) -> pyvips.Image:
    """Return the picture upright and shrunk to `edge`, since a full-size copy would not fit in memory."""
    picture = header.convert("RGBA" if header.has_transparency_data else "RGB")
    picture.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    picture.info["exif"] = header.getexif().tobytes()
    return _with_profile(from_pixels(np.asarray(ImageOps.exif_transpose(picture))), header)


def _decode_heif(data: bytes, header: Image.Image) -> pyvips.Image:
    pixels, turned = heif.decode(data)
    image = _with_profile(from_pixels(pixels), header)
    if not turned:
        image.set_type(pyvips.GValue.gint_type, "orientation", header.info.get("original_orientation") or 1)
    return image


def _with_profile(image: pyvips.Image, header: Image.Image) -> pyvips.Image:
    if profile := header.info.get("icc_profile"):
        image.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    return image
