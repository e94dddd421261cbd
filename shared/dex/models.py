"""Dex entries: what is stored, asked and answered."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self

from pydantic import ConfigDict, Field, model_validator

from shared.accounts.models import Geoprivacy, Visibility
from shared.animals.models import Rank, Taxon
from shared.base_model import Id, Model, Moment, PageQuery
from shared.social.models import PersonCard
from shared.vision.models import Place, Variant

MAX_NOTES = 2000
MAX_PICTURES = 8


# How an entry looks


class Background(StrEnum):
    """What is behind the picture."""

    PLAIN = "plain"
    FOREST = "forest"
    MEADOW = "meadow"
    MOUNTAIN = "mountain"
    DESERT = "desert"
    OCEAN = "ocean"
    RIVER = "river"
    NIGHT = "night"


class Shape(StrEnum):
    """How the picture is cut."""

    SQUARE = "square"
    ROUNDED = "rounded"
    CIRCLE = "circle"
    HEXAGON = "hexagon"


class Frame(StrEnum):
    """What is around the picture."""

    NONE = "none"
    THIN = "thin"
    WOOD = "wood"
    GOLD = "gold"


class Art(StrEnum):
    """A sticker's picture."""

    PAW = "paw"
    LEAF = "leaf"
    STAR = "star"
    HEART = "heart"
    SUN = "sun"
    MOON = "moon"
    FEATHER = "feather"
    SHELL = "shell"


class Sticker(Model):
    """A sticker: its middle as fractions of the card's width and height."""

    model_config = ConfigDict(extra="forbid")

    art: Art
    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)
    scale: float = Field(1, ge=0.25, le=4)
    degrees: float = Field(0, ge=-180, le=180, description="Clockwise")


class Customizations(Model):
    """How a person has dressed the card of an entry."""

    model_config = ConfigDict(extra="forbid")

    background: Background = Background.PLAIN
    shape: Shape = Shape.ROUNDED
    frame: Frame = Frame.NONE
    stickers: list[Sticker] = Field(default_factory=list, max_length=10)
    caption: str | None = Field(None, max_length=80)


# What is asked


class EntryChanges(Model):
    """What a person says about an entry; what is not sent stays as it is."""

    visibility: Visibility = Visibility.FRIENDS
    geoprivacy: Geoprivacy = Geoprivacy.OBSCURED
    place: Place | None = Field(None, description="The exact place: never shown to anyone else")
    notes: str | None = Field(None, max_length=MAX_NOTES, description="For the owner alone")
    caught_at: Moment | None = Field(None, description="When the animal was seen")
    wild: bool | None = Field(None, description="Whether it lived in the wild; null: not said")
    customizations: Customizations = Field(default_factory=Customizations)
    primary_picture: Id | None = None


class NewEntry(EntryChanges):
    """An animal that goes into the dex: a candidate of a job, or an animal that the person names.

    What is not sent of visibility and geoprivacy is the person's default; of the place and the time, the photograph's.
    """

    job_id: Id | None = Field(None, description="The photograph; none: no picture")
    animal_index: int | None = Field(None, ge=0, description="Which of the job's candidates, from 0")
    animal_id: Id | None = Field(None, description="Which of the job's candidates")
    name: str | None = Field(None, min_length=2, max_length=80, description="What the person calls the animal")

    @model_validator(mode="after")
    def _one_animal(self) -> Self:
        if [self.animal_index, self.animal_id, self.name].count(None) != 2:
            raise ValueError("Give one of animal_index, animal_id and name.")
        if self.job_id is None and (self.name is None or self.caught_at is None):
            raise ValueError("Without a photograph, give the animal's name and caught_at.")
        return self


class Favorite(Model):
    """Whether an entry is a favorite; toggled when it is not said."""

    favorite: bool | None = None


class NewPicture(Model):
    """Another photograph of an entry."""

    job_id: Id


class EntryPath(Model):
    """Which entry."""

    entry_id: Id


class PicturePath(EntryPath):
    """Which picture of an entry."""

    picture_id: Id


class OwnerPath(Model):
    """Whose entries."""

    user_id: Id


class EntrySort(StrEnum):
    """The order of a list of entries: the newest, or the first by name or number."""

    CAUGHT = "caught"
    ADDED = "added"
    NAME = "name"
    CREATION_INDEX = "creation_index"


class EntryQuery(PageQuery):
    """Which entries are asked for."""

    class_name: str | None = Field(None, alias="class", max_length=80)
    order: str | None = Field(None, max_length=80)
    family: str | None = Field(None, max_length=80)
    animal_id: Id | None = None
    favorite: bool | None = None
    wild: bool | None = None
    visibility: Visibility | None = None
    month: str | None = Field(None, pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="When caught, e.g. 2026-05 (UTC)")
    not_seen_by_me: bool = Field(default=False, description="Animals that the viewer has not; by creation_index alone")
    sort: EntrySort = EntrySort.ADDED

    @model_validator(mode="after")
    def _sortable(self) -> Self:
        if self.not_seen_by_me and self.sort is not EntrySort.CREATION_INDEX:
            raise ValueError("not_seen_by_me goes with sort=creation_index.")
        return self


# What is stored


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


class IdentifiedBy(StrEnum):
    """Who named the animal."""

    MODEL = "model"
    PERSON = "person"


class PublicPlace(Model):
    """Where an animal was, as exactly as others may know."""

    latitude: float
    longitude: float
    uncertainty_m: float | None = Field(description="The true place is not further away than this; null: not known")
    name: str | None
    obscured: bool


