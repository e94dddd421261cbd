"""A dex as a file: CSV, JSON, and a Darwin Core Archive as others' software reads it."""

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from dwca.darwincore.terms import TERMS
from dwca.read import DwCAReader

from shared.accounts.models import Geoprivacy
from shared.dex import exports, places
from shared.dex.documents import Entry
from shared.dex.requests import ExportFormat
from shared.vision.models import Place
from tests.unit.test_dex_rules import entry

EXACT = Place(latitude=47.376912, longitude=8.541734, name="Secret Burrow, Zürich, Switzerland")
NEWER_TERMS = {exports.DWC + "degreeOfEstablishment"}  # in Darwin Core since 2020, not in the reader's list


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
    path.write_bytes(exports.write(ENTRIES, "Ash", ExportFormat.DARWIN_CORE))
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


def test_text_comes_back_as_it_was(rows: dict[str, dict[str, str]]) -> None:
    assert rows["biologidex:obscured"][exports.DWC + "occurrenceRemarks"] == ENTRIES[1].notes


@pytest.mark.parametrize("wanted", ExportFormat)
def test_no_file_has_the_exact_place_of_what_is_not_open(wanted: ExportFormat) -> None:
    data = exports.write(ENTRIES[1:], "Ash", wanted)
    if wanted is ExportFormat.DARWIN_CORE:
        with ZipFile(BytesIO(data)) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
    for secret in (b"47.3769", b"8.5417", b"Burrow"):
        assert secret not in data


def test_csv_and_json_say_the_same() -> None:
    table: Any = list(csv.DictReader(StringIO(exports.write(ENTRIES, "Ash", ExportFormat.CSV).decode())))
    assert table == json.loads(exports.write(ENTRIES, "Ash", ExportFormat.JSON))


@pytest.mark.parametrize(
    ("written", "read"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("-47.3", "-47.3"), ("+7", "+7"), ("-a", "'-a")]
)
def test_a_spreadsheet_takes_no_text_for_a_formula(written: str, read: str) -> None:
    data = exports.write([entry(notes=written)], "Ash", ExportFormat.CSV).decode()
    assert next(csv.DictReader(StringIO(data)))["occurrenceRemarks"] == read
