"""A dex as a file: CSV, JSON, or a Darwin Core Archive. Pure functions.

A file is made to be given away, so places are as others may know them; the exact ones are in the export of everything
about the person. Terms: Darwin Core (TDWG, http://rs.tdwg.org/dwc/terms/); archive: Darwin Core Text Guide.
"""

import csv
import json
from collections.abc import Iterable
from datetime import UTC
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

from shared.accounts.models import Geoprivacy
from shared.animals.models import Rank
from shared.dex import rules
from shared.dex.documents import Entry, IdentifiedBy
from shared.dex.requests import ExportFormat

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
    "modified": DCTERMS + "modified",
}
RANKS = (Rank.KINGDOM, Rank.PHYLUM, Rank.CLASS, Rank.ORDER, Rank.FAMILY, Rank.GENUS)
OBSCURED = "Coordinates obscured to a random point in a 0.2 degree cell."
WITHHELD = "Coordinates withheld at the observer's request."
CONTENT_TYPES = {
    ExportFormat.CSV: "text/csv",
    ExportFormat.JSON: "application/json",
    ExportFormat.DARWIN_CORE: "application/zip",
}
FILENAMES = {ExportFormat.CSV: "dex.csv", ExportFormat.JSON: "dex.json", ExportFormat.DARWIN_CORE: "dex-dwca.zip"}


def write(entries: Iterable[Entry], recorded_by: str, wanted: ExportFormat) -> bytes:
    """Return a person's entries as a file; they are read one by one, however many there are."""
    rows = (row(entry, recorded_by) for entry in entries)
    if wanted is ExportFormat.DARWIN_CORE:
        return _archive(rows, recorded_by)
    if wanted is ExportFormat.CSV:
        return _table(rows, defused=True).encode()
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in rows)
    return f"[{lines}]\n".encode()


def row(entry: Entry, recorded_by: str) -> Row:
    """Return an entry as Darwin Core terms."""
    animal = entry.animal
    known = {
        "occurrenceID": f"biologidex:{entry.id}",
        "basisOfRecord": "HumanObservation",
        "occurrenceStatus": "present",
        "eventDate": entry.caught_at.astimezone(UTC).isoformat(timespec="seconds"),
        "recordedBy": recorded_by,
        "scientificName": animal.scientific_name,
        "taxonRank": animal.rank.value,
        **{rank.value: rules.taxon_at(animal, rank) or "" for rank in RANKS},
        "vernacularName": animal.common_name or "",
        **_place(entry),
        "identifiedBy": recorded_by if entry.identified_by is IdentifiedBy.PERSON else "image recognition",
        "degreeOfEstablishment": {None: "", True: "", False: "captive"}[entry.wild],
        "occurrenceRemarks": entry.notes or "",
        "modified": entry.updated_at.astimezone(UTC).isoformat(timespec="seconds"),
    }
    return {term: known[term] for term in TERMS}


def _place(entry: Entry) -> Row:
    place = entry.place
    if place is None:
        withheld = WITHHELD if entry.geoprivacy is Geoprivacy.PRIVATE else ""
        empty = dict.fromkeys(
            ("decimalLatitude", "decimalLongitude", "geodeticDatum", "coordinateUncertaintyInMeters", "locality"), ""
        )
        return {**empty, "informationWithheld": withheld}
    return {
        "decimalLatitude": str(place.latitude),
        "decimalLongitude": str(place.longitude),
        "geodeticDatum": "EPSG:4326",
        "coordinateUncertaintyInMeters": "" if place.uncertainty_m is None else f"{place.uncertainty_m:.0f}",
        "locality": place.name or "",
        "informationWithheld": OBSCURED if place.obscured else "",
    }


def _table(rows: Iterable[Row], *, defused: bool) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, list(TERMS), lineterminator="\n")
    writer.writeheader()
    writer.writerows({term: _defuse(value) for term, value in one.items()} if defused else one for one in rows)
    return out.getvalue()


def _defuse(value: str) -> str:
    """Keep a spreadsheet from taking a text for a formula (OWASP: CSV injection); numbers stay numbers."""
    is_formula = value[:1] in {"=", "+", "-", "@", "\t", "\r"} and not value.lstrip("+-").replace(".", "", 1).isdigit()
    return f"'{value}" if is_formula else value


def _archive(rows: Iterable[Row], recorded_by: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("occurrence.csv", _table(rows, defused=False))
        archive.writestr("meta.xml", _meta())
        archive.writestr("eml.xml", _eml(recorded_by))
    return out.getvalue()


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
    ElementTree.SubElement(dataset, "title").text = f"The BiologiDex of {recorded_by}"
    for role in ("creator", "contact"):
        name = ElementTree.SubElement(ElementTree.SubElement(dataset, role), "individualName")
        ElementTree.SubElement(name, "surName").text = recorded_by
    return bytes(ElementTree.tostring(eml, "UTF-8", xml_declaration=True))
