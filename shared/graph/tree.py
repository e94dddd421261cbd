"""The tree of what people have met: from rows of life lists to nodes with their counts. Pure functions.

Whoever calls has chosen the rows: what a viewer may not see does not come in here, so it cannot be counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from shared.animals.models import Rank, TaxonFacts
from shared.dex.documents import AnimalSeen

ROOT = "life"
RANKS = {rank[0]: rank for rank in Rank if rank is not Rank.SUBSPECIES}  # as lineages are packed


class Node(NamedTuple):
    """A taxon of the tree; nodes come parents first, siblings in the order of their names."""

    id: str
    parent: int
    rank: Rank | None
    name: str
    common_name: str | None
    class_name: str | None
    animal_id: str | None
    creation_index: int | None
    animals: int
    sightings: int
    people: int | None
    found_by_me: bool
    who: tuple[int, ...]
    picture: str | None
    species_known: int | None


@dataclass(slots=True)
class Met:
    """An animal that was met, and what all who count have seen of it together; people are bits, the viewer bit 0."""

    scientific_name: str
    common_name: str | None
    rank: Rank
    lineage: str
    creation_index: int | None
    sightings: int = 0
    people: int = 0
    count: int = 0
    """How many people, also where they are no bits."""
    named_by: int = 0
    best: tuple[bool, datetime, str] | None = None
    """The standing of the best entry with a picture."""
    picture: str | None = None


@dataclass(slots=True)
class Branch:
    """A taxon while the tree grows, with what is counted on it so far."""

    id: str
    parent: int
    rank: Rank | None
    name: str
    class_name: str | None
    animal_id: str | None = None
    met: Met | None = None
    animals: int = 0
    sightings: int = 0
    people: int = 0
    found_by_me: bool = False


class Gathering:
    """The animals of several people, added up."""

    def __init__(self) -> None:
        self.animals: dict[str, Met] = {}

    def add_all(self, seen: Iterable[AnimalSeen], person: int) -> None:
        """Add animals that a person, known by number, shows, in any order; the first person's names for them count."""
        bit = 1 << person
        for animal in seen:
            met = self.animals.get(animal.animal_id)
            if met is None or person < met.named_by:
                met = self.animals[animal.animal_id] = _named(animal, person, met)
            met.sightings += animal.sightings
            met.people |= bit
            if animal.picture and (met.best is None or animal.standing > met.best):
                met.best, met.picture = animal.standing, f"{animal.standing[2]}/{animal.picture}"


def _named(animal: AnimalSeen, person: int, met: Met | None) -> Met:
    names = animal.scientific_name, animal.common_name, Rank(animal.rank), animal.lineage, animal.creation_index
    named = Met(*names, named_by=person)
    return (
        replace(named, sightings=met.sightings, people=met.people, best=met.best, picture=met.picture) if met else named
    )


def grow(animals: dict[str, Met], mine: set[str]) -> list[Branch]:
    """Return the branches that animals span, parents first, with what is counted on each; `mine` has the viewer met."""
    branches = [Branch(ROOT, -1, None, "Life", None)]
    known, trunks = {ROOT: 0}, {"": 0}
    for animal_id, met in sorted(animals.items(), key=lambda item: (item[1].lineage, item[1].scientific_name)):
        above = _trunk(branches, known, trunks, met.lineage)
        branch = branches[_branch(branches, known, above, met.rank, met.scientific_name)]
        branch.animal_id, branch.met = animal_id, met
        branch.animals += met.rank.is_species
        branch.sightings += met.sightings
        branch.people |= met.people
        branch.found_by_me |= animal_id in mine
    _sum_up(branches)
    return branches


def _trunk(branches: list[Branch], known: dict[str, int], trunks: dict[str, int], lineage: str) -> int:
    """Return the branch that a packed lineage ends at, grown as far as it was not there."""
    if lineage not in trunks:
        upper, _, packed = lineage.rpartition(";")
        above = _trunk(branches, known, trunks, upper)
        trunks[lineage] = _branch(branches, known, above, RANKS[packed[0]], packed[1:])
    return trunks[lineage]


