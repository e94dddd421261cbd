"""A tree as a file, each read back by a reader of that format."""

import json
import subprocess
import sys
from io import BytesIO, StringIO
from math import cos, pi, radians, sin
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from Bio import Phylo
from PIL import Image, ImageFont

from shared.animals.models import Rank
from shared.graph import drawing, files
from shared.graph import poster as poster_module
from shared.graph.models import Finder, Mode
from shared.graph.newick import newick
from shared.graph.poster import CLASSES, OTHER, colour, pictured, poster
from shared.graph.tree import Node
from tests.conftest import picture_bytes
from tests.unit.test_graph_tree import ANIMALS, RAVEN, grown, many, seen

SVG = "{http://www.w3.org/2000/svg}"
RENDER = """
import sys
import pyvips  # in a process of its own: where photographs were decoded, libvips refuses SVG
sys.stdout.buffer.write(pyvips.Image.svgload_buffer(sys.stdin.buffer.read(), scale=0.5).pngsave_buffer())
"""
TOKENS = Path(__file__).parents[2] / "client/theme/tokens.json"


def nodes_of(count: int) -> list[Node]:
    return list(grown(many(count), mine={"puma-concolor"}).values())


def test_newick_is_read_by_biopython_as_the_same_tree() -> None:
    quoted = seen("Homo 'sapiens' (it's, us)", RAVEN.lineage)
    nodes = list(grown([*ANIMALS, quoted]).values())
    read = Phylo.read(StringIO(newick(nodes)), "newick")
    parents = {child.name: clade.name for clade in read.find_clades() for child in clade.clades}
    assert parents == {node.name: nodes[node.parent].name for node in nodes[1:]}
    assert read.root.name == "Life"


def test_newick_of_a_large_tree_needs_no_stack() -> None:
    deep = [node._replace(parent=number - 1, id=str(number)) for number, node in enumerate(nodes_of(1)[:1] * 5000)]
    assert newick(deep).count("(") == 4999


@pytest.mark.parametrize("count", [1, 16, 2000])
def test_a_poster_shows_every_animal_by_name_with_a_title_a_legend_and_pictures(count: int) -> None:
    nodes = nodes_of(count)
    pictured = [node.id for node in nodes if node.picture][:3]
    drawn_as = poster(nodes, "What <Ash> & friends have met", dict.fromkeys(pictured, picture_bytes()))
    root = ElementTree.fromstring(drawn_as)
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert texts[0] == "What <Ash> & friends have met"
    animals = "1 animal" if count == 1 else f"{count:,} animals"
    assert str(texts[1]).startswith(f"{animals} · ")
    assert {drawing.label(node) for node in nodes if node.animal_id} <= set(texts)
    assert any(str(text).startswith("Other classes") for text in texts)
    images = list(root.iter(f"{SVG}image"))
    assert len(images) == min(count, 3)
    assert drawn_as.count("@font-face") == 2
    low, top, width, height = map(float, root.attrib["viewBox"].split())
    assert (low, top) == (0, 0)
    assert width < height
    wide = float(root.attrib["width"].removesuffix("mm"))
    assert wide >= 594
    assert all(float(text.attrib["font-size"]) * wide / width > 2.09 for text in root.iter(f"{SVG}text"))


def written_boxes(svg: str) -> np.ndarray:
    """The boxes of the ink of a poster's names, by the fonts it bears: centre, half length, half height, angle."""
    font = ImageFont.truetype(str(poster_module.DATA / poster_module.FONTS["Commissioner"]), 100)
    boxes = []
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        for text in group.findall(f"{SVG}text"):
            angle = radians(float(group.attrib["transform"].removeprefix("rotate(").removesuffix(")")))
            size = float(text.attrib["font-size"]) / 100
            left, top, right, bottom = (edge * size for edge in font.getbbox(text.text or "", anchor="ls"))
            along = float(text.attrib["x"]) - (right if text.attrib["text-anchor"] == "end" else 0)
            x, y = along + (left + right) / 2, float(text.attrib["y"]) + (top + bottom) / 2
            centre = x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)
            boxes.append((*centre, (right - left) / 2, (bottom - top) / 2, angle))
    return np.array(boxes)


def overlapping(boxes: np.ndarray) -> list[tuple[int, int]]:
    """The pairs of turned boxes that no axis of theirs separates."""
    one, other = np.triu_indices(len(boxes), 1)
    apart = np.zeros(len(one), dtype=bool)
    for turned_as in (one, other):
        for quarter in (0, pi / 2):
            axis = boxes[turned_as, 4] + quarter
            reach = sum(
                boxes[box, 2] * abs(np.cos(boxes[box, 4] - axis)) + boxes[box, 3] * abs(np.sin(boxes[box, 4] - axis))
                for box in (one, other)
            )
            between = boxes[other, :2] - boxes[one, :2]
            apart |= abs(between[:, 0] * np.cos(axis) + between[:, 1] * np.sin(axis)) > reach
    return list(zip(one[~apart].tolist(), other[~apart].tolist(), strict=True))


