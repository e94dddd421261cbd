"""When and where a photograph was taken: each field is read independently, in every variant that cameras write."""

import struct
from datetime import UTC, datetime

import pytest

from shared.vision import zones
from shared.vision.images import metadata
from shared.vision.images.pictures import Taken
from shared.vision.models import Place

type Entry = tuple[int, int, int, bytes]
ASCII, RATIONAL, SIGNED, DOUBLE = 2, 5, 10, 12
ORIGINAL, DIGITIZED, CHANGED = 0x9003, 0x9004, 0x0132
OFFSET, OFFSET_ORIGINAL, OFFSET_DIGITIZED = 0x9010, 0x9011, 0x9012
NOON = "2024:05:06 12:00:00"
SYDNEY, BERLIN = Place(latitude=-33.86, longitude=151.21), Place(latitude=52.5, longitude=13.4)


def text(tag: int, value: str) -> Entry:
    return tag, ASCII, len(value) + 1, value.encode() + b"\0"


def fractions(tag: int, *values: tuple[int, int], kind: int = RATIONAL) -> Entry:
    code = "<II" if kind == RATIONAL else "<ii"
    return tag, kind, len(values), b"".join(struct.pack(code, *value) for value in values)


def block(first: list[Entry], camera: list[Entry], gps: list[Entry]) -> bytes:
    """Return a little-endian TIFF block with three directories, followed by values longer than four bytes."""
    sizes = [2 + 12 * (len(entries) + pointers) + 4 for entries, pointers in ((first, 2), (camera, 0), (gps, 0))]
    at = [8, 8 + sizes[0], 8 + sizes[0] + sizes[1]]
    first = [*first, (0x8769, 4, 1, struct.pack("<I", at[1])), (0x8825, 4, 1, struct.pack("<I", at[2]))]
    heap, out = b"", b"II*\0\x08\0\0\0"
    for entries in (first, camera, gps):
        out += struct.pack("<H", len(entries))
        for tag, kind, count, value in sorted(entries):
            place = value.ljust(4, b"\0")
            if len(value) > 4:
                place = struct.pack("<I", 8 + sum(sizes) + len(heap))
                heap += value
            out += struct.pack("<HHI", tag, kind, count) + place
        out += bytes(4)
    return b"Exif\0\0" + out + heap


SOUTH, EAST = text(1, "S"), text(3, "E")
LATITUDE, LONGITUDE = fractions(2, (33, 1), (51, 1), (36, 1)), fractions(4, (151, 1), (12, 1), (36, 1))
HERE = [SOUTH, LATITUDE, EAST, LONGITUDE]


def taken(
    camera: list[Entry], gps: list[Entry] = HERE, first: list[Entry] | None = None
) -> tuple[str, int | None] | None:
    when, where = metadata.read(block(first or [], camera, gps))
    assert (where is None) == (gps is not HERE)  # whatever the time is, the place is read
    return (when.local.isoformat(), when.utc_offset) if when else None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (NOON, ("2024-05-06T12:00:00", None)),
        ("2024-05-06T12:00:00", ("2024-05-06T12:00:00", None)),
        ("2024/05/06 12:00", ("2024-05-06T12:00:00", None)),
        ("2024:05:06 12:00:00.123", ("2024-05-06T12:00:00", None)),
        ("2024:05:06 12:00:00Z", ("2024-05-06T12:00:00", 0)),
        ("2024:05:06 12:00:00+02:00", ("2024-05-06T12:00:00", 120)),
        ("2024:05:06 12:00:60", ("2024-05-06T12:00:59", None)),
        ("0000:00:00 00:00:00", None),
        ("0001:01:01 00:00:00", None),
        ("9999:12:31 23:59:59", None),
        ("    :  :     :  :  ", None),
        ("2024:02:30 12:00:00", None),
        ("today", None),
    ],
)
def test_a_time_is_read_however_it_is_written(value: str, expected: tuple[str, int | None] | None) -> None:
    assert taken([text(ORIGINAL, value)]) == expected


