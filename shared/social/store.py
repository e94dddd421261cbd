"""The collections friendships, social_counts and circles."""

import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from google.cloud.firestore import ArrayUnion, Increment
from google.cloud.firestore_v1.aggregation import AggregationQuery
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.base_model import Id, Moment
from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork
from shared.pages import Values
from shared.social import rules
from shared.social.models import Circle, Friendship, SocialCounts

ORDER = {"changed_at": Moment, "__name__": Id}


def _reference(pair: str) -> firestore.Reference:
    return firestore.client().collection("friendships").document(pair)


def _counts(uid: str) -> firestore.Reference:
    return firestore.client().collection("social_counts").document(uid)


def _circle(uid: str) -> firestore.Reference:
    return firestore.client().collection("circles").document(uid)


def get(one: str, other: str) -> Friendship | None:
    """Return the friendship of two people; None for strangers."""
    stored = _reference(rules.pair_id(one, other)).get().to_dict()
    return Friendship.model_validate(stored) if stored else None


def get_in(unit: UnitOfWork, one: str, other: str) -> Friendship | None:
    """Return the friendship of two people within a unit of work; None for strangers."""
    stored = unit.get(_reference(rules.pair_id(one, other)))
    return Friendship.model_validate(stored) if stored else None


def change(
    unit: UnitOfWork,
    names: dict[str, str],
    now: datetime,
    limits: rules.Limits,
    act: Callable[[Friendship], Friendship],
) -> tuple[Friendship, Friendship]:
    """Change the friendship of two people (uid → username), with counts and circles; return it before and after.

    Raises:
        NotPossibleError: the rules do not allow it; nothing is stored.
        LimitReachedError: one of the two would exceed a limit.

    """
    one, other = names
    reference = _reference(rules.pair_id(one, other))
    stored = unit.get(reference)
    before = Friendship.model_validate(stored) if stored else rules.strangers(one, other, now)
    after = act(before)
    for uid in after.members:
        _recount(unit, before, after, uid, limits)
        if after.friends != before.friends:
            friend = after.other(uid)
            _join(unit, uid, friend, names[friend] if after.friends else None)
    if rules.is_forgettable(after):
        unit.delete(reference)
    else:
        unit.set(reference, after.model_dump())
    return before, after


def _recount(unit: UnitOfWork, before: Friendship, after: Friendship, uid: str, limits: rules.Limits) -> None:
    counts = get_counts(unit, uid)
    recounted = rules.recount(counts, before, after, uid, limits)
    if recounted != counts:
        put_counts(unit, uid, recounted)


def _join(unit: UnitOfWork, uid: str, friend: str, name: str | None) -> None:
    circle = get_circle_in(unit, uid)
    unit.set(_circle(uid), rules.joined(circle, uid, friend, name, _step()).model_dump())


def _step() -> int:
    """Return a random step for a stamp, so that sums of stamps do not repeat."""
    return 1 + secrets.randbelow(2**32)


def move_on(unit: UnitOfWork, uid: str) -> None:
    """Advance the stamp of a person's circle, because something has changed that they or their circle see."""
    unit.merge(_circle(uid), {"members": ArrayUnion([uid]), "stamp": Increment(_step())})


def rename(unit: UnitOfWork, uid: str, name: str) -> None:
    """Rename a person in their friends' circles."""
    called = firestore.client().field_path("names", uid)
    for friend in get_circle_in(unit, uid).names:
        unit.update(_circle(friend), {called: name})
    move_on(unit, uid)


def get_circle(uid: str) -> Circle:
    """Return a person's circle; an empty one if they have neither friends nor entries."""
    return Circle.model_validate(_circle(uid).get().to_dict() or {})


def get_circle_in(unit: UnitOfWork, uid: str) -> Circle:
    """Return a person's circle within a unit of work."""
    return Circle.model_validate(unit.get(_circle(uid)) or {})


def stamps_around(uid: str) -> str:
    """Return a fingerprint of everything that a person sees of their own and their friends' entries: one read.

    It consists of the number of circles that the person is in and the sum of their stamps.
    """
    circles = firestore.client().collection("circles")
    around = circles.where(filter=FieldFilter("members", "array_contains", uid))
    summed = AggregationQuery(around).count(alias="count").sum("stamp", alias="stamps")
    values = {one.alias: one.value for one in summed.get()[0]}
    return f"{values['count']}.{values['stamps']}"