@pytest.mark.parametrize("count", [16, 1000])
def test_no_two_names_on_a_poster_overlap_as_their_letters_are_wide(count: int) -> None:
    nodes = nodes_of(count)
    boxes = written_boxes(poster(nodes, "Ash", {node.id: b"" for node in nodes[:50]}))
    assert len(boxes) >= count
    assert overlapping(boxes) == []
    assert overlapping(np.vstack([boxes[:2], boxes[1] + [1, 1, 0, 0, 0.1]])) == [(1, 2)]


def discs(svg: str) -> np.ndarray:
    """The pictures of a poster: centre and radius."""
    found = []
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        for picture in group.findall(f"{SVG}svg"):
            angle = radians(float(group.attrib["transform"].removeprefix("rotate(").removesuffix(")")))
            radius = float(picture.attrib["width"]) / 2
            along = float(picture.attrib["x"]) + radius
            found.append((along * cos(angle), along * sin(angle), radius))
    return np.array(found)


@pytest.mark.parametrize("count", [16, 1000])
def test_pictures_are_at_the_animals_or_at_the_orders_and_keep_apart(count: int) -> None:
    nodes = nodes_of(count)
    chosen = pictured(nodes, 120)
    ranks = {node.rank for node in nodes if node.id in chosen}
    assert ranks == ({Rank.SPECIES} if count == 16 else {Rank.ORDER})
    drawn = discs(poster(nodes, "Ash", dict.fromkeys(chosen, picture_bytes())))
    assert 10 < len(drawn) <= 120
    one, other = np.triu_indices(len(drawn), 1)
    apart = np.hypot(*(drawn[one, :2] - drawn[other, :2]).T) - drawn[one, 2] - drawn[other, 2]
    assert apart.min() > 0


def test_an_order_is_pictured_by_an_animal_of_its_own() -> None:
    nodes = [node._replace(picture=node.picture and f"{node.id}/p.0") for node in grown(many(300)).values()]
    place = {node.id: node for node in nodes}
    of_order = {node.picture: order for node in nodes if node.picture and (order := order_of(nodes, node))}
    chosen = pictured(nodes, 10)
    assert len(chosen) == 10
    assert all(of_order[picture] == order for order, picture in chosen.items())
    left_out = [node.animals for node in nodes if node.rank is Rank.ORDER and node.id not in chosen]
    assert min(place[order].animals for order in chosen) >= max(left_out)


def order_of(nodes: list[Node], node: Node) -> str:
    while node.rank is not Rank.ORDER:
        node = nodes[node.parent]
    return node.id


def test_only_a_poster_with_animals_of_others_explains_their_mark() -> None:
    mine = {animal.animal_id for animal in ANIMALS}
    for met, explained in ((mine, 0), (mine - {RAVEN.animal_id}, 1)):
        assert poster(list(grown(ANIMALS, mine=met).values()), "Ash", {}).count("Met by others only") == explained


@pytest.mark.parametrize(
    ("mode", "names", "title"),
    [
        (Mode.PERSONAL, ["ash"], "What ash has met"),
        (Mode.FRIENDS, ["ash"], "What ash has met"),
        (Mode.FRIENDS, ["ash", "ben"], "What ash and friends have met"),
        (Mode.SELECTED, [], "What nobody has met"),
        (Mode.SELECTED, ["ben"], "What ben has met"),
        (Mode.SELECTED, ["ash", "ben"], "What ash and ben have met"),
        (Mode.SELECTED, ["ash", "ben", "cy", "dee"], "What ash, ben and 2 more have met"),
        (Mode.GLOBAL, [], "What everybody has met"),
    ],
)
def test_a_poster_is_called_after_those_whose_animals_it_shows(mode: Mode, names: list[str], title: str) -> None:
    assert files._title(mode, [Finder(user_id=name, username=name) for name in names]) == title


def test_a_poster_is_drawn_by_a_renderer_in_the_colours_of_the_classes() -> None:
    nodes = list(grown(ANIMALS, mine={animal.animal_id for animal in ANIMALS}).values())
    drawn_as = poster(nodes, "Ash", {})
    rendered = subprocess.run([sys.executable, "-c", RENDER], input=drawn_as.encode(), capture_output=True, check=True)
    picture = Image.open(BytesIO(rendered.stdout)).convert("RGB")
    data = picture.tobytes()
    found = {f"#{data[at : at + 3].hex().upper()}" for at in range(0, len(data), 3)}
    assert {CLASSES["Mammalia"], CLASSES["Aves"], "#F1F3EE", "#13202D"} <= found


def test_the_colours_of_the_classes_are_those_of_the_design() -> None:
    design = json.loads(TOKENS.read_text())["light"]["classes"]
    assert {name.lower(): accent for name, accent in CLASSES.items()} | {"other": OTHER} == {
        name: tokens["accent"] for name, tokens in design.items()
    }
    assert colour("Collembola") == OTHER
