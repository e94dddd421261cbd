"""The documents of the dex."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from pydantic import Field

from shared.accounts.models import Geoprivacy, Hidden, Visibility
from shared.animals.models import Category, Classification, Rank
from shared.base_model import Model, Uid
from shared.dex.card import Customizations
from shared.vision.models import Place

MAX_PICTURES = 8


class Picture(Model):
    """A picture of an entry: the photograph of a job."""

    id: str
    job_id: str
    quarter_turns: int = 0


class EntryAnimal(Classification):
    """The fields of its animal that an entry repeats, so that a list costs one read an item."""

    id: str
    creation_index: int | None
    iucn: Category | None = Field(None, description="A species' category on the Red List; null: not known")


class IdentifiedBy(StrEnum):
    """The source of an identification."""

    MODEL = "model"
    PERSON = "person"
    MODERATOR = "moderator"


class PublicPlace(Model):
    """Where an animal was, as exactly as others may know."""

    latitude: float
    longitude: float
    uncertainty_m: float | None = Field(description="The true place is not further away than this; null: not known")
    name: str | None
    obscured: bool


class HiddenEntry(Hidden):
    """Why moderators hide an entry, and what comes back when they show it again."""

    was_avatar: bool


class Entry(Model):
    """`dex_entries/{id}`."""

    id: str
    owner: Uid
    animal: EntryAnimal
    identified_by: IdentifiedBy = IdentifiedBy.MODEL
    discovery: bool = Field(default=False, description="Whether its owner was the first to photograph the animal")
    pictures: list[Picture] = Field(max_length=MAX_PICTURES)
    primary_picture: str | None = None
    visibility: Visibility = Visibility.FRIENDS
    hidden: HiddenEntry | None = None
    favorite: bool = False
    wild: bool | None = None
    geoprivacy: Geoprivacy = Geoprivacy.OBSCURED
    place: PublicPlace | None = None
    notes: str | None = None
    customizations: Customizations = Field(default_factory=Customizations)
    caught_at: datetime
    utc_offset: int | None = Field(None, description="Minutes that local time was ahead of UTC; null: not known")
    created_at: datetime
    updated_at: datetime
    feed: list[Uid] = Field(default_factory=list, description="The friends to whom it is news: as many as one may have")
    badges: list[str] = Field(default_factory=list, description="The badges that its owner earned by adding it")
    liked: bool = Field(default=False, description="Whether anybody has ever liked it: only then likes are counted")
    revision: int = Field(0, description="The revision of the owner's life list that wrote it")
    fingerprint: str = Field("", description="What it was created from: the same request again finds it")

    @property
    def shown_to(self) -> Visibility:
        """The audience that there really is: what decides who sees an entry asks for this, never for `visibility`."""
        return Visibility.PRIVATE if self.hidden else self.visibility


class Like(Model):
    """`likes/{hash of person and entry}`: a person likes an entry."""

    person: Uid
    owner: Uid = Field(description="Whose entry it is")
    entry_id: str
    at: datetime
    counts_for: str | None = Field(
        None, description="The entry, while the like counts: none while its person is hidden"
    )
    by_friend: bool = Field(default=False, description="Whether its person is a friend of the owner: for the order")


class ExactPlace(Place):
    """`entry_places/{entry}`: the exact place of an entry, for its owner alone."""

    owner: Uid


class EntryRecord(Model):
    """An entry with what lies beside it: its exact place, in `entry_places/{id}`."""

    entry: Entry
    exact: Place | None = None


class ChangeKind(StrEnum):
    """The kind of a change of an entry."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"


class Change(Model):
    """`life_lists/{uid}/changes/{revision}`: one change of an entry, kept for 90 days."""

    owner: Uid
    revision: int
    entry_id: str
    kind: ChangeKind
    animal_ids: list[str] = Field(description="The animal, and the one that it was before")
    audiences: list[str] = Field(description="Who sees the entry, or saw it until now, beside the owner")
    at: datetime
    expires_at: datetime


class BestEntry(Model):
    """The entry that stands for an animal: the newest favorite, else the newest."""

    entry_id: str
    favorite: bool
    caught_at: datetime
    picture: str | None = Field(description="Its first picture as addresses name it, with its turns")


class Sightings(Model):
    """The entries of one animal that an audience may see."""

    count: int
    photographs: int = Field(0, description="How many of them have a picture")
    first_seen: datetime
    best: BestEntry


class LifeListItem(Model):
    """`life_lists/{uid}/animals/{animal_id}`: one animal of a person's life list."""

    creation_index: int | None
    scientific_name: str
    common_name: str | None
    rank: Rank
    lineage: str = Field(description="Packed: the first letter of each rank and its name, from the kingdom down")
    discoveries: int = Field(0, description="Entries by which the person discovered it")
    seen: dict[str, Sightings] = Field(description="Audience → what it may see; `owner` sees everything")
    chunk: int = Field(0, description="The chunk that repeats it")


class AnimalSeen(NamedTuple):
    """An animal of a life list with what an audience may see of it."""

    animal_id: str
    scientific_name: str
    common_name: str | None
    rank: str
    lineage: str
    creation_index: int | None
    sightings: int
    standing: tuple[bool, datetime, str]
    """What the best entry is chosen by: favorite, time, and the entry's id."""
    picture: str | None


class NamedItem(Model):
    """An animal of a life list, with its id, in an export."""

    animal_id: str
    item: LifeListItem


class Chunk(Model):
    """`life_lists/{uid}/chunks/{number}`: up to 250 animals of a person's life list."""

    items: dict[str, str] = Field(default_factory=dict, description="Animal → its item, as JSON")
    chunks: int = Field(1, description="How many there are: the first one says it")


class Totals(Model):
    """The totals of a life list for one audience."""

    catches: int = 0
    animals: int = Field(0, description="Species")
    photographed: int = Field(0, description="Species with a photograph: badges are for these")
    classes: dict[str, int] = Field(default_factory=dict, description="Class → species; they sum up to all species")
    photographed_classes: dict[str, int] = Field(default_factory=dict, description="Class → species with a photograph")


class LifeList(Model):
    """`life_lists/{uid}`: the summary of a person's entries; it stays below 10 KiB.

    Below it lie `animals` (one document an animal), `chunks` (the same, up to 250 animals a document), `months`,
    `genera` and `changes`.
    """

    totals: dict[str, Totals] = Field(default_factory=dict, description="Audience → totals")
    discoveries: int = 0
    full_weeks: int = Field(0, description="Days on which, and on the six before, there was a catch")
    badges: dict[str, datetime] = Field(default_factory=dict, description="All but those of genera, which are there")
    revision: int = 0
    chunks: int = 0
    last_chunk_size: int = 0
    free_places: list[int] = Field(default_factory=list, description="Chunks in which an animal's place is free")


class PopularityCursor(Model):
    """`counters/popularity`: up to when the change logs are counted."""

    at: datetime


class Month(Model):
    """`life_lists/{uid}/months/{YYYY-MM}`: catches by local day."""

    days: dict[str, int] = Field(default_factory=dict)


class Genus(Model):
    """`life_lists/{uid}/genera/{genus}`: how many species of a genus there are, and since when all of them."""

    species: int
    complete_since: datetime | None = None
