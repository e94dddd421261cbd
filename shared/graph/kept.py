"""Trees as they are made, packed, and kept with the answers as long as nothing has changed that they show."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from isal import isal_zlib

from shared.animals import names as animal_names
from shared.animals.models import Rank
from shared.cloud.auth.identity import Identity
from shared.graph import sources, store, tree
from shared.graph.models import Finder, PeopleQuery
from shared.graph.sources import Source
from shared.graph.tree import Node
from shared.settings import settings

REMEMBERED = 2
"""Trees that an instance has unpacked: a client asks for several chunks of one."""
PACKING = 2
"""Of ISA-L's levels: a quarter of the time of zlib's first, for fewer bytes."""
_RANKS = {None: None} | {str(rank): rank for rank in Rank}


class Tree(NamedTuple):
    """A tree or a branch, the people who are named in it by number, and what changes with anything that it shows."""

    nodes: list[Node]
    finders: list[Finder]
    version: str


def packed_tree(viewer: Identity, query: PeopleQuery, source: Source | None = None) -> bytes:
    """Return a viewer's whole tree, packed; `source` is where it comes from, if the caller knows."""
    found = source or sources.source_of(viewer, query)
    whole = PeopleQuery(mode=query.mode, users=query.users)
    return recall(viewer, whole, found, lambda: pack(found.gather()))


def recall(viewer: Identity, query: PeopleQuery, source: Source, make: Callable[[], bytes]) -> bytes:
    """Return what a query has a viewer get of a source: what is kept, if it would be the same today; else make it."""
    asked, now = f"{viewer.uid}/{viewer.admin}/{query.model_dump_json()}", datetime.now(UTC)
    tree_id = hashlib.sha256(asked.encode()).hexdigest()[:32]
    data = store.get_tree(tree_id, source.key, now)
    if data is None:
        data = make()
        until = now + timedelta(seconds=settings().graph_cache_ttl)
        store.put_tree(tree_id, viewer.uid, source.key, data, until)
    return data


def forget(viewer: Identity) -> None:
    """Forget the trees that were made for a viewer."""
    while store.delete_trees(viewer.uid, limit=100):
        pass


def pack(found: sources.Animals) -> bytes:
    """Grow the tree of what was found, and pack it."""
    branches = tree.grow(found.animals, found.mine)
    facts = animal_names.facts(branch.name for branch in branches)
    nodes = tree.nodes(branches, facts, by_name=bool(found.names))
    return isal_zlib.compress(json.dumps([list(found.names.items()), nodes], separators=(",", ":")).encode(), PACKING)


@lru_cache(REMEMBERED)
def unpack(data: bytes, root: str | None) -> Tree | None:
    """Return a packed tree, or its branch that begins at a node; None when there is no such node."""
    names, rows = json.loads(isal_zlib.decompress(data))
    nodes = [Node(node_id, parent, _RANKS[rank], *rest) for node_id, parent, rank, *rest in rows]
    branch = tree.branch_of(nodes, root) if root else nodes
    finders = [Finder(user_id=uid, username=name) for uid, name in names]
    return Tree(branch, finders, hashlib.sha256(data).hexdigest()[:16]) if branch else None
