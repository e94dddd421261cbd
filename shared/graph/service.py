"""The evolutionary tree as a viewer sees it: whole, in chunks, searched."""

import hashlib
import json
import zlib
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from shared.animals import names as animal_names
from shared.animals import search as animal_search
from shared.animals.models import Rank
from shared.cloud.auth.identity import Identity
from shared.graph import sources, store, tree
from shared.graph.models import (
    ChunkPath,
    Edge,
    Finder,
    FormQuery,
    NodeFound,
    NodeName,
    NodeSearch,
    NodesFound,
    PeopleQuery,
    TreeNode,
    TreeQuery,
    TreeReply,
    TwoNodes,
)
from shared.graph.tree import Node
from shared.problems import Code, Problem
from shared.settings import settings

if TYPE_CHECKING:
    from shared.graph.drawing import Drawing

NO_NODE = "The tree has no such branch."
MAX_HITS = 20
MAX_LOOKED_AT = 2000
"""Taxa that a search looks through for those that are in the tree."""
_RANKS = {None: None} | {str(rank): rank for rank in Rank}


class Tree(NamedTuple):
    """A viewer's tree, the people who are named in it by number, and what changes with anything that it shows."""

    nodes: list[Node]
    finders: list[Finder]
    version: str


def see(viewer: Identity, query: TreeQuery) -> TreeReply:
    """Return a tree with the place of every node, or its upper levels.

    Raises:
        Problem: `not_found`: the tree has no such root.

    """
    from shared.graph import drawing  # numpy, which a search does not need

    seen = _branch(viewer, query)
    drawn = drawing.draw(seen.nodes, query.layout)
    depth = len(drawn.nodes) if query.depth is None else query.depth
    shown = drawing.cut(drawn, depth)
    return _show(seen, drawn, shown, [number for number in shown if drawn.nodes[number].parent >= 0])


def see_chunk(viewer: Identity, chunk: ChunkPath, query: FormQuery) -> TreeReply:
    """Return what of a tree lies in a chunk, and the edges that lead there.

    Raises:
        Problem: `not_found`: the tree has no such root.

    """
    from shared.graph import drawing

    seen = _branch(viewer, query)
    drawn = drawing.draw(seen.nodes, query.layout)
    shown = drawing.in_chunk(drawn, chunk.x, chunk.y)
    return _show(seen, drawn, shown, drawing.edges_of(drawn, shown))


def _show(seen: Tree, drawn: "Drawing", shown: list[int], edges: list[int]) -> TreeReply:
    return TreeReply.model_construct(
        version=seen.version,
        nodes=[_show_node(seen, drawn, number) for number in shown],
        edges=[_show_edge(drawn, number) for number in edges],
        bounds=drawn.bounds,
    )


def _show_node(seen: Tree, drawn: "Drawing", number: int) -> TreeNode:
    node = drawn.nodes[number]
    return TreeNode.model_construct(
        id=node.id,
        parent=drawn.nodes[node.parent].id if node.parent >= 0 else None,
        rank=node.rank,
        scientific_name=node.name,
        common_name=node.common_name,
        class_name=node.class_name,
        animal_id=node.animal_id,
        creation_index=node.creation_index,
        animals=node.animals,
        sightings=node.sightings,
        people=node.people,
        found_by_me=node.found_by_me,
        who=[seen.finders[person] for person in node.who],
        thumbnail_url=f"/media/{node.picture}/thumb" if node.picture else None,
        species_known=node.species_known,
        children=drawn.children[number],
        x=drawn.x[number],
        y=drawn.y[number],
    )


def _show_edge(drawn: "Drawing", child: int) -> Edge:
    parent = drawn.nodes[child].parent
    return Edge.model_construct(
        parent=drawn.nodes[parent].id,
        child=drawn.nodes[child].id,
        x1=drawn.x[parent],
        y1=drawn.y[parent],
        x2=drawn.x[child],
        y2=drawn.y[child],
    )


# Looking for nodes


def search(viewer: Identity, query: NodeSearch) -> NodesFound:
    """Return the nodes of a tree that people may mean by a name or words of it, each with the way to it.

    Raises:
        Problem: `not_found`: the tree has no such root.

    """
    nodes = _branch(viewer, query).nodes
    place = {node.id: number for number, node in enumerate(nodes)}
    taxa = (found.taxon for found in islice(animal_search.search(query.q), MAX_LOOKED_AT))
    hits = (place[node_id] for taxon in taxa if (node_id := f"{taxon.rank}:{taxon.name}") in place)
    return NodesFound(items=[_found(nodes, number) for number in islice(dict.fromkeys(hits), MAX_HITS)])


def common_ancestor(viewer: Identity, query: TwoNodes) -> NodeFound:
    """Return the narrowest taxon that two nodes of a tree have in common.

    Raises:
        Problem: `not_found`: the tree has no such node.

    """
    nodes = _branch(viewer, query).nodes
    place = {node.id: number for number, node in enumerate(nodes)}
    if not {query.a, query.b} <= place.keys():
        raise Problem(Code.NOT_FOUND, NO_NODE)
    return _found(nodes, tree.common_ancestor(nodes, place[query.a], place[query.b]))


def _found(nodes: list[Node], number: int) -> NodeFound:
    path = [_name(nodes[above]) for above in tree.path_to(nodes, number)]
    return NodeFound(**_name(nodes[number]).model_dump(), path=path)


def _name(node: Node) -> NodeName:
    return NodeName(id=node.id, rank=node.rank, scientific_name=node.name, common_name=node.common_name)


# The tree, made or remembered


def forget(viewer: Identity) -> None:
    """Forget the trees that were made for a viewer."""
    while store.delete_trees(viewer.uid, limit=100):
        pass


def _branch(viewer: Identity, query: PeopleQuery) -> Tree:
    """Return the tree of a query, or its branch.

    Raises:
        Problem: `not_found`: the tree has no such root.

    """
    whole = _whole(viewer, query)
    nodes = tree.branch_of(whole.nodes, query.root) if query.root else whole.nodes
    if nodes is None:
        raise Problem(Code.NOT_FOUND, NO_NODE)
    return whole._replace(nodes=nodes)


def _whole(viewer: Identity, query: PeopleQuery) -> Tree:
    source, now = sources.source_of(viewer, query), datetime.now(UTC)
    asked = f"{viewer.uid}/{viewer.admin}/{query.mode}/{query.users}"
    tree_id = hashlib.sha256(asked.encode()).hexdigest()[:32]
    data = store.get_tree(tree_id, source.key, now)
    if data is None:
        data = _pack(source.gather())
        until = now + timedelta(seconds=settings().graph_cache_ttl)
        store.put_tree(tree_id, viewer.uid, source.key, data, until)
    return _unpack(data, hashlib.sha256(data).hexdigest()[:16])


def _pack(found: sources.Animals) -> bytes:
    branches = tree.grow(found.animals, found.mine)
    facts = animal_names.facts(branch.name for branch in branches)
    nodes = tree.nodes(branches, facts, by_name=bool(found.names))
    return zlib.compress(json.dumps([list(found.names.items()), nodes], separators=(",", ":")).encode())


def _unpack(data: bytes, version: str) -> Tree:
    names, rows = json.loads(zlib.decompress(data))
    nodes = [Node(node_id, parent, _RANKS[rank], *rest) for node_id, parent, rank, *rest in rows]
    return Tree(nodes, [Finder(user_id=uid, username=name) for uid, name in names], version)
