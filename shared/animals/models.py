"""Species: taxa of the bundled taxonomy, and the animals that people have discovered."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from shared.model import Model


class Rank(StrEnum):
    """The ranks that the product knows, from the widest to the narrowest."""

    KINGDOM = "kingdom"
    PHYLUM = "phylum"
    CLASS = "class"
    ORDER = "order"
    FAMILY = "family"
    GENUS = "genus"
    SPECIES = "species"
    SUBSPECIES = "subspecies"


class Taxon(Model):
    """A taxon's own name, without its place in the tree."""

    name: str
    rank: Rank


class Classified(Model):
    """A name with its place in the tree."""

    scientific_name: str = Field(description="The accepted name, or the name as given when it is unverified")
    common_name: str | None = None
    rank: Rank
    lineage: list[Taxon] = Field(description="From the kingdom down, without the taxon itself")
    verified: bool = Field(description="Whether a taxonomy knows the name")


class Animal(Classified):
    """`animals/{id}`: an animal that somebody has discovered."""

    id: str
    creation_index: int = Field(ge=1, description="Its number, in the order of discovery")
    discovered_by: str | None
    created_at: datetime
