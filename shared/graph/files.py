"""A viewer's tree as a file: for programs of biologists, and as a poster for the wall."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from shared.cloud.auth.identity import Identity
from shared.dex import pictures
from shared.dex.requests import MediaVariant
from shared.graph.kept import Tree
from shared.graph.models import FileFormat, FileQuery, Mode
from shared.graph.newick import newick
from shared.graph.service import unpacked
from shared.graph.tree import Node
from shared.problems import Problem
from shared.vision.models import Variant

JPEG = "image/jpeg"
MAX_PICTURES = 120
AT_ONCE = 16


def export(viewer: Identity, query: FileQuery) -> str:
    """Return a tree as a file.

    Raises:
        Problem: `not_found`: the tree has no such root.

    """
    seen = unpacked(viewer, query)
    return newick(seen.nodes) if query.format is FileFormat.NEWICK else _poster(viewer, query, seen)


def _poster(viewer: Identity, query: FileQuery, seen: Tree) -> str:
    from shared.graph import poster  # numpy, which Newick does not need

    return poster.poster(seen.nodes, _title(query.mode, seen), _pictures(viewer, seen.nodes))


def _title(mode: Mode, seen: Tree) -> str:
    """Return what a poster is called: the viewer comes first among those who are named in a tree."""
    match mode:
        case Mode.PERSONAL:
            return f"What {seen.finders[0].username} has met"
        case Mode.FRIENDS:
            return f"What {seen.finders[0].username} and friends have met"
        case Mode.SELECTED:
            return f"What {' and '.join(finder.username for finder in seen.finders[:2])} have met"
        case Mode.GLOBAL:
            return "What everybody has met"


def _pictures(viewer: Identity, nodes: list[Node]) -> dict[str, bytes]:
    """Return the pictures of the first nodes that have one, as far as the viewer may see them now."""
    shown = [node for node in nodes if node.picture][:MAX_PICTURES]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        read = pool.map(partial(_picture, viewer), shown)
        return {node.id: data for node, data in zip(shown, read, strict=True) if data}


def _picture(viewer: Identity, node: Node) -> bytes | None:
    entry_id, picture_id = str(node.picture).split("/")
    try:
        found = pictures.find_picture(
            viewer, MediaVariant(entry_id=entry_id, picture_id=picture_id, variant=Variant.THUMB)
        )
    except Problem:  # it went a moment ago
        return None
    return b"".join(found.content.pieces()) if found and found.content_type == JPEG else None
