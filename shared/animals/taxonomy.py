"""The bundled taxonomy: one read-only SQLite file, made by scripts/build_taxonomy.py."""

import sqlite3
from functools import cache
from pathlib import Path

from shared.animals.models import Classified, Rank, Taxon
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


class Taxonomy:
    """Look-ups in the taxonomy's file. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)

    def find(self, name: str) -> Classified | None:
        """Return the accepted taxon that a scientific name or its synonym stands for."""
        row = self._database.execute(_BY_NAME, (name,)).fetchone()
        if row is None:
            return None
        taxon_id, accepted, rank, common = row
        lineage = [Taxon(name=above, rank=Rank(at)) for above, at in self._database.execute(_LINEAGE, (taxon_id,))]
        return Classified(scientific_name=accepted, common_name=common, rank=Rank(rank), lineage=lineage, verified=True)


@cache
def taxonomy() -> Taxonomy:
    """Return this process's taxonomy."""
    return Taxonomy(settings().taxonomy_path)
