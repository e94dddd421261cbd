"""Rules for friendships. The table below is the whole state machine, from one person's point of view."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from shared.accounts.models import NoticeKind
from shared.social.models import Access, Action, Circle, Friendship, Relation, SocialCounts

ASK_AGAIN_AFTER = timedelta(days=30)
MIRRORED = {
    Relation.NONE: Relation.NONE,
    Relation.SENT: Relation.RECEIVED,
    Relation.RECEIVED: Relation.SENT,
    Relation.FRIENDS: Relation.FRIENDS,
    Relation.REFUSED: Relation.DECLINED,
    Relation.DECLINED: Relation.REFUSED,
}


class Refusal(StrEnum):
    """The reason why an action is not possible."""

    NO_REQUEST = "There is no request to answer."
    NOT_FRIENDS = "You are not friends."
    TOO_SOON = "Your request was declined. You can ask again after 30 days."
    UNBLOCK_FIRST = "You have blocked this person. Unblock them first."


class NotPossibleError(Exception):
    """An action that the current state does not allow."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class LimitReachedError(Exception):
    """The person `uid` has as many friends or open requests (`what`) as are allowed."""

    def __init__(self, uid: str, what: str) -> None:
        super().__init__(f"{uid}: {what}")
        self.uid = uid
        self.what = what


A, R, X = Action, Relation, Refusal

# The relation after the person acts. BLOCK also records the block, UNBLOCK removes it. A blocker cannot SEND or ACCEPT.
# Blocks by the other person make no difference, so that nobody can tell.
TABLE: dict[Relation, dict[Action, Relation | Refusal]] = {
    R.NONE: {
        A.SEND: R.SENT,
        A.ACCEPT: X.NO_REQUEST,
        A.REJECT: X.NO_REQUEST,
        A.UNFRIEND: R.NONE,
        A.BLOCK: R.NONE,
        A.UNBLOCK: R.NONE,
    },
    R.SENT: {
        A.SEND: R.SENT,
        A.ACCEPT: X.NO_REQUEST,
        A.REJECT: X.NO_REQUEST,
        A.UNFRIEND: R.NONE,  # the request is withdrawn
        A.BLOCK: R.NONE,
        A.UNBLOCK: R.SENT,
    },
    R.RECEIVED: {
        A.SEND: R.FRIENDS,  # mutual requests
        A.ACCEPT: R.FRIENDS,
        A.REJECT: R.DECLINED,
        A.UNFRIEND: X.NOT_FRIENDS,
        A.BLOCK: R.RECEIVED,  # the other person still sees an unanswered request
        A.UNBLOCK: R.RECEIVED,
    },
    R.FRIENDS: {
        A.SEND: R.FRIENDS,
        A.ACCEPT: R.FRIENDS,
        A.REJECT: X.NO_REQUEST,
        A.UNFRIEND: R.NONE,
        A.BLOCK: R.NONE,
        A.UNBLOCK: R.FRIENDS,
    },
    R.REFUSED: {
        A.SEND: R.SENT,  # after 30 days
        A.ACCEPT: X.NO_REQUEST,
        A.REJECT: X.NO_REQUEST,
        A.UNFRIEND: R.REFUSED,
        A.BLOCK: R.REFUSED,
        A.UNBLOCK: R.REFUSED,
    },
    R.DECLINED: {
        A.SEND: R.SENT,
        A.ACCEPT: X.NO_REQUEST,
        A.REJECT: R.DECLINED,
        A.UNFRIEND: R.DECLINED,
        A.BLOCK: R.DECLINED,
        A.UNBLOCK: R.DECLINED,
    },
}


def pair_id(one: str, other: str) -> str:
    """Return the document id for two people, in either order."""
    return ".".join(sorted((one, other)))


def strangers(one: str, other: str, now: datetime) -> Friendship:
    """Return the friendship document of two strangers."""
    return Friendship(members=sorted((one, other)), changed_at=now)


def relation_of(friendship: Friendship | None, uid: str) -> Relation:
    """Return a person's relation to the other person."""
    if friendship is None:
        return Relation.NONE
    if friendship.friends:
        return Relation.FRIENDS
    if friendship.sent_by:
        return Relation.SENT if friendship.sent_by == uid else Relation.RECEIVED
    if friendship.refused_by:
        return Relation.DECLINED if friendship.refused_by == uid else Relation.REFUSED
    return Relation.NONE


