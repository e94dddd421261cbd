"""Decisions about entries and collections."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.accounts.models import Visibility
from shared.animals.models import Rank
from shared.dex import badges
from shared.dex.badges import SpeciesOf
from shared.dex.models import Entry, EntryAnimal, LifeList, LifeListItem, Picture, Tombstone
from shared.social.models import Access

MAX_ANIMALS = 3000  # as many as fit in a document, beside the days of twenty years: a test adds it up
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)  # nobody who plays has seen an animal before
CLOCKS_DIFFER = timedelta(days=1)  # also by time zones: not every camera knows its own
FRIEND, STRANGER = Access.FRIEND.name.lower(), Access.STRANGER.name.lower()
AUDIENCES = {Visibility.PRIVATE: [], Visibility.FRIENDS: [FRIEND], Visibility.PUBLIC: [FRIEND, STRANGER]}
LEAST_ACCESS = {
    Visibility.PRIVATE: Access.OWNER,
    Visibility.FRIENDS: Access.FRIEND,
    Visibility.PUBLIC: Access.STRANGER,
}


class LifeListFullError(Exception):
    """A person has as many animals as a collection holds."""


def may_see(visibility: Visibility, access: Access) -> bool:
    """Tell whether somebody with this access to a person's things may see an entry: the one rule for all routes."""
    return access >= LEAST_ACCESS[visibility]


def audience_of(access: Access) -> str | None:
    """Return the audience that a viewer with this access belongs to; None for those who see everything."""
    return None if access is Access.OWNER else access.name.lower()


def may_be_caught_at(moment: datetime, now: datetime) -> bool:
    """Tell whether a person can have seen an animal at this moment: neither in another age nor in the future."""
    return EARLIEST <= moment <= now + CLOCKS_DIFFER


def entry_id(job_id: str, animal_id: str) -> str:
    """Return the id of the entry for an animal on a photograph: asking twice makes one."""
    return _id(job_id, animal_id)


def entry_id_without_photograph(uid: str, animal_id: str, caught_at: datetime) -> str:
    """Return the id of the entry for an animal that a person saw at a moment: asking twice makes one."""
    return _id(uid, animal_id, caught_at.astimezone(UTC).isoformat())


def picture_id(job_id: str) -> str:
    """Return the id of a photograph among an entry's pictures."""
    return _id(job_id)[:8]


def _id(*parts: str) -> str:
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:24]


def taxon_at(animal: EntryAnimal, rank: Rank) -> str | None:
    """Return the name of the taxon of this rank that an animal belongs to, or is."""
    if animal.rank is rank:
        return animal.scientific_name
    return next((taxon.name for taxon in animal.lineage if taxon.rank is rank), None)


def query_fields(entry: Entry) -> dict[str, Any]:
    """Return what an entry is listed by."""
    animal = entry.animal
    return {
        "class": taxon_at(animal, Rank.CLASS),
        "order": taxon_at(animal, Rank.ORDER),
        "family": taxon_at(animal, Rank.FAMILY),
        "animal": animal.animal_id,
        "name": (animal.common_name or animal.scientific_name).lower(),
        "month": entry.caught_at.astimezone(UTC).strftime("%Y-%m"),
        "audience": AUDIENCES[entry.visibility],
        "jobs": [picture.job_id for picture in entry.pictures],
    }


def stamped(entry: Entry, before: Entry | None, revision: int, now: datetime) -> Entry:
    """Return an entry as the owner's `revision` writes it; `before` is the one that it replaces, if any."""
    is_as_visible = before is not None and before.visibility is entry.visibility
    return entry.model_copy(
        update={
            "revision": revision,
            "visibility_revision": entry.visibility_revision if is_as_visible else revision,
            "ever_seen_by": sorted({*entry.ever_seen_by, *AUDIENCES[entry.visibility]}),
            "updated_at": now,
        }
    )


def is_news(changed: Entry | Tombstone, access: Access, since: int) -> bool:
    """Tell whether a change is news to a viewer: they may see the entry, or could until after what they know."""
    return may_see(changed.visibility, access) or changed.visibility_revision > since


def with_picture(entry: Entry, picture: Picture) -> Entry:
    """Return an entry with one picture more; one that it has stays where it is."""
    pictures = [before for before in entry.pictures if before.id != picture.id]
    primary = entry.primary_picture or picture.id
    return entry.model_copy(update={"pictures": [*pictures, picture], "primary_picture": primary})


def without_picture(entry: Entry, picture_id: str) -> Entry:
    """Return an entry with one picture less; when it was the primary one, the first of the others is."""
    pictures = [picture for picture in entry.pictures if picture.id != picture_id]
    ids = [picture.id for picture in pictures]
    primary = entry.primary_picture if entry.primary_picture in ids else next(iter(ids), None)
    return entry.model_copy(update={"pictures": pictures, "primary_picture": primary})


