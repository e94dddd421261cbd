"""A viewer's tree as a file: for programs of biologists, and as a poster for the wall."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from shared.cloud.auth.identity import Identity
from shared.dex import pictures
from shared.dex.requests import MediaVariant
from shared.graph.kept import Tree
from shared.graph.models import FileFormat, FileQuery, Finder, Mode
from shared.graph.newick import newick
from shared.graph.service import unpacked
from shared.problems import Problem
from shared.vision.models import Variant

JPEG = "image/jpeg"
MAX_PICTURES = 120
MAX_NAMED = 2
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

    chosen = poster.pictured(seen.nodes, MAX_PICTURES)
    return poster.poster(seen.nodes, _title(query.mode, seen.finders), _read(viewer, chosen))


def _title(mode: Mode, finders: list[Finder]) -> str:
    """Return what a poster is called: the viewer comes first among those who are named in a tree."""
    names = [finder.username for finder in finders]
    match mode:
        case Mode.GLOBAL:
            return "What everybody has met"
        case Mode.FRIENDS if len(names) > 1:
            return f"What {names[0]} and friends have met"
        case Mode.SELECTED if len(names) > MAX_NAMED:
            return f"What {', '.join(names[:MAX_NAMED])} and {len(names) - MAX_NAMED} more have met"
        case _:
            return f"What {' and '.join(names) or 'nobody'} {'have' if len(names) > 1 else 'has'} met"


def _read(viewer: Identity, chosen: dict[str, str]) -> dict[str, bytes]:
    """Return the pictures of nodes, as far as the viewer may see them now."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        read = pool.map(partial(_picture, viewer), chosen.values())
        return {node: data for node, data in zip(chosen, read, strict=True) if data}


def _picture(viewer: Identity, picture: str) -> bytes | None:
    entry_id, picture_id = picture.split("/")
    try:
        found = pictures.find_picture(
            viewer, MediaVariant(entry_id=entry_id, picture_id=picture_id, variant=Variant.THUMB)
        )
    except Problem:  # it went a moment ago
        return None
    return b"".join(found.content.pieces()) if found and found.content_type == JPEG else None
