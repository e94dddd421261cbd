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
    """The URLs of an entry's picture."""

    id: str
    dex_compatible_url: str = Field(description="The standard picture as PNG")
    display_url: str = Field(description="The standard picture as JPEG, for a large view")
    thumbnail_url: str = Field(description="A small picture for lists")
    original_url: str | None = Field(description="The original photograph, for its owner only")


class OwnersPart(Model):
    """The fields of an entry for its owner only."""

    notes: str | None
    geoprivacy: Geoprivacy
    place: Place | None = Field(description="The exact place")
    hidden: Hidden | None = Field(description="Why moderators hide it from everybody else; null if they do not")


class Precision(StrEnum):
    """The precision of a time."""

    SECOND = "second"
    MONTH = "month"


class EntryReply(Revised):
    """An entry, as a viewer sees it."""

    id: str
    user_id: str = Field(description="The owner of the entry")
    animal: EntryAnimal
    identified_by: IdentifiedBy
    confidence: float | None = Field(description="The model's; null if it did not name the animal")
    discovery: bool = Field(description="Whether its owner was the first to photograph the animal")
    pictures: list[PictureReply]
    primary_picture: str | None
    dex_compatible_url: str | None = Field(description="The primary picture as PNG")
    display_url: str | None = Field(description="The primary picture as JPEG, for a large view")
    thumbnail_url: str | None = Field(description="The primary picture, small, for lists")
    visibility: Visibility
    favorite: bool
    wild: bool | None
    place: PublicPlace | None
    customizations: Customizations
    caught_at: datetime
    utc_offset: int | None = Field(
        description="The offset of local time from UTC in minutes; null if unknown or hidden"
    )
    caught_precision: Precision = Field(description="If the place is hidden, others see only the month")
    created_at: datetime
    updated_at: datetime
    likes: int = Field(description="The number of likes")
    liked_by_me: bool
    mine: OwnersPart | None = Field(description="Fields for the owner only")


class StatsReply(Model):
    """The summary of a person's life list."""

    catches: int = Field(description="Entries")
    animals: int = Field(description="Species")
    photographed: int = Field(description="Species with a photograph, which count for badges")
    classes: dict[str, int] = Field(description="Class → species; they add up to all species")
    discoveries: int
    streak: int = Field(description="Consecutive days with a catch, up to today or yesterday")
    longest_streak: int
    first_catch: date | None
    last_catch: date | None
    badges: dict[str, datetime] = Field(description="Badge → when it was earned")


class News(Model):
    """A friend's entry in the feed."""

    entry: EntryReply
    badges: list[str] = Field(description="The badges that the friend earned with it")
    mine_since: datetime | None = Field(description="Since when the viewer has had the animal; null if they do not")


class NewsGroup(Model):
    """A friend's consecutive additions on one day; groups with the same id on different pages belong together."""

    id: str
    person: PersonCard
    news: list[News]


class Liker(Model):
    """A person who likes an entry, as its owner sees them."""

    person: PersonCard
    at: datetime
    friend: bool = Field(description="Whether they are a friend of the owner")


class NoticeReply(Model):
    """A notice, as its recipient sees it."""

    id: str
    kind: NoticeKind
    at: datetime
    read: bool
    person: PersonCard | None = Field(description="Who caused it; for likes, the first since you last read the notice")
    entry: EntryReply | None = Field(description="The liked entry, or the entry of the discovery")
    badge: str | None
    text: str | None = Field(description="A sentence from moderators")


class Summary(Model):
    """The counts for the dots on the tabs."""

    requests: int = Field(description="Friend requests waiting for an answer")
    unread: int = Field(description="Unread notices")
    photographs: int = Field(description="Photographs being uploaded or identified")
    stamp: str = Field(description="Differs whenever anything they can see of their own or their friends' has changed")


class Score(Model):
    """A person on a leaderboard."""

    person: PersonCard
    animals: int = Field(description="Species visible to friends: of all time, or new this month")
    discoveries: int = Field(description="Discoveries of all time, or this month")
    streak: int = Field(
        description="Consecutive days with a catch, up to today or yesterday, within this month and the last"
    )


class Leaderboard(Model):
    """A person and their friends, ranked by animals."""

    items: list[Score]


class FriendOverview(Model):
    """The summary of a friend's life list, as far as the viewer may see it."""

    person: PersonCard
    catches: int
    animals: int
    unseen: int = Field(description="Their numbered animals that the viewer has not seen")
    classes: dict[str, int]


class Home(Model):
    """The home screen."""

    account: Me
    stats: StatsReply
    entries: list[EntryReply] = Field(description="The newest")
    requests: list[FriendshipReply] = Field(description="The newest friend requests waiting for an answer")
    jobs: list[JobReply] = Field(description="The newest photographs being identified")


class SyncReply(Model):
    """The changes since a token. While `more` is true, ask again at once with the new token."""

    entries: list[EntryReply]
    deleted: list[str] = Field(description="Entries that were deleted, or that the viewer may no longer see")
    token: str
    more: bool
    reset: bool = Field(description="Discard the copy first: this starts from the beginning")


class PersonSynced(Model):
    """The changes to one person's entries; `gone`: there is no such person, so discard the copy."""

    user_id: str
    gone: bool
    changes: SyncReply | None


class BatchSynced(Model):
    """The changes, by person."""

    items: list[PersonSynced]
