"""Dex entries: what is stored, asked and answered."""

from datetime import datetime
from typing import Self

from pydantic import Field, model_validator

from shared.animals.models import Rank, Taxon
from shared.model import Model
from shared.vision.models import Variant

MAX_NOTES = 2000


class NewEntry(Model):
    """An identified animal that goes into the dex: one of the job's candidates, by its place or its animal."""

    job_id: str = Field(min_length=1, max_length=64)
    animal_index: int | None = Field(None, ge=0, description="Which of the job's candidates, from 0")
    animal_id: str | None = Field(None, min_length=1, max_length=100)
    notes: str | None = Field(None, max_length=MAX_NOTES)
    caught_at: datetime | None = Field(None, description="When the animal was seen; else when the photo was taken")

    @model_validator(mode="after")
    def _one_animal(self) -> Self:
        if (self.animal_index is None) == (self.animal_id is None):
            raise ValueError("Give either animal_index or animal_id.")
        return self


class Picture(Model):
    """A picture of an entry: the photograph of a job."""

    id: str
    job_id: str
    quarter_turns: int = 0


class EntryAnimal(Model):
    """What an entry repeats of its animal, so that a list costs one read an item."""

    animal_id: str
    creation_index: int
    scientific_name: str
    common_name: str | None
    rank: Rank
    lineage: list[Taxon]


class Entry(Model):
    """`dex_entries/{id}`."""

    id: str
    owner: str
    animal: EntryAnimal
    pictures: list[Picture] = Field(max_length=8)
    notes: str | None = None
    caught_at: datetime
    created_at: datetime
    updated_at: datetime


class CollectedAnimal(Model):
    """One animal of a collection."""

    count: int
    first_seen: datetime
    best_entry: str


class Collection(Model):
    """`collections/{uid}`: animal id → what the person has of it. One read draws a tree."""

    animals: dict[str, CollectedAnimal] = Field(default_factory=dict)


class PictureReply(Model):
    """Where an entry's picture is served."""

    id: str
    dex_url: str
    thumb_url: str
    original_url: str | None = Field(description="The photograph as it was uploaded: for its owner alone")


class EntryReply(Model):
    """What its owner sees of an entry."""

    id: str
    animal: EntryAnimal
    pictures: list[PictureReply]
    notes: str | None
    caught_at: datetime
    created_at: datetime
    updated_at: datetime


class AvatarPath(Model):
    """A person's avatar as its address names it."""

    user_id: str
    entry_id: str


class MediaVariant(Model):
    """A picture as its address names it."""

    entry_id: str
    picture_id: str
    variant: str = Field(pattern=f"^({Variant.DEX}|{Variant.THUMB}|original)$")