def friends_of(uid: str, limit: int, after: Values | None) -> list[Friendship]:
    """Return a person's friendships, newest first, after the given values."""
    return _listed(FieldFilter("friends", "array_contains", uid), limit, after)


def pending_for(uid: str, limit: int, after: Values | None) -> list[Friendship]:
    """Return the requests that a person is shown, newest first, after the given values."""
    return _listed(FieldFilter("pending_for", "==", uid), limit, after)


def count_pending(uid: str) -> int:
    """Return the number of requests that a person is shown: one read per thousand."""
    return _count(FieldFilter("pending_for", "==", uid))


def _count(wanted: FieldFilter) -> int:
    friendships: Any = firestore.client().collection("friendships")
    return int(friendships.where(filter=wanted).count().get()[0][0].value)


def sent_by(uid: str, limit: int, after: Values | None) -> list[Friendship]:
    """Return a person's open requests, newest first, after the given values."""
    return _listed(FieldFilter("sent_by", "==", uid), limit, after)


def blocked_by(uid: str, limit: int, after: Values | None) -> list[Friendship]:
    """Return the people that a person has blocked, after the given values."""
    return _listed(FieldFilter("blocked_by", "array_contains", uid), limit, after)


def all_blocked_by(uid: str) -> Iterator[Friendship]:
    """Yield what is between a person and those they have blocked."""
    blocks = firestore.client().collection("friendships").where(filter=FieldFilter("blocked_by", "array_contains", uid))
    return (Friendship.model_validate(snapshot.to_dict()) for snapshot in blocks.stream())


def _listed(wanted: FieldFilter, limit: int, after: Values | None) -> list[Friendship]:
    friendships = firestore.client().collection("friendships")
    query = firestore.in_order(friendships.where(filter=wanted), ORDER, after)
    return [Friendship.model_validate(snapshot.to_dict()) for snapshot in query.limit(limit).stream()]


def order_values(friendship: Friendship) -> Values:
    """Return a friendship's values of the lists' sort fields."""
    return {"changed_at": friendship.changed_at, "__name__": rules.pair_id(*friendship.members)}


def some_of(uid: str, limit: int, after: str) -> tuple[list[Friendship], str | None]:
    """Return a batch of a person's friendship documents, and the id to continue after, if any."""
    query = firestore.client().collection("friendships").where(filter=FieldFilter("members", "array_contains", uid))
    found, more = firestore.by_id(query, limit, after)
    return [Friendship.model_validate(snapshot.to_dict()) for snapshot in found], more


def delete(unit: UnitOfWork, friendship: Friendship) -> None:
    """Delete a friendship in any state, and update the counts of both people."""
    reference = _reference(rules.pair_id(*friendship.members))
    stored = unit.get(reference)
    if stored is None:
        return
    before = Friendship.model_validate(stored)
    gone = rules.strangers(before.members[0], before.members[1], before.changed_at)
    for uid in before.members:
        _recount(unit, before, gone, uid, rules.Limits(friends=0, sent=0))
        if before.friends:
            _join(unit, uid, before.other(uid), None)
    unit.delete(reference)


def sample(start: str, limit: int) -> list[str]:
    """Return some of those who have counts, from a uid on."""
    return firestore.sample("social_counts", start, limit)


def get_counts(unit: UnitOfWork, uid: str) -> SocialCounts:
    """Return a person's counts, as they are in a unit of work."""
    return SocialCounts.model_validate(unit.get(_counts(uid)) or {})


def put_counts(unit: UnitOfWork, uid: str, counts: SocialCounts) -> None:
    """Store a person's counts."""
    unit.set(_counts(uid), counts.model_dump())


def count(uid: str) -> SocialCounts:
    """Count a person's friends and open requests: a read a thousand of each."""
    friends, sent = FieldFilter("friends", "array_contains", uid), FieldFilter("sent_by", "==", uid)
    return SocialCounts(friends=_count(friends), sent=_count(sent))


def delete_counts(uid: str) -> None:
    """Delete a person's counts and circle."""
    _counts(uid).delete()
    _circle(uid).delete()
