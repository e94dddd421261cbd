"""The bundled taxonomy: one read-only SQLite file, made by scripts/taxonomy/."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from shared.animals import rules
from shared.animals.models import Classification, Kingdom, Rank, Taxon, TaxonFacts, TaxonReply
from shared.settings import settings

_LINEAGE = """
with recursive up(id, name, rank, parent, depth) as (
    select id, name, rank, parent, 0 from taxon where id = ?
    union all
    select taxon.id, taxon.name, taxon.rank, taxon.parent, depth + 1 from taxon join up on taxon.id = up.parent
)
select name, rank from up where depth > 0 order by depth desc
"""
# An accepted name wins over a synonym; of homonyms the rank that is asked for, a species, then the best known wins.
_BY_NAME = """
select taxon.id, taxon.name, taxon.rank, taxon.common from name join taxon on taxon.id = name.taxon
where name.name = ? order by name.kind, taxon.rank = ? desc, taxon.rank = 'species' desc, taxon.id limit 1
"""
_CALLED = """
select taxon.name, taxon.rank, taxon.common, called.by_guide from called join taxon on taxon.id = called.taxon
where called.key = ? order by called.by_guide desc, taxon.id
"""
_BY_KEY = """
select taxon.id, taxon.name, taxon.rank, taxon.common from called join taxon on taxon.id = called.taxon
where called.key = ? and called.by_guide order by taxon.id
"""
_MATCHING = """
select taxon.id, taxon.name, taxon.rank, taxon.common from search join taxon on taxon.id = search.rowid
where search match ? and search.rowid > ? order by search.rowid limit ?
"""
_CHILDREN = "select 0, name, rank, common from taxon where parent = ? and name > ? order by name limit ?"
_SPECIES_OF = """
select count(*) from name
join taxon as genus on genus.id = name.taxon join taxon as species on species.parent = genus.id
where name.name = ? and name.kind = 'accepted' and genus.rank = 'genus' and species.rank = 'species'
"""
_GENERA = """
select distinct name from name where name >= ? and name < ? and length(name) between ? and ?
and kind = 'accepted' and instr(name, ' ') = 0
"""
_SPECIES = "select distinct name from name where name >= ? and name < ?"
_VOCABULARY = "select word from vocabulary order by taxon"
_FACTS = """
select taxon.rank, taxon.name, taxon.common, taxon.species from json_each(?) as wanted
join name on name.name = wanted.value and name.kind = 'accepted' join taxon on taxon.id = name.taxon
"""
_KINGDOM = "select kingdom from plant where name = ?"


@dataclass(frozen=True)
class Place:
    """A taxon and its place in the order in which taxa are found, the best known first."""

    number: int
    taxon: TaxonReply


@dataclass(frozen=True)
class Called:
    """A taxon that has an English name, and whether the field guide says so."""

    taxon: TaxonReply
    by_guide: bool


class Taxonomy:
    """Look-ups in the taxonomy's file, for all threads: a connection's cached statements serve one at a time."""

    def __init__(self, path: Path) -> None:
        import sqlite3  # a function that names no animal never pays

        self._database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._lock = Lock()

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Any]:
        with self._lock:
            return self._database.execute(query, values).fetchall()

    def find(self, name: str, rank: Rank | None = None) -> Classification | None:
        """Return the accepted taxon that a scientific name or its synonym stands for; of homonyms that of a rank."""
        rows = self._rows(_BY_NAME, (name, rank))
        if not rows:
            return None
        taxon_id, accepted, its_rank, common = rows[0]
        lineage = [Taxon(name=above, rank=Rank(at)) for above, at in self._rows(_LINEAGE, (taxon_id,))]
        return Classification(scientific_name=accepted, common_name=common, rank=Rank(its_rank), lineage=lineage)

    def called(self, key: str) -> list[Called]:
        """Return the taxa with an English name that is compared by this key, the best known first."""
        return [
            Called(TaxonReply(name=name, rank=Rank(rank), common_name=common), bool(by_guide))
            for name, rank, common, by_guide in self._rows(_CALLED, (key,))
        ]

    def in_guide(self, key: str) -> list[Place]:
        """Return the animals of the field guide with an English name that is compared by this key."""
        return self._places(_BY_KEY, (key,))

    def matching(self, expression: str, after: int, limit: int) -> list[Place]:
        """Return the taxa whose words fit an FTS5 expression (head, english, wide, scientific), behind a place."""
        return self._places(_MATCHING, (expression, after, limit))

    def _places(self, query: str, values: tuple[object, ...]) -> list[Place]:
        return [
            Place(number, TaxonReply(name=name, rank=Rank(rank), common_name=common))
            for number, name, rank, common in self._rows(query, values)
        ]

    def vocabulary(self) -> list[str]:
        """Return the words of all English names, those of the best known animals first."""
        return [word for (word,) in self._rows(_VOCABULARY, ())]

    def children(self, name: str, rank: Rank | None, limit: int, after: str) -> list[TaxonReply] | None:
        """Return the taxa right below one, by name, behind a name; None when there is no such taxon."""
        rows = self._rows(_BY_NAME, (name, rank))
        return [place.taxon for place in self._places(_CHILDREN, (rows[0][0], after, limit))] if rows else None

    def species_of(self, genus: str) -> int:
        """Return how many species a genus has."""
        return int(self._rows(_SPECIES_OF, (genus,))[0][0])

    def facts(self, names: Iterable[str]) -> dict[tuple[Rank, str], TaxonFacts]:
        """Return what is known of taxa by rank and accepted name."""
        rows = self._rows(_FACTS, (json.dumps(list(names)),))
        return {(Rank(rank), name): TaxonFacts(common, species) for rank, name, common, species in rows}

    def kingdom_of(self, name: str) -> Kingdom | None:
        """Return the kingdom of a plant's or fungus' genus or wider taxon, or of one of their species that is known."""
        rows = self._rows(_KINGDOM, (name,))
        return Kingdom(rows[0][0]) if rows else None

    def has_epithet(self, word: str) -> bool:
        """Tell whether a word is in the scientific name of a taxon."""
        return bool(self.matching(f'scientific : "{word}"', 0, 1)) if word.isalpha() else False

    def spelled_alike(self, name: str) -> list[str]:
        """Return the scientific names that a misspelt one may mean.

        Of a genus that is known: its species. Else: the genera that begin with the same two letters and are about as
        long, or their species when the name is a species'.
        """
        genus, _, rest = name.partition(" ")
        if not rest:
            return self._genera_like(genus)
        if self.find(genus):
            return self._below(genus)
        return [
            species
            for like in rules.nearest_spellings(genus, self._genera_like(genus))
            for species in self._below(like)
        ]

    def _genera_like(self, genus: str) -> list[str]:
        about = (genus[:2].capitalize(), genus[:2].capitalize() + "{", len(genus) - 2, len(genus) + 2)
        return [name for (name,) in self._rows(_GENERA, about)]

    def _below(self, genus: str) -> list[str]:
        return [name for (name,) in self._rows(_SPECIES, (f"{genus} ", f"{genus} {{"))]


@cache
def taxonomy() -> Taxonomy:
    """Return this process's taxonomy."""
    return Taxonomy(settings().taxonomy_path)
