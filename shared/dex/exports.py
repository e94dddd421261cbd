"""Exports of a dex: CSV, JSON, or a Darwin Core Archive. Pure functions.

A file is made for an audience and holds the entries, times and places that it may see; notes are for the owner only.
Places are always as others may know them; exact ones are in the data export.
Terms: Darwin Core (TDWG, http://rs.tdwg.org/dwc/terms/); archive: Darwin Core Text Guide.
"""

import csv
import json
import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC
from io import StringIO
from itertools import batched, chain
from typing import IO, cast
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

from shared.accounts.models import Geoprivacy
from shared.animals.models import Rank
from shared.dex import rules
from shared.dex.documents import Entry, IdentifiedBy
from shared.dex.requests import Audience, ExportFormat, ExportQuery

Row = dict[str, str]
DWC = "http://rs.tdwg.org/dwc/terms/"
DCTERMS = "http://purl.org/dc/terms/"
TEXT = "http://rs.tdwg.org/dwc/text/"
TERMS = {
    **{
        name: DWC + name
        for name in (
            *("occurrenceID", "basisOfRecord", "occurrenceStatus", "eventDate", "recordedBy", "scientificName"),
            *("taxonRank", "kingdom", "phylum", "class", "order", "family", "genus", "vernacularName"),
            *("decimalLatitude", "decimalLongitude", "geodeticDatum", "coordinateUncertaintyInMeters", "locality"),
            *("informationWithheld", "identifiedBy", "degreeOfEstablishment", "occurrenceRemarks"),
        )
    },
    **{name: DCTERMS + name for name in ("license", "rightsHolder", "modified")},
}
PAGE = 250  # rows
LICENSE = "All rights reserved"  # people have not agreed to anything else
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]+")
RANKS = (Rank.KINGDOM, Rank.PHYLUM, Rank.CLASS, Rank.ORDER, Rank.FAMILY, Rank.GENUS)
OBSCURED = "Coordinates obscured to a random point in a 0.2 degree cell."
WITHHELD = "Coordinates withheld at the observer's request."
DAY_WITHHELD = "Day withheld."
CONTENT_TYPES = {
    ExportFormat.CSV: "text/csv",
    ExportFormat.JSON: "application/json",
    ExportFormat.DARWIN_CORE: "application/zip",
}
FILENAMES = {ExportFormat.CSV: "dex.csv", ExportFormat.JSON: "dex.json", ExportFormat.DARWIN_CORE: "dex-dwca.zip"}


def write(entries: Iterable[Entry], recorded_by: str, query: ExportQuery) -> Iterator[bytes]:
    """Yield a person's entries that an audience may see as a file, page by page as they are read."""
    rows = (row(entry, recorded_by, query.audience) for entry in entries)
    pieces: Iterable[bytes]
    if query.format is ExportFormat.DARWIN_CORE:
        pieces = _archive(rows, recorded_by)
    elif query.format is ExportFormat.CSV:
        pieces = chain([BOM_UTF8], _table(rows, _defuse))
    else:
        pieces = _list(rows)
    return (b"".join(page) for page in batched(pieces, PAGE))


def _list(rows: Iterable[Row]) -> Iterator[bytes]:
    before = "["
    for one in rows:
        yield f"{before}{json.dumps(one, ensure_ascii=False)}".encode()
        before = ",\n"
    yield b"[]\n" if before == "[" else b"]\n"


def row(own: Entry, recorded_by: str, audience: Audience) -> Row:
    """Return an entry as Darwin Core terms."""
    is_cut = audience is not Audience.ME and rules.hides_its_place(own)
    entry = own if audience is Audience.ME else rules.as_others_know(own)
    animal, caught = entry.animal, rules.local_time(entry).isoformat(timespec="seconds")
    known = {
        "occurrenceID": f"biologidex:{entry.id}",
        "basisOfRecord": "HumanObservation",
        "occurrenceStatus": "present",
        "eventDate": caught[: len("2026-05")] if is_cut else caught,
        "recordedBy": recorded_by,
        "scientificName": animal.scientific_name,
        "taxonRank": animal.rank.value,
        **{rank.value: animal.taxon_at(rank) or "" for rank in RANKS},
        "vernacularName": animal.common_name or "",
        **_place(entry),
        "informationWithheld": " ".join(filter(None, [_withheld(entry), DAY_WITHHELD if is_cut else ""])),
        "identifiedBy": recorded_by if entry.identified_by is IdentifiedBy.PERSON else "image recognition",
        "degreeOfEstablishment": {None: "", True: "", False: "captive"}[entry.wild],
        "occurrenceRemarks": entry.notes or "",
        "license": LICENSE,
        "rightsHolder": recorded_by,
        "modified": entry.updated_at.astimezone(UTC).isoformat(timespec="seconds"),
    }
    return {term: known[term] for term in TERMS}