def test_the_first_time_that_can_be_read_counts() -> None:
    digitized, changed = text(DIGITIZED, "2024:05:07 12:00:00"), text(CHANGED, "2024:05:08 12:00:00")
    assert taken([text(ORIGINAL, NOON), digitized], first=[changed]) == ("2024-05-06T12:00:00", None)
    assert taken([text(ORIGINAL, "0000:00:00 00:00:00"), digitized], first=[changed]) == ("2024-05-07T12:00:00", None)
    assert taken([], first=[changed]) == ("2024-05-08T12:00:00", None)
    assert taken([]) is None


@pytest.mark.parametrize(
    ("value", "minutes"),
    [("+10:00", 600), ("-03:30", -210), ("+0200", 120), ("+02", 120), ("Z", 0), ("   :  ", None), ("+25:00", None)],
)
@pytest.mark.parametrize("tag", [OFFSET_ORIGINAL, OFFSET_DIGITIZED, OFFSET])
def test_an_offset_is_read_wherever_it_is(tag: int, value: str, minutes: int | None) -> None:
    assert taken([text(ORIGINAL, NOON), text(tag, value)]) == ("2024-05-06T12:00:00", minutes)


@pytest.mark.parametrize(("satellites", "minutes"), [((2, 0), 600), ((21, 0), -540), ((6, 15), 345), ((2, 40), None)])
def test_the_satellites_time_tells_the_offset_unless_it_is_stale(
    satellites: tuple[int, int], minutes: int | None
) -> None:
    hour, minute = satellites
    gps = [*HERE, fractions(7, (hour, 1), (minute, 1), (20, 1)), text(29, "2024:05:06")]
    when, _ = metadata.read(block([], [text(ORIGINAL, NOON)], gps))
    assert when == Taken(local=datetime.fromisoformat("2024-05-06T12:00"), utc_offset=minutes)


def test_without_a_clock_the_satellites_time_counts() -> None:
    when, _ = metadata.read(block([], [], [*HERE, fractions(7, (14, 1), (0, 1), (0, 0)), text(29, "2024:05:06")]))
    assert when == Taken(local=datetime.fromisoformat("2024-05-06T14:00"), utc_offset=0)


@pytest.mark.parametrize(
    ("gps", "expected"),
    [
        (HERE, (-33.86, 151.21)),
        ([text(1, "s"), LATITUDE, text(3, "w"), LONGITUDE], (-33.86, -151.21)),
        ([text(1, "South"), LATITUDE, text(3, "West "), LONGITUDE], (-33.86, -151.21)),
        ([text(1, " S"), LATITUDE, (3, 1, 2, b"E\0"), LONGITUDE], (-33.86, 151.21)),
        ([text(1, "S"), fractions(2, (33, 1), (516, 10)), EAST, LONGITUDE], (-33.86, 151.21)),
        ([text(1, "S"), fractions(2, (3386, 100)), EAST, LONGITUDE], (-33.86, 151.21)),
        ([text(1, "S"), fractions(2, (-33, 1), (51, 1), (36, 1), kind=SIGNED), EAST, LONGITUDE], (-33.86, 151.21)),
        ([text(1, "S"), (2, DOUBLE, 3, struct.pack("<ddd", 33, 51, 36)), EAST, LONGITUDE], (-33.86, 151.21)),
        ([SOUTH, fractions(2, (33, 1), (51, 1), (0, 0)), EAST, LONGITUDE], (-33.85, 151.21)),
        ([SOUTH, fractions(2, (0, 0), (0, 0), (0, 0)), EAST, LONGITUDE], None),
        ([SOUTH, (2, DOUBLE, 3, struct.pack("<ddd", float("nan"), 0, 0)), EAST, LONGITUDE], None),
        ([SOUTH, (2, DOUBLE, 3, struct.pack("<ddd", float("inf"), 0, 0)), EAST, LONGITUDE], None),
        ([SOUTH, fractions(2, (95, 1), (0, 1), (0, 1)), EAST, LONGITUDE], None),
        ([text(1, "N"), fractions(2, (0, 1), (0, 1), (0, 1)), EAST, fractions(4, (0, 1), (0, 1), (0, 1))], None),
        ([LATITUDE, LONGITUDE], None),
        ([SOUTH, LATITUDE], None),
    ],
)
def test_a_place_is_read_however_it_is_written(gps: list[Entry], expected: tuple[float, float] | None) -> None:
    when, where = metadata.read(block([], [text(ORIGINAL, NOON)], gps))
    assert when is not None
    assert (where and (round(where.latitude, 4), round(where.longitude, 4))) == expected


