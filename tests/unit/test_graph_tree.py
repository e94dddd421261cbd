"""The tree of what people have met: what is counted where, whatever comes in."""

import random
import zlib
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import permutations, product

from hypothesis import given
from hypothesis import strategies as st

from shared.animals.models import Rank, TaxonFacts
from shared.dex.documents import AnimalSeen
from shared.graph import drawing, service, tree
from shared.graph.kept import Tree
from shared.graph.models import CHUNK, Finder, Form
from shared.graph.tree import Gathering, Node

NOW = datetime(2026, 5, 1, tzinfo=UTC)
ABOVE = "kAnimalia;pChordata;cMammalia;oCarnivora"


def seen(name: str, lineage: str, rank: str = "species", day: int = 0, picture: str | None = "p.0") -> AnimalSeen:
    standing = (False, NOW + timedelta(days=day), f"e{day}")
    return AnimalSeen(name.lower().replace(" ", "-"), name, None, rank, lineage, 1, 1, standing, picture)


PUMA = seen("Puma concolor", f"{ABOVE};fFelidae;gPuma")
CAT = seen("Felis catus", f"{ABOVE};fFelidae;gFelis")
DOG = seen("Canis lupus familiaris", f"{ABOVE};fCanidae;gCanis;sCanis lupus", "subspecies")
RAVEN = seen("Corvus corax", "kAnimalia;pChordata;cAves;oPasseriformes;fCorvidae;gCorvus")
SOME_MAMMAL = seen("Mammalia", "kAnimalia;pChordata", "class")
ANIMALS = [PUMA, CAT, DOG, RAVEN, SOME_MAMMAL]


def grown(*people: list[AnimalSeen], mine: set[str] | None = None) -> dict[str, Node]:
    gathering = Gathering()
    for person, animals in enumerate(people):
        gathering.add_all(animals, person)
    facts = {("class", "Mammalia"): TaxonFacts("Mammals", 6400)}
    return {node.id: node for node in tree.nodes(tree.grow(gathering.animals, mine or set()), facts)}


@given(st.lists(st.lists(st.sampled_from(ANIMALS), unique=True), min_size=1, max_size=70))
def test_every_node_counts_what_is_at_it_and_below(people: list[list[AnimalSeen]]) -> None:
    nodes = list(grown(*people).values())
    for node in nodes:
        below = [
            (person, animal) for person, animals in enumerate(people) for animal in animals if _is_below(animal, node)
        ]
        assert node.sightings == len(below)
        assert node.people == len({person for person, _ in below})
        assert node.who == tuple(sorted({person for person, _ in below}))[:2]
        assert node.animals == len({animal.animal_id for _, animal in below if animal.rank != "class"})
    assert all(nodes[node.parent].id != node.id for node in nodes[1:])


def _is_below(animal: AnimalSeen, node: Node) -> bool:
    line = [f"{tree.RANKS[packed[0]]}:{packed[1:]}" for packed in animal.lineage.split(";")]
    return node.id in {tree.ROOT, *line, f"{animal.rank}:{animal.scientific_name}"}


def test_an_animal_is_called_as_the_first_person_calls_it_whoever_comes_in_first() -> None:
    named = [(person, PUMA._replace(common_name=name)) for person, name in enumerate(("Cougar", "Puma", "Panther"))]
    for order in permutations(named):
        gathering = Gathering()
        for person, animal in order:
            gathering.add_all([animal], person)
        (met,) = gathering.animals.values()
        assert (met.common_name, met.sightings, met.people, met.picture) == ("Cougar", 3, 0b111, "e0/p.0")


def test_a_domestic_form_is_an_animal_below_its_species() -> None:
    nodes = grown([DOG])
    assert (nodes["species:Canis lupus"].animals, nodes["species:Canis lupus"].animal_id) == (1, None)
    assert nodes["subspecies:Canis lupus familiaris"].animal_id == "canis-lupus-familiaris"


def test_what_the_viewer_has_met_is_marked_up_to_the_root() -> None:
    nodes = grown([PUMA, RAVEN], mine={"puma-concolor"})
    assert {name for name, node in nodes.items() if node.found_by_me} == {
        *("life", "kingdom:Animalia", "phylum:Chordata", "class:Mammalia", "order:Carnivora"),
        *("family:Felidae", "genus:Puma", "species:Puma concolor"),
    }


def test_the_best_picture_of_all_stands_for_an_animal() -> None:
    later = seen("Puma concolor", PUMA.lineage, day=2)
    without = seen("Puma concolor", PUMA.lineage, day=3, picture=None)
    favorite = later._replace(standing=(True, NOW - timedelta(days=9), "f"))
    assert grown([PUMA], [later], [without])["species:Puma concolor"].picture == "e2/p.0"
    assert grown([favorite], [later])["species:Puma concolor"].picture == "f/p.0"
    assert grown([without])["species:Puma concolor"].picture is None


def test_facts_of_the_taxonomy_are_beside_the_counts() -> None:
    mammals = grown([PUMA])["class:Mammalia"]
    assert (mammals.common_name, mammals.species_known) == ("Mammals", 6400)


