"""Exports of a dex: CSV, JSON, and a Darwin Core Archive read with third-party software."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from dwca.darwincore.terms import TERMS
from dwca.read import DwCAReader

from shared.accounts.models import Geoprivacy
from shared.dex import exports, places
from shared.dex.documents import Entry
from shared.dex.requests import Audience, ExportFormat, ExportQuery
from shared.vision.models import Place
from tests.unit.test_dex_rules import entry

EXACT = Place(latitude=47.376912, longitude=8.541734, name="Secret Burrow, Zürich, Switzerland")
NEWER_TERMS = {exports.DWC + "degreeOfEstablishment"}  # in Darwin Core since 2020, not in the reader's list


def file_of(entries: list[Entry], recorded_by: str, query: ExportQuery) -> bytes:
    return b"".join(exports.write(entries, recorded_by, query))


def mine(wanted: ExportFormat) -> ExportQuery:
    return ExportQuery(format=wanted, audience=Audience.ME)


def placed(entry_id: str, geoprivacy: Geoprivacy, **fields: Any) -> Entry:
    shown = places.public_place(EXACT, geoprivacy, entry_id, always_obscured=False)
    return entry(entry_id=entry_id, geoprivacy=geoprivacy, place=shown, **fields)


ENTRIES = [
    placed("open", Geoprivacy.OPEN, wild=False, identified_by="person"),
    placed("obscured", Geoprivacy.OBSCURED, notes='He said "hello",\nthen left; ümläut'),
    placed("private", Geoprivacy.PRIVATE),
    entry("Corvus corax", "nowhere"),
]


@pytest.fixture
def rows(tmp_path: Path) -> dict[str, dict[str, str]]:
    """Return the archive's rows as read by python-dwca-reader: occurrenceID → term → value."""
    path = tmp_path / "dex.zip"
    path.write_bytes(file_of(ENTRIES, "Ash", mine(ExportFormat.DARWIN_CORE)))
    with DwCAReader(str(path)) as archive:
        assert archive.descriptor.core.type == exports.DWC + "Occurrence"
        assert archive.descriptor.core.terms <= {*TERMS, *NEWER_TERMS}
        assert archive.metadata is not None
        return {row.data[exports.DWC + "occurrenceID"]: dict(row.data) for row in archive}


def test_every_term_is_one_of_darwin_cores_and_every_entry_is_there(rows: dict[str, dict[str, str]]) -> None:
    assert set(rows) == {f"biologidex:{one.id}" for one in ENTRIES}
    one = {term.rpartition("/")[2]: value for term, value in rows["biologidex:open"].items()}
    assert one["scientificName"] == "Puma concolor"
    assert (one["class"], one["genus"], one["taxonRank"]) == ("Mammalia", "Puma", "species")
    assert (one["eventDate"], one["basisOfRecord"]) == ("2026-05-01T12:00:00+00:00", "HumanObservation")
    assert (one["degreeOfEstablishment"], one["identifiedBy"]) == ("captive", "Ash")


@pytest.mark.parametrize(
    ("entry_id", "latitude", "uncertainty", "withheld"),
    [
        ("open", "47.376912", "", ""),
        ("obscured", None, "26887", exports.OBSCURED),
        ("private", "", "", exports.WITHHELD),
        ("nowhere", "", "", ""),
    ],
)
def test_places_say_how_exact_they_are_and_what_is_withheld(
    rows: dict[str, dict[str, str]], entry_id: str, latitude: str | None, uncertainty: str, withheld: str
) -> None:
    one = {term.rpartition("/")[2]: value for term, value in rows[f"biologidex:{entry_id}"].items()}
    if latitude is not None:
        assert one["decimalLatitude"] == latitude
    assert (one["coordinateUncertaintyInMeters"], one["informationWithheld"]) == (uncertainty, withheld)
    assert (one["geodeticDatum"] == "EPSG:4326") is bool(one["decimalLatitude"])


