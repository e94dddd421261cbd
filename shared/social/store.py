"""The collections friendships and social_counts."""

from collections.abc import Callable
from datetime import datetime

from google.cloud.firestore import Query
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.base_model import Id, Moment
from shared.cloud import firestore
from shared.http.pagination import Values
from shared.social import rules
from shared.social.models import Friendship, SocialCounts

ORDER = {"changed_at": Moment, "__name__": Id}


def _reference(pair: str) -> firestore.Reference:
    return firestore.client().collection("friendships").document(pair)


def _counts(uid: str) -> firestore.Reference:
    return firestore.client().collection("social_counts").document(uid)


def get(one: str, other: str) -> Friendship | None:
    """Return what two people are to each other; None when they are strangers."""
    stored = _reference(rules.pair_id(one, other)).get().to_dict()
    return Friendship.model_validate(stored) if stored else None


def get_by_id(pair: str) -> Friendship | None:
    """Return a friendship by its id."""
    stored = _reference(pair).get().to_dict()
    return Friendship.model_validate(stored) if stored else None


def change(
    one: str, other: str, now: datetime, limits: rules.Limits, act: Callable[[Friendship], Friendship]
) -> Friendship:
    """Change what two people are to each other, with the counts of both, in one step.

    Raises:
        NotPossibleError: the rules do not allow it; nothing is stored.
        LimitReachedError: it would take one of the two over a limit.

    """
    reference = _reference(rules.pair_id(one, other))

    def work(transaction: firestore.Transaction) -> Friendship:
        stored = reference.get(transaction=transaction).to_dict()
        before = Friendship.model_validate(stored) if stored else rules.strangers(one, other, now)
        after = act(before)
        counted = {uid: _recount(transaction, before, after, uid, limits) for uid in after.members}
        for uid, (counts, recounted) in counted.items():
            if recounted != counts:
                transaction.set(_counts(uid), recounted.model_dump())
        if rules.is_forgettable(after):
            transaction.delete(reference)
        else:
            transaction.set(reference, after.model_dump())
        return after

    return firestore.transact(work)


def _recount(
    transaction: firestore.Transaction, before: Friendship, after: Friendship, uid: str, limits: rules.Limits
) -> tuple[SocialCounts, SocialCounts]:
    counts = SocialCounts.model_validate(_counts(uid).get(transaction=transaction).to_dict() or {})
    return counts, rules.recount(counts, before, after, uid, limits)


def friends_of(uid: str, limit: int, after: Values | None) -> list[Friendship]:
    """Return a person's friendships, newest first, behind the given values."""
    return _listed(FieldFilter("friends", "array_contains", uid), limit, after)


def pending_for(uid: str, limit: int, after: Values | None) -> list[Friendship]:
    """Return the requests that a person is shown, newest first, behind the given values."""
    return _listed(FieldFilter("pending_for", "==", uid), limit, after)


def sent_by(uid: str, limit: int, after: Values | None) -> list[Friendship]:
    """Return a person's open requests, newest first, behind the given values."""
    return _listed(FieldFilter("sent_by", "==", uid), limit, after)


def blocked_by(uid: str, limit: int, after: Values | None) -> list[Friendship]:
    """Return whom a person has blocked, behind the given values."""
    return _listed(FieldFilter("blocked_by", "array_contains", uid), limit, after)


def _listed(wanted: FieldFilter, limit: int, after: Values | None) -> list[Friendship]:
    friendships = firestore.client().collection("friendships")
    query = friendships.where(filter=wanted)
    for field in ORDER:
        query = query.order_by(field, direction=Query.DESCENDING)
    if after:
        query = query.start_after({**after, "__name__": friendships.document(after["__name__"])})
    return [Friendship.model_validate(snapshot.to_dict()) for snapshot in query.limit(limit).stream()]


def order_values(friendship: Friendship) -> Values:
    """Return the values that place a friendship in the lists' order."""
    return {"changed_at": friendship.changed_at, "__name__": rules.pair_id(*friendship.members)}


def all_of(uid: str) -> list[Friendship]:
    """Return everything that is stored about a person and others."""
    result = firestore.client().collection("friendships").where(filter=FieldFilter("members", "array_contains", uid))
    return [Friendship.model_validate(snapshot.to_dict()) for snapshot in result.stream()]


def delete(friendship: Friendship) -> None:
    """Delete a friendship, whatever it is, and take it out of the counts of both, in one step."""
    reference = _reference(rules.pair_id(*friendship.members))

    def work(transaction: firestore.Transaction) -> None:
        stored = reference.get(transaction=transaction).to_dict()
        if stored is None:
            return
        before = Friendship.model_validate(stored)
        gone = rules.strangers(before.members[0], before.members[1], before.changed_at)
        nothing_added = rules.Limits(friends=0, sent=0)
        counted = {uid: _recount(transaction, before, gone, uid, nothing_added)[1] for uid in before.members}
        for uid, counts in counted.items():
            transaction.set(_counts(uid), counts.model_dump())
        transaction.delete(reference)

    firestore.transact(work)


def delete_counts(uid: str) -> None:
    """Delete a person's counts."""
    _counts(uid).delete()
