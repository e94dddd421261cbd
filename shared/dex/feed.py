"""The feed: new entries of a person's friends.

An entry lists the people in whose feed it is, from the unit of work that created it: a feed is one query, however many
friends there are, and always shows the current state of entries. Visibility is checked on every read, so entries that a
person may no longer see disappear at once, even before they are removed from the feed.

The feed of one friend is read from their dex, which goes back to their first entry and needs no index of its own.
"""

from datetime import UTC, datetime
from itertools import groupby

from shared.base_model import Page, PageQuery
from shared.dex import rules
from shared.dex.documents import Entry, LifeListItem
from shared.dex.replies import News, NewsGroup
from shared.dex.requests import EntryQuery, EntrySort, FeedQuery
from shared.dex.store import entries as store
from shared.dex.store import life_lists
from shared.dex.views import show
from shared.pages import decode_cursor, next_page, seal, unseal
from shared.problems import Code, Problem
from shared.social import service as social
from shared.social.models import Access, PersonCard

type GroupKey = tuple[str, str]
type Found = tuple[list[Entry], str | None]
"""A page of entries and the cursor of the next one."""


def feed(uid: str, request: FeedQuery) -> Page[NewsGroup]:
    """Return a page of a person's feed, the newest first, of all friends or one.

    It reads at most `limit` entries (one more for one friend), as many owners and animals of the viewer's own, and one
    more document.

    Raises:
        Problem: `invalid_cursor`; `not_found`: they have no such friend.

    """
    friends = social.circle(uid).names.keys()
    if request.friend and request.friend not in friends:
        raise Problem(Code.NOT_FOUND, "You have no such friend.")
    found, more = _of_friend(request.friend, request) if request.friend else _of_all(uid, request)
    visible = [entry for entry in found if entry.owner in friends and rules.is_seen_by_friends(entry)]
    people = social.cards(sorted({entry.owner for entry in visible}))
    return Page(items=_groups([entry for entry in visible if entry.owner in people], people, uid), next_cursor=more)


def _of_all(viewer: str, page: PageQuery) -> Found:
    after = unseal(page.cursor, store.NEWS_ORDER) if page.cursor else None
    found = store.news_for(viewer, page.limit, after)
    return found, seal(store.news_values(found[-1])) if len(found) == page.limit else None


def _of_friend(friend: str, page: PageQuery) -> Found:
    sort, audience = EntrySort.ADDED, rules.audience_of(Access.FRIEND)
    after = decode_cursor(page.cursor, store.order(sort, audience)) if page.cursor else None
    found = store.find(friend, audience, EntryQuery(sort=sort), page.limit + 1, after)
    return next_page(found, page.limit, lambda entry: store.order_values(entry, sort, audience))


def _groups(entries: list[Entry], people: dict[str, PersonCard], viewer: str) -> list[NewsGroup]:
    mine = life_lists.get_animals(viewer, sorted({entry.animal.id for entry in entries}))
    shown = {entry.id: reply for entry, reply in zip(entries, show(entries, viewer), strict=True)}
    return [
        NewsGroup(
            id="/".join(key),
            person=people[key[0]],
            news=[
                News(entry=shown[entry.id], badges=entry.badges, mine_since=_since(mine.get(entry.animal.id)))
                for entry in group
            ],
        )
        for key, group in groupby(entries, _group_key)
    ]


def _group_key(entry: Entry) -> GroupKey:
    return entry.owner, entry.created_at.astimezone(UTC).date().isoformat()


def _since(item: LifeListItem | None) -> datetime | None:
    return item.seen[rules.OWNER].first_seen if item else None
