"""A tree as a poster: an SVG drawing in the design's colours and fonts, complete in itself. Pure functions."""

import base64
from functools import cache
from math import atan2, copysign, cos, degrees, hypot, pi, sin
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from shared.animals.models import Rank
from shared.graph.drawing import GAP, LETTERS, Drawing, label, place
from shared.graph.letters import width as width_of
from shared.graph.models import Form
from shared.graph.tree import Node

DATA = Path(__file__).parent / "data"
FONTS = {"Commissioner": "Commissioner-Medium.ttf", "Vollkorn": "Vollkorn-SemiBold.ttf"}
PAPER, INK, INK_2 = "#F1F3EE", "#13202D", "#475563"
CLASSES = {
    "Mammalia": "#7C4B29",
    "Aves": "#2E72C6",
    "Reptilia": "#4B995D",
    "Amphibia": "#175E55",
    "Actinopterygii": "#3A2A9E",
    "Insecta": "#A47A01",
    "Arachnida": "#AB0457",
}
"""The accents of the classes, as client/theme/tokens.json has them."""
OTHER = "#80858D"
LINE, DISC, PICTURE = 18.0, 14.0, 72.0
"""How high a name's line is, and how wide the marks are: of an animal, and of one with a picture."""
CLASS_LETTERS, CLASS_SHARE, CLASS_LINE = 28.0, 0.03, 1.4
"""The letters of classes' names: at least so high, such a share of the radius; and of their height a line's."""
FEW, LARGEST = 200, 2.2
"""Below so many animals their names and pictures are larger, up to so many times."""
BESIDE, BESIDE_PICTURE = 0.45, 0.28
"""How far a name is from its mark, as a share of its letters; these beside pictures, as a share of the pictures."""
A1 = (594, 841)
"""Millimetres."""
READABLE = 2.1 / LETTERS
"""Millimetres a unit at least: the names are then set in six points."""
SMALLEST = 1400.0
"""How wide the poster of a small tree is at least, so that its title fits."""

Pictures = dict[str, bytes]
"""Node → its picture, as JPEG."""


class Sizes(NamedTuple):
    """How large things are on a poster, in its units."""

    letters: float
    line: float
    disc: float
    picture: float
    class_letters: float


def pictured(nodes: list[Node], most: int) -> dict[str, str]:
    """Return the nodes at which a poster has a picture, and which: the animals, or if these are too many, the orders.

    The picture of an order is that of the first of its animals which has one; larger orders come first.
    """
    with_picture = {node.id: node.picture for node in nodes if node.picture}
    if len(with_picture) <= most:
        return with_picture
    inside: list[Node | None] = []
    first: dict[Node, str] = {}
    for node in nodes:
        inside.append(node if node.rank is Rank.ORDER else inside[node.parent] if inside else None)
        if node.picture and (order := inside[-1]):
            first.setdefault(order, node.picture)
    return {order.id: first[order] for order in sorted(first, key=lambda order: -order.animals)[:most]}


def poster(nodes: list[Node], title: str, pictures: Pictures) -> str:
    """Return a tree as a poster with a title and a legend; nodes without a picture are discs.

    It is of the size A1, and larger when the names would be too small to read.
    """
    sizes = _sizes(nodes, pictures)
    drawing = place(nodes, Form.RADIAL, (_size(node, sizes) for node in nodes))
    across = drawing.bounds.right - drawing.bounds.left
    width = max(across * 1.06, SMALLEST)
    height = width * A1[1] / A1[0]
    middle = width * 0.19 + width / 2
    lines = [
        _opening(width, height),
        f"<title>{escape(title)}</title>",
        _definitions(),
        f'<rect width="100%" height="100%" fill="{PAPER}"/>',
        *_heading(drawing, title, width),
        f'<g transform="translate({width / 2:.1f} {middle:.1f})">',
        '<g fill="none" stroke-linejoin="round">',
        *(_branch(drawing, number, (width / SMALLEST) ** 0.5) for number in range(1, len(drawing.nodes))),
        "</g>",
        *(_node(drawing, number, room, sizes, pictures) for number, room in enumerate(_rooms(drawing))),
        "</g>",
        *_legend(drawing, width, height),
        "</svg>",
    ]
    return "\n".join(lines)


def _sizes(nodes: list[Node], pictures: Pictures) -> Sizes:
    """Return the sizes for a tree: large for few animals; in a large tree, names of classes that are read from afar."""
    animals = [node for node in nodes if node.animal_id]
    zoom = max(1.0, min(LARGEST, (FEW / max(len(animals), 1)) ** 0.5))
    radius = LINE * len(animals) / (2 * pi)
    picture = PICTURE * zoom if any(node.id in pictures for node in animals) else 0.0
    return Sizes(
        letters=round(max(LETTERS * zoom, picture * BESIDE_PICTURE)),
        line=LINE * zoom,
        disc=DISC * zoom,
        picture=picture,
        class_letters=round(max(CLASS_LETTERS * zoom, CLASS_SHARE * radius)),
    )


