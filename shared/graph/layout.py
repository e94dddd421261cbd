"""Tidy drawings of trees, in linear time. Pure functions on arrays.

A tree is drawn as Reingold and Tilford do ("Tidier Drawings of Trees", IEEE TSE 7(2), 1981): subtrees are rigid, laid
beside each other as close as their contours allow, below a parent that is centred over its children; threads make the
contour of several subtrees as quick to follow as that of one. Walker (1990) and Buchheim, Jünger and Leipert (2002) do
so for any number of children, one after the other. Here siblings are joined in pairs, then pairs of pairs, so that all
families of a level are laid out at once, each step an operation on arrays. A node is passed once for each neighbour on
its level that it gets, so the number of steps grows with the number of nodes, whatever the order of joining.

Breadth is the axis along which siblings lie, depth the one that leads away from the root.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import pi
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
NONE = -1


@dataclass(frozen=True)
class Levels:
    """A tree, level by level: `order` is its nodes from the root down, and each family lies side by side in it.

    All other arrays follow this order. `bounds[d]` is where level d begins; `first` and `count` say where the children
    of a node lie.
    """

    order: Indices
    parent: Indices
    first: Indices
    count: Indices
    bounds: list[int]

    def depth(self) -> Indices:
        """Return each node's level."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))


def by_level(parents: ArrayLike) -> Levels:
    """Return a tree by level; `parents[i]` is the parent of node i, -1 the root's, and siblings keep their order."""
    parent = np.asarray(parents, dtype=np.intp)
    children = np.argsort(parent, kind="stable")[1:]  # behind the root: its -1 comes first
    count = np.bincount(parent[children], minlength=len(parent))
    start = np.cumsum(count) - count
    levels = [np.flatnonzero(parent == NONE)]
    while len(level := children[_ranges(start[levels[-1]], count[levels[-1]])]):
        levels.append(level)
    order = np.concatenate(levels)
    bounds = [0, *np.cumsum([len(level) for level in levels]).tolist()]
    ordered = count[order]
    first = 1 + np.cumsum(ordered) - ordered
    above = np.concatenate(([NONE], np.repeat(np.arange(len(order)), ordered)))
    return Levels(order, above, first, ordered, bounds)


def _ranges(start: Indices, count: Indices) -> Indices:
    """Return `start[i], start[i] + 1, … (count[i] of them)` for each i, one behind the other."""
    before = np.cumsum(count) - count
    ranges: Indices = np.arange(count.sum()) + np.repeat(start - before, count)
    return ranges


class _Contours:
    """The contours of subtrees, and of the forests that siblings are joined to, known by their first root.

    `after` leads from a node to the next one down its contour, over `step` in breadth; `bottom` is the lowest node of a
    forest's contour, at breadth `at` from the first root. Each is a pair: [LEFT] and [RIGHT].
    """

    LEFT, RIGHT = 0, 1

    def __init__(self, size: int) -> None:
        self.after = np.full((2, size), NONE)
        self.step = np.zeros((2, size))
        self.bottom = np.tile(np.arange(size), (2, 1))
        self.at = np.zeros((2, size))
        self.last_root = np.arange(size)
        self.last_at = np.zeros(size)

    def apart(self, one: Indices, other: Indices, half: Floats) -> tuple[Floats, Any, Any]:
        """Follow contours as long as both go on: return how far forests must lie apart.

        Also, for each of the two contours, the node that it goes on to (or none) and its breadth from the first root.
        All take the first step, and no step is taken of more than those who go on.
        """
        after_a, step_a = self.after[self.RIGHT], self.step[self.RIGHT]
        after_b, step_b = self.after[self.LEFT], self.step[self.LEFT]
        here_a, here_b = self.last_root.take(one), other
        x_a, x_b = self.last_at.take(one), np.zeros(len(other))
        apart = x_a + half.take(here_a) + half.take(here_b)
        a, b, at_a, at_b = after_a.take(here_a), after_b.take(here_b), x_a.copy(), x_b
        at_a += step_a.take(here_a)
        at_b += step_b.take(here_b)
        going = np.flatnonzero((a != NONE) & (b != NONE))
        while len(going):
            here_a, here_b, x_a, x_b = a.take(going), b.take(going), at_a.take(going), at_b.take(going)
            apart[going] = np.maximum(apart.take(going), x_a - x_b + half.take(here_a) + half.take(here_b))
            next_a, next_b = after_a.take(here_a), after_b.take(here_b)
            a[going], b[going] = next_a, next_b
            at_a[going], at_b[going] = x_a + step_a.take(here_a), x_b + step_b.take(here_b)
            going = going[(next_a != NONE) & (next_b != NONE)]
        return apart, (a, at_a), (b, at_b)

    def join(self, one: Indices, other: Indices, half: Floats) -> Floats:
        """Lay each forest of `other` beside its neighbour of `one`, which takes it in; return how far apart."""
        apart, (a, at_a), (b, at_b) = self.apart(one, other, half)
        self._thread(self.LEFT, one, b, apart + at_b)
        self._thread(self.RIGHT, other, a, at_a - apart)
        for side, taken in ((self.LEFT, np.flatnonzero(b != NONE)), (self.RIGHT, np.flatnonzero(a == NONE))):
            into, of = one.take(taken), other.take(taken)
            self.bottom[side][into] = self.bottom[side].take(of)
            self.at[side][into] = self.at[side].take(of) + apart.take(taken)
        self.last_root[one] = self.last_root.take(other)
        self.last_at[one] = self.last_at.take(other) + apart
        return apart

    def _thread(self, side: int, forest: Indices, to: Indices, at: Floats) -> None:
        """Lead from the bottom of the lower forests' contour on to the nodes at which the deeper ones go on."""
        (goes_on,) = (to != NONE).nonzero()
        if not len(goes_on):  # as among leaves
            return
        lower = forest.take(goes_on)
        bottom = self.bottom[side].take(lower)
        self.after[side][bottom] = to.take(goes_on)
        self.step[side][bottom] = at.take(goes_on) - self.at[side].take(lower)

    def crown(self, parent: Indices, first: Indices) -> Floats:
        """Put parents over the middle of their children; return how far the first child lies to the left."""
        middle = self.last_at[first] / 2
        for side, child, step in ((self.LEFT, first, -middle), (self.RIGHT, self.last_root[first], middle)):
            self.after[side, parent], self.step[side, parent] = child, step
            self.bottom[side, parent] = self.bottom[side, first]
            self.at[side, parent] = self.at[side, first] - middle
        return middle


