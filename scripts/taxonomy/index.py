"""Build the bundled taxonomy from the committed file: the best known animals first, with an index of words.

    python -m scripts.taxonomy.index shared/animals/data/taxonomy.sqlite3

Set-up runs it, so the field guide's names are in the index as soon as they are in the field guide. A taxon's id is its
rank in search results: first the animals of best_known.csv, then the field guide, then taxa with an English name, then
the rest.
"""

import csv
import lzma
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from shared.animals import guide
from shared.animals.words import joined, key, words

DATA = Path(__file__).parents[2] / "shared/animals/data"
SOURCE = DATA / "taxonomy.sqlite3.xz"
BEST_KNOWN = DATA / "best_known.csv"
PLAIN = re.compile(r"[^\W_][\w' ,.()/-]{0,59}")  # English names that can be shown
SEVERAL = re.compile(r",|&|/|\band\b")  # nobody calls a dog "dogs, foxes, and wolves"
PLACE_OF_RANK = {"species": 5, "subspecies": 6}

SCHEMA = """
create table taxon (id integer primary key, name text not null, rank text not null, parent integer, common text,
                    species integer not null);
create index taxon_parent on taxon (parent, name);
create table name (name text not null collate nocase, taxon integer not null, kind text not null,
                   primary key (name, taxon)) without rowid;
create table plant (name text not null collate nocase primary key, kingdom text not null) without rowid;
create table called (key text not null, taxon integer not null, by_guide integer not null,
                     primary key (key, taxon)) without rowid;
create virtual table search using fts5 (head, english, wide, scientific, content='', columnsize=0, detail=column,
                                        prefix='2');
create table vocabulary (word text primary key, taxon integer not null) without rowid;
"""


class Index:
    """The source's tables, and the index's rows derived from them."""

    def __init__(self, source: sqlite3.Connection) -> None:
        self.taxa = {row[0]: row for row in source.execute("select id, name, rank, parent, common from taxon")}
        self.names = source.execute("select name, taxon, kind from name order by name, taxon").fetchall()
        self.plants = source.execute("select name, kingdom from plant").fetchall()
        self.english: dict[int, list[str]] = defaultdict(list)
        self.groups: dict[int, list[str]] = defaultdict(list)
        self.synonyms: dict[int, list[str]] = defaultdict(list)
        for name, taxon, kind in self.names:
            kept = {"common": self.english, "word": self.english, "group": self.groups, "synonym": self.synonyms}
            if kind in kept:
                kept[kind][taxon].append(name)
        self.guide = {taxon: species for taxon, row in self.taxa.items() if (species := guide.find(row[1]))}
        for taxon, species in self.guide.items():
            self.english[taxon] += [species.english_name, *species.other_names]
        self.place = self._places()

    def _places(self) -> dict[int, int]:
        with BEST_KNOWN.open(encoding="utf-8", newline="") as lines:
            best_known = {row["scientific_name"]: place for place, row in enumerate(csv.DictReader(lines))}

        def order(taxon: int) -> tuple[int, int, str]:
            _, name, rank, *_ = self.taxa[taxon]
            if taxon in self.guide:
                return 0, best_known.get(name, len(best_known)), name
            if self.english[taxon]:
                return 2 if rank == "species" else 1, 0, name
            return PLACE_OF_RANK.get(rank, 4), 0, name

        return {taxon: place for place, taxon in enumerate(sorted(self.taxa, key=order), 1)}

    def taxon_rows(self) -> Iterator[tuple[int, str, str, int | None, str | None, int]]:
        """Yield the taxa with their English names for display and their numbers of species."""
        species = self._species()
        for taxon, (_, name, rank, parent, common) in self.taxa.items():
            shown = self.guide[taxon].english_name if taxon in self.guide else _shown(common)
            yield (
                self.place[taxon],
                name,
                rank,
                self.place[parent] if parent is not None else None,
                shown,
                species[taxon],
            )

    def _species(self) -> Counter[int]:
        counts: Counter[int] = Counter()
        for taxon, row in self.taxa.items():
            above = taxon if row[2] == "species" else None
            while above is not None:
                counts[above] += 1
                above = self.taxa[above][3]
        return counts

    def name_rows(self) -> Iterator[tuple[str, int, str]]:
        """Yield the scientific names."""
        return ((name, self.place[taxon], kind) for name, taxon, kind in self.names if kind in {"accepted", "synonym"})

    def called_rows(self) -> Iterator[tuple[str, int, bool]]:
        """Yield whole English names by their comparison keys, those of the field guide first."""
        for taxon, species in self.guide.items():
            yield from ((key(name), self.place[taxon], True) for name in (species.english_name, *species.other_names))
        for taxon, names in self.english.items():
            yield from ((key(name), self.place[taxon], False) for name in names)

    def search_rows(self) -> Iterator[tuple[int, str, str, str, str]]:
        """Yield the search terms of each taxon.

        They are the last words of its English names ("fox" for the red fox), all words of them, the words of its
        groups, and its scientific names.
        """
        for taxon, row in self.taxa.items():
            names = [row[1], *self.synonyms[taxon]]
            english = [_words(name) for name in self.english[taxon]]
            groups = [*self.groups[taxon], *self._names_above(taxon)] if english else []
            yield (
                self.place[taxon],
                _text(map(_head, self.english[taxon])),
                _text([*name, joined(name)] for name in english),
                _text(_head(name) for name in groups),
                _text(name.lower().replace("-", " ").split() for name in names),
            )

    def _names_above(self, taxon: int) -> Iterator[str]:
        parent = self.taxa[taxon][3]
        while parent is not None and self.taxa[parent][2] not in {"phylum", "kingdom"}:
            yield from (name for name in self.english[parent] if not SEVERAL.search(name))
            parent = self.taxa[parent][3]


def _shown(common: str | None) -> str | None:
    """Return an English name, capitalised as in the field guide; None if it is not plain."""
    return f"{common[0].upper()}{common[1:]}" if common and PLAIN.fullmatch(common) else None


_words = cache(words)


def _head(name: str) -> list[str]:
    return [*_words(name)[-1:], joined(_words(name))]


def _text(names: Iterable[list[str]]) -> str:
    return " ".join(sorted({word for name in names for word in name}))


def write(path: Path, index: Index) -> None:
    """Write the bundled taxonomy file."""
    database = sqlite3.connect(path)
    database.executescript(SCHEMA)
    database.executemany("insert into taxon values (?, ?, ?, ?, ?, ?)", sorted(index.taxon_rows()))
    database.executemany("insert into name values (?, ?, ?)", index.name_rows())
    database.executemany("insert into plant values (?, ?)", index.plants)
    database.executemany("insert or ignore into called values (?, ?, ?)", index.called_rows())
    rows = sorted(index.search_rows())
    database.executemany("insert into search (rowid, head, english, wide, scientific) values (?, ?, ?, ?, ?)", rows)
    vocabulary = ((word, place) for place, _, english, wide, _ in rows for word in f"{english} {wide}".split())
    database.executemany("insert or ignore into vocabulary values (?, ?)", vocabulary)
    database.execute("insert into search (search) values ('optimize')")
    database.commit()
    database.close()


def main(target: Path) -> None:
    """Build the file atomically."""
    unpacked, made = target.with_suffix(".unpacked"), target.with_suffix(".made")
    unpacked.write_bytes(lzma.decompress(SOURCE.read_bytes()))
    made.unlink(missing_ok=True)
    write(made, Index(sqlite3.connect(unpacked)))
    unpacked.unlink()
    made.replace(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
