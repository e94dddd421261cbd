"""Friendships and people as others see them: documents, requests, replies."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Self

from pydantic import Field, model_validator

from shared.base_model import Id, Model, Uid


class Access(IntEnum):
    """A viewer's access to somebody's things; each level includes those below it."""

    NOTHING = 0
    STRANGER = 1
    FRIEND = 2
    OWNER = 3


class Relation(StrEnum):
    """The relation of a person to another, blocks apart."""

    NONE = "none"
    SENT = "sent"
    RECEIVED = "received"
    FRIENDS = "friends"
    REFUSED = "refused"
    DECLINED = "declined"


class Action(StrEnum):
    """An action of a person towards another."""

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


class Circle(Model):
    """`circles/{uid}`: the people who see what a person shares with friends: themselves and their friends.

    The stamp moves on with whatever the circle sees: an entry of the person, a friend more or less.
    """

    members: list[Uid] = Field(default_factory=list)
    names: dict[str, str] = Field(default_factory=dict, description="Friend → username")
    stamp: int = 0


class FriendRequest(Model):
    """A friend request, by one way to name the other person."""

    friend_code: str | None = Field(None, max_length=20)
    user_id: Id | None = None
    username: str | None = Field(None, min_length=1, max_length=30)

    @model_validator(mode="after")
    def _one_name(self) -> Self:
        if [self.friend_code, self.user_id, self.username].count(None) != 2:
            raise ValueError("Give one of friend_code, user_id and username.")
        return self


class Decision(StrEnum):
    """The possible answers to a friend request."""

    ACCEPT = "accept"
    REJECT = "reject"
    BLOCK = "block"


class RequestDecision(Model):
    """The answer to a friend request."""

    action: Decision


class OtherPerson(Model):
    """The other person of an action."""

    user_id: Id


class CodeQuery(Model):
    """A friend code as somebody typed it."""

    friend_code: str = Field(min_length=1, max_length=20)


class PersonCard(Model):
    """A person's name and picture."""

    id: str
    username: str
    display_name: str | None
    avatar_url: str | None


class PersonReply(PersonCard):
    """A person, as a viewer may see them."""

    bio: str | None
    relation: Relation | None = Field(description="How the viewer stands to them; null for yourself")
    friendship_id: str | None
    member_since: datetime


class FriendshipReply(Model):
    """A friendship, a request or a block, as one of the two sees it."""

    id: str
    relation: Relation
    person: PersonCard
    since: datetime


class ExportedFriendship(FriendshipReply):
    """A friendship in the export of everything that is held about a person."""

    blocked: bool = Field(description="Whether the person has blocked the other")
