"""A tree as a poster: an SVG drawing in the design's colours and fonts, complete in itself. Pure functions."""

import base64
from functools import cache
from math import atan2, cos, degrees, hypot, pi, sin
from pathlib import Path
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
CLASS_LETTERS = 28.0
LINE, CLASS_LINE = 18.0, 40.0
DOT, DISC, PICTURE = 10.0, 14.0, 72.0
"""How wide the marks are: of a group of animals, an animal, and one with a picture."""
BESIDE = 6.0
A1 = (594, 841)
"""Millimetres."""
READABLE = 2.1 / LETTERS
"""Millimetres a unit at least: the names are then set in six points."""
SMALLEST = 1400.0
"""How wide the poster of a small tree is at least, so that its title fits."""

Pictures = dict[str, bytes]
"""Node → its picture, as JPEG."""


def poster(nodes: list[Node], title: str, pictures: Pictures) -> str:
    """Return a tree as a poster with a title and a legend; nodes without a picture are discs.

    It is of the size A1, and larger when the names would be too small to read.
    """
    drawing = place(nodes, Form.RADIAL, (_size(node, pictures) for node in nodes))
    across = drawing.bounds.right - drawing.bounds.left
    width = max(across * 1.08, SMALLEST)
    height = width * A1[1] / A1[0]
    middle = width * 0.19 + width / 2
    tree = [
        *(_branch(drawing, number, (width / SMALLEST) ** 0.5) for number in range(1, len(drawing.nodes))),
        *(_node(drawing, number, pictures) for number, node in enumerate(drawing.nodes)),
    ]
    lines = [
        _opening(width, height),
        f"<title>{escape(title)}</title>",
        _definitions(),
        f'<rect width="100%" height="100%" fill="{PAPER}"/>',
        *_heading(drawing, title, width),
        f'<g transform="translate({width / 2:.1f} {middle:.1f})">',
        *tree,
        "</g>",
        *_legend(drawing, width, height),
        "</svg>",
    ]
    return "\n".join(lines)


def _size(node: Node, pictures: Pictures) -> tuple[float, float]:
    """Return the breadth and length of a node: room for its mark, and for its name if it bears one."""
    mark = _mark_size(node, pictures)
    if not node.animal_id and node.rank is not Rank.CLASS:
        return mark + 2, mark
    line, letters = (LINE, LETTERS) if node.animal_id else (CLASS_LINE, CLASS_LETTERS)
    return max(mark + 4, line), mark + BESIDE + width_of(label(node), letters)


def _mark_size(node: Node, pictures: Pictures) -> float:
    if node.id in pictures:
        return PICTURE
    return DISC if node.animal_id else DOT


def _opening(width: float, height: float) -> str:
    across = max(A1[0], width * READABLE)
    size = f'width="{across:.0f}mm" height="{across * height / width:.0f}mm" viewBox="0 0 {width:.0f} {height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Commissioner, sans-serif" fill="{INK}">'


def _definitions() -> str:
    """Return the fonts, and the disc to which pictures are cut."""
    faces = (
        f"@font-face{{font-family:{name};src:url(data:font/ttf;base64,{_encoded(file)})}}"
        for name, file in FONTS.items()
    )
    disc = '<clipPath id="disc" clipPathUnits="objectBoundingBox"><circle cx=".5" cy=".5" r=".5"/></clipPath>'
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
    rows = [*named, (OTHER, "Other classes", others)] if others else named
    size = width * 0.018
    marks = []
    for number, (fill, called, count) in enumerate(rows):
        x = width * (0.08 + 0.22 * (number % 4))
        y = height - width * 0.1 + number // 4 * size * 2
        marks.append(f'<circle cx="{x:.1f}" cy="{y - size * 0.35:.1f}" r="{size / 2:.1f}" fill="{fill}"/>')
        marks.append(f'<text x="{x + size:.1f}" y="{y:.1f}" font-size="{size:.1f}">{escape(called)} {count:,}</text>')
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
    return f'<path d="{line}" fill="none" stroke="{colour(node.class_name)}" stroke-width="{width:.1f}"/>'


def _polar(drawing: Drawing, number: int) -> tuple[float, float]:
    x, y = drawing.x[number], drawing.y[number]
    return hypot(x, y), atan2(x, -y)


def _point(radius: float, angle: float) -> str:
    return f"{radius * sin(angle):.1f} {-radius * cos(angle):.1f}"


def _node(drawing: Drawing, number: int, pictures: Pictures) -> str:
    """Draw a node's mark and its name, which is read outwards on the right and inwards on the left."""
    radius, angle = _polar(drawing, number)
    node = drawing.nodes[number]
    if not radius:
        return f'<circle r="{DISC}" fill="{PAPER}" stroke="{INK}" stroke-width="3"/>'
    turn = degrees(angle) - 90
    is_left = angle < 0
    side = -1 if is_left else 1
    size = _mark_size(node, pictures)
    mark = _mark(node, pictures.get(node.id), side * (radius + size / 2), size)
    text = _name(node, side, radius + size + BESIDE) if node.animal_id or node.rank is Rank.CLASS else ""
    return f'<g transform="rotate({turn + 180 * is_left:.2f})">{mark}{text}</g>'


def _name(node: Node, side: int, radius: float) -> str:
    style = "" if node.common_name else ' font-style="italic"'
    anchor = "end" if side < 0 else "start"
    size = LETTERS if node.animal_id else CLASS_LETTERS
    return (
        f'<text x="{side * radius:.1f}" y="{size * 0.36:.0f}" text-anchor="{anchor}" font-size="{size}"{style}>'
        f"{escape(label(node))}</text>"
    )


def _mark(node: Node, picture: bytes | None, x: float, size: float) -> str:
    """Draw what was met as a picture or disc, dashed if only others have met it, and what is wider as a ring."""
    edge = f'stroke="{colour(node.class_name)}" stroke-width="3"'
    dashed = "" if node.found_by_me or not node.animal_id else ' stroke-dasharray="5 4"'
    fill = colour(node.class_name) if node.animal_id and node.found_by_me else PAPER
    disc = f'<circle cx="{x:.1f}" cy="0" r="{size / 2:.1f}" fill="{fill}" {edge}{dashed}/>'
    if picture is None:
        return disc
    data = base64.b64encode(picture).decode()
    corner = f'x="{x - size / 2:.1f}" y="{-size / 2:.1f}" width="{size:.1f}" height="{size:.1f}"'
    cut = 'clip-path="url(#disc)" preserveAspectRatio="xMidYMid slice"'
    ring = disc.replace(f'fill="{fill}"', 'fill="none"')
    return f'<image {corner} {cut} href="data:image/jpeg;base64,{data}"/>{ring}'
