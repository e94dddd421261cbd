"""Friendships, and access to other people's data."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import permutations

from shared import audit, logs, outbox
from shared.accounts import people
from shared.accounts.models import A_PLAYER, Profile
from shared.base_model import Page, PageQuery
from shared.cloud.auth.identity import Identity
from shared.cloud.firestore import UnitOfWork, transact
from shared.notices import service as notices
from shared.pages import Values, decode_cursor, next_page
from shared.part import Section, Work
from shared.problems import Code, Problem
from shared.settings import settings
from shared.social import rules, store
from shared.social.models import (
    Access,
    Action,
    Circle,
    ExportedFriendship,
    FriendRequest,
    Friendship,
    FriendshipReply,
    PersonCard,
    PersonReply,
    Relation,
)

PEOPLE_AT_ONCE = 200
FOLLOW_FRIENDSHIP = "follow-friendship"
FOLLOW_LIKES = "follow-likes"
NOBODY = "There is no such person."
Listing = Callable[[str, int, Values | None], list[Friendship]]


def access(viewer: Identity | None, person: str) -> Access:
    """Return a viewer's access to a person's data; all other parts rely on this.

    It costs at most two reads. A viewer who has deleted their account no longer has an identity. Admins' access to
    other people's data is audited.
    """
    uid = viewer.uid if viewer else None
    level = rules.access(
        uid,
        person,
        exists=people.get_profile(person) is not None,
        friendship=lambda: store.get(str(uid), person),
        admin=viewer is not None and viewer.admin,
        suspended=viewer is not None and viewer.suspended,
    )
    if level is Access.OWNER and uid is not None and uid != person:
        audit.record(uid, "look", person)
    return level


def see_person(viewer: Identity, person: str) -> PersonReply:
    """Return a person's profile as a viewer may see it.

    Raises:
        Problem: `not_found`: there is no such person.

    """
    profile = people.get_profile(person)
    if profile is None:
        raise Problem(Code.NOT_FOUND, NOBODY)
    own = viewer.uid == person
    friendship = None if own else store.get(viewer.uid, person)
    relation = rules.relation_of(friendship, viewer.uid)
    known = not own and relation is not Relation.NONE
    return PersonReply(
        **_card(person, profile).model_dump(),
        bio=profile.bio,
        relation=None if own else relation,
        friendship_id=rules.pair_id(viewer.uid, person) if known else None,
        member_since=profile.created_at,
    )


def look_up(friend_code: str) -> PersonCard:
    """Return the person with a friend code, regardless of blocks, so that blocked people learn nothing here.

    Raises:
        Problem: `not_found`: nobody has this code.

    """
    uid = people.find_by_code(friend_code)
    profile = people.get_profile(uid) if uid else None
    if uid is None or profile is None:
        raise Problem(Code.NOT_FOUND, "Nobody has this friend code.")
    return _card(uid, profile)


# What a person does


def send_request(uid: str, request: FriendRequest) -> FriendshipReply:
    """Send a friend request; if there is one from the other person, the two become friends.

    Raises:
        Problem: `not_found`, `friendship_not_possible` or `friend_limit`.

    """
    return _act(uid, _asked_for(request), Action.SEND)


def _asked_for(request: FriendRequest) -> str:
    if request.friend_code:
        return look_up(request.friend_code).id
    result = request.user_id or _called(request.username or "")
    if result is None:
        raise Problem(Code.NOT_FOUND, NOBODY)
    return result


def _called(username: str) -> str | None:
    """Return the person with a username; None if moderators hide the name."""
    uid = people.find_by_name(username)
    profile = people.get_profile(uid) if uid else None
    return uid if profile and profile.username != A_PLAYER else None


def act_on(uid: str, friendship_id: str, action: Action) -> FriendshipReply:
    """Accept, reject or block a request, or end a friendship, by its id.

    Raises:
        Problem: `not_found` (or not this person's), `friendship_not_possible` or `friend_limit`.

    """
    one, _, other = friendship_id.partition(".")
    if uid not in {one, other}:
        raise Problem(Code.NOT_FOUND, "This friendship or request no longer exists.")
    return _act(uid, other if uid == one else one, action)


def block(uid: str, person: str) -> None:
    """Block a person; they cannot tell.

    Raises:
        Problem: `not_found` or `friendship_not_possible`.

    """
    _act(uid, person, Action.BLOCK)


def unblock(uid: str, person: str) -> None:
    """Unblock a person.

    Raises:
        Problem: `not_found` or `friendship_not_possible`.

    """
    _act(uid, person, Action.UNBLOCK)


def _act(uid: str, person: str, action: Action) -> FriendshipReply:
    if uid == person:
        raise Problem(Code.FRIENDSHIP_NOT_POSSIBLE, "You cannot be your own friend.")
    now, configured = datetime.now(UTC), settings()
    allowed = rules.Limits(configured.max_friends, configured.max_open_requests)

    def work(unit: UnitOfWork) -> FriendshipReply:
        own, other = people.get_profile_in(unit, uid), people.get_profile_in(unit, person)
        if own is None or other is None:
            raise Problem(Code.NOT_FOUND, NOBODY)
        names = {uid: own.username, person: other.username}
        before, after = store.change(unit, names, now, allowed, lambda one: rules.act(one, uid, action, now))
        if before.friends != after.friends:
            _follow(unit, FOLLOW_FRIENDSHIP, after.members, now)
        if before.blocked_by != after.blocked_by:
            store.move_on(unit, uid)
        if (before.friends, before.blocked_by) != (after.friends, after.blocked_by):
            _follow(unit, FOLLOW_LIKES, after.members, now)
        _tell(unit, rules.notice_changes(before, after))
        return _show(after, uid, other)

    try:
        reply = transact(work)
    except rules.NotPossibleError as error:
        raise Problem(Code.FRIENDSHIP_NOT_POSSIBLE, error.refusal) from None
    except rules.LimitReachedError as error:
        subject = "You have" if error.uid == uid else "This person has"
        raise Problem(Code.FRIEND_LIMIT, f"{subject} already reached the limit of {error.what}.") from None
    logs.info("friendship_changed", action=action)
    return reply


def _tell(unit: UnitOfWork, changes: list[rules.NoticeChange]) -> None:
    for one in changes:
        if one.is_sent:
            notices.send(unit, one.recipient, one.kind, actor=one.actor)
        else:
            notices.withdraw(unit, one.recipient, one.kind, one.actor)


def _follow(unit: UnitOfWork, chore: str, members: list[str], now: datetime) -> None:
    """Queue the updates of the dex that follow from a changed relation."""
    for one, other in permutations(members):
        outbox.add_work(unit, chore, Work(subject=f"{one}/{other}", at=now))


# What a person sees


def friends(uid: str, page: PageQuery) -> Page[FriendshipReply]:
    """Return a page of a person's friends, the newest first."""
    return _page(uid, page, store.friends_of)


def pending(uid: str, page: PageQuery) -> Page[FriendshipReply]:
    """Return a page of the requests waiting for a person's answer, the newest first."""
    return _page(uid, page, store.pending_for)


def count_pending(uid: str) -> int:
    """Return the number of requests waiting for a person's answer."""
    return store.count_pending(uid)


def sent(uid: str, page: PageQuery) -> Page[FriendshipReply]:
    """Return a page of a person's own open requests, the newest first."""
    return _page(uid, page, store.sent_by)


def blocked(uid: str, page: PageQuery) -> Page[FriendshipReply]:
    """Return a page of the people that a person has blocked."""
    return _page(uid, page, store.blocked_by)


def _page(uid: str, page: PageQuery, listing: Listing) -> Page[FriendshipReply]:
    after = decode_cursor(page.cursor, store.ORDER) if page.cursor else None
    found, more = next_page(listing(uid, page.limit + 1, after), page.limit, store.order_values)
    profiles = people.get_profiles([friendship.other(uid) for friendship in found])
    there = [friendship for friendship in found if friendship.other(uid) in profiles]
    return Page(items=[_show(one, uid, profiles[one.other(uid)]) for one in there], next_cursor=more)


def _show(friendship: Friendship, uid: str, profile: Profile | None) -> FriendshipReply:
    other = friendship.other(uid)
    return FriendshipReply(
        id=rules.pair_id(uid, other),
        relation=rules.relation_of(friendship, uid),
        person=_card(other, profile),
        since=friendship.changed_at,
    )


def _card(uid: str, profile: Profile | None) -> PersonCard:
    if profile is None:  # just deleted
        return PersonCard(id=uid, username="", display_name=None, avatar_url=None)
    return PersonCard(
        id=uid,
        username=profile.username,
        display_name=profile.display_name,
        avatar_url=people.avatar_url(uid, profile),
    )


# What other parts ask


def circle(uid: str) -> Circle:
    """Return a person's circle: the people who see what the person shares with friends."""
    return store.get_circle(uid)


def stamps_around(uid: str) -> str:
    """Return a fingerprint of everything that a person sees of their own and their friends' entries."""
    return store.stamps_around(uid)


def moved_on(unit: UnitOfWork, uid: str) -> None:
    """Advance the stamp of a person's circle, because something visible to it has changed."""
    store.move_on(unit, uid)


def rename(unit: UnitOfWork, uid: str, name: str) -> None:
    """Rename a person in their friends' circles: one write per friend."""
    store.rename(unit, uid, name)


def changed(uid: str) -> None:
    """Advance the stamp in a unit of work of its own, when a person leaves."""
    transact(partial(store.move_on, uid=uid))


def blocked_by(uid: str) -> list[str]:
    """Return the people that a person has blocked: one read each."""
    return [friendship.other(uid) for friendship in store.all_blocked_by(uid)]


def blocked_among(uid: str, people_asked: list[str]) -> set[str]:
    """Return the people among these that a person has blocked."""
    return {other for other in people_asked if (between := store.get(uid, other)) and uid in between.blocked_by}


def between(unit: UnitOfWork, one: str, other: str) -> Friendship | None:
    """Return the friendship of two people within a unit of work; None for strangers."""
    return store.get_in(unit, one, other)


def circle_in(unit: UnitOfWork, uid: str) -> Circle:
    """Return a person's circle within a unit of work."""
    return store.get_circle_in(unit, uid)


def cards(uids: list[str]) -> dict[str, PersonCard]:
    """Return the names and pictures of the existing people among these."""
    return {uid: _card(uid, profile) for uid, profile in people.get_profiles(uids).items()}


def export(uid: str, cursor: str) -> Section:
    """Return a batch of a person's friendships, requests and blocks, without blocks by others."""
    result, more = store.some_of(uid, PEOPLE_AT_ONCE, cursor)
    profiles = people.get_profiles([friendship.other(uid) for friendship in result])
    seen = [one for one in result if rules.relation_of(one, uid) is not Relation.NONE or uid in one.blocked_by]
    exported = [
        ExportedFriendship(
            **dict(_show(friendship, uid, profiles.get(friendship.other(uid)))), blocked=uid in friendship.blocked_by
        )
        for friendship in seen
    ]
    return Section(exported, more)


def erase(uid: str, limit: int) -> int:
    """Delete a batch of a person's friendships and update their friends' counts."""
    result, _ = store.some_of(uid, limit, "")
    for friendship in result:
        transact(partial(store.delete, friendship=friendship))
    if not result:
        store.delete_counts(uid)
    return len(result)