def act(friendship: Friendship, uid: str, action: Action, now: datetime) -> Friendship:
    """Return the friendship after an action by one of the two. Actions are idempotent.

    Raises:
        NotPossibleError: the state does not allow it.

    """
    before = relation_of(friendship, uid)
    if uid in friendship.blocked_by and action in {Action.SEND, Action.ACCEPT}:
        raise NotPossibleError(Refusal.UNBLOCK_FIRST)
    after = TABLE[before][action]
    if isinstance(after, Refusal):
        raise NotPossibleError(after)
    if before is Relation.REFUSED and after is Relation.SENT and friendship.changed_at + ASK_AGAIN_AFTER > now:
        raise NotPossibleError(Refusal.TOO_SOON)
    blocked_by = _blocked_by(friendship, uid, action)
    changed_at = friendship.changed_at if before is after else now
    return _with_relation(friendship.members, uid, after, blocked_by, changed_at)


def _blocked_by(friendship: Friendship, uid: str, action: Action) -> list[str]:
    others = [blocker for blocker in friendship.blocked_by if blocker != uid]
    stays = uid in friendship.blocked_by and action is not Action.UNBLOCK
    return sorted([*others, uid]) if stays or action is Action.BLOCK else others


def _with_relation(
    members: list[str], uid: str, relation: Relation, blocked_by: list[str], changed_at: datetime
) -> Friendship:
    standing = {uid: relation, next(member for member in members if member != uid): MIRRORED[relation]}

    def who(wanted: Relation) -> str | None:
        return next((member for member, stands in standing.items() if stands is wanted), None)

    receiver = who(Relation.RECEIVED)
    return Friendship(
        members=members,
        friends=members if relation is Relation.FRIENDS else [],
        sent_by=who(Relation.SENT),
        pending_for=receiver if receiver not in blocked_by else None,
        refused_by=who(Relation.DECLINED),
        blocked_by=blocked_by,
        changed_at=changed_at,
    )


class NoticeChange(NamedTuple):
    """A notice to send or withdraw: its recipient, its kind, and the person it is about."""

    recipient: str
    kind: NoticeKind
    actor: str
    is_sent: bool


def notice_changes(before: Friendship, after: Friendship) -> list[NoticeChange]:
    """Return the notices to send or withdraw after a change of a friendship."""
    asked = {(one.pending_for, one.sent_by): one for one in (before, after) if one.pending_for and one.sent_by}
    requests = [
        NoticeChange(str(recipient), NoticeKind.REQUEST, str(actor), is_sent=after.pending_for == recipient)
        for recipient, actor in asked
        if before.pending_for != after.pending_for
    ]
    if before.friends == after.friends:
        return requests
    if after.friends:
        asker = str(before.sent_by)
        return [*requests, NoticeChange(asker, NoticeKind.ACCEPTED, after.other(asker), is_sent=True)]
    ended = [NoticeChange(one, NoticeKind.ACCEPTED, after.other(one), is_sent=False) for one in after.members]
    return [*requests, *ended]


def is_forgettable(friendship: Friendship) -> bool:
    """Return whether two people are strangers again, so that nothing needs to be stored."""
    return relation_of(friendship, friendship.members[0]) is Relation.NONE and not friendship.blocked_by


# Limits


@dataclass(frozen=True)
class Limits:
    """The limits on a person's friends and open requests."""

    friends: int
    sent: int


def recount(counts: SocialCounts, before: Friendship, after: Friendship, uid: str, limits: Limits) -> SocialCounts:
    """Return a person's counts after a change of one friendship.

    Raises:
        LimitReachedError: the change would exceed a limit.

    """
    friends = counts.friends + (uid in after.friends) - (uid in before.friends)
    sent = counts.sent + (after.sent_by == uid) - (before.sent_by == uid)
    if friends > max(limits.friends, counts.friends):
        raise LimitReachedError(uid, f"{limits.friends} friends")
    if sent > max(limits.sent, counts.sent):
        raise LimitReachedError(uid, f"{limits.sent} open requests")
    return SocialCounts(friends=max(friends, 0), sent=max(sent, 0))


# Circles


def joined(circle: Circle, uid: str, friend: str, name: str | None, step: int) -> Circle:
    """Return a circle with a friend of this name added, or removed (no name), and the stamp advanced by a step."""
    others = {other: called for other, called in circle.names.items() if other != friend}
    names = others | ({friend: name} if name is not None else {})
    return Circle(members=[uid, *names], names=names, stamp=circle.stamp + step)


# Who may see


def access(
    viewer: str | None,
    person: str,
    *,
    exists: bool,
    friendship: Callable[[], Friendship | None],
    admin: bool,
    suspended: bool,
) -> Access:
    """Return a viewer's access to a person's data.

    Blocked viewers and blockers are strangers: a block ends a friendship. Admins see what the owner sees, for
    moderation. Nobody sees anything of people who do not exist, nor do others of suspended people; suspended people see
    only their own data.
    """
    if viewer == person:
        return Access.OWNER
    if suspended or not exists:
        return Access.NOTHING
    if admin:
        return Access.OWNER
    if viewer is None:
        return Access.STRANGER
    between = friendship()
    return Access.FRIEND if between and viewer in between.friends else Access.STRANGER
