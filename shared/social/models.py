"""Friendships and people as others see them: what is stored, asked and answered."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Self

from pydantic import Field, model_validator

from shared.base_model import Id, Model, Uid


class Access(IntEnum):
    """How much of somebody's things a viewer may see; each level includes those below it."""

    NOTHING = 0
    STRANGER = 1
    FRIEND = 2
    OWNER = 3


class Relation(StrEnum):
    """How a person stands to another, blocks apart."""

    NONE = "none"
    SENT = "sent"
    RECEIVED = "received"
    FRIENDS = "friends"
    REFUSED = "refused"
    DECLINED = "declined"


class Action(StrEnum):
    """What a person does about another."""

    SEND = "send"
    ACCEPT = "accept"
    REJECT = "reject"
    UNFRIEND = "unfriend"
    BLOCK = "block"
    UNBLOCK = "unblock"


class Friendship(Model):
    """`friendships/{pair}`: one document for two people.

    Blocks lie beside the relation, so that what the blocked person sees does not depend on them. The lists of both
    people are queries for a uid in `friends`, `sent_by`, `pending_for` and `blocked_by`.
    """

    members: list[Uid] = Field(min_length=2, max_length=2)
    friends: list[Uid] = Field(default_factory=list, max_length=2)
    sent_by: Uid | None = None
    pending_for: Uid | None = Field(None, description="Who is shown the request: nobody, once they have blocked")
    refused_by: Uid | None = None
    blocked_by: list[Uid] = Field(default_factory=list, max_length=2)
    changed_at: datetime = Field(description="When the relation changed last; a block does not change it")

    def other(self, uid: str) -> str:
        """Return the other of the two."""
        return next(member for member in self.members if member != uid)


class SocialCounts(Model):
    """`social_counts/{uid}`: what the limits are held against."""

    friends: int = 0
    sent: int = 0


class FriendRequest(Model):
    """Whom a person wants for a friend, named in one way."""

    friend_code: str | None = Field(None, max_length=20)
    user_id: Id | None = None
    username: str | None = Field(None, min_length=1, max_length=30)

    @model_validator(mode="after")
    def _one_name(self) -> Self:
        if [self.friend_code, self.user_id, self.username].count(None) != 2:
            raise ValueError("Give one of friend_code, user_id and username.")
        return self


class Decision(StrEnum):
    """What a person says to a request."""

    ACCEPT = "accept"
    REJECT = "reject"
    BLOCK = "block"


class RequestDecision(Model):
    """The answer to a friend request."""

    action: Decision


class OtherPerson(Model):
    """Whom it is about."""

    user_id: Id


class CodeQuery(Model):
    """A friend code as somebody typed it."""

    friend_code: str = Field(min_length=1, max_length=20)


class PersonCard(Model):
    """The least that is said of a person."""

    id: str
    username: str
    display_name: str | None
    avatar_url: str | None


class PersonReply(PersonCard):
    """What a viewer may see of a person."""

    bio: str | None
    relation: Relation | None = Field(description="How the viewer stands to them; null for oneself")
    friendship_id: str | None
    member_since: datetime


class FriendshipReply(Model):
    """A friendship, a request or a block, as one of the two sees it."""

    id: str
    relation: Relation
    person: PersonCard
    since: datetime


class ExportedFriendship(FriendshipReply):
    """The same in the export of everything that is held about a person."""

    blocked: bool = Field(description="Whether the person has blocked the other")