def tidy(tree: Levels, breadth: ArrayLike) -> Floats:
    """Return where nodes lie along the breadth, the root at 0; `breadth` is how much of it each takes, gaps included.

    No two nodes of a level overlap, parents are in the middle of their first and last child, and a subtree looks the
    same wherever it is.
    """
    half = np.asarray(breadth, dtype=float) / 2
    contours = _Contours(len(tree.order))
    offset = np.zeros(len(tree.order))
    for start, end in reversed(list(pairwise(tree.bounds[:-1]))):
        parents = start + np.flatnonzero(tree.count[start:end])
        _lay_out(tree, parents, contours, half, offset)
    for start, end in pairwise(tree.bounds[1:]):
        offset[start:end] += offset[tree.parent[start:end]]
    return offset


def _lay_out(tree: Levels, parents: Indices, contours: _Contours, half: Floats, offset: Floats) -> None:
    """Lay out the children of a level's parents; `offset` takes how far each lies from its parent."""
    first, count = tree.first[parents], tree.count[parents]
    waiting = _ranges(first + 1, count - 1)  # a first child waits for nobody
    place = waiting - np.repeat(first, count - 1)
    steps = []
    distance = 1
    while len(waiting):
        joins = place & distance != 0
        other = waiting.compress(joins)
        steps.append((other, other - distance, contours.join(other - distance, other, half)))
        stay = ~joins
        waiting, place, distance = waiting.compress(stay), place.compress(stay), 2 * distance
    offset[first] = -contours.crown(parents, first)
    for other, one, apart in reversed(steps):
        offset[other] = offset[one] + apart


def columns(tree: Levels, length: ArrayLike, gap: float) -> Floats:
    """Return where each level begins along the depth: behind the longest node of the level before, and a gap."""
    longest = np.maximum.reduceat(np.asarray(length, dtype=float), tree.bounds[:-1])
    return np.concatenate(([0.0], np.cumsum(longest + gap)[:-1]))


def rings(tree: Levels, place: Floats, breadth: ArrayLike, length: ArrayLike, gap: float) -> tuple[Floats, Floats]:
    """Return the angle of each node and the radius of each level, for a tidy tree that is bent to a circle.

    A node is a box that begins on its ring and points outwards: it keeps inside the wedge of `breadth / radius`. So the
    radius is such that no wedge meets its neighbour, around the circle, and that the ring lies outside the one before.
    Rings that could be smaller are spread evenly.
    """
    sizes, lengths = np.asarray(breadth, dtype=float), np.asarray(length, dtype=float)
    low, high = (place - sizes / 2).min(), (place + sizes / 2).max()
    angle = (place - low) / (high - low) * 2 * pi
    levels = list(pairwise(tree.bounds))
    least = np.array([0.0, *(_least_radius(angle[start:end], sizes[start:end]) for start, end in levels[1:])])
    depth = [(lengths[start:end].max(), sizes[start:end].max() / 2) for start, end in levels]
    smallest = _outwards(least, depth, gap)
    return angle, _outwards(np.maximum(least, np.linspace(0, smallest[-1], len(least))), depth, gap)


def _outwards(least: Floats, depth: list[tuple[float, float]], gap: float) -> Floats:
    """Return radii that are at least such, each beyond the corners of the boxes on the ring before."""
    radius = np.zeros(len(least))
    for level in range(1, len(least)):
        length, half = depth[level - 1]
        radius[level] = max(np.hypot(radius[level - 1] + length, half) + gap, least[level])
    return radius


def _least_radius(angle: Floats, sizes: Floats) -> float:
    between = np.diff(angle, append=angle[0] + 2 * pi)
    return float(((sizes + np.roll(sizes, -1)) / 2 / between).max())