def _size(node: Node, sizes: Sizes) -> tuple[float, float]:
    """Return the breadth and length that a node takes: all animals as much breadth; a group has but a length.

    So each group has the angle of its share of the animals, and its name or picture is drawn if that is room enough.
    """
    mark = max(sizes.picture, sizes.disc)
    if node.animal_id:
        return max(mark + 4, sizes.line), mark + BESIDE * sizes.letters + width_of(label(node), sizes.letters)
    return 0.0, width_of(label(node), sizes.class_letters) if node.rank is Rank.CLASS else 0.0


def _rooms(drawing: Drawing) -> list[float]:
    """Return how much breadth each node has for itself: twice the way to the nearer edge of the animals below it."""
    half = pi / max(drawing.leaves[0], 1)
    places = [_polar(drawing, number) for number in range(len(drawing.nodes))]
    low, high = [angle % (2 * pi) - half for _, angle in places], [angle % (2 * pi) + half for _, angle in places]
    for number in range(len(places) - 1, 0, -1):
        parent = drawing.nodes[number].parent
        low[parent], high[parent] = min(low[parent], low[number]), max(high[parent], high[number])
    return [
        2 * radius * min(angle % (2 * pi) - low[number], high[number] - angle % (2 * pi))
        for number, (radius, angle) in enumerate(places)
    ]


def _opening(width: float, height: float) -> str:
    across = max(A1[0], width * READABLE)
    size = f'width="{across:.0f}mm" height="{across * height / width:.0f}mm" viewBox="0 0 {width:.0f} {height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Commissioner, sans-serif" fill="{INK}">'


def _definitions() -> str:
    """Return the fonts, and the disc to which pictures are cut, one wide."""
    faces = (
        f"@font-face{{font-family:{name};src:url(data:font/ttf;base64,{_encoded(file)})}}"
        for name, file in FONTS.items()
    )
    disc = '<clipPath id="disc"><circle cx=".5" cy=".5" r=".5"/></clipPath>'
    text = f"text{{paint-order:stroke;stroke:{PAPER};stroke-width:.25em;stroke-linejoin:round}}"
    return f"<defs><style>{''.join(faces)}{text}</style>{disc}</defs>"


@cache
def _encoded(file: str) -> str:
    return base64.b64encode((DATA / file).read_bytes()).decode()


def colour(class_name: str | None) -> str:
    """Return the colour of a class."""
    return CLASSES.get(class_name or "", OTHER)


def _heading(drawing: Drawing, title: str, width: float) -> list[str]:
    root = drawing.nodes[0]
    counts = (
        _counted(root.animals, "animal", "animals"),
        _counted(len(_classes(drawing)), "class", "classes"),
        _counted(root.sightings, "sighting", "sightings"),
    )
    line = " · ".join(counts)
    size = min(width * 0.055, width * 1.6 / max(len(title), 1))
    centre = f'x="{width / 2:.0f}" text-anchor="middle"'
    large = f'y="{width * 0.095:.0f}" font-family="Vollkorn, serif" font-size="{size:.1f}"'
    small = f'y="{width * 0.135:.0f}" font-size="{width * 0.02:.1f}" fill="{INK_2}"'
    return [f"<text {centre} {large}>{escape(title)}</text>", f"<text {centre} {small}>{line}</text>"]


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _classes(drawing: Drawing) -> list[tuple[str, str, int]]:
    """Return the classes of a tree, by the species that were met: name, what it is called, how many."""
    found = [node for node in drawing.nodes if node.rank is Rank.CLASS]
    return sorted(((node.name, label(node), node.animals) for node in found), key=lambda one: (-one[2], one[0]))


def _legend(drawing: Drawing, width: float, height: float) -> list[str]:
    """Name the classes beside their colours, in four columns at the foot; those without a colour of their own last."""
    named = [(colour(name), called, count) for name, called, count in _classes(drawing) if name in CLASSES]
    others = sum(count for name, _, count in _classes(drawing) if name not in CLASSES)
    rows = [(fill, f"{called} {count:,}") for fill, called, count in named]
    rows += [(OTHER, f"Other classes {others:,}")] if others else []
    rows += [(PAPER, "Met by others only")] if any(n.animal_id and not n.found_by_me for n in drawing.nodes) else []
    size = width * 0.018
    marks = []
    for number, (fill, words) in enumerate(rows):
        x = width * (0.08 + 0.22 * (number % 4))
        y = height - width * 0.11 + number // 4 * size * 2
        edge = f'stroke="{OTHER}" stroke-width="{size / 9:.1f}" {_dashes(size)}' if fill == PAPER else ""
        marks.append(f'<circle cx="{x:.1f}" cy="{y - size * 0.35:.1f}" r="{size / 2:.1f}" fill="{fill}" {edge}/>')
        marks.append(f'<text x="{x + size:.1f}" y="{y:.1f}" font-size="{size:.1f}">{escape(words)}</text>')
    return marks