class Entry(Model):
    """`dex_entries/{id}`."""

    id: str
    owner: str
    animal: EntryAnimal
    identified_by: IdentifiedBy = IdentifiedBy.MODEL
    discovery: bool = Field(default=False, description="Whether its owner was the first to photograph the animal")
    pictures: list[Picture] = Field(max_length=MAX_PICTURES)
    primary_picture: str | None = None
    visibility: Visibility = Visibility.FRIENDS
    favorite: bool = False
    wild: bool | None = None
    geoprivacy: Geoprivacy = Geoprivacy.OBSCURED
    place: PublicPlace | None = None
    notes: str | None = None
    customizations: Customizations = Field(default_factory=Customizations)
    caught_at: datetime
    created_at: datetime
    updated_at: datetime
    revision: int = Field(0, description="The owner's revision that wrote it: what changed since is what is higher")
    visibility_revision: int = Field(0, description="The revision that changed its visibility last")
    ever_seen_by: list[str] = Field(default_factory=list, description="Audiences that could see it at some time")


class EntryRecord(Model):
    """An entry with what lies beside it: its exact place, in `entry_places/{id}`."""

    entry: Entry
    exact: Place | None = None


class Tombstone(Model):
    """`dex_tombstones/{id}`: an entry that was deleted, for those who keep a copy."""

    id: str
    owner: str
    revision: int
    visibility: Visibility
    visibility_revision: int
    ever_seen_by: list[str]
    expires_at: datetime


class LifeListItem(Model):
    """One animal of a collection."""

    creation_index: int
    class_name: str | None
    genus: str | None = Field(description="Of a species; null for anything else")
    count: int
    friends_count: int = Field(description="Entries that friends may see")
    public_count: int = Field(description="Entries that everybody may see")
    discoveries: int = Field(description="Entries by which the person discovered it")
    first_seen: datetime
    best_entry: str = Field(description="The newest favorite, else the newest")


class LifeList(Model):
    """`collections/{uid}`: a person's entries, summed up. One read draws a tree.

    `days` counts catches by day (UTC); `revision` counts changes of the person's entries.
    """

    animals: dict[str, LifeListItem] = Field(default_factory=dict)
    days: dict[str, int] = Field(default_factory=dict)
    badges: dict[str, datetime] = Field(default_factory=dict)
    revision: int = 0


# What is answered


class PictureReply(Model):
    """Where an entry's picture is served."""

    id: str
    dex_url: str
    thumb_url: str
    original_url: str | None = Field(description="The photograph as it was uploaded: for its owner alone")


class OwnersPart(Model):
    """What only its owner sees of an entry."""

    notes: str | None
    geoprivacy: Geoprivacy


class EntryReply(Model):
    """What a viewer sees of an entry."""

    id: str
    owner: str
    animal: EntryAnimal
    identified_by: IdentifiedBy
    pictures: list[PictureReply]
    primary_picture: str | None
    display_image_url: str | None = Field(description="The picture to show first")
    visibility: Visibility
    favorite: bool
    wild: bool | None
    place: PublicPlace | None
    customizations: Customizations
    caught_at: datetime
    created_at: datetime
    updated_at: datetime
    mine: OwnersPart | None = Field(description="For its owner alone")


class EntryDetails(EntryReply):
    """An entry, to its owner with the exact place."""

    exact_place: Place | None = Field(None, description="For its owner alone")


class StatsReply(Model):
    """A person's collection in numbers."""

    catches: int
    animals: int
    classes: dict[str, int] = Field(description="Class → different animals")
    discoveries: int
    streak: int = Field(description="Days in a row with a catch, until today or yesterday (UTC)")
    longest_streak: int
    first_catch: date | None
    last_catch: date | None
    badges: dict[str, datetime] = Field(description="Badge → when it was earned")


class FriendOverview(Model):
    """A friend's collection, as far as the viewer may see it."""

    person: PersonCard
    catches: int
    animals: int
    classes: dict[str, int]


class SyncQuery(Model):
    """What a client that keeps a copy asks."""

    since: str | None = Field(None, max_length=300, description="The token of the answer before; none: everything")
    limit: int = Field(100, ge=1, le=100)


class SyncReply(Model):
    """What changed since a token. While `more` is true, ask again at once with the new token."""

    entries: list[EntryReply]
    deleted: list[str] = Field(description="Entries that are gone, or that the viewer may no longer see")
    token: str
    more: bool
    reset: bool = Field(description="Drop the copy first: this begins anew")


class PersonToSync(SyncQuery):
    """Whose entries, since when."""

    user_id: Id


class BatchSync(Model):
    """Several people's entries at once."""

    people: list[PersonToSync] = Field(min_length=1, max_length=20)


class PersonSynced(Model):
    """What changed of one person; `gone`: there is nobody, so drop the copy."""

    user_id: str
    gone: bool
    changes: SyncReply | None


class BatchSynced(Model):
    """What changed, person by person."""

    items: list[PersonSynced]


class ExportFormat(StrEnum):
    """How a dex is written to a file."""

    CSV = "csv"
    JSON = "json"
    DARWIN_CORE = "dwca"


class ExportQuery(Model):
    """In which format."""

    format: ExportFormat = ExportFormat.JSON


class AvatarPath(Model):
    """A person's avatar as its address names it."""

    user_id: Id
    entry_id: Id


class MediaVariant(Model):
    """A picture as its address names it."""

    entry_id: Id
    picture_id: Id
    variant: str = Field(pattern=f"^({Variant.DEX}|{Variant.THUMB}|original)$")
