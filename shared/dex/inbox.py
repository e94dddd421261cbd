"""The inbox: a person's notices.

A notice is withdrawn with its cause, in the same unit of work or by a task. Whatever depends on others (suspensions,
blocks, visibility) is checked on every read.
"""

from shared.accounts import people
from shared.accounts.models import NoticeKind
from shared.base_model import Page, PageQuery
from shared.dex import rules
from shared.dex.documents import Entry
from shared.dex.replies import EntryReply, NoticeReply, Summary
from shared.dex.store import entries as store
from shared.dex.views import show
from shared.notices import service as notices
from shared.notices.models import Notice
from shared.social import service as social
from shared.social.models import PersonCard
from shared.vision import service as vision

ABOUT_ENTRIES = {NoticeKind.LIKE, NoticeKind.DISCOVERY}


def notices_to(uid: str, page: PageQuery) -> Page[NoticeReply]:
    """Return a page of a person's notices, the newest first, without those whose cause is gone.

    It reads at most `limit` notices, as many entries, and the profile and friendship of each person who caused one.

    Raises:
        Problem: `invalid_cursor`.

    """
    found, more = notices.page_of(uid, page)
    people_seen = _people(uid, [notice for _, notice in found])
    entries = _entries(uid, [notice for _, notice in found])
    shown = [
        _show(notice_id, notice, people_seen, entries)
        for notice_id, notice in found
        if _stands(notice, people_seen, entries)
    ]
    return Page(items=shown, next_cursor=more)


def summary(uid: str) -> Summary:
    """Return the counts for the tabs: four reads, and one more per thousand of anything."""
    return Summary(
        requests=social.count_pending(uid),
        unread=notices.count_unread(uid),
        photographs=vision.count_running(uid),
        stamp=social.stamps_around(uid),
    )


def _people(uid: str, found: list[Notice]) -> dict[str, PersonCard]:
    """Return the people who caused some notices, without invisible ones and those that the recipient has blocked."""
    actors = sorted({notice.actor for notice in found if notice.actor})
    hidden = people.hidden_among(actors) | social.blocked_among(uid, actors)
    return social.cards([actor for actor in actors if actor not in hidden])


def _entries(uid: str, found: list[Notice]) -> dict[str, EntryReply]:
    """Return the entries that some notices are about, as far as the recipient may see them."""
    ids = {notice.subject for notice in found if notice.kind in ABOUT_ENTRIES}
    stored = store.get_some(sorted(ids))
    friends = social.circle(uid).names if any(entry.owner != uid for entry in stored) else {}
    seen = [entry for entry in stored if _sees(uid, entry, friends)]
    return {entry.id: reply for entry, reply in zip(seen, show(seen, uid), strict=True)}


def _sees(uid: str, entry: Entry, friends: dict[str, str]) -> bool:
    return entry.owner == uid or (entry.owner in friends and rules.is_seen_by_friends(entry))


def _stands(notice: Notice, people_seen: dict[str, PersonCard], entries: dict[str, EntryReply]) -> bool:
    """Return whether a notice's cause still exists."""
    if notice.kind in ABOUT_ENTRIES and notice.subject not in entries:
        return False
    return notice.actor is None or notice.actor in people_seen


def _show(
    notice_id: str, notice: Notice, people_seen: dict[str, PersonCard], entries: dict[str, EntryReply]
) -> NoticeReply:
    return NoticeReply(
        id=notice_id,
        kind=notice.kind,
        at=notice.at,
        read=notice.unread_by is None,
        person=people_seen.get(notice.actor or ""),
        entry=entries.get(notice.subject),
        badge=notice.subject if notice.kind is NoticeKind.BADGE else None,
        text=notice.text,
    )
