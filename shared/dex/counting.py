"""Updating the life list after a change of an entry, in the same unit of work."""

from datetime import date, datetime
from typing import NamedTuple

from shared.cloud.firestore import UnitOfWork
from shared.dex import badges, rules, tallies
from shared.dex.badges import SpeciesOf
from shared.dex.documents import Entry, LifeList, LifeListItem
from shared.dex.store import entries, life_lists


class Counted(NamedTuple):
    """A life list's next revision, and the badges earned and lost by the change."""

    revision: int
    badges: list[str]
    lost: list[str]


def count(
    unit: UnitOfWork, owner: str, before: Entry | None, after: Entry | None, species_of: SpeciesOf, now: datetime
) -> Counted:
    """Subtract the old state of an entry from its owner's life list, and add the new one."""
    life_list = had = life_lists.get_in(unit, owner)
    completed: dict[str, bool] = {}
    for animal_id in sorted({entry.animal.id for entry in (before, after) if entry}):
        old = before if before and before.animal.id == animal_id else None
        new = after if after and after.animal.id == animal_id else None
        life_list, genera = _count_animal(unit, owner, animal_id, life_list, old, new, species_of, now)
        completed |= genera
    life_list = _count_days(unit, owner, life_list, before, after)
    revision = life_list.revision + 1
    counted = tallies.with_badges(life_list, now).model_copy(update={"revision": revision})
    life_lists.put(unit, owner, counted)
    return Counted(
        revision,
        badges=sorted(counted.badges.keys() - had.badges.keys() | _of_genera(completed, complete=True)),
        lost=sorted(had.badges.keys() - counted.badges.keys() | _of_genera(completed, complete=False)),
    )


def _of_genera(changed: dict[str, bool], *, complete: bool) -> set[str]:
    return {badges.of_genus(name) for name, is_complete in changed.items() if is_complete is complete}


def _count_animal(
    unit: UnitOfWork,
    owner: str,
    animal_id: str,
    life_list: LifeList,
    old: Entry | None,
    new: Entry | None,
    species_of: SpeciesOf,
    now: datetime,
) -> tuple[LifeList, dict[str, bool]]:
    """Count an animal; return the life list, and the genera that it completes (True) or breaks (False)."""
    had = life_lists.get_animal(unit, owner, animal_id)
    has = _recounted(unit, owner, animal_id, had, old, new)
    if has and had is None:
        before = life_list.chunks
        life_list, chunk = tallies.take_place(life_list)
        has = has.model_copy(update={"chunk": chunk})
        if life_list.chunks > before > 0:
            life_lists.put_chunks(unit, owner, life_list.chunks)
    if has and has != had:
        life_lists.put_animal(unit, owner, animal_id, has)
    if had and has is None:
        life_list = tallies.free_place(life_list, had.chunk)
        life_lists.delete_animal(unit, owner, animal_id, had.chunk)
    is_same = tallies.genus_of(had) == tallies.genus_of(has)
    completed = {} if is_same else _count_species(unit, owner, had, has, species_of, now)
    return tallies.with_item(life_list, had, has), completed


def _recounted(
    unit: UnitOfWork, owner: str, animal_id: str, item: LifeListItem | None, old: Entry | None, new: Entry | None
) -> LifeListItem | None:
    chunk = item.chunk if item else 0
    if old and item:

        def others(audience: str) -> list[tallies.Sighting]:
            left = entries.first_and_best(unit, owner, animal_id, audience, without=old.id)
            return [tallies.sighting(entry) for entry in left]

        item = tallies.without_sighting(item, tallies.sighting(old), others)
    added = tallies.with_sighting(item, new.animal, tallies.sighting(new)) if new else item
    return added.model_copy(update={"chunk": chunk}) if added else None


def _count_species(
    unit: UnitOfWork,
    owner: str,
    had: LifeListItem | None,
    has: LifeListItem | None,
    species_of: SpeciesOf,
    now: datetime,
) -> dict[str, bool]:
    completed: dict[str, bool] = {}
    for item, step in ((had, -1), (has, 1)):
        if name := tallies.genus_of(item):
            before = life_lists.get_genus(unit, owner, name)
            genus = tallies.with_species(before, step, species_of(name), now)
            life_lists.put_genus(unit, owner, name, genus)
            if tallies.is_complete(genus) != tallies.is_complete(before):
                completed[name] = tallies.is_complete(genus)
    return completed


def _count_days(
    unit: UnitOfWork, owner: str, life_list: LifeList, before: Entry | None, after: Entry | None
) -> LifeList:
    old, new = (rules.day_of(entry) if entry else None for entry in (before, after))
    if old == new:
        return life_list
    for day, step in ((old, -1), (new, 1)):
        if day:
            life_list = _count_day(unit, owner, life_list, day, step)
    return life_list


def _count_day(unit: UnitOfWork, owner: str, life_list: LifeList, day: date, step: int) -> LifeList:
    months = life_lists.get_months_in(unit, owner, tallies.months_around(day))
    name = tallies.month_of(day)
    weeks_before = tallies.full_weeks_through(tallies.days_in(months), day)
    months[name] = tallies.with_day(months[name], day, step)
    weeks = tallies.full_weeks_through(tallies.days_in(months), day) - weeks_before
    life_lists.put_month(unit, owner, name, months[name])
    return life_list.model_copy(update={"full_weeks": life_list.full_weeks + weeks})
