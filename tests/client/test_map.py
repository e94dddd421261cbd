"""The outline of the world: how it is made of a topology, and that it is small."""

import json

from scripts.build_client_map import OUT, cut, outline, unwrapped

LARGEST = 60_000  # bytes
SQUARE = [[0, 0], [10, 0], [0, 10], [-10, 0], [0, -10]]
HOLE = [[4, 4], [0, 2], [2, 0], [-2, -2]]
TOPOLOGY = {
    "transform": {"scale": [0.5, 0.5], "translate": [-1.0, 2.0]},
    "arcs": [SQUARE, HOLE],
    "objects": {"land": {"geometries": [{"arcs": [[[0], [~1]]]}]}},
}


def test_rings_are_their_first_point_and_steps() -> None:
    made = outline(TOPOLOGY)
    assert made["land"] == [[-100, 200, 500, 0, 0, 500, -500, 0]]
    assert made["seas"] == [[100, 400, 100, 100, -100, 0]]  # backwards


def test_what_crosses_180_degrees_is_cut_there() -> None:
    east, west = sorted(cut([(17900, 0), (-17900, 0), (-17900, 100), (17900, 100)]), reverse=True)
    assert {x for x, _ in east} == {17900, 18000}
    assert {x for x, _ in west} == {-18000, -17900}


def test_what_goes_round_a_pole_is_closed_over_it() -> None:
    ring = [(-17000, -7000), (-6000, -7000), (6000, -7000), (17000, -7000)]
    assert unwrapped(ring)[-2:] == [(17000, -9000), (-17000, -9000)]


def test_the_outline_is_small_and_within_the_world() -> None:
    assert OUT.stat().st_size <= LARGEST
    made = json.loads(OUT.read_text())
    limit = 180 * made["per_degree"]
    for steps in made["land"] + made["seas"]:
        longitudes = [sum(steps[0 : index + 1 : 2]) for index in range(0, len(steps), 2)]
        assert max(map(abs, longitudes)) <= limit
