"""The evolutionary tree as a viewer sees it: whole, in chunks, searched."""

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from isal import igzip

from shared.animals import search as animal_search
from shared.cloud.auth.identity import Identity
from shared.graph import kept, sources, tree
from shared.graph.kept import Tree
from shared.graph.models import (
    ChunkPath,
    Edge,
    Form,
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

if TYPE_CHECKING:
    from shared.graph.drawing import Drawing

PACKING = 2
"""Of ISA-L's levels, the best of those that take an eighth of gzip's time at its fourth, for a tenth more bytes."""
NO_NODE = "The tree has no such branch."
MAX_HITS = 20
MAX_LOOKED_AT = 2000
"""Taxa that a search looks through for those that are in the tree."""


def see(viewer: Identity, query: TreeQuery) -> bytes:
    """Return a tree with the place of every node, or its upper levels: a `TreeReply` as JSON, compressed with gzip.

    Raises:
        Problem: `not_found`: the tree has no such root.

    """
    source = sources.source_of(viewer, query)

    def make() -> bytes:
        reply = _see(kept.packed_tree(viewer, query, source), query)
        return igzip.compress(reply.model_dump_json().encode(), PACKING, mtime=0)

    return kept.recall(viewer, query, source, make)


def _see(data: bytes, query: TreeQuery) -> TreeReply:
    from shared.graph import drawing  # numpy, which a search does not need

    seen, drawn = _drawn(data, query)
    shown = drawing.cut(drawn, len(drawn.nodes) if query.depth is None else query.depth)
    return _show(seen, drawn, shown, [number for number in shown if drawn.nodes[number].parent >= 0])


def see_chunk(viewer: Identity, chunk: ChunkPath, query: FormQuery) -> TreeReply:
    """Return what of a tree lies in a chunk, and the edges that lead there.

    Raises:
        Problem: `not_found`: the tree has no such root.

    """
    from shared.graph import drawing

    seen, drawn = _drawn(kept.packed_tree(viewer, query), query)
    shown = drawing.in_chunk(drawn, chunk.x, chunk.y)
    return _show(seen, drawn, shown, drawing.edges_of(drawn, shown))


def _drawn(data: bytes, query: FormQuery) -> tuple[Tree, "Drawing"]:
    return _unpack(data, query.root), _draw(data, query.root, query.layout)


@lru_cache(kept.REMEMBERED)
def _draw(data: bytes, root: str | None, form: Form) -> "Drawing":
    from shared.graph import drawing

    return drawing.draw(_unpack(data, root).nodes, form)


def unpacked(viewer: Identity, query: PeopleQuery) -> Tree:
    """Return a viewer's tree, or its branch.

    Raises:
        Problem: `not_found`: the tree has no such root.

    """
    return _unpack(kept.packed_tree(viewer, query), query.root)


def _unpack(data: bytes, root: str | None) -> Tree:
    seen = kept.unpack(data, root)
    if seen is None:
        raise Problem(Code.NOT_FOUND, NO_NODE)
    return seen


def _show(seen: Tree, drawn: "Drawing", shown: list[int], edges: list[int]) -> TreeReply:
    return TreeReply.model_construct(
        version=seen.version,
        nodes=[_show_node(seen, drawn, number) for number in shown],
        edges=[_show_edge(drawn, number) for number in edges],
        bounds=drawn.bounds,
    )


def _show_node(seen: Tree, drawn: "Drawing", number: int) -> TreeNode:
    node = drawn.nodes[number]
    return TreeNode(
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
        leaves=drawn.leaves[number],
        x=drawn.x[number],
        y=drawn.y[number],
    )


def _show_edge(drawn: "Drawing", child: int) -> Edge:
    parent = drawn.nodes[child].parent
    return Edge(
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
    nodes = unpacked(viewer, query).nodes
    place = {node.id: number for number, node in enumerate(nodes)}
    taxa = (found.taxon for found in islice(animal_search.search(query.q), MAX_LOOKED_AT))
    hits = (place[node_id] for taxon in taxa if (node_id := f"{taxon.rank}:{taxon.name}") in place)
    return NodesFound(items=[_found(nodes, number) for number in islice(dict.fromkeys(hits), MAX_HITS)])


def common_ancestor(viewer: Identity, query: TwoNodes) -> NodeFound:
    """Return the narrowest taxon that two nodes of a tree have in common.

    Raises:
        Problem: `not_found`: the tree has no such node.

    """
    nodes = unpacked(viewer, query).nodes
    place = {node.id: number for number, node in enumerate(nodes)}
    if not {query.a, query.b} <= place.keys():
        raise Problem(Code.NOT_FOUND, NO_NODE)
    return _found(nodes, tree.common_ancestor(nodes, place[query.a], place[query.b]))


def _found(nodes: list[Node], number: int) -> NodeFound:
    path = [_name(nodes[above]) for above in tree.path_to(nodes, number)]
    return NodeFound(**_name(nodes[number]).model_dump(), path=path)


def _name(node: Node) -> NodeName:
    return NodeName(id=node.id, rank=node.rank, scientific_name=node.name, common_name=node.common_name)
