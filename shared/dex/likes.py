"""Likes of entries: one per person and entry.

Each like is a document, and its entry is written only once, to mark that it has ever been liked: no document is written
by every like, and the count is one aggregation. Whether a like counts depends on blocks and suspensions, so this is
stored with the like and updated by tasks; people always see their own likes.
"""

from datetime import UTC, datetime
from functools import partial

from shared.accounts import people
from shared.accounts.models import NoticeKind
from shared.base_model import Page, PageQuery
from shared.cloud.auth.identity import Identity
from shared.cloud.firestore import UnitOfWork, transact
from shared.dex.documents import Entry, Like
from shared.dex.replies import Liker
from shared.dex.store import entries, likes
from shared.dex.views import NO_ENTRY, get_visible
from shared.notices import service as notices
from shared.pages import decode_cursor, next_page
from shared.part import Section, Work
from shared.problems import Code, Problem
from shared.social import service as social

LIKES_AT_ONCE = 100  # each is a unit of work
DELETED_AT_ONCE = 300


def like(viewer: Identity, entry_id: str) -> None:
    """Like an entry; liking it again changes nothing.

    Raises:
        Problem: `not_found`: it does not exist, or this person may not see it.

    """
    shown_to = get_visible(viewer, entry_id).shown_to

    def work(unit: UnitOfWork) -> None:
        entry = entries.get_in(unit, entry_id)
        if entry is None or entry.shown_to is not shown_to:
            raise Problem(Code.NOT_FOUND, NO_ENTRY)
        before = likes.get(unit, viewer.uid, entry_id)
        if before is None or not _is_of(before, entry):
            _add(unit, viewer.uid, entry)

    transact(work)


def _is_of(given: Like, entry: Entry) -> bool:
    """Return whether a like belongs to this entry and not to a deleted one with the same id."""
    return given.at >= entry.created_at


def _add(unit: UnitOfWork, person: str, entry: Entry) -> None:
    added = Like(person=person, owner=entry.owner, entry_id=entry.id, at=datetime.now(UTC))
    added = _standing(unit, added, is_shut_out=False)
    likes.put(unit, added)
    if not entry.liked:
        entries.note_liked(unit, entry.id)
    if added.counts_for:
        _tell(unit, added)


def unlike(uid: str, entry_id: str) -> None:
    """Remove a person's like of an entry; do nothing if there is none."""

    def work(unit: UnitOfWork) -> None:
        if before := likes.get(unit, uid, entry_id):
            likes.delete(unit, before)
            _untell(unit, before)

    transact(work)


def _tell(unit: UnitOfWork, given: Like) -> None:
    if given.person != given.owner:
        notices.send(unit, given.owner, NoticeKind.LIKE, given.entry_id, actor=given.person)


def _untell(unit: UnitOfWork, gone: Like) -> None:
    """Name another person in the notice of an entry's likes, or withdraw it if there is nobody else."""
    other = likes.another(unit, gone.entry_id, than={gone.person, gone.owner})
    if other is None:
        notices.withdraw(unit, gone.owner, NoticeKind.LIKE, gone.entry_id)
    else:
        notices.pass_on(unit, gone.owner, NoticeKind.LIKE, gone.entry_id, gone.person, other.person)


def _standing(unit: UnitOfWork, given: Like, *, is_shut_out: bool) -> Like:
    """Return a like with its current standing: whether it counts, and whether it is from a friend."""
    between = social.between(unit, given.person, given.owner)
    is_hidden = is_shut_out or (between is not None and given.owner in between.blocked_by)
    by_friend = between is not None and bool(between.friends)
    return given.model_copy(
        update={"counts_for": None if is_hidden else given.entry_id, "by_friend": by_friend and not is_hidden}
    )


# Lists


def likers(uid: str, entry_id: str, page: PageQuery) -> Page[Liker]:
    """Return a page of the people who like a person's entry: friends first, then the newest.

    Raises:
        Problem: `not_found` (this person has no such entry), or `invalid_cursor`.

    """
    entry = entries.get(entry_id)
    if entry is None or entry.owner != uid:
        raise Problem(Code.NOT_FOUND, NO_ENTRY)
    after = decode_cursor(page.cursor, likes.ORDER) if page.cursor else None
    found, more = next_page(likes.of_entry(entry_id, page.limit + 1, after), page.limit, likes.order_values)
    asked = [one.person for one in found]
    hidden = people.hidden_among(asked) | social.blocked_among(uid, asked)
    cards = social.cards([one for one in asked if one not in hidden])
    shown = [Liker(person=cards[one.person], at=one.at, friend=one.by_friend) for one in found if one.person in cards]
    return Page(items=shown, next_cursor=more)


# Follow-up work


def follow(work: Work) -> str | None:
    """Update a batch of a person's likes (`person`, or `person/owner`) to current blocks and suspensions."""
    person, _, owner = work.subject.partition("/")
    found, more = likes.by_id(person, owner or None, LIKES_AT_ONCE, work.cursor)
    is_shut_out = bool(people.hidden_among([person]))
    for one in found:
        transact(partial(_reconsider, person=person, entry_id=one.entry_id, is_shut_out=is_shut_out))
    return more


def _reconsider(unit: UnitOfWork, person: str, entry_id: str, *, is_shut_out: bool) -> None:
    before = likes.get(unit, person, entry_id)
    after = before and _standing(unit, before, is_shut_out=is_shut_out)
    if before is None or after is None or after == before:
        return
    likes.put(unit, after)
    if before.counts_for and not after.counts_for:
        _untell(unit, before)
    elif after.counts_for and not before.counts_for:
        entry = entries.get_in(unit, entry_id)
        if entry and _is_of(after, entry):
            _tell(unit, after)


def forget(entry_id: str, until: datetime) -> bool:
    """Delete a batch of a deleted entry's likes; return whether there may be more."""
    return likes.delete_of_entry(entry_id, until, DELETED_AT_ONCE) == DELETED_AT_ONCE


def settle_notice(entry_id: str) -> None:
    """Correct the notice of an entry's likes after the entry was deleted and added again."""

    def work(unit: UnitOfWork) -> None:
        entry = entries.get_in(unit, entry_id)
        if entry is None:
            return
        given = likes.another(unit, entry_id, than={entry.owner})
        if given:
            _tell(unit, given)
        else:
            notices.withdraw(unit, entry.owner, NoticeKind.LIKE, entry_id)

    transact(work)


def export(uid: str, cursor: str) -> Section:
    """Return a batch of a person's likes."""
    return Section(*likes.by_id(uid, None, DELETED_AT_ONCE, cursor))
