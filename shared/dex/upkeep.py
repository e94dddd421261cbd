"""Exports, deletion, recounts and housekeeping of the dex."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from string import ascii_letters, digits

from shared import logs
from shared.accounts import people
from shared.accounts.models import NoticeKind
from shared.animals import upkeep as animals_upkeep
from shared.animals.models import Rank
from shared.animals.taxonomy import taxonomy
from shared.cloud.firestore import UnitOfWork, transact
from shared.dex import entries, likes, rules, tallies
from shared.dex.documents import Change, Entry, EntryRecord, NamedItem
from shared.dex.requests import Audience
from shared.dex.store import changes, life_lists
from shared.dex.store import entries as store
from shared.dex.store import likes as likes_store
from shared.dex.tallies import Recount
from shared.notices import service as notices
from shared.part import SAMPLE, Found, Section, Work, drawn
from shared.social import service as social

DOCUMENTS_AT_ONCE = 300
ENTRIES_AT_ONCE = 100  # each is a unit of work
CHANGES_AT_ONCE = 500
CHANGES_CHECKED = 100  # that may explain why an animal's popularity is behind
POPULARITY = "popularity"
CHANGES_SETTLE = timedelta(minutes=2)  # a change is stored up to a minute after the time that it bears
TRIES = 10
MAX_RECOUNTED = 10_000  # entries: as many reads, within seconds
TOLD = 20  # differences in a log line
FRIENDS_AT_ONCE = 100  # whose life lists are asked, each by one read
NEWS_OF_A_FRIEND = 20  # entries that a new friend finds in their feed
EXPORTED = {Audience.ME: None, Audience.FRIENDS: rules.FRIEND, Audience.PUBLIC: rules.STRANGER}


class LifeListBusyError(Exception):
    """A life list changed each time while it was recounted."""


def export_entries(uid: str, cursor: str) -> Section:
    """Return a batch of a person's entries, with the exact places."""
    page, more = store.by_id(uid, None, DOCUMENTS_AT_ONCE, cursor)
    exact = store.get_exact_places([entry.id for entry in page])
    return Section([EntryRecord(entry=entry, exact=exact.get(entry.id)) for entry in page], more)


def export_life_list(uid: str, cursor: str) -> Section:
    """Return a person's life list without its animals; then the animals, chunk by chunk."""
    summary = life_lists.get(uid)
    next_chunk = int(cursor or 0)
    more = str(next_chunk + 1) if next_chunk < summary.chunks else None
    if not cursor:
        parts = {"months": life_lists.months(uid), "genera": life_lists.genera(uid)}
        return Section([Recount(summary=summary, animals={}, **parts)], more)
    items = life_lists.chunk(uid, next_chunk - 1)
    return Section([NamedItem(animal_id=animal_id, item=item) for animal_id, item in items.items()], more)


def for_export(uid: str, audience: Audience) -> tuple[Iterator[Entry], str]:
    """Return a person's entries that an audience may see, the newest first, and the person's name as recorder."""
    profile = people.get_profile(uid)
    return store.by_time(uid, EXPORTED[audience]), (profile.display_name or profile.username) if profile else ""


def erase(uid: str, limit: int) -> int:
    """Delete a batch of a person's entries, then their feed, their likes, and finally their life list."""
    return (
        store.delete_some(uid, limit)
        or store.untell(uid, None, limit)
        or likes_store.delete_some(uid, limit)
        or life_lists.delete_some(uid, limit)
    )


def recount(uid: str, *, fix: bool) -> list[str]:
    """Return where a person's life list differs from their entries; `fix` mends it.

    Raises:
        LifeListBusyError: it changed during every attempt.

    """
    for _ in range(TRIES):
        found = life_lists.read_all(uid)
        right = tallies.recount(store.all_of(uid), taxonomy().species_of, found, datetime.now(UTC))
        wrong = tallies.differences(found, right)
        if _is_unchanged(uid, found, right if wrong and fix else None):
            return wrong
    raise LifeListBusyError(uid)


def _is_unchanged(uid: str, found: Recount, right: Recount | None) -> bool:
    """Tell whether a life list still is of the revision that was read; if so, write its recount, if any."""

    def work(unit: UnitOfWork) -> bool:
        if life_lists.get_in(unit, uid).revision != found.summary.revision:
            return False
        if right:
            life_lists.rewrite(unit, uid, found, right)
        return True

    return transact(work)


def find_sample(at: datetime, _: str) -> Found:
    """Find a few people, different ones each time, whose life lists are compared with their entries."""
    return Found(life_lists.sample(drawn(at, ascii_letters + digits), SAMPLE))


