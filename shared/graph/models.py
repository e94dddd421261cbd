"""Requests and replies of the evolutionary tree."""

from enum import StrEnum
from typing import Annotated, Self, TypedDict

from pydantic import Field, model_validator

from shared.animals.models import Rank
from shared.base_model import Model, PageQuery
from shared.dex.requests import TaxonName

CHUNK = 2048
MAX_SELECTED = 20
NodeId = Annotated[str, Field(max_length=120, pattern=r"^([a-z]+:.+|life)$", examples=["order:Carnivora"])]


class Mode(StrEnum):
    """The people whose animals a tree shows."""

    PERSONAL = "personal"
    FRIENDS = "friends"
    SELECTED = "selected"
    GLOBAL = "global"


class Form(StrEnum):
    """The form in which a tree is drawn: left to right, or around the root."""

    TIDY = "tidy"
    RADIAL = "radial"


class PeopleQuery(Model):
    """The query parameters that say whose tree it is."""

    mode: Mode = Field(Mode.FRIENDS, description="personal: you; friends: you and your friends; global: everybody")
    users: str | None = Field(
        None,
        max_length=2600,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*(,[A-Za-z0-9][A-Za-z0-9_.-]*)*$",
        description=f"The people (uids, separated by commas) of mode `selected`, up to {MAX_SELECTED}",
    )
    root: NodeId | None = Field(None, description="The node whose branch alone is drawn")

    @model_validator(mode="after")
    def _users_if_selected(self) -> Self:
        if (self.mode is Mode.SELECTED) != (self.users is not None):
            raise ValueError("Give users with the mode selected, and only with it.")
        if len(self.selected) > MAX_SELECTED:
            raise ValueError(f"Select up to {MAX_SELECTED} people.")
        return self

    @property
    def selected(self) -> list[str]:
        return sorted(set(self.users.split(","))) if self.users else []


class FormQuery(PeopleQuery):
    """The query parameters of a drawn tree."""

    layout: Form = Form.TIDY


class TreeQuery(FormQuery):
    """The query parameters of a tree: `depth` cuts it, and leaves everything where the whole tree has it."""

    depth: int | None = Field(None, ge=0, le=20, description="How many levels below the root; none: all")


class ChunkPath(Model):
    """The path parameters of a chunk: the square that begins at (2048·x, 2048·y)."""

    x: int = Field(ge=-(2**20), le=2**20)
    y: int = Field(ge=-(2**20), le=2**20)


class NodeSearch(PeopleQuery):
    """The query parameters of a search in a tree."""

    q: str = Field(min_length=2, max_length=60, description="A name, or words of it, also misspelt")


class TwoNodes(PeopleQuery):
    """The query parameters of a common ancestor."""

    a: NodeId
    b: NodeId


class FileFormat(StrEnum):
    """The format of a tree as a file."""

    NEWICK = "newick"
    SVG = "svg"


class FileQuery(PeopleQuery):
    """The query parameters of a tree as a file."""

    format: FileFormat


class Finder(Model):
    """A person who has met an animal."""

    user_id: str
    username: str


class TreeNode(TypedDict):
    """A taxon of the tree, an animal or what animals belong to. All that it counts is what the viewer may see."""

    # A dictionary, as edges are: a tree has tens of thousands of both, and models take five times as long to make.
    id: str
    parent: str | None
    rank: Annotated[Rank | None, Field(description="null: the root of all life")]
    scientific_name: str
    common_name: str | None
    class_name: str | None
    animal_id: Annotated[str | None, Field(description="The animal, if this taxon itself was met")]
    creation_index: int | None
    animals: Annotated[int, Field(description="Species that were met, here and below")]
    sightings: Annotated[int, Field(description="Entries, here and below")]
    people: Annotated[
        int | None, Field(description="How many have met it, or one below; null: not known of a group, in `global`")
    ]
    found_by_me: bool
    who: Annotated[list[Finder], Field(description="The first two of these people; nobody in the mode global")]
    thumbnail_url: Annotated[str | None, Field(description="The best picture of the animal that the viewer may see")]
    species_known: Annotated[
        int | None, Field(description="How many species science knows here and below; null: not known")
    ]
    children: Annotated[int, Field(description="How many nodes are right below, also where the tree was cut")]
    leaves: Annotated[
        int, Field(description="How many animals, wider sightings too, were met here and below, also where it was cut")
    ]
    x: float
    y: float


class Edge(TypedDict):
    """A line from a node to its parent."""

    parent: str
    child: str
    x1: Annotated[float, Field(description="Where the parent is")]
    y1: float
    x2: float
    y2: float


class Bounds(Model):
    """The rectangle that a whole tree fills, labels included."""

    left: float
    top: float
    right: float
    bottom: float


class TreeReply(Model):
    """A tree with the place of every node, or what of it lies in a chunk."""

    version: str = Field(description="It changes with anything that the tree shows")
    nodes: list[TreeNode]
    edges: list[Edge]
    bounds: Bounds


class NodeName(Model):
    """A node on the way to another."""

    id: str
    rank: Rank | None
    scientific_name: str
    common_name: str | None


class NodeFound(NodeName):
    """A node that was found, with the way to it."""

    path: list[NodeName] = Field(description="From the root down, without the node itself")


class NodesFound(Model):
    """The nodes that were found, the best known first."""

    items: list[NodeFound]


class NotSeenQuery(PageQuery):
    """The query parameters of what friends have met and the viewer has not."""

    class_name: TaxonName | None = Field(None, alias="class")
    order: TaxonName | None = None
    family: TaxonName | None = None

    @property
    def taxa(self) -> set[str]:
        """The nodes of the tree that the animals are in."""
        named = {Rank.CLASS: self.class_name, Rank.ORDER: self.order, Rank.FAMILY: self.family}
        return {f"{rank}:{name}" for rank, name in named.items() if name}


class UnseenAnimal(Model):
    """An animal that friends have met and the viewer has not."""

    animal_id: str
    creation_index: int
    scientific_name: str
    common_name: str | None
    class_name: str | None
    people: int = Field(description="How many friends have met it")
    who: list[Finder] = Field(description="The first two of them")
    thumbnail_url: str | None = Field(description="The best picture of it among theirs")
