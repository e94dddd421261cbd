"""The structure of a JPEG file: its number of scans, and whether it is complete."""

import re
import struct

SOI, EOI, SOS = b"\xff\xd8", b"\xff\xd9", 0xDA
STANDALONE = {0x01, *range(0xD0, 0xD9)}
MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""A marker in coded data: neither a stuffed byte nor padding nor a restart marker."""


def scans(data: bytes) -> tuple[int, bool]:
    """Return the number of scans of a file's first picture, and whether it has an end marker.

    Each scan of a progressive picture visits all its blocks, however few bytes it has.
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
