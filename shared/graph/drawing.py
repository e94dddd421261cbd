"""Where the nodes of a tree are drawn: what a client needs to know of `layout`. Pure functions.

A node takes a row as high as a finger is wide, and as much length as its mark and label. A column or ring is as wide as
its longest label, in steps, so that one more animal seldom moves the columns behind its own.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from shared.graph import layout
from shared.graph.letters import width
from shared.graph.models import CHUNK, Bounds, Form
from shared.graph.tree import Node

ROW = 42.0
DOT = (12.0, 24.0)
MARK = 42.0
LETTERS = 14.0
"""The size of the letters that names are written in."""
STEP = 48.0
GAP = 36.0


class Drawing(NamedTuple):
    """A tree with the place of each node, its level, its children and leaves in numbers; `bounds` hold all labels."""

    nodes: list[Node]
    x: list[float]
    y: list[float]
    level: list[int]
    children: list[int]
    leaves: list[int]
    bounds: Bounds


def draw(nodes: list[Node], form: Form) -> Drawing:
    """Return a tree as it is drawn in a form on a screen."""
    return place(nodes, form, (size(node, form) for node in nodes))


def place(nodes: list[Node], form: Form, sizes: Iterable[tuple[float, float]]) -> Drawing:
    """Return a tree as it is drawn in a form, with nodes of such breadths and lengths."""
    tree = layout.by_level([node.parent for node in nodes])
    breadth, length = np.array(list(sizes))[tree.order].T
    across = layout.tidy(tree, breadth)
    x, y, bounds = (_across if form is Form.TIDY else _around)(tree, across, breadth, length)
    return Drawing(
        nodes=nodes,
        x=_by_node(tree, x.round(2)),
        y=_by_node(tree, y.round(2)),
        level=_by_node(tree, tree.depth()),
        children=_by_node(tree, tree.count),
        leaves=_leaves(nodes),
        bounds=bounds,
    )


def size(node: Node, form: Form) -> tuple[float, float]:
    """Return the breadth and length of a node; around the root, a group of animals is a dot without a label.

    Else a group of one animal would take as much of a small ring as that animal takes of a large one.
    """
    return DOT if form is Form.RADIAL and not node.animal_id else (ROW, label_length(node))


def label(node: Node) -> str:
    """Return what is written beside a node."""
    return node.common_name or node.name


def label_length(node: Node) -> float:
    """Return how long a node is with its mark and label, in steps."""
    return float(np.ceil((MARK + width(label(node), LETTERS)) / STEP) * STEP)


def _leaves(nodes: list[Node]) -> list[int]:
    """Return how many animals were met at each node and below, wider sightings too; nodes come parents first."""
    leaves = [int(node.animal_id is not None) for node in nodes]
    for number in range(len(nodes) - 1, 0, -1):
        leaves[nodes[number].parent] += leaves[number]
    return leaves


def _by_node(tree: layout.Levels, values: Any) -> list[Any]:
    ordered = np.empty_like(values)
    ordered[tree.order] = values
    as_list: list[Any] = ordered.tolist()
    return as_list


def _across(
    tree: layout.Levels, place: layout.Floats, breadth: layout.Floats, length: layout.Floats
) -> tuple[layout.Floats, layout.Floats, Bounds]:
    """Draw from left to right; the root is at (0, 0)."""
    x = layout.columns(tree, length, GAP)[tree.depth()]
    half = breadth / 2
    bounds = Bounds(
        left=-MARK / 2,
        top=float((place - half).min()),
        right=float((x + length).max()),
        bottom=float((place + half).max()),
    )
    return x, place, bounds


def _around(
    tree: layout.Levels, place: layout.Floats, breadth: layout.Floats, length: layout.Floats
) -> tuple[layout.Floats, layout.Floats, Bounds]:
    """Draw around the root, which is at (0, 0), clockwise from the top."""
    angle, radius = layout.rings(tree, place, breadth, length, GAP)
    distance = radius[tree.depth()]
    edge = float(max(radius[level] + length[a:b].max() for level, (a, b) in enumerate(pairwise(tree.bounds))))
    return distance * np.sin(angle), -distance * np.cos(angle), Bounds(left=-edge, top=-edge, right=edge, bottom=edge)


def cut(drawing: Drawing, depth: int) -> list[int]:
    """Return the nodes down to a level."""
    return [number for number, level in enumerate(drawing.level) if level <= depth]


def in_chunk(drawing: Drawing, x: int, y: int) -> list[int]:
    """Return the nodes that lie in a chunk."""
    places = zip(drawing.x, drawing.y, strict=True)
    return [number for number, place in enumerate(places) if (place[0] // CHUNK, place[1] // CHUNK) == (x, y)]


def edges_of(drawing: Drawing, shown: list[int]) -> list[int]:
    """Return the nodes whose edge to their parent begins or ends at a node that is shown."""
    kept = set(shown)
    ends = ((number, node.parent) for number, node in enumerate(drawing.nodes) if node.parent >= 0)
    return [number for number, parent in ends if number in kept or parent in kept]
