"""Generate client/art/map/land.json, the outline of the world on the client's map.

python -m scripts.build_client_map land-110m.json

The input is the TopoJSON of that name in npm's world-atlas 2.0.2: Natural Earth 4.1, land at 1:110m, public domain.
"""

import argparse
import json
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
OUT = ROOT / "client/art/map/land.json"
PER_DEGREE = 100  # 0.01° is about a kilometre, a tenth of the precision of 1:110m
HALF_TURN, FULL_TURN = 180 * PER_DEGREE, 360 * PER_DEGREE

Point = tuple[int, int]  # longitude, latitude
Topology = dict[str, Any]


def decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """Return the points of an arc, in fractions of a degree; a topology stores differences (TopoJSON, 2.1.3)."""
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    steps = accumulate(arc, lambda at, step: [at[0] + step[0], at[1] + step[1]])
    return [(round((x * scale_x + left) * PER_DEGREE), round((y * scale_y + bottom) * PER_DEGREE)) for x, y in steps]


def ring(indices: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Return the points of a ring without the closing one; ~i means arc i reversed (TopoJSON, 2.1.4)."""
    joined = [point for i in indices for point in (arcs[i] if i >= 0 else arcs[~i][::-1])[:-1]]
    return [point for before, point in pairwise([joined[-1], *joined]) if before != point]


def unwrapped(points: list[Point]) -> list[Point]:
    """Return a ring that continues beyond 180° instead of jumping to -180°; one around a pole is closed over it."""
    result = [points[0]]
    for x, y in points[1:]:
        turns = round((result[-1][0] - x) / FULL_TURN)
        result.append((x + turns * FULL_TURN, y))
    if abs(result[-1][0] - result[0][0]) > HALF_TURN:
        result += [(result[-1][0], -90 * PER_DEGREE), (result[0][0], -90 * PER_DEGREE)]
    return result


def clipped(points: list[Point], limit: int, side: int) -> list[Point]:
    """Return the part of a ring west (side 1) or east (side -1) of a meridian (Sutherland and Hodgman, 1974)."""
    result = []
    for (before_x, before_y), (x, y) in pairwise([*points[-1:], *points]):
        was_in, is_in = (limit - before_x) * side >= 0, (limit - x) * side >= 0
        if was_in != is_in:
            result.append((limit, round(before_y + (y - before_y) * (limit - before_x) / (x - before_x))))
        if is_in:
            result.append((x, y))
    return result


def cut(points: list[Point]) -> Iterator[list[Point]]:
    """Yield the parts of a ring between 180° west and 180° east."""
    whole = unwrapped(points)
    for turn in (-FULL_TURN, 0, FULL_TURN):
        part = [(x + turn, y) for x, y in whole]
        part = clipped(clipped(part, HALF_TURN, 1), -HALF_TURN, -1)
        part = [point for before, point in pairwise([*part[-1:], *part]) if before != point]
        if len({x for x, _ in part}) > 1:
            yield part


def differences(points: list[Point]) -> list[int]:
    """Return a ring as its first point and the differences between consecutive points."""
    steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(points)]
    return [number for pair in [points[0], *steps] for number in pair]


def outline(topology: Topology) -> dict[str, Any]:
    """Return the rings of the land and of the seas within it."""
    arcs = [decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    polygons = list(polygons_of(topology))
    return {
        "per_degree": PER_DEGREE,
        "land": [differences(part) for polygon in polygons for part in cut(ring(polygon[0], arcs))],
        "seas": [differences(part) for polygon in polygons for hole in polygon[1:] for part in cut(ring(hole, arcs))],
    }


def polygons_of(topology: Topology) -> Iterator[list[list[int]]]:
    """Yield the rings of each polygon: the outer one, then its holes."""
    for geometry in topology["objects"]["land"]["geometries"]:
        yield from geometry["arcs"]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("topology", type=Path)
    topology = json.loads(parser.parse_args().topology.read_text())
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(outline(topology), separators=(",", ":")) + "\n")
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
