"""Entries and life lists, as viewers see them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import batched
from typing import NamedTuple

from shared.base_model import Page, PageQuery
from shared.cloud.auth.identity import Identity
from shared.cloud.firestore import MAX_IN, UnitOfWork
from shared.dex import badges, packing, rules, tallies
from shared.dex.documents import AnimalSeen, Entry, EntryRecord, LifeList, LifeListItem, Picture, Sightings, Totals
from shared.dex.replies import EntryReply, FriendOverview, OwnersPart, PictureReply, Precision, StatsReply
from shared.dex.requests import BoundingBox, EntryQuery, MyEntriesQuery, StatsQuery
from shared.dex.store import entries as store
from shared.dex.store import life_lists, likes
from shared.pages import Values, decode_cursor, next_page
from shared.problems import Code, Problem
from shared.social import service as social
from shared.social.models import Access

NO_ENTRY = "There is no such entry."


class Likes(NamedTuple):
    """The likes of an entry for a viewer: their number, and whether one is the viewer's."""

    number: int
    by_me: bool


NO_LIKES = Likes(0, by_me=False)


def get_entry(viewer: Identity, entry_id: str) -> EntryReply:
    """Return an entry as a viewer may see it.

    Raises:
        Problem: `not_found`: it does not exist, or this viewer may not see it.

    """
    return show([get_visible(viewer, entry_id)], viewer.uid)[0]


def get_visible(viewer: Identity, entry_id: str) -> Entry:
    """Return an entry that a viewer may see.

    Raises:
        Problem: `not_found`: it does not exist, or this viewer may not see it.

    """
    entry = _find_visible(viewer, entry_id)
    if entry is None:
        raise Problem(Code.NOT_FOUND, NO_ENTRY)
    return entry


def find(entry_id: str) -> Entry | None:
    """Return an entry without an access check, for moderators and its owner."""
    return store.get(entry_id)


def sees(viewer: Identity, entry_id: str) -> bool:
    """Return whether a viewer may see an entry."""
    return _find_visible(viewer, entry_id) is not None


def _find_visible(viewer: Identity, entry_id: str) -> Entry | None:
    entry = store.get(entry_id)
    return entry if entry and rules.may_see(entry, social.access(viewer, entry.owner)) else None


def my_entries(uid: str, request: MyEntriesQuery) -> Page[EntryReply]:
    """Return a page of a person's own entries."""
    return _page_in_box(uid, request.bbox, request) if request.bbox else _page(uid, uid, None, request)


def _page_in_box(uid: str, box: BoundingBox, request: EntryQuery) -> Page[EntryReply]:
    after = decode_cursor(request.cursor, store.BOX_ORDER) if request.cursor else None
    found = store.in_box(uid, box, request.limit + 1, after)
    page, more = next_page(found, request.limit, lambda item: store.box_values(*item))
    return Page(items=show(store.get_some([entry_id for entry_id, _ in page]), uid), next_cursor=more)


def favorites(uid: str, request: EntryQuery) -> Page[EntryReply]:
    """Return a page of a person's own favorites."""
    return _page(uid, uid, None, request.model_copy(update={"favorite": True}))


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
    after = decode_cursor(request.cursor, store.order(request.sort, audience)) if request.cursor else None
    find = _find_unseen if request.not_seen_by_me else _find
    result = find(viewer, owner, audience, request, after)
    page, more = next_page(result, request.limit, lambda entry: store.order_values(entry, request.sort, audience))
    return Page(items=show(page, viewer), next_cursor=more)


def _find(_: str, owner: str, audience: str | None, request: EntryQuery, after: Values | None) -> list[Entry]:
    return store.find(owner, audience, request, request.limit + 1, after)


def _find_unseen(
    viewer: str, owner: str, audience: str | None, request: EntryQuery, after: Values | None
) -> list[Entry]:
    """Find entries of animals that the viewer does not have, in batches by creation_index."""
    seen, theirs = life_lists.animals(viewer), life_lists.animals(owner)
    first = after["query.number"] if after else 0
    unseen = sorted(
        (_number(item), animal_id)
        for animal_id, item in theirs.items()
        if animal_id not in seen and _number(item) >= max(first, 1) and (audience or rules.OWNER) in item.seen
    )
    result: list[Entry] = []
    for lot in batched([animal_id for _, animal_id in unseen], MAX_IN):
        result += store.find(owner, audience, request, request.limit + 1 - len(result), after, list(lot))
        if len(result) > request.limit:
            break
    return result


def _number(item: LifeListItem) -> int:
    return item.creation_index or 0


def stats(uid: str, query: StatsQuery) -> StatsReply:
    """Return the summary of a person's own life list."""
    life_list, days = life_lists.get(uid), tallies.days_in(life_lists.months(uid))
    total = life_list.totals.get(rules.OWNER, Totals())
    genera = {badges.of_genus(name): genus.complete_since for name, genus in life_lists.complete_genera(uid).items()}
    return StatsReply(
        catches=total.catches,
        animals=total.animals,
        photographed=total.photographed,
        classes=total.classes,
        discoveries=life_list.discoveries,
        streak=badges.streak(days, rules.today(datetime.now(UTC), query.utc_offset)),
        longest_streak=badges.longest_streak(days),
        first_catch=min(days, default=None),
        last_catch=max(days, default=None),
        badges=life_list.badges | {badge: since for badge, since in genera.items() if since},
    )


