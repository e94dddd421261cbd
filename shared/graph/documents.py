"""The documents of the evolutionary tree: trees that were made, and the summary of everybody's animals."""

from datetime import datetime

from pydantic import Field

from shared.animals.models import Rank
from shared.base_model import Model, Uid


class CachedTree(Model):
    """`graph_trees/{id}`: a tree or answer that was made for a viewer, good while its key is what it would be now."""

    owner: Uid
    key: str = Field(description="The revisions and friendships that it was made from")
    data: bytes = Field(description="Compressed; of a large tree the first part")
    parts: int = Field(1, description="How many documents hold it: the others are `{id}.1` and so on")
    expires_at: datetime


class SharedAnimal(Model):
    """An animal as everybody has met it: what is in entries for everybody."""

    scientific_name: str
    common_name: str | None
    rank: Rank
    lineage: str = Field(description="As life lists pack it")
    creation_index: int | None
    sightings: int = 0
    people: int = 0


class Share(Model):
    """`graph_shares/{uid}.{animal}`: what a person contributes to the summary, so that it is counted once."""

    owner: Uid
    animal_id: str
    sightings: int


class Shard(Model):
    """`graph_summary/{shard}`: a part of everybody's animals."""

    animals: dict[str, SharedAnimal] = Field(default_factory=dict)


class SummaryState(Model):
    """`counters/graph`: up to when the summary knows the change logs, and a number that grows with its changes."""

    at: datetime | None = None
    stamp: int = 0
