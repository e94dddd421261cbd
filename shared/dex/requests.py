"""The requests of the dex."""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator

from shared.accounts.models import Geoprivacy, Visibility
from shared.base_model import Flag, Id, LocalMoment, Model, PageQuery, without_defaults
from shared.dex.card import Customizations
from shared.text import Line, Lines
from shared.vision.models import MAX_OFFSET, Place, Variant

MAX_NOTES = 2000
MAX_OFFSET_MINUTES = MAX_OFFSET // timedelta(minutes=1)
TaxonName = Annotated[str, Field(max_length=80), AfterValidator(str.capitalize)]


class EntryChanges(Model):
    """Changes to an entry; fields that are not sent stay as they are."""

    model_config = ConfigDict(json_schema_extra=without_defaults)

    visibility: Visibility = Visibility.FRIENDS
    geoprivacy: Geoprivacy = Geoprivacy.OBSCURED
    place: Place | None = Field(None, description="The exact place, never shown to anyone else")
    notes: Lines | None = Field(None, max_length=MAX_NOTES, description="For the owner only")
    caught_at: LocalMoment | None = Field(
        None,
        description="When the animal was seen, with the local offset from UTC; a time in UTC leaves the offset open",
    )
    wild: bool | None = Field(None, description="Whether it lived in the wild; null if not stated")
    customizations: Customizations = Field(default_factory=Customizations)
    primary_picture: Id | None = None


class EntryPatch(EntryChanges):
    """Changes to an entry, including its animal, to refine or correct it."""

    animal_id: Id | None = Field(None, description="The animal, by its id")
    name: Line | None = Field(
        None, min_length=2, max_length=80, description="The animal, by the person's own name for it"
    )

    @model_validator(mode="after")
    def _one_animal(self) -> Self:
        if self.animal_id is not None and self.name is not None:
            raise ValueError("Send only one of animal_id and name.")
        return self


class NewEntry(EntryChanges):
    """A new entry: a candidate of a job, or an animal that the person names.

    Visibility and geoprivacy default to the person's preferences, place and time to the photograph's.
    """

    job_id: Id | None = Field(None, description="The photograph's job; null for an entry without a picture")
    animal_index: int | None = Field(None, ge=0, description="The index of one of the job's candidates, from 0")
    animal_id: Id | None = Field(None, description="The id of one of the job's candidates")
    name: Line | None = Field(None, min_length=2, max_length=80, description="The person's own name for the animal")

    @model_validator(mode="after")
    def _one_animal(self) -> Self:
        if [self.animal_index, self.animal_id, self.name].count(None) != 2:
            raise ValueError("Send exactly one of animal_index, animal_id and name.")
        if self.job_id is None and (self.name is None or self.caught_at is None):
            raise ValueError("Without a photograph, the animal's name and caught_at are required.")
        return self


class Favorite(Model):
    """Whether an entry is a favorite; null toggles it."""

    favorite: bool | None = None


class NewPicture(Model):
    """Another photograph for an entry."""

    job_id: Id


class EntryPath(Model):
    """The path parameters of an entry."""

    entry_id: Id


class PicturePath(EntryPath):
    """The path parameters of an entry's picture."""

    picture_id: Id


class OwnerPath(Model):
    """The path parameters of a person's entries."""

    user_id: Id


class EntrySort(StrEnum):
    """The order of a list of entries: newest first, or by name or number."""

    CAUGHT = "caught"
    ADDED = "added"
    NAME = "name"
    CREATION_INDEX = "creation_index"


