"""The bundled taxonomy: one read-only SQLite file, made by scripts/build_taxonomy.py."""

from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from shared.animals import rules
from shared.animals.models import Classification, Rank, Taxon, TaxonReply
from shared.settings import settings

_LINEAGE = """
with recursive up(id, name, rank, parent, depth) as (
    select id, name, rank, parent, 0 from taxon where id = ?
    union all
    select taxon.id, taxon.name, taxon.rank, taxon.parent, depth + 1 from taxon join up on taxon.id = up.parent
)
select name, rank from up where depth > 0 order by depth desc
"""
# An accepted name wins over a synonym; of homonyms the narrower rank, then the older record, wins.
_BY_NAME = """
select taxon.id, taxon.name, taxon.rank, taxon.common from name join taxon on taxon.id = name.taxon
where name.name = ? and name.kind in ('accepted', 'synonym')
order by name.kind, taxon.rank = 'species' desc, taxon.id limit 1
"""

_BY_COMMON_NAME = """
select taxon.name from name join taxon on taxon.id = name.taxon where name.name = ? and name.kind = 'common'
"""
_BEGINNING = """
select distinct taxon.name, taxon.rank, taxon.common from name join taxon on taxon.id = name.taxon
where name.name >= ? and name.name < ? order by taxon.name limit ?
"""
_CHILDREN = "select name, rank, common from taxon where parent = ? and name > ? order by name limit ?"
_SPECIES_OF = """
select count(*) from name
join taxon as genus on genus.id = name.taxon join taxon as species on species.parent = genus.id
where name.name = ? and name.kind = 'accepted' and genus.rank = 'genus' and species.rank = 'species'
"""
_COMMON_LIKE = """
select distinct name from name where name >= ? and name < ? and length(name) between ? and ? and kind = 'common'
"""
_GENERA = """
select distinct name from name where name >= ? and name < ? and length(name) between ? and ?
and kind = 'accepted' and instr(name, ' ') = 0
"""
_SPECIES = "select distinct name from name where name >= ? and name < ? and kind in ('accepted', 'synonym')"


class Taxonomy:
    """Look-ups in the taxonomy's file, for all threads: a connection's cached statements serve one at a time."""

    def __init__(self, path: Path) -> None:
        import sqlite3  # a function that names no animal never pays

        self._database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._lock = Lock()

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Any]:
        with self._lock:
            return self._database.execute(query, values).fetchall()

    def find(self, name: str) -> Classification | None:
        """Return the accepted taxon that a scientific name or its synonym stands for."""
        rows = self._rows(_BY_NAME, (name,))
        if not rows:
            return None
        taxon_id, accepted, rank, common = rows[0]
        lineage = [Taxon(name=above, rank=Rank(at)) for above, at in self._rows(_LINEAGE, (taxon_id,))]
        return Classification(scientific_name=accepted, common_name=common, rank=Rank(rank), lineage=lineage)

    def find_common(self, name: str) -> Classification | None:
        """Return the taxon with this English common name, when there is exactly one."""
        rows = self._rows(_BY_COMMON_NAME, (name,))
        return self.find(rows[0][0]) if len(rows) == 1 else None

    def search(self, beginning: str, limit: int) -> list[TaxonReply]:
        """Return taxa with a scientific name, synonym or common name that begins so, by name."""
        return self._taxa(_BEGINNING, (beginning, f"{beginning}{{", limit))

    def children(self, name: str, limit: int, after: str) -> list[TaxonReply] | None:
        """Return the taxa right below one, by name, behind a name; None when there is no such taxon."""
        rows = self._rows(_BY_NAME, (name,))
        return self._taxa(_CHILDREN, (rows[0][0], after, limit)) if rows else None

    def _taxa(self, query: str, values: tuple[object, ...]) -> list[TaxonReply]:
        rows = self._rows(query, values)
        return [TaxonReply(name=name, rank=Rank(rank), common_name=common) for name, rank, common in rows]

    def species_of(self, genus: str) -> int:
        """Return how many species a genus has."""
        return int(self._rows(_SPECIES_OF, (genus,))[0][0])

    def common_alike(self, name: str) -> list[str]:
        """Return common names that a misspelt one may mean: they begin with the same letter and are about as long."""
        about = (name[:1], f"{name[:1]}{{", len(name) - 2, len(name) + 2)
        return [common for (common,) in self._rows(_COMMON_LIKE, about)]

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
