"""The bundled taxonomy: a read-only SQLite file built by scripts/taxonomy/."""

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
# Accepted names precede synonyms; among homonyms, the requested rank, then a species, then the best known wins.
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
    """A taxon and its position in the search order, the best known first."""

    number: int
    taxon: TaxonReply


@dataclass(frozen=True)
class Called:
    """A taxon with an English name, and whether the name is from the field guide."""

    taxon: TaxonReply
    by_guide: bool


class Taxonomy:
    """Look-ups in the taxonomy file; a lock serialises threads, since a connection's statements are not shareable."""

    def __init__(self, path: Path) -> None:
        import sqlite3  # functions that name no animal never import it

        self._database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._lock = Lock()

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Any]:
        with self._lock:
            return self._database.execute(query, values).fetchall()

    def find(self, name: str, rank: Rank | None = None) -> Classification | None:
        """Return the accepted taxon for a scientific name or synonym; the rank decides between homonyms."""
        rows = self._rows(_BY_NAME, (name, rank))
        if not rows:
            return None
        taxon_id, accepted, its_rank, common = rows[0]
        lineage = [Taxon(name=above, rank=Rank(at)) for above, at in self._rows(_LINEAGE, (taxon_id,))]
        return Classification(scientific_name=accepted, common_name=common, rank=Rank(its_rank), lineage=lineage)

    def called(self, key: str) -> list[Called]:
        """Return the taxa with an English name that has this comparison key, the best known first."""
        return [
            Called(TaxonReply(name=name, rank=Rank(rank), common_name=common), bool(by_guide))
            for name, rank, common, by_guide in self._rows(_CALLED, (key,))
        ]

    def in_guide(self, key: str) -> list[Place]:
        """Return the field guide's animals with an English name that has this comparison key."""
        return self._places(_BY_KEY, (key,))

    def matching(self, expression: str, after: int, limit: int) -> list[Place]:
        """Return the taxa that match an FTS5 expression (head, english, wide, scientific), after a position."""
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
        """Return a taxon's children sorted by name, after a name; None if there is no such taxon."""
        rows = self._rows(_BY_NAME, (name, rank))
        return [place.taxon for place in self._places(_CHILDREN, (rows[0][0], after, limit))] if rows else None

    def species_of(self, genus: str) -> int:
        """Return the number of species in a genus."""
        return int(self._rows(_SPECIES_OF, (genus,))[0][0])

    def facts(self, names: Iterable[str]) -> dict[tuple[str, str], TaxonFacts]:
        """Return facts about taxa, by rank and accepted name."""
        rows = self._rows(_FACTS, (json.dumps(list(names)),))
        return {(rank, name): TaxonFacts(common, species) for rank, name, common, species in rows}

    def kingdom_of(self, name: str) -> Kingdom | None:
        """Return the kingdom of a genus or wider taxon, or a known species, of plants or fungi."""
        rows = self._rows(_KINGDOM, (name,))
        return Kingdom(rows[0][0]) if rows else None

    def has_epithet(self, word: str) -> bool:
        """Return whether a word is in the scientific name of a taxon."""
        return bool(self.matching(f'scientific : "{word}"', 0, 1)) if word.isalpha() else False

    def spelled_alike(self, name: str) -> list[str]:
        """Return the scientific names that a misspelt one may mean.

        For a known genus, these are its species. Otherwise, they are the genera with the same first two letters and a
        similar length, or their species if the name is a species'.
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
