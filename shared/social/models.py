"""Friendships and people as others see them: documents, requests, replies."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Self

from pydantic import Field, model_validator

from shared.base_model import Id, Model, Uid


class Access(IntEnum):
    """A viewer's level of access to a person's data; each level includes those below it."""

    NOTHING = 0
    STRANGER = 1
    FRIEND = 2
    OWNER = 3


class Relation(StrEnum):
    """The relation of a person to another, apart from blocks."""

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

    Blocks are stored separately from the relation, so that they do not affect what the blocked person sees. Both
    people's lists are queries for a uid in `friends`, `sent_by`, `pending_for` and `blocked_by`.
    """

    members: list[Uid] = Field(min_length=2, max_length=2)
    friends: list[Uid] = Field(default_factory=list, max_length=2)
    sent_by: Uid | None = None
    pending_for: Uid | None = Field(None, description="Who is shown the request; nobody after a block")
    refused_by: Uid | None = None
    blocked_by: list[Uid] = Field(default_factory=list, max_length=2)
    changed_at: datetime = Field(description="When the relation last changed; blocks do not count")

    def other(self, uid: str) -> str:
        """Return the other person."""
        return next(member for member in self.members if member != uid)


class SocialCounts(Model):
    """`social_counts/{uid}`: the counts that the limits apply to."""

    friends: int = 0
    sent: int = 0


class Circle(Model):
    """`circles/{uid}`: a person and their friends, who see what the person shares with friends.

    The stamp changes with everything that the circle can see (the person's entries and friends), and with each block.
    """

    members: list[Uid] = Field(default_factory=list)
    names: dict[str, str] = Field(default_factory=dict, description="Friend → username")
    stamp: int = 0


class FriendRequest(Model):
    """A friend request, naming the other person in one of three ways."""

    friend_code: str | None = Field(None, max_length=20)
    user_id: Id | None = None
    username: str | None = Field(None, min_length=1, max_length=30)

    @model_validator(mode="after")
    def _one_name(self) -> Self:
        if [self.friend_code, self.user_id, self.username].count(None) != 2:
            raise ValueError("Send exactly one of friend_code, user_id and username.")
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
    """A friend code as typed."""

    friend_code: str = Field(min_length=1, max_length=20)


class PersonCard(Model):
    """A person's name and picture."""

    id: str
    username: str
    display_name: str | None
    avatar_url: str | None


class PersonReply(PersonCard):
    """A person's profile, as a viewer may see it."""

    bio: str | None
    relation: Relation | None = Field(description="The viewer's relation to them; null for yourself")
    friendship_id: str | None
    member_since: datetime


class FriendshipReply(Model):
    """A friendship, a request or a block, from one person's point of view."""

    id: str
    relation: Relation
    person: PersonCard
    since: datetime


class ExportedFriendship(FriendshipReply):
    """A friendship in a person's data export."""

    blocked: bool = Field(description="Whether the person has blocked the other")
