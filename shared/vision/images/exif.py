"""An EXIF reader that reads each tag independently.

(Pillow and libexif give up on a directory, or its remainder, at the first broken tag.)
"""

import math
import struct
from contextlib import suppress

from PIL.ExifTags import IFD

type Values = bytes | list[float]
type Tags = dict[int, Values]

BYTE_ORDERS = {b"II": "<", b"MM": ">"}
FORMATS = {1: "s", 2: "s", 3: "H", 4: "I", 5: "II", 6: "b", 7: "s", 8: "h", 9: "i", 10: "ii", 11: "f", 12: "d"}
"""The struct format of each TIFF type; two numbers are a fraction."""
ENTRY_SIZE = 12
MAX_VALUES = 64  # times, offsets and places never have more


def read(block: bytes) -> tuple[Tags, Tags]:
    """Return the tags of a TIFF block from a photograph: those of image and camera, and those of GPS.

    Text is bytes; numbers are a list, with NaN for a division by zero. Unreadable tags are left out.
    """
    block = block.removeprefix(b"Exif\0\0")
    order = BYTE_ORDERS.get(block[:2])
    if order is None:
        return {}, {}
    first = _directory(block, order, _pointer(block, order, 4))
    camera, satellites = (_directory(block, order, _first(first.get(ifd))) for ifd in (IFD.Exif, IFD.GPSInfo))
    return first | camera, satellites


def _pointer(block: bytes, order: str, position: int) -> int | None:
    with suppress(struct.error):
        return int(struct.unpack_from(f"{order}I", block, position)[0])
    return None


def _first(values: Values | None) -> int | None:
    return int(values[0]) if values and math.isfinite(values[0]) else None


def _directory(block: bytes, order: str, offset: int | None) -> Tags:
    """Return the tags of the directory at an offset; none if there is no directory."""
    tags: Tags = {}
    if offset is None or not 0 <= offset <= len(block) - 2:
        return tags
    (count,) = struct.unpack_from(f"{order}H", block, offset)
    for position in range(offset + 2, offset + 2 + count * ENTRY_SIZE, ENTRY_SIZE):
        with suppress(struct.error, KeyError):
            tag, kind, length = struct.unpack_from(f"{order}HHI", block, position)
            if length <= MAX_VALUES:
                tags[tag] = _values(block, order, position + 8, FORMATS[kind], length)
    return tags


def _values(block: bytes, order: str, position: int, kind: str, count: int) -> Values:
    """Return a tag's values, none beyond the block's end; more than four bytes of values are stored at an offset."""
    size = struct.calcsize(f"={kind}") * count
    start = position if size <= 4 else int(struct.unpack_from(f"{order}I", block, position)[0])
    raw = block[start : start + size]
    if kind == "s":
        return raw
    return [_quotient(*number) for number in struct.iter_unpack(order + kind, raw)] if len(raw) == size else []


def _quotient(numerator: float, denominator: float = 1) -> float:
    return numerator / denominator if denominator else math.nan