class EntryQuery(PageQuery):
    """The query parameters of a list of entries."""

    class_name: TaxonName | None = Field(None, alias="class")
    order: TaxonName | None = None
    family: TaxonName | None = None
    animal_id: Id | None = None
    favorite: Flag | None = None
    wild: Flag | None = None
    visibility: Visibility | None = None
    month: str | None = Field(
        None, pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="The month when it was caught, e.g. 2026-05"
    )
    not_seen_by_me: Flag = Field(
        default=False, description="Only animals that the viewer does not have; requires sort=creation_index"
    )
    sort: EntrySort = EntrySort.ADDED

    @model_validator(mode="after")
    def _sortable(self) -> Self:
        if self.not_seen_by_me and self.sort is not EntrySort.CREATION_INDEX:
            raise ValueError("not_seen_by_me requires sort=creation_index.")
        return self


class FeedQuery(PageQuery):
    """The query parameters of the feed."""

    friend: Id | None = Field(None, description="Only what this friend has added")


class BoundingBox(Model):
    """A bounding box in degrees; if west is greater than east, it crosses the antimeridian."""

    west: float = Field(ge=-180, le=180)
    south: float = Field(ge=-90, le=90)
    east: float = Field(ge=-180, le=180)
    north: float = Field(ge=-90, le=90)


def _read_box(value: object) -> object:
    if not isinstance(value, str):
        return value
    numbers = value.split(",")
    if len(numbers) != len(BoundingBox.model_fields):
        raise ValueError("Enter west,south,east,north in degrees.")
    return dict(zip(BoundingBox.model_fields, numbers, strict=True))


class MyEntriesQuery(EntryQuery):
    """The query parameters of a list of your own entries."""

    bbox: Annotated[BoundingBox, BeforeValidator(_read_box, json_schema_input_type=str)] | None = Field(
        None, description="west,south,east,north in degrees: entries caught there, by latitude; excludes other filters"
    )

    @model_validator(mode="after")
    def _box_alone(self) -> Self:
        if self.bbox and self.model_fields_set - {"bbox", "limit", "cursor"}:
            raise ValueError("bbox cannot be combined with other filters or sort.")
        return self


class StatsQuery(Model):
    """The query parameters of a person's stats."""

    utc_offset: int = Field(
        0,
        ge=-MAX_OFFSET_MINUTES,
        le=MAX_OFFSET_MINUTES,
        description="The offset of the person's clock from UTC in minutes",
    )


class Period(StrEnum):
    """The period that a leaderboard covers."""

    MONTH = "month"
    EVER = "ever"


class LeaderboardQuery(StatsQuery):
    """The query parameters of a leaderboard."""

    period: Period = Field(Period.MONTH, description="This month, or all time")


class SyncQuery(Model):
    """The query parameters of a sync."""

    since: str | None = Field(
        None, max_length=300, description="The token of the previous response; null for everything"
    )
    limit: int = Field(100, ge=1, le=100)


class PersonToSync(SyncQuery):
    """A sync of one person's entries."""

    user_id: Id


class BatchSync(Model):
    """A sync of several people's entries."""

    people: list[PersonToSync] = Field(min_length=1, max_length=20, description="The people, each once")

    @model_validator(mode="after")
    def _once(self) -> Self:
        if len({person.user_id for person in self.people}) < len(self.people):
            raise ValueError("Each person can be listed only once.")
        return self


class ExportFormat(StrEnum):
    """The format of an export."""

    CSV = "csv"
    JSON = "json"
    DARWIN_CORE = "dwca"


class Audience(StrEnum):
    """The audience of an export."""

    ME = "me"
    FRIENDS = "friends"
    PUBLIC = "public"


class ExportQuery(Model):
    """The query parameters of an export."""

    format: ExportFormat = ExportFormat.JSON
    audience: Audience = Field(Audience.PUBLIC, description="The audience, which decides what it contains")


class AvatarPath(Model):
    """The path parameters of a person's avatar."""

    user_id: Id
    entry_id: Id


class MediaVariant(Model):
    """The path parameters of a picture."""

    entry_id: Id
    picture_id: Id
    variant: str = Field(pattern=f"^({Variant.DEX}|{Variant.DISPLAY}|{Variant.THUMB}|original)$")