def _branch(drawing: Drawing, number: int, scale: float) -> str:
    """Draw a line outwards from a parent, around to the child's angle, and on to the child."""
    node = drawing.nodes[number]
    start, end = _polar(drawing, node.parent), _polar(drawing, number)
    bend = end[0] - GAP / 2
    turn = (end[1] - start[1] + pi) % (2 * pi) - pi if start[0] else 0.0
    begin = start[1] if start[0] else end[1]
    arc = f"A{bend:.1f} {bend:.1f} 0 0 {int(turn > 0)} {_point(bend, end[1])}" if turn else ""
    line = f"M{_point(start[0], begin)}L{_point(bend, begin)}{arc}L{_point(*end)}"
    width = max(2.0, 5.0 - drawing.level[number] / 2) * scale
    return f'<path d="{line}" stroke="{colour(drawing.nodes[node.parent].class_name)}" stroke-width="{width:.1f}"/>'


def _polar(drawing: Drawing, number: int) -> tuple[float, float]:
    x, y = drawing.x[number], drawing.y[number]
    return hypot(x, y), atan2(x, -y)


def _point(radius: float, angle: float) -> str:
    return f"{radius * sin(angle):.1f} {-radius * cos(angle):.1f}"


def _node(drawing: Drawing, number: int, room: float, sizes: Sizes, pictures: Pictures) -> str:
    """Draw what a node has, outwards to the right, on the left half to the left: so no name is upside down."""
    radius, angle = _polar(drawing, number)
    node = drawing.nodes[number]
    if not radius:
        return f'<circle r="{sizes.class_letters / 3:.1f}" fill="{PAPER}" stroke="{INK}" stroke-width="3"/>'
    side = -1 if angle < 0 else 1
    if node.animal_id:
        drawn = _animal(node, side * radius, sizes, pictures)
    else:
        drawn = _group(node, side * radius, room, sizes, pictures)
    return f'<g transform="rotate({degrees(angle) - 90 * side:.2f})">{drawn}</g>' if drawn else ""


def _animal(node: Node, at: float, sizes: Sizes, pictures: Pictures) -> str:
    picture = pictures.get(node.id)
    size = sizes.disc if picture is None else sizes.picture
    name = _name(node, at + copysign(size + BESIDE * sizes.letters, at), sizes.letters)
    return _mark(node, picture, at + copysign(size / 2, at), size) + name


def _group(node: Node, at: float, room: float, sizes: Sizes, pictures: Pictures) -> str:
    """Name a class, or picture an order, if there is room."""
    if node.rank is Rank.CLASS and room > sizes.class_letters * CLASS_LINE:
        return _name(node, at, sizes.class_letters)
    size = min(room * 0.9, abs(at) * 0.12)
    return _mark(node, pictures[node.id], at, size) if node.id in pictures and size > sizes.line * 3 else ""


def _name(node: Node, at: float, letters: float) -> str:
    style = "" if node.common_name else ' font-style="italic"'
    place = f'x="{at:.1f}" y="{letters * 0.36:.0f}" text-anchor="{"end" if at < 0 else "start"}"'
    return f'<text {place} font-size="{letters:.0f}"{style}>{escape(label(node))}</text>'


def _mark(node: Node, picture: bytes | None, x: float, size: float) -> str:
    """Draw what was met as a picture or disc, dashed if only others have met it."""
    edge = f'stroke="{colour(node.class_name)}" stroke-width="{max(3.0, size / 24):.1f}"'
    dashed = "" if node.found_by_me else _dashes(size)
    fill = "none" if picture else colour(node.class_name) if node.found_by_me else PAPER
    ring = f'<circle cx="{x:.1f}" cy="0" r="{size / 2:.1f}" fill="{fill}" {edge} {dashed}/>'
    if picture is None:
        return ring
    data = base64.b64encode(picture).decode()
    box = f'x="{x - size / 2:.1f}" y="{-size / 2:.1f}" width="{size:.1f}" height="{size:.1f}"'
    image = f'<image width="1" height="1" preserveAspectRatio="xMidYMid slice" href="data:image/jpeg;base64,{data}"/>'
    return f'<svg {box} viewBox="0 0 1 1"><g clip-path="url(#disc)">{image}</g></svg>{ring}'


def _dashes(size: float) -> str:
    """Return what dashes the edge of a mark: sixteen go around it."""
    dash = pi * size / 24
    return f'stroke-dasharray="{dash:.1f} {dash / 2:.1f}"'