def friends_overview(uid: str, page: PageQuery) -> Page[FriendOverview]:
    """Return a page of a person's friends with the visible summaries of their life lists.

    It costs three reads per friend, and one per 250 animals of the person and of each friend.
    """
    friends = social.friends(uid, page)
    uids = [friend.person.id for friend in friends.items]
    summaries, unseen = life_lists.get_some(uids), _count_unseen(uid, uids)
    overviews = []
    for friend in friends.items:
        total = summaries.get(friend.person.id, LifeList()).totals.get(rules.FRIEND, Totals())
        overviews.append(FriendOverview(person=friend.person, unseen=unseen[friend.person.id], **total.model_dump()))
    return Page(items=overviews, next_cursor=friends.next_cursor)


def _count_unseen(uid: str, friends: list[str]) -> dict[str, int]:
    """Return the number of each friend's visible numbered animals that a person does not have."""
    mine = {animal.animal_id for animal in animals_seen(uid, Access.OWNER)}
    unseen = dict.fromkeys(friends, 0)
    for friend, theirs in animals_of(dict.fromkeys(friends, Access.FRIEND)):
        unseen[friend] += sum(animal.creation_index is not None and animal.animal_id not in mine for animal in theirs)
    return unseen


def animals_seen(owner: str, access: Access) -> Iterator[AnimalSeen]:
    """Yield the animals of a person's life list that a viewer may see: one read per 250 animals."""
    for _, rows in animals_of({owner: access}):
        yield from rows


def animals_of(people: dict[str, Access]) -> Iterator[tuple[str, Iterator[AnimalSeen]]]:
    """Yield the visible animals of people's life lists, unordered: a person and up to 250 animals, one read each."""
    for owner, items in life_lists.packed(people):
        yield owner, packing.seen_by(rules.audience_of(people[owner]) or rules.OWNER, items)


def shown_to_all(unit: UnitOfWork, owner: str, animal_id: str) -> tuple[LifeListItem, Sightings] | None:
    """Return an animal of a life list with its public sightings; None if there are none."""
    item = life_lists.get_animal(unit, owner, animal_id)
    return (item, item.seen[rules.STRANGER]) if item and rules.STRANGER in item.seen else None


def revisions(owners: list[str]) -> dict[str, int]:
    """Return the revisions of people's life lists: one read per person."""
    return {owner: life_list.revision for owner, life_list in life_lists.get_some(owners).items()}


def show(entries: list[Entry], viewer: str) -> list[EntryReply]:
    """Return entries as their viewer sees them, after an access check; their own with exact places."""
    exact = store.get_exact_places([entry.id for entry in entries if entry.owner == viewer])
    liked = _likes(entries, viewer)
    return [
        _show(EntryRecord(entry=entry, exact=exact.get(entry.id)), viewer, liked.get(entry.id, NO_LIKES))
        for entry in entries
    ]


def show_record(record: EntryRecord, viewer: str) -> EntryReply:
    """Return an entry as its viewer sees it, after an access check."""
    return _show(record, viewer, _likes([record.entry], viewer).get(record.entry.id, NO_LIKES))


def _likes(entries: list[Entry], viewer: str) -> dict[str, Likes]:
    """Return the likes of entries that have ever been liked: one read each, and one per own like."""
    ids = [entry.id for entry in entries if entry.liked]
    if not ids:
        return {}
    counts, mine = likes.count(ids), likes.of_person(viewer, ids)
    hidden = {entry_id for entry_id, like in mine.items() if like.counts_for is None}
    return {one: Likes(counts[one] + (one in hidden), one in mine) for one in ids}


def _show(record: EntryRecord, viewer: str, liked: Likes) -> EntryReply:
    own = record.entry.owner == viewer
    entry = record.entry if own else rules.as_others_know(record.entry)
    pictures = [_show_picture(entry, picture, own=own) for picture in entry.pictures]
    primary = next((one for one in pictures if one.id == entry.primary_picture), None)
    return EntryReply(
        **entry.model_dump(include=set(EntryReply.model_fields) - {"pictures"}),
        user_id=entry.owner,
        pictures=pictures,
        caught_precision=Precision.SECOND if own or not rules.hides_its_place(entry) else Precision.MONTH,
        dex_compatible_url=primary.dex_compatible_url if primary else None,
        display_url=primary.display_url if primary else None,
        thumbnail_url=primary.thumbnail_url if primary else None,
        likes=liked.number,
        liked_by_me=liked.by_me,
        mine=_owners_part(record) if own else None,
    )


def _owners_part(record: EntryRecord) -> OwnersPart:
    entry = record.entry
    return OwnersPart(notes=entry.notes, geoprivacy=entry.geoprivacy, place=record.exact, hidden=entry.hidden)


def _show_picture(entry: Entry, picture: Picture, *, own: bool) -> PictureReply:
    return PictureReply(
        id=picture.id,
        dex_compatible_url=_url(entry, picture, "dex"),
        display_url=_url(entry, picture, "display"),
        thumbnail_url=_url(entry, picture, "thumb"),
        original_url=_url(entry, picture, "original") if own else None,
    )


def _url(entry: Entry, picture: Picture, variant: str) -> str:
    return f"/media/{entry.id}/{picture.id}.{picture.quarter_turns}/{variant}"
