"""A tree as a file, each read back by a reader of that format."""

import json
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from Bio import Phylo
from PIL import Image

from shared.animals.models import Rank
from shared.graph import drawing
from shared.graph import poster as poster_module
from shared.graph.newick import newick
from shared.graph.poster import CLASS_LETTERS, CLASSES, LETTERS, OTHER, colour, poster
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


def test_no_two_names_on_a_poster_overlap_however_many_there_are() -> None:
    """Around the root each node keeps inside its wedge: a wedge is as broad as the letters, and as long as the name."""
    nodes = nodes_of(2000)
    pictures = {node.id: b"" for node in nodes[:50]}
    for node in nodes:
        breadth, length = poster_module._size(node, pictures)
        letters = LETTERS if node.animal_id else CLASS_LETTERS
        if node.animal_id or node.rank is Rank.CLASS:
            assert breadth > letters * 1.2
            assert length > letters / 2 * len(drawing.label(node))
        assert breadth > poster_module._mark_size(node, pictures)


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
