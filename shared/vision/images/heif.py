"""HEIC: the primary image of a file, rotated as its boxes say."""

from io import BytesIO

import numpy as np
import pillow_heif
from numpy.typing import NDArray

LEFT_OUT = ((0, 136, 0), (0, 84, 0))
"""Zero luminance and chrominance in BT.601 and BT.709: libheif's output for tiles that cannot be decoded."""
BLOCK = 16

pillow_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)


def decode(data: bytes) -> tuple[NDArray[np.uint8], bool]:
    """Return a file's primary image as (height, width, bands), and whether its boxes give a rotation.

    (Pillow would keep every pixel twice.)

    Raises:
        ValueError: tiles are missing.

    """
    file = pillow_heif.open_heif(BytesIO(data), convert_hdr_to_8bit=True)
    primary = file[file.primary_index]
    pixels = np.ascontiguousarray(primary)
    if pixels.dtype == np.uint16:  # grey ones keep their depth
        pixels = (pixels >> 8).astype(np.uint8)
    pixels = pixels.reshape(*pixels.shape[:2], -1)
    if "tiling" in primary.info and _lacks_tiles(pixels):
        raise ValueError("tiles are missing")
    kinds = {transformation[0] for transformation in primary._c_image.transformations}  # irot, imir, clap
    return pixels, bool(kinds & {"irot", "imir"})


def _lacks_tiles(pixels: NDArray[np.uint8]) -> bool:
    """Return whether parts of a picture are missing. (Tiles are larger than the blocks, and cropped at the edges.)"""
    for colour in LEFT_OUT:
        suspects = np.argwhere((pixels[::BLOCK, ::BLOCK, :3] == colour[: pixels.shape[2]]).all(axis=2)) * BLOCK
        blocks = (pixels[y : y + BLOCK, x : x + BLOCK, :3] for y, x in suspects)
        if any((block == colour[: pixels.shape[2]]).all() for block in blocks):
            return True
    return False
