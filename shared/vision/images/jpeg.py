"""The structure of a JPEG file: how much work hides in it, and whether it ends."""

import re
import struct

SOI, EOI, SOS = b"\xff\xd8", b"\xff\xd9", 0xDA
STANDALONE = {0x01, *range(0xD0, 0xD9)}
MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""A marker in coded data: what is neither a stuffed byte, nor padding, nor a restart."""


def scans(data: bytes) -> tuple[int, bool]:
    """Return how many scans the first picture of a file has, and whether it has an end mark.

    Each scan of a progressive picture goes through all its blocks, however few bytes it has.
    """
    count, position = 0, len(SOI)
    while marker := MARKER.search(data, position):
        position, kind = marker.end(), marker[0][1]
        if marker[0] == EOI:
            return count, True
        count += kind == SOS
        if kind not in STANDALONE and position + 2 <= len(data):
            (length,) = struct.unpack_from(">H", data, position)
            position += length
    return count, False