def entries_seen_by(animal: LifeListItem, audience: str | None) -> int:
    """Return how many entries of an animal an audience may see (None: the owner)."""
    return {None: animal.count, FRIEND: animal.friends_count, STRANGER: animal.public_count}[audience]


def seen_by_friends(life_list: LifeList) -> list[LifeListItem]:
    """Return the animals of a collection of which friends may see an entry."""
    return [animal for animal in life_list.animals.values() if animal.friends_count]


# Collections: always what a recount of the entries gives


def recount(entries: Iterable[Entry], species_of: SpeciesOf, before: LifeList, now: datetime) -> LifeList:
    """Return the collection that some entries make; what badges it has keep their dates from before."""
    life_list = LifeList(badges=before.badges, revision=before.revision)
    seen: dict[str, list[Entry]] = {}
    for entry in entries:
        others = seen.setdefault(entry.animal.animal_id, [])
        life_list = _add(life_list, entry, others)
        others.append(entry)
    return _with_badges(life_list, species_of, now)


def replace(
    life_list: LifeList,
    before: Entry | None,
    after: Entry | None,
    others: dict[str, list[Entry]],
    species_of: SpeciesOf,
    now: datetime,
) -> LifeList:
    """Return the collection after one entry was added (no before), changed, or deleted (no after).

    `others` are other entries of the animals concerned: at least the first that was caught and the best of each.

    Raises:
        LifeListFullError: there would be more animals than a collection holds.

    """
    if before:
        life_list = _remove(life_list, before, others.get(before.animal.animal_id, []))
    if after:
        life_list = _add(life_list, after, others.get(after.animal.animal_id, []))
    if len(life_list.animals) > MAX_ANIMALS:
        raise LifeListFullError
    return _with_badges(life_list, species_of, now)


def _add(life_list: LifeList, entry: Entry, others: list[Entry]) -> LifeList:
    animal = life_list.animals.get(entry.animal.animal_id)
    return _tally(life_list, entry, animal, [*others, entry], 1)


def _remove(life_list: LifeList, entry: Entry, others: list[Entry]) -> LifeList:
    animal = life_list.animals.get(entry.animal.animal_id)
    return _tally(life_list, entry, animal, others, -1)


def _tally(life_list: LifeList, entry: Entry, animal: LifeListItem | None, entries: list[Entry], step: int) -> LifeList:
    animals = {name: one for name, one in life_list.animals.items() if name != entry.animal.animal_id}
    count = (animal.count if animal else 0) + step
    if count > 0 and entries:
        shared = AUDIENCES[entry.visibility]
        animals[entry.animal.animal_id] = LifeListItem(
            creation_index=entry.animal.creation_index,
            class_name=taxon_at(entry.animal, Rank.CLASS),
            genus=taxon_at(entry.animal, Rank.GENUS) if entry.animal.rank is Rank.SPECIES else None,
            count=count,
            friends_count=(animal.friends_count if animal else 0) + step * (FRIEND in shared),
            public_count=(animal.public_count if animal else 0) + step * (STRANGER in shared),
            discoveries=(animal.discoveries if animal else 0) + step * entry.discovery,
            first_seen=min(one.caught_at for one in entries),
            best_entry=max(entries, key=lambda one: (one.favorite, one.caught_at, one.id)).id,
        )
    day = entry.caught_at.astimezone(UTC).date().isoformat()
    days = {**life_list.days, day: life_list.days.get(day, 0) + step}
    return life_list.model_copy(update={"animals": animals, "days": {d: n for d, n in days.items() if n > 0}})


def _with_badges(life_list: LifeList, species_of: SpeciesOf, now: datetime) -> LifeList:
    had = life_list.badges
    return life_list.model_copy(
        update={"badges": {badge: had.get(badge, now) for badge in sorted(badges.earned(life_list, species_of))}}
    )


def differences(result: LifeList, right: LifeList) -> list[str]:
    """Return in words where a collection differs from its recount."""
    animals = sorted({*result.animals, *right.animals})
    days = sorted({*result.days, *right.days})
    return [
        *(
            f"{animal}: {_counted(result, animal)} instead of {_counted(right, animal)}"
            for animal in animals
            if result.animals.get(animal) != right.animals.get(animal)
        ),
        *(
            f"{day}: {result.days.get(day, 0)} instead of {right.days.get(day, 0)} catches"
            for day in days
            if result.days.get(day) != right.days.get(day)
        ),
        *(f"badge {badge}: too much" for badge in sorted({*result.badges} - {*right.badges})),
        *(f"badge {badge}: missing" for badge in sorted({*right.badges} - {*result.badges})),
    ]


def _counted(life_list: LifeList, animal: str) -> str:
    counted = life_list.animals.get(animal)
    return counted.model_dump_json() if counted else "nothing"