def test_a_branch_stands_alone() -> None:
    nodes = list(grown(ANIMALS).values())
    cats = tree.branch_of(nodes, "family:Felidae")
    assert cats
    assert [node.id for node in cats] == [
        *("family:Felidae", "genus:Felis", "species:Felis catus", "genus:Puma", "species:Puma concolor"),
    ]
    assert [node.parent for node in cats] == [-1, 0, 1, 0, 3]
    assert tree.branch_of(nodes, "family:Ursidae") is None


# Drawn


def test_the_leaves_of_a_node_are_the_animals_met_there_and_below() -> None:
    nodes = list(grown(ANIMALS).values())
    drawn = drawing.draw(nodes, Form.TIDY)
    leaves = {node.id: number for node, number in zip(nodes, drawn.leaves, strict=True)}
    assert leaves["life"] == len(ANIMALS)
    assert leaves["class:Mammalia"] == 4  # the three mammals, and some mammal
    assert leaves["family:Felidae"] == 2
    assert leaves["species:Felis catus"] == 1


def many(count: int, seed: int = 1) -> list[AnimalSeen]:
    """Animals of some families and genera, as uneven as nature."""
    dice = random.Random(seed)
    animals = []
    for number in range(count):
        family, genus = int(dice.random() ** 2 * count / 20), int(dice.random() ** 2 * 9)
        lineage = (
            f"kAnimalia;pChordata;cClass{family % 7};oOrder{family % 23}-{family % 7};fF{family};gG{family}-{genus}"
        )
        animals.append(seen(f"G{family}-{genus} {'long' * (number % 5)}name{number}", lineage))
    return animals


def test_labels_overlap_in_neither_form() -> None:
    nodes = list(grown(many(400)).values())
    drawn = drawing.draw(nodes, Form.TIDY)
    boxes = sorted(
        (x, x + drawing.label_length(node), y - drawing.ROW / 2, y + drawing.ROW / 2)
        for node, x, y in zip(nodes, drawn.x, drawn.y, strict=True)
    )
    for number, (_, right, top, bottom) in enumerate(boxes):
        for left, _, other_top, other_bottom in boxes[number + 1 :]:
            assert left >= right or other_top >= bottom - 0.02 or other_bottom <= top + 0.02
    bounds = drawn.bounds
    assert bounds.left <= 0
    assert bounds.right >= max(right for _, right, _, _ in boxes)


def test_one_more_animal_leaves_the_shape_of_every_other_subtree() -> None:
    animals = many(500)
    new = seen("G3-1 newcomer", next(animal.lineage for animal in animals if animal.lineage.endswith("gG3-1")))
    before, after = (drawing.draw(list(grown(some).values()), Form.TIDY) for some in (animals, [*animals, new]))
    place = {node.id: (x, y) for node, x, y in zip(after.nodes, after.x, after.y, strict=True)}
    changed = {f"{tree.RANKS[packed[0]]}:{packed[1:]}" for packed in new.lineage.split(";")} | {tree.ROOT}
    kept = 0
    for number, node in enumerate(before.nodes[1:], 1):
        parent = before.nodes[node.parent]
        assert place[node.id][0] == before.x[number]  # no column moves
        if parent.id not in changed:
            kept += 1
            shift = place[node.id][1] - place[parent.id][1]
            assert abs(shift - (before.y[number] - before.y[node.parent])) < 0.03
    assert kept > 0.9 * len(before.nodes)


def test_cutting_a_tree_moves_nothing_and_chunks_hold_each_node_once() -> None:
    for form in Form:
        drawn = drawing.draw(list(grown(many(300)).values()), form)
        assert [drawn.nodes[number].rank for number in drawing.cut(drawn, 1)] == [None, Rank.KINGDOM]
        columns = range(int(drawn.bounds.left // 2048), int(drawn.bounds.right // 2048) + 1)
        rows = range(int(drawn.bounds.top // 2048), int(drawn.bounds.bottom // 2048) + 1)
        found = [number for x in columns for y in rows for number in drawing.in_chunk(drawn, x, y)]
        assert sorted(found) == list(range(len(drawn.nodes)))


def test_the_fullest_chunk_and_its_neighbours_are_small_enough_for_a_phone() -> None:
    """Of a tree of 10,000 animals, as it is sent: compressed."""
    dice = random.Random(2)
    animals = [one._replace(picture=f"{dice.randbytes(12).hex()}.0") for one in many(10_000)]
    people = [Finder(user_id=dice.randbytes(14).hex(), username=f"trainer-{number}") for number in range(2)]
    nodes = list(grown(animals, animals).values())
    for form in Form:
        drawn = drawing.draw(nodes, form)
        size = 0
        full = Counter((int(x // CHUNK), int(y // CHUNK)) for x, y in zip(drawn.x, drawn.y, strict=True))
        fullest, _ = full.most_common(1)[0]
        for chunk in ((fullest[0] + x, fullest[1] + y) for x, y in product((-1, 0, 1), repeat=2)):
            shown = drawing.in_chunk(drawn, *chunk)
            reply = service._show(Tree(nodes, people, "v"), drawn, shown, drawing.edges_of(drawn, shown))
            size += len(zlib.compress(reply.model_dump_json().encode()))
        assert 5_000 < size <= 150_000, form
