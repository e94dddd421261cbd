"""What every drawing of a tree keeps to, on random trees of any shape: wide, deep, bare."""

import random
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import numpy as np
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from shared.graph import layout

GAP = 7.0
NEARLY = 1e-6
MAX_NODES, MAX_DEPTH = 5000, 1000
SHAPES = st.tuples(st.integers(1, MAX_NODES), st.integers(1, MAX_NODES), st.integers(0, 2**32))


def random_tree(shape: tuple[int, int, int]) -> tuple[layout.Levels, np.ndarray, np.ndarray]:
    """A tree of some nodes, each below one of the `span` nodes before it: 1 makes a chain, many a bush."""
    size, span, seed = shape
    dice = random.Random(seed)
    depths, parents = [0], [-1]
    for node in range(1, size):
        parent = dice.randrange(max(0, node - span), node)
        parent = parent if depths[parent] < MAX_DEPTH else 0
        parents.append(parent)
        depths.append(depths[parent] + 1)
    sizes = np.array([dice.uniform(1, 50) for _ in parents])
    lengths = np.array([dice.uniform(1, 200) for _ in parents])
    return layout.by_level(parents), sizes, lengths


@given(SHAPES)
@example((MAX_NODES, 1, 0))
@example((MAX_NODES, 3, 1))
@hypothesis_settings(max_examples=40)
def test_no_two_nodes_of_a_level_overlap_and_siblings_keep_their_order(shape: tuple[int, int, int]) -> None:
    tree, sizes, _ = random_tree(shape)
    place = layout.tidy(tree, sizes)
    for start, end in pairwise(tree.bounds):
        room = np.diff(place[start:end]) - (sizes[start:end][1:] + sizes[start:end][:-1]) / 2
        assert (room > -NEARLY).all()


@given(SHAPES)
@hypothesis_settings(max_examples=20)
def test_a_parent_is_in_the_middle_of_its_children(shape: tuple[int, int, int]) -> None:
    tree, sizes, _ = random_tree(shape)
    place = layout.tidy(tree, sizes)
    parents = np.flatnonzero(tree.count)
    first, last = tree.first[parents], tree.first[parents] + tree.count[parents] - 1
    assert np.allclose(place[parents], (place[first] + place[last]) / 2, atol=NEARLY)
    assert place[0] == 0


@given(SHAPES)
@hypothesis_settings(max_examples=20)
def test_a_subtree_is_drawn_the_same_wherever_it_is(shape: tuple[int, int, int]) -> None:
    """Twice the same tree below one root, apart by a third child: both are congruent to the tree alone."""
    tree, sizes, _ = random_tree(shape)
    alone = layout.tidy(tree, sizes)
    size = len(sizes)
    moved = [0 if parent < 0 else int(parent) + 1 for parent in tree.parent]
    twice = [-1, *moved, 0, *(parent + size + 1 if parent else 0 for parent in moved)]
    both = layout.by_level(twice)
    by_node = np.empty(len(twice))
    by_node[both.order] = layout.tidy(both, np.concatenate(([1], sizes, [9], sizes))[both.order])
    for start in (1, size + 2):
        copy = by_node[start : start + size]
        assert np.allclose(copy - copy[0], alone, atol=NEARLY)


@given(SHAPES)
@hypothesis_settings(max_examples=20)
def test_no_two_nodes_around_the_root_overlap(shape: tuple[int, int, int]) -> None:
    """Each box keeps inside its wedge and between its ring and the next, the last wedge before the first one."""
    tree, sizes, lengths = random_tree(shape)
    angle, radius = layout.rings(tree, layout.tidy(tree, sizes), sizes, lengths, GAP)
    for level, (start, end) in enumerate(pairwise(tree.bounds)):
        if level:
            half = np.arctan(sizes[start:end] / 2 / radius[level])
            around = np.diff(angle[start:end], append=angle[start] + 2 * np.pi)
            assert (around - half - np.roll(half, -1) > -NEARLY).all()
        if level + 1 < len(radius):
            corners = np.hypot(radius[level] + lengths[start:end], sizes[start:end] / 2)
            assert corners.max() + GAP <= radius[level + 1] + NEARLY


class Counting:
    """numpy, which counts the steps along contours: each compares one pair of neighbours."""

    def __init__(self) -> None:
        self.steps = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(np, name)

    def maximum(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        self.steps += len(one)
        larger: np.ndarray = np.maximum(one, other)
        return larger


@given(SHAPES)
@example((MAX_NODES, 1, 0))
@example((MAX_NODES, 3, 1))
@hypothesis_settings(max_examples=20)
def test_the_steps_of_a_layout_are_fewer_than_the_nodes(shape: tuple[int, int, int]) -> None:
    """Whatever its shape and size: so the work grows as the tree does, no faster."""
    tree, sizes, _ = random_tree(shape)
    counting = Counting()
    with patch.object(layout, "np", counting):
        layout.tidy(tree, sizes)
    assert counting.steps < len(sizes)


@given(SHAPES)
@hypothesis_settings(max_examples=10)
def test_the_same_tree_is_always_drawn_the_same(shape: tuple[int, int, int]) -> None:
    one, other = (layout.tidy(*random_tree(shape)[:2]) for _ in range(2))
    assert one.tobytes() == other.tobytes()


def test_columns_begin_behind_the_longest_node_of_the_one_before() -> None:
    tree = layout.by_level([-1, 0, 0, 1])
    assert layout.columns(tree, [30, 10, 80, 5], 20).tolist() == [0, 50, 150]


def test_what_is_below_a_root_lies_as_close_as_contours_allow() -> None:
    """A low subtree moves in over a deep one's side; with boxes of 10 the leaves are 10 apart, not more."""
    tree = layout.by_level([-1, 0, 0, 1, 1, 1])
    place = dict(zip(tree.order.tolist(), layout.tidy(tree, [10] * 6), strict=True))
    assert place[2] - place[1] == 10
    assert [place[node] - place[1] for node in (3, 4, 5)] == [-10, 0, 10]


def test_adding_a_leaf_moves_nothing_inside_the_other_subtrees() -> None:
    tree, sizes, _ = random_tree((2000, 40, 5))
    parents = tree.parent.tolist()
    place = layout.tidy(tree, sizes)
    grown = layout.by_level([*parents, 7])
    by_node = np.empty(len(parents) + 1)
    by_node[grown.order] = layout.tidy(grown, np.append(sizes, 10.0)[grown.order])
    changed = {7}
    while (above := parents[min(changed)]) != -1:
        changed.add(above)
    untouched = [node for node in range(1, len(parents)) if parents[node] not in changed]
    steps = [place[node] - place[parents[node]] for node in untouched]
    assert np.allclose(steps, [by_node[node] - by_node[parents[node]] for node in untouched], atol=NEARLY)
    assert len(untouched) > 1500
