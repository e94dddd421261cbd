"""What people see of entries and life lists."""

from datetime import UTC, datetime
from itertools import batched

from shared.base_model import Page, PageQuery
from shared.cloud.auth import Identity
from shared.dex import badges, rules, tallies
from shared.dex.documents import Entry, EntryRecord, LifeList, Picture, Totals
from shared.dex.replies import EntryDetails, EntryReply, FriendOverview, OwnersPart, PictureReply, StatsReply
from shared.dex.requests import EntryQuery
from shared.dex.store import entries as store
from shared.dex.store import life_lists
from shared.pages import Values, decode_cursor, paginate
from shared.problems import Code, Problem
from shared.social import service as social
from shared.social.models import Access

NO_ENTRY = "There is no such entry."
MAX_IN = 30  # values of an `in` filter: Firestore's own limit


def get_entry(viewer: Identity, entry_id: str) -> EntryDetails:
    """Return an entry as a viewer may see it.

    Raises:
        Problem: `not_found`: there is none, or it is not for this viewer.

    """
    entry = get_visible(viewer, entry_id)
    exact = store.get_exact_place(entry_id) if entry.owner == viewer.uid else None
    return show_details(EntryRecord(entry=entry, exact=exact), viewer.uid)


def get_visible(viewer: Identity, entry_id: str) -> Entry:
    """Return an entry that a viewer may see.

    Raises:
        Problem: `not_found`: there is none, or it is not for this viewer.

    """
    entry = store.get(entry_id)
    if entry is None or not rules.may_see(entry.visibility, social.access(viewer, entry.owner)):
        raise Problem(Code.NOT_FOUND, NO_ENTRY)
    return entry


def my_entries(uid: str, request: EntryQuery) -> Page[EntryReply]:
    """Return a page of one's own entries."""
    return _page(uid, uid, None, request)


def favorites(uid: str, request: EntryQuery) -> Page[EntryReply]:
    """Return a page of one's own favorites."""
    return my_entries(uid, request.model_copy(update={"favorite": True}))


def entries_of(viewer: Identity, person: str, request: EntryQuery) -> Page[EntryReply]:
    """Return a page of the entries of a person that a viewer may see.

    Raises:
        Problem: `not_found`: there is no such person.

    """
    access = social.access(viewer, person)
    if access is Access.NOTHING:
        raise Problem(Code.NOT_FOUND, "There is no such person.")
    return _page(viewer.uid, person, rules.audience_of(access), request)


def _page(viewer: str, owner: str, audience: str | None, request: EntryQuery) -> Page[EntryReply]:
    after = decode_cursor(request.cursor, store.order(request.sort)) if request.cursor else None
    find = _find_unseen if request.not_seen_by_me else _find
    result = find(viewer, owner, audience, request, after)
    return paginate(
        result, request.limit, lambda entry: show(entry, viewer), lambda entry: store.order_values(entry, request.sort)
    )


def _find(_: str, owner: str, audience: str | None, request: EntryQuery, after: Values | None) -> list[Entry]:
    return store.find(owner, audience, request, request.limit + 1, after)


def _find_unseen(
    viewer: str, owner: str, audience: str | None, request: EntryQuery, after: Values | None
) -> list[Entry]:
    """Ask for the animals that the viewer has not, some at a time: by creation_index one lot follows the other."""
    seen, theirs = life_lists.animals(viewer), life_lists.animals(owner)
    first = after["animal.creation_index"] if after else 0
    unseen = sorted(
        (item.creation_index, animal_id)
        for animal_id, item in theirs.items()
        if animal_id not in seen and item.creation_index >= first and (audience or rules.OWNER) in item.seen
    )
    result: list[Entry] = []
    for lot in batched([animal_id for _, animal_id in unseen], MAX_IN):
        result += store.find(owner, audience, request, request.limit + 1 - len(result), after, list(lot))
        if len(result) > request.limit:
            break
    return result


def stats(uid: str) -> StatsReply:
    """Return a person's own life list in numbers."""
    life_list, days = life_lists.get(uid), tallies.days_in(life_lists.months(uid))
    total = life_list.totals.get(rules.OWNER, Totals())
    genera = {badges.of_genus(name): genus.complete_since for name, genus in life_lists.complete_genera(uid).items()}
    return StatsReply(
        catches=total.catches,
        animals=total.animals,
        classes=total.classes,
        discoveries=life_list.discoveries,
        streak=badges.streak(days, datetime.now(UTC).date()),
        longest_streak=badges.longest_streak(days),
        first_catch=min(days, default=None),
        last_catch=max(days, default=None),
        badges=life_list.badges | {badge: since for badge, since in genera.items() if since},
    )


def friends_overview(uid: str, page: PageQuery) -> Page[FriendOverview]:
    """Return a page of one's friends with what one may see of their life lists: two reads a friend."""
    friends = social.friends(uid, page)
    summaries = life_lists.get_some([friend.person.id for friend in friends.items])
    overviews = []
    for friend in friends.items:
        total = summaries.get(friend.person.id, LifeList()).totals.get(rules.FRIEND, Totals())
        overviews.append(FriendOverview(person=friend.person, **total.model_dump()))
    return Page(items=overviews, next_cursor=friends.next_cursor)


def show(entry: Entry, viewer: str) -> EntryReply:
    """Return what a viewer, who may see it, sees of an entry."""
    own = entry.owner == viewer
    pictures = [
        PictureReply(
            id=picture.id,
            dex_url=_url(entry, picture, "dex"),
            thumb_url=_url(entry, picture, "thumb"),
            original_url=_url(entry, picture, "original") if own else None,
        )
        for picture in entry.pictures
    ]
    return EntryReply(
        **entry.model_dump(include=set(EntryReply.model_fields) - {"pictures"}),
        pictures=pictures,
        display_image_url=next((one.dex_url for one in pictures if one.id == entry.primary_picture), None),
        mine=OwnersPart(notes=entry.notes, geoprivacy=entry.geoprivacy) if own else None,
    )


def show_details(record: EntryRecord, viewer: str) -> EntryDetails:
    """Return what a viewer, who may see it, sees of an entry; its owner with the exact place."""
    exact = record.exact if record.entry.owner == viewer else None
    return EntryDetails(**dict(show(record.entry, viewer)), exact_place=exact)


def _url(entry: Entry, picture: Picture, variant: str) -> str:
    return f"/media/{entry.id}/{picture.id}.{picture.quarter_turns}/{variant}"