def _branch(branches: list[Branch], known: dict[str, int], above: int, rank: Rank, name: str) -> int:
    node_id = f"{rank}:{name}"
    if node_id not in known:
        known[node_id] = len(branches)
        class_name = name if rank is Rank.CLASS else branches[above].class_name
        branches.append(Branch(node_id, above, rank, name, class_name))
    return known[node_id]


def _sum_up(branches: list[Branch]) -> None:
    for branch in reversed(branches[1:]):
        above = branches[branch.parent]
        above.animals += branch.animals
        above.sightings += branch.sightings
        above.people |= branch.people
        above.found_by_me |= branch.found_by_me


def nodes(branches: list[Branch], facts: dict[tuple[str, str], TaxonFacts], *, by_name: bool = True) -> list[Node]:
    """Return the nodes of grown branches; without `by_name`, people are a number and nobody is named or pictured."""
    return [_node(branch, facts, by_name=by_name) for branch in branches]


def _node(branch: Branch, facts: dict[tuple[str, str], TaxonFacts], *, by_name: bool) -> Node:
    met = branch.met
    known = facts.get((branch.rank, branch.name)) if branch.rank else None
    return Node(
        id=branch.id,
        parent=branch.parent,
        rank=branch.rank,
        name=branch.name,
        common_name=(met.common_name if met else None) or (known.common_name if known else None),
        class_name=branch.class_name,
        animal_id=branch.animal_id,
        creation_index=met.creation_index if met else None,
        animals=branch.animals,
        sightings=branch.sightings,
        people=branch.people.bit_count() if by_name else _alone(branch),
        found_by_me=branch.found_by_me,
        who=_first_two(branch.people) if by_name else (),
        picture=met.picture if met and by_name else None,
        species_known=known.species if known else None,
    )


def _alone(branch: Branch) -> int | None:
    """Return how many people have met an animal; of a group of them nobody knows how many are the same."""
    return branch.met.count if branch.met and branch.met.sightings == branch.sightings else None


def _first_two(people: int) -> tuple[int, ...]:
    """Return the numbers of the first two of people who are bits."""
    rest = people & (people - 1)
    return tuple((bits & -bits).bit_length() - 1 for bits in (people, rest) if bits)


def branch_of(tree: list[Node], root: str) -> list[Node] | None:
    """Return the branch of a tree that begins at a node; None when there is no such node."""
    place = {node.id: number for number, node in enumerate(tree)}
    if root not in place:
        return None
    kept = {place[root]: 0}
    branch = [tree[place[root]]._replace(parent=-1)]
    for number, node in enumerate(tree):
        if node.parent in kept and number not in kept:
            kept[number] = len(branch)
            branch.append(node._replace(parent=kept[node.parent]))
    return branch


def unseen(tree: list[Node], taxa: set[str]) -> list[Node]:
    """Return the numbered animals of a tree that the viewer has not met, of those that are in all of some taxa."""
    inside: list[int] = []
    for node in tree:
        inside.append((inside[node.parent] if node.parent >= 0 else 0) + (node.id in taxa))
    return [
        node
        for node, found in zip(tree, inside, strict=True)
        if found == len(taxa) and node.animal_id and node.creation_index and not node.found_by_me
    ]


def path_to(tree: list[Node], node: int) -> list[int]:
    """Return the way from the root to a node, without it."""
    path = []
    while (node := tree[node].parent) != -1:
        path.append(node)
    return path[::-1]


def common_ancestor(tree: list[Node], one: int, other: int) -> int:
    """Return the narrowest node that two nodes have in common, itself one of them if it lies above the other."""
    way, other_way = ([*path_to(tree, node), node] for node in (one, other))
    return [a for a, b in zip(way, other_way, strict=False) if a == b][-1]