def test_text_comes_back_as_one_line(rows: dict[str, dict[str, str]]) -> None:
    remarks = rows["biologidex:obscured"][exports.DWC + "occurrenceRemarks"]
    assert remarks == 'He said "hello", then left; ümläut'
    assert rows["biologidex:obscured"][exports.DCTERMS + "rightsHolder"] == "Ash"


@pytest.mark.parametrize("audience", Audience)
def test_a_file_tells_of_an_entry_what_its_audience_may_know(audience: Audience) -> None:
    hidden = placed("e", Geoprivacy.OBSCURED, notes="mine alone")
    (row,) = json.loads(file_of([hidden], "Ash", ExportQuery(audience=audience)))
    own = audience is Audience.ME
    assert row["occurrenceRemarks"] == ("mine alone" if own else "")
    assert row["eventDate"] == ("2026-05-01T12:00:00+00:00" if own else "2026-05")
    assert (exports.DAY_WITHHELD in row["informationWithheld"]) is not own


def test_a_sighting_has_the_day_of_its_own_place() -> None:
    evening = placed("e", Geoprivacy.OPEN, caught_at=datetime(2026, 6, 1, 2, 30, tzinfo=UTC), utc_offset=-420)
    (row,) = json.loads(file_of([evening], "Ash", ExportQuery()))
    assert row["eventDate"] == "2026-05-31T19:30:00-07:00"


@pytest.mark.parametrize("wanted", ExportFormat)
def test_a_file_is_written_while_it_is_read(wanted: ExportFormat) -> None:
    read = 0

    def entries() -> Iterator[Entry]:
        nonlocal read
        for read in range(1, 10 * exports.PAGE + 1):
            yield placed(f"e{read}", Geoprivacy.OPEN)

    pages = exports.write(entries(), "Ash", mine(wanted))
    first = next(pages)
    assert first
    assert read <= exports.PAGE
    assert sum(map(len, pages)) > 0
    assert read == 10 * exports.PAGE


def test_an_open_entry_tells_its_day_to_everybody() -> None:
    (row,) = json.loads(file_of([placed("o", Geoprivacy.OPEN)], "Ash", ExportQuery()))
    assert (row["eventDate"], row["informationWithheld"]) == ("2026-05-01T12:00:00+00:00", "")


def test_no_control_character_breaks_an_archive() -> None:
    name = "A\x00s\x0bh\u2028"
    data = file_of([entry(notes="a\x00b\x0cc")], name, mine(ExportFormat.DARWIN_CORE))
    with ZipFile(BytesIO(data)) as archive:
        ElementTree.fromstring(archive.read("eml.xml"))
        assert b"a b c" in archive.read("occurrence.csv")


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("wanted", ExportFormat)
def test_no_file_has_the_exact_place_of_what_is_not_open(wanted: ExportFormat, audience: Audience) -> None:
    data = file_of(ENTRIES[1:], "Ash", ExportQuery(format=wanted, audience=audience))
    if wanted is ExportFormat.DARWIN_CORE:
        with ZipFile(BytesIO(data)) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
    for secret in (b"47.3769", b"8.5417", b"Burrow"):
        assert secret not in data


def test_csv_and_json_say_the_same() -> None:
    table: Any = list(csv.DictReader(StringIO(file_of(ENTRIES, "Ash", mine(ExportFormat.CSV)).decode("utf-8-sig"))))
    assert table == json.loads(file_of(ENTRIES, "Ash", mine(ExportFormat.JSON)))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-47.3", "-47.3"),
        ("+7", "+7"),
        ("-a", "'-a"),
        ("\n=1", "'\n=1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("\tx", "'\tx"),
    ],
)
def test_a_spreadsheet_takes_no_text_for_a_formula(written: str, read: str) -> None:
    data = file_of([entry(notes=written)], "Ash", mine(ExportFormat.CSV)).decode("utf-8-sig")
    assert next(csv.DictReader(StringIO(data)))["occurrenceRemarks"] == read