@pytest.mark.parametrize("kind", range(14))
@pytest.mark.parametrize("count", [0, 3, 1000, 2**32 - 1])
@pytest.mark.parametrize("value", [b"\xff\xff\xff\xff", bytes(4)])
def test_a_broken_tag_loses_nothing_else(kind: int, count: int, value: bytes) -> None:
    broken: Entry = (5, kind, count, value)
    when, where = metadata.read(block([broken], [broken, text(ORIGINAL, NOON)], [broken, *HERE]))
    assert when == Taken(local=datetime.fromisoformat("2024-05-06T12:00"), utc_offset=None)
    assert where is not None


def test_any_bytes_are_read_without_a_failure() -> None:
    good = block([], [text(ORIGINAL, NOON)], HERE)
    for end in range(len(good)):
        metadata.read(good[:end])
        metadata.read(good[:end] + b"\xff" + good[end + 1 :])


@pytest.mark.parametrize(
    ("clock", "place", "home", "expected"),
    [
        (Taken(local=datetime.fromisoformat("2024-05-06T12:00"), utc_offset=-420), SYDNEY, "Asia/Tokyo", -420),
        (Taken(local=datetime.fromisoformat("2024-05-06T12:00"), utc_offset=None), SYDNEY, "Asia/Tokyo", 600),
        (Taken(local=datetime.fromisoformat("2024-01-06T12:00"), utc_offset=None), SYDNEY, None, 660),
        (
            Taken(local=datetime.fromisoformat("2024-05-06T12:00"), utc_offset=None),
            Place(latitude=40, longitude=-30),
            None,
            -120,
        ),
        (Taken(local=datetime.fromisoformat("2024-05-06T12:00"), utc_offset=None), None, "Asia/Kathmandu", 345),
        (Taken(local=datetime.fromisoformat("2024-05-06T12:00"), utc_offset=None), None, None, None),
    ],
)
def test_the_offset_is_the_photographs_the_places_or_the_persons(
    clock: Taken, place: Place | None, home: str | None, expected: int | None
) -> None:
    assert zones.localize(clock, place, home) == clock.model_copy(update={"utc_offset": expected})


def test_a_clock_that_shows_utc_is_read_as_the_places() -> None:
    utc = Taken(local=datetime.fromisoformat("2024-05-06T22:00"), utc_offset=0)
    assert zones.localize(utc, SYDNEY, None) == Taken(local=datetime.fromisoformat("2024-05-07T08:00"), utc_offset=600)
    assert zones.localize(utc, None, "Asia/Tokyo") == utc


def test_a_moment_is_the_same_in_any_zone() -> None:
    moment = datetime(2024, 5, 6, 22, tzinfo=UTC)
    for place, home, expected in (
        (SYDNEY, None, 600),
        (BERLIN, "Asia/Tokyo", 120),
        (None, "Asia/Tokyo", 540),
        (None, None, None),
    ):
        local = zones.local_time(moment, place, home)
        assert (zones.moment(local), local.utc_offset) == (moment, expected)
