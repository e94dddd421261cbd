"""The replies of the dex."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from shared.accounts.models import Geoprivacy, Hidden, Me, NoticeKind, Visibility
from shared.base_model import Model, Revised
from shared.dex.card import Customizations
from shared.dex.documents import EntryAnimal, IdentifiedBy, PublicPlace
from shared.social.models import FriendshipReply, PersonCard
from shared.vision.models import JobReply, Place


class PictureReply(Model):
    """The addresses of an entry's picture."""

    id: str
    dex_compatible_url: str = Field(description="The standard picture itself, as PNG")
    display_url: str = Field(description="The same as JPEG, for showing it large")
    thumbnail_url: str = Field(description="The same, small, for lists")
    original_url: str | None = Field(description="The photograph as it was uploaded: for its owner alone")


class OwnersPart(Model):
    """The fields of an entry for its owner alone."""

    notes: str | None
    geoprivacy: Geoprivacy
    place: Place | None = Field(description="The exact place")
    hidden: Hidden | None = Field(description="Why moderators hide it from everybody else; null: they do not")


class Precision(StrEnum):
    """How exactly a time is told."""

    SECOND = "second"
    MONTH = "month"


class EntryReply(Revised):
    """An entry, as a viewer sees it."""

    id: str
    user_id: str = Field(description="Whose entry it is")
    animal: EntryAnimal
    identified_by: IdentifiedBy
    discovery: bool = Field(description="Whether its owner was the first to photograph the animal")
    pictures: list[PictureReply]
    primary_picture: str | None
    dex_compatible_url: str | None = Field(description="The picture to show first, as PNG")
    display_url: str | None = Field(description="The same as JPEG, for showing it large")
    thumbnail_url: str | None = Field(description="The same, small, for lists")
    visibility: Visibility
    favorite: bool
    wild: bool | None
    place: PublicPlace | None
    customizations: Customizations
    caught_at: datetime
    utc_offset: int | None = Field(
        description="How many minutes the local time was ahead of UTC then and there; null: not known, or not told"
    )
    caught_precision: Precision = Field(description="To others, of a hidden place, only the month is told")
    created_at: datetime
    updated_at: datetime
    likes: int = Field(description="How many people like it")
    liked_by_me: bool
    mine: OwnersPart | None = Field(description="For its owner alone")


class StatsReply(Model):
    """A person's life list in numbers."""

    catches: int = Field(description="Entries")
    animals: int = Field(description="Species")
    photographed: int = Field(description="Species with a photograph: badges are for these")
    classes: dict[str, int] = Field(description="Class → species; they sum up to all species")
    discoveries: int
    streak: int = Field(description="Days in a row with a catch, until today or yesterday")
    longest_streak: int
    first_catch: date | None
    last_catch: date | None
    badges: dict[str, datetime] = Field(description="Badge → when it was earned")


class News(Model):
    """An entry of a friend, and what it means to the viewer."""

    entry: EntryReply
    badges: list[str] = Field(description="The badges that the friend earned by it")
    mine_since: datetime | None = Field(description="Since when the viewer has the animal too; null: not in their dex")


class NewsGroup(Model):
    """What one friend added on one day, one after the other; over pages, groups with the same id are one."""

    id: str
    person: PersonCard
    news: list[News]


class Liker(Model):
    """A person who likes an entry, as its owner sees it."""

    person: PersonCard
    at: datetime
    friend: bool = Field(description="Whether they are a friend of the owner")


class NoticeReply(Model):
    """Something that a person is told."""

    id: str
    kind: NoticeKind
    at: datetime
    read: bool
    person: PersonCard | None = Field(description="Who caused it: of likes, who liked first since you last read")
    entry: EntryReply | None = Field(description="The entry that is liked, or that shows the discovery")
    badge: str | None
    text: str | None = Field(description="A sentence, from moderation")


class Summary(Model):
    """What waits for a person: for the dots on the tabs."""

    requests: int = Field(description="Friend requests that wait for an answer")
    unread: int = Field(description="Notices that are not read")
    photographs: int = Field(description="Photographs that are being uploaded or identified")
    stamp: str = Field(
        description="Differs whenever something has changed that they see of their own or their friends'"
    )


class Score(Model):
    """A person on a leaderboard."""

    person: PersonCard
    animals: int = Field(description="Species that friends see: ever, or first seen this month")
    discoveries: int = Field(description="Ever, or added this month")
    streak: int = Field(
        description="Days in a row with a catch, until today or yesterday; at most this month's and last's"
    )


class Leaderboard(Model):
    """A person and their friends, who has most animals first."""

    items: list[Score]


class FriendOverview(Model):
    """A friend's life list in numbers, as far as the viewer may see it."""

    person: PersonCard
    catches: int
    animals: int
    unseen: int = Field(description="Numbered animals of theirs that the viewer has not met")
    classes: dict[str, int]


class Home(Model):
    """The home screen."""

    account: Me
    stats: StatsReply
    entries: list[EntryReply] = Field(description="The newest")
    requests: list[FriendshipReply] = Field(description="Friend requests that wait for an answer, the newest")
    jobs: list[JobReply] = Field(description="Photographs that are being identified, the newest")


class SyncReply(Model):
    """The changes since a token. While `more` is true, ask again at once with the new token."""

    entries: list[EntryReply]
    deleted: list[str] = Field(description="Entries that are gone, or that the viewer may no longer see")
    token: str
    more: bool
    reset: bool = Field(description="Drop the copy first: this begins anew")


class PersonSynced(Model):
    """The changes of one person's entries; `gone`: there is nobody, so drop the copy."""

    user_id: str
    gone: bool
    changes: SyncReply | None


class BatchSynced(Model):
    """The changes, person by person."""

    items: list[PersonSynced]