def check_life_list(work: Work) -> None:
    """Recount a person's life list; fix and log differences. Enormous ones are left to operators."""
    totals = life_lists.get(work.subject).totals.get(rules.OWNER)
    if totals and totals.catches > MAX_RECOUNTED:
        return
    if wrong := recount(work.subject, fix=True):
        where = [one.partition(":")[0] for one in wrong[:TOLD]]
        logs.error("recount_differs", uid=work.subject, differences=len(wrong), where=where)


def everybody() -> list[str]:
    """Return the uids of all who have a life list."""
    return list(life_lists.owners())


def refresh_animal(work: Work) -> str | None:
    """Update a batch of an animal's entries after it was renamed, merged, or found to be threatened."""
    found, more = store.ids_of_animal(work.subject, ENTRIES_AT_ONCE, work.cursor)
    for entry_id, owner in found:
        entries.write_anew(owner, entry_id)
    if more is None:
        animals_upkeep.refreshed(work.subject, work.at)
    return more


def write_anew(work: Work) -> None:
    """Update an entry that would reveal the place of another."""
    entries.write_anew(*work.subject.split("/"))


def follow_job(work: Work) -> None:
    """Update the entries of a job that was corrected or identified again."""
    owner, _, job_id = work.subject.partition("/")
    entries.follow_job(owner, job_id)


def follow_friendship(work: Work) -> str | None:
    """Add a person's newest entries to a new friend's feed, or remove all of them from a former friend's."""
    owner, _, viewer = work.subject.partition("/")
    if viewer in social.circle(owner).names:
        store.tell_newest(owner, viewer, NEWS_OF_A_FRIEND)
        return None
    return "more" if store.untell(viewer, owner, DOCUMENTS_AT_ONCE) == DOCUMENTS_AT_ONCE else None


def tell_discovery(work: Work) -> str | None:
    """Notify a batch of a discoverer's friends: those who have photographed another species of the genus."""
    entry = store.get(work.subject)
    genus = entry.animal.taxon_at(Rank.GENUS) if entry and rules.is_discovered_for_friends(entry) else None
    if entry is None or genus is None:
        return None
    some = sorted(friend for friend in social.circle(entry.owner).names if friend > work.cursor)[:FRIENDS_AT_ONCE]
    for friend in life_lists.who_have_genus(some, genus):
        transact(partial(_tell_discovery, friend=friend, entry=entry))
    return some[-1] if len(some) == FRIENDS_AT_ONCE else None


def _tell_discovery(unit: UnitOfWork, friend: str, entry: Entry) -> None:
    if store.get_in(unit, entry.id):
        notices.send(unit, friend, NoticeKind.DISCOVERY, entry.id, actor=entry.owner)


def forget_entry(work: Work) -> str | None:
    """Delete a batch of a deleted entry's likes and notices.

    It may have been added again: then what is older than it goes.
    """
    until = datetime.now(UTC)
    if entry := store.get(work.subject):
        until = entry.created_at
    is_more = notices.withdraw_about(work.subject, until, DOCUMENTS_AT_ONCE) == DOCUMENTS_AT_ONCE
    if likes.forget(work.subject, until) or is_more:
        return "more"
    likes.settle_notice(work.subject)
    return None


def find_popularity(at: datetime, _: str) -> Found:
    """Find whether there are uncounted changes of entries."""
    return Found([POPULARITY] if _changes_to_count(at, limit=1) else [])


def count_popularity(work: Work) -> str | None:
    """Count the entries of the animals that the change logs name next."""
    log = _changes_to_count(work.at, CHANGES_AT_ONCE)
    for animal_id in {animal_id for change in log for animal_id in change.animal_ids}:
        animals_upkeep.set_popularity(animal_id, store.count_of_animal(animal_id))
    if log:
        changes.set_cursor(log[-1].at)
    return log[-1].at.isoformat() if len(log) == CHANGES_AT_ONCE else None


def check_popularity(work: Work) -> None:
    """Count an animal's entries again; mend its popularity, and say so unless a change is still to be counted."""
    since = changes.get_cursor()
    animal = animals_upkeep.get(work.subject)
    entries = store.count_of_animal(work.subject)
    if animal is None or animal.popularity == entries:
        return
    animals_upkeep.set_popularity(animal.id, entries)
    to_count = changes.between(since, datetime.now(UTC), CHANGES_CHECKED)
    is_behind = any(animal.id in change.animal_ids for change in to_count if change.at > since)
    if len(to_count) < CHANGES_CHECKED and not is_behind:
        logs.error("recount_differs", animal_id=animal.id, differences=1, where=["popularity"])


def _changes_to_count(at: datetime, limit: int) -> list[Change]:
    return settled_changes(changes.get_cursor(), at, limit)


def settled_changes(since: datetime, at: datetime, limit: int) -> list[Change]:
    """Return the first changes of all people's entries from a moment until a few minutes before another."""
    return changes.between(since, at - CHANGES_SETTLE, limit)
