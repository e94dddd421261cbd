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
    """The fields of its animal that are copied to an entry, so that a list costs one read per item."""

    id: str
    creation_index: int | None
    iucn: Category | None = Field(None, description="A species' category on the Red List; null if unknown")


class IdentifiedBy(StrEnum):
    """The source of an identification."""

    MODEL = "model"
    PERSON = "person"
    MODERATOR = "moderator"


class PublicPlace(Model):
    """The place of an animal, as exact as others may know."""

    latitude: float
    longitude: float
    uncertainty_m: float | None = Field(description="The true place is at most this far away; null if unknown")
    name: str | None
    obscured: bool


class HiddenEntry(Hidden):
    """The reason why moderators hide an entry, and what to restore when they show it again."""

    was_avatar: bool


class Entry(Model):
    """`dex_entries/{id}`."""

    id: str
    owner: Uid
    animal: EntryAnimal
    identified_by: IdentifiedBy = IdentifiedBy.MODEL
    confidence: float | None = Field(None, description="The model's; null if it did not name the animal")
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
    utc_offset: int | None = Field(None, description="The offset of local time from UTC in minutes; null if unknown")
    created_at: datetime
    updated_at: datetime
    feed: list[Uid] = Field(
        default_factory=list, description="The friends in whose feed it is (bounded by the friend limit)"
    )
    badges: list[str] = Field(default_factory=list, description="The badges that its owner earned with it")
    liked: bool = Field(default=False, description="Whether anybody has ever liked it; only then are likes counted")
    revision: int = Field(0, description="The revision of the owner's life list that wrote it")
    fingerprint: str = Field("", description="The fingerprint of the creating request, by which a retry finds it")

    @property
    def shown_to(self) -> Visibility:
        """The effective audience. Access checks must use this, never `visibility`."""
        return Visibility.PRIVATE if self.hidden else self.visibility


class Like(Model):
    """`likes/{hash of person and entry}`: a person likes an entry."""

    person: Uid
    owner: Uid = Field(description="The owner of the entry")
    entry_id: str
    at: datetime
    counts_for: str | None = Field(
        None, description="The entry, while the like counts; null while its person is hidden"
    )
    by_friend: bool = Field(default=False, description="Whether its person is a friend of the owner, for sorting")


class ExactPlace(Place):
    """`entry_places/{entry}`: the exact place of an entry, for its owner only."""

    owner: Uid


class EntryRecord(Model):
    """An entry with its exact place from `entry_places/{id}`."""

    entry: Entry
    exact: Place | None = None


class ChangeKind(StrEnum):
    """The kind of change of an entry."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"


class Change(Model):
    """`life_lists/{uid}/changes/{revision}`: one change of an entry, kept for 90 days."""

    owner: Uid
    revision: int
    entry_id: str
    kind: ChangeKind
    animal_ids: list[str] = Field(description="The animal, and its previous one")
    audiences: list[str] = Field(description="Who sees the entry, or could see it until now, besides the owner")
    at: datetime
    expires_at: datetime


class BestEntry(Model):
    """The entry that represents an animal: the newest favorite, or else the newest."""

    entry_id: str
    favorite: bool
    caught_at: datetime
    picture: str | None = Field(description="Its first picture as in URLs, with its rotation")


class Sightings(Model):
    """The entries of an animal that an audience may see."""

    count: int
    photographs: int = Field(0, description="The number of them that have a picture")
    first_seen: datetime
    best: BestEntry


class LifeListItem(Model):
    """`life_lists/{uid}/animals/{animal_id}`: one animal of a person's life list."""

    creation_index: int | None
    scientific_name: str
    common_name: str | None
    rank: Rank
    lineage: str = Field(description="Packed: the first letter of each rank and its name, from the kingdom down")
    discoveries: int = Field(0, description="Entries with which the person discovered it")
    seen: dict[str, Sightings] = Field(description="Audience → what it may see; `owner` sees everything")
    chunk: int = Field(0, description="The chunk that holds its copy")


class AnimalSeen(NamedTuple):
    """An animal of a life list with its entries that an audience may see."""

    animal_id: str
    scientific_name: str
    common_name: str | None
    rank: str
    lineage: str
    creation_index: int | None
    sightings: int
    standing: tuple[bool, datetime, str]
    """The sort key of the best entry: favorite, time and the entry's id."""
    picture: str | None


class NamedItem(Model):
    """An animal of a life list in an export, with its id."""

    animal_id: str
    item: LifeListItem


class Chunk(Model):
    """`life_lists/{uid}/chunks/{number}`: up to 250 animals of a person's life list."""

    items: dict[str, str] = Field(default_factory=dict, description="Animal → its item, packed")
    chunks: int = Field(1, description="The number of chunks; valid in the first one")


class Totals(Model):
    """The totals of a life list for one audience."""

    catches: int = 0
    animals: int = Field(0, description="Species")
    photographed: int = Field(0, description="Species with a photograph, which count for badges")
    classes: dict[str, int] = Field(default_factory=dict, description="Class → species; they add up to all species")
    photographed_classes: dict[str, int] = Field(default_factory=dict, description="Class → species with a photograph")


class LifeList(Model):
    """`life_lists/{uid}`: the summary of a person's entries, below 10 KiB.

    Its subcollections are `animals` (one document per animal), `chunks` (copies of up to 250 animals per document),
    `months`, `genera` and `changes`.
    """

    totals: dict[str, Totals] = Field(default_factory=dict, description="Audience → totals")
    discoveries: int = 0
    full_weeks: int = Field(0, description="Days that end seven consecutive days with a catch")
    badges: dict[str, datetime] = Field(
        default_factory=dict, description="All except those for genera, which are stored with them"
    )
    revision: int = 0
    chunks: int = 0
    last_chunk_size: int = 0
    free_places: list[int] = Field(default_factory=list, description="Chunks with a free place for an animal")


class PopularityCursor(Model):
    """`counters/popularity`: the time up to which the change logs have been counted."""

    at: datetime


class Month(Model):
    """`life_lists/{uid}/months/{YYYY-MM}`: catches by local day."""

    days: dict[str, int] = Field(default_factory=dict)


class Genus(Model):
    """`life_lists/{uid}/genera/{genus}`: the number of a genus's species, and since when it has been complete."""

    species: int
    complete_since: datetime | None = None