def _place(entry: Entry) -> Row:
    place = entry.place
    if place is None:
        return dict.fromkeys(
            ("decimalLatitude", "decimalLongitude", "geodeticDatum", "coordinateUncertaintyInMeters", "locality"), ""
        )
    return {
        "decimalLatitude": str(place.latitude),
        "decimalLongitude": str(place.longitude),
        "geodeticDatum": "EPSG:4326",
        "coordinateUncertaintyInMeters": "" if place.uncertainty_m is None else f"{place.uncertainty_m:.0f}",
        "locality": place.name or "",
    }


def _withheld(entry: Entry) -> str:
    if entry.place and entry.place.obscured:
        return OBSCURED
    return WITHHELD if entry.geoprivacy is Geoprivacy.PRIVATE else ""


def _table(rows: Iterable[Row], mend: Callable[[str], str]) -> Iterator[bytes]:
    yield _line(TERMS)
    for one in rows:
        yield _line(map(mend, one.values()))


def _line(values: Iterable[str]) -> bytes:
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue().encode()


def _defuse(value: str) -> str:
    """Keep spreadsheets from interpreting text as a formula (OWASP: CSV injection); numbers are unchanged."""
    first = unicodedata.normalize("NFKC", value.lstrip())[:1]
    is_formula = first in set("=+-@") and not value.lstrip("+-").replace(".", "", 1).isdigit()
    return f"'{value}" if is_formula or value[:1] in set("\t\r\n") else value


def _one_line(value: str) -> str:
    """Replace line breaks, at which archive readers split, and control characters, most of which XML forbids."""
    return CONTROL.sub(" ", value)


class _Pieces:
    """A write-only file whose contents are taken out as they are written."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, data: bytes) -> int:
        self._written += data
        return len(data)

    def flush(self) -> None:
        """Do nothing; zip files require this method."""

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


def _archive(rows: Iterable[Row], recorded_by: str) -> Iterator[bytes]:
    pieces = _Pieces()
    with ZipFile(cast("IO[bytes]", pieces), "w", ZIP_DEFLATED) as archive:
        with archive.open("occurrence.csv", "w") as table:
            for line in _table(rows, _one_line):
                table.write(line)
                yield pieces.take()
        archive.writestr("meta.xml", _meta())
        archive.writestr("eml.xml", _eml(recorded_by))
    yield pieces.take()


def _meta() -> bytes:
    archive = ElementTree.Element("archive", {"xmlns": TEXT, "metadata": "eml.xml"})
    core = ElementTree.SubElement(
        archive,
        "core",
        {
            "rowType": DWC + "Occurrence",
            "encoding": "UTF-8",
            "fieldsTerminatedBy": ",",
            "linesTerminatedBy": "\\n",
            "fieldsEnclosedBy": '"',
            "ignoreHeaderLines": "1",
        },
    )
    ElementTree.SubElement(ElementTree.SubElement(core, "files"), "location").text = "occurrence.csv"
    ElementTree.SubElement(core, "id", {"index": "0"})
    for index, uri in enumerate(TERMS.values()):
        ElementTree.SubElement(core, "field", {"index": str(index), "term": uri})
    return bytes(ElementTree.tostring(archive, "UTF-8", xml_declaration=True))


def _eml(recorded_by: str) -> bytes:
    eml = ElementTree.Element(
        "eml:eml",
        {"xmlns:eml": "https://eml.ecoinformatics.org/eml-2.2.0", "packageId": "biologidex", "system": "biologidex"},
    )
    dataset = ElementTree.SubElement(eml, "dataset")
    ElementTree.SubElement(dataset, "title").text = f"The BiologiDex of {_one_line(recorded_by)}"
    for role in ("creator", "contact"):
        name = ElementTree.SubElement(ElementTree.SubElement(dataset, role), "individualName")
        ElementTree.SubElement(name, "surName").text = _one_line(recorded_by)
    rights = ElementTree.SubElement(ElementTree.SubElement(dataset, "intellectualRights"), "para")
    rights.text = f"{_one_line(recorded_by)}. {LICENSE}"
    return bytes(ElementTree.tostring(eml, "UTF-8", xml_declaration=True))
