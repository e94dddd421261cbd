"""What other parts, operators and housekeeping ask of the dex."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from shared.accounts import service as accounts
from shared.animals import service as animals
from shared.animals.taxonomy import taxonomy
from shared.cloud.firestore import UnitOfWork, transact
from shared.dex import entries, tallies
from shared.dex.documents import Entry, EntryRecord
from shared.dex.store import changes, life_lists
from shared.dex.store import entries as store
from shared.dex.tallies import Recount

DOCUMENTS_AT_ONCE = 300
CHANGES_A_RUN = 500
CHANGES_SETTLE = timedelta(minutes=2)  # a change is stored up to a minute after the time that it bears
TRIES = 10


class LifeListBusyError(Exception):
    """A life list changed each time while it was recounted."""


def export(uid: str) -> Iterator[EntryRecord]:
    """Yield everything that is held about a person's entries, with the exact places."""
    exact = store.exact_places_of(uid)
    for entry in store.all_of(uid):
        yield EntryRecord(entry=entry, exact=exact.get(entry.id))


def for_export(uid: str) -> tuple[list[Entry], str]:
    """Return a person's entries, the oldest first, and the name under which they were recorded."""
    profile = accounts.get_profile(uid)
    found = sorted(store.all_of(uid), key=lambda entry: (entry.caught_at, entry.id))
    return found, (profile.display_name or profile.username) if profile else ""


def get_life_list(uid: str) -> Recount:
    """Return everything that a person's life list holds."""
    return life_lists.read_all(uid)


def erase(uid: str) -> int:
    """Delete a person's entries and their life list; return how many entries there were."""
    count = 0
    while deleted := store.delete_some(uid, DOCUMENTS_AT_ONCE):
        count += deleted
    while life_lists.delete_some(uid, DOCUMENTS_AT_ONCE):
        pass
    return count


def recount(uid: str, *, fix: bool) -> list[str]:
    """Return where a person's life list differs from their entries; `fix` mends it.

    Raises:
        LifeListBusyError: it changed each time meanwhile.

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


def everybody() -> list[str]:
    """Return the uids of all who have a life list."""
    return list(life_lists.owners())


def refresh_animal(animal_id: str) -> int:
    """Write an animal anew into its entries, after it was renamed, merged, or found to be threatened.

    Return in how many entries it was. This may die half-way, and be done again.
    """
    if animals.get(animal_id) is None:
        return 0
    found = store.ids_of_animal(animal_id)
    for entry_id, owner in found:
        entries.rename(owner, entry_id)
    return len(found)


def count_popularity(now: datetime | None = None) -> int:
    """Count the entries of the animals that the change logs name next; return how many animals those were."""
    settled = (now or datetime.now(UTC)) - CHANGES_SETTLE
    log = changes.between(changes.get_cursor(), settled, CHANGES_A_RUN)
    named = {animal_id for change in log for animal_id in change.animal_ids}
    for animal_id in named:
        animals.set_popularity(animal_id, store.count_of_animal(animal_id))
    if log:
        changes.set_cursor(log[-1].at)
    return len(named)
