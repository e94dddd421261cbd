"""A dex as a file: CSV, JSON, and a Darwin Core Archive as others' software reads it."""

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from dwca.darwincore.terms import TERMS
from dwca.read import DwCAReader

from shared.accounts.models import Geoprivacy, Visibility
from shared.dex import exports, places
from shared.dex.documents import Entry
from shared.dex.requests import Audience, ExportFormat, ExportQuery
from shared.vision.models import Place
from tests.unit.test_dex_rules import entry

EXACT = Place(latitude=47.376912, longitude=8.541734, name="Secret Burrow, Zürich, Switzerland")
NEWER_TERMS = {exports.DWC + "degreeOfEstablishment"}  # in Darwin Core since 2020, not in the reader's list


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
    """The archive's rows as python-dwca-reader reads them: occurrenceID → term → value."""
    path = tmp_path / "dex.zip"
    path.write_bytes(exports.write(ENTRIES, "Ash", mine(ExportFormat.DARWIN_CORE)))
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


@pytest.mark.parametrize(
    ("audience", "ids"),
    [
        (Audience.ME, ["private", "friends", "public"]),
        (Audience.FRIENDS, ["friends", "public"]),
        (Audience.PUBLIC, ["public"]),
    ],
)
def test_a_file_holds_what_its_audience_may_see(audience: Audience, ids: list[str]) -> None:
    entries = [
        placed(visibility.value, Geoprivacy.OBSCURED, visibility=visibility, notes="mine alone")
        for visibility in (Visibility.PRIVATE, Visibility.FRIENDS, Visibility.PUBLIC)
    ]
    rows = json.loads(exports.write(entries, "Ash", ExportQuery(audience=audience)))
    assert [row["occurrenceID"] for row in rows] == [f"biologidex:{entry_id}" for entry_id in ids]
    own = audience is Audience.ME
    assert {row["occurrenceRemarks"] for row in rows} == {"mine alone" if own else ""}
    assert {row["eventDate"] for row in rows} == {"2026-05-01T12:00:00+00:00" if own else "2026-05"}
    assert all(exports.DAY_WITHHELD in row["informationWithheld"] for row in rows) is not own


def test_an_open_entry_tells_its_day_to_everybody() -> None:
    (row,) = json.loads(
        exports.write([placed("o", Geoprivacy.OPEN, visibility=Visibility.PUBLIC)], "Ash", ExportQuery())
    )
    assert (row["eventDate"], row["informationWithheld"]) == ("2026-05-01T12:00:00+00:00", "")


def test_no_control_character_breaks_an_archive() -> None:
    name = "A\x00s\x0bh\u2028"
    data = exports.write([entry(notes="a\x00b\x0cc")], name, mine(ExportFormat.DARWIN_CORE))
    with ZipFile(BytesIO(data)) as archive:
        ElementTree.fromstring(archive.read("eml.xml"))
        assert b"a b c" in archive.read("occurrence.csv")


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("wanted", ExportFormat)
def test_no_file_has_the_exact_place_of_what_is_not_open(wanted: ExportFormat, audience: Audience) -> None:
    data = exports.write(ENTRIES[1:], "Ash", ExportQuery(format=wanted, audience=audience))
    if wanted is ExportFormat.DARWIN_CORE:
        with ZipFile(BytesIO(data)) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
    for secret in (b"47.3769", b"8.5417", b"Burrow"):
        assert secret not in data


def test_csv_and_json_say_the_same() -> None:
    table: Any = list(
        csv.DictReader(StringIO(exports.write(ENTRIES, "Ash", mine(ExportFormat.CSV)).decode("utf-8-sig")))
    )
    assert table == json.loads(exports.write(ENTRIES, "Ash", mine(ExportFormat.JSON)))


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
    data = exports.write([entry(notes=written)], "Ash", mine(ExportFormat.CSV)).decode("utf-8-sig")
    assert next(csv.DictReader(StringIO(data)))["occurrenceRemarks"] == read
