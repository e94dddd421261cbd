"""Life lists: the totals of a person's entries. Pure functions.

A change of an entry subtracts its old state from the owner's life list and adds the new one. Other entries are read
only if it was the first or the best one of its animal, so the cost does not depend on the length of the list.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from shared.accounts.models import Visibility
from shared.animals.models import Rank
from shared.base_model import Model
from shared.dex import badges
from shared.dex.badges import SpeciesOf
from shared.dex.documents import (
    BestEntry,
    Entry,
    EntryAnimal,
    Genus,
    LifeList,
    LifeListItem,
    Month,
    Sightings,
    Totals,
)
from shared.dex.rules import FRIEND, OWNER, STRANGER, day_of

MAX_CHUNK = 250
UNPLACED = "not placed"  # species of unknown class
MAX_FREE_PLACES = 100
WEEK = 7
AUDIENCES = {
    Visibility.PRIVATE: (OWNER,),
    Visibility.FRIENDS: (OWNER, FRIEND),
    Visibility.PUBLIC: (OWNER, FRIEND, STRANGER),
}


class Sighting(NamedTuple):
    """The contribution of an entry to a life list."""

    best: BestEntry
    visibility: Visibility
    discovery: bool


Others = Callable[[str], list[Sighting]]
"""The first and the best of an animal's other entries that an audience may see."""


def sighting(entry: Entry) -> Sighting:
    """Return an entry's contribution to its owner's life list."""
    picture = next((one for one in entry.pictures if one.id == entry.primary_picture), None)
    best = BestEntry(
        entry_id=entry.id,
        favorite=entry.favorite,
        caught_at=entry.caught_at,
        picture=f"{picture.id}.{picture.quarter_turns}" if picture else None,
    )
    return Sighting(best, entry.shown_to, entry.discovery)


# One animal


def pack(animal: EntryAnimal) -> str:
    """Return an animal's lineage as one string: `kAnimalia;pChordata;…`, without the animal itself."""
    return ";".join(f"{taxon.rank[0]}{taxon.name}" for taxon in animal.lineage)


def taxon_of(item: LifeListItem, rank: Rank) -> str | None:
    """Return the name of the taxon of this rank, above species, that a species belongs to."""
    return next((name[1:] for name in item.lineage.split(";") if name[:1] == rank[0]), None)


def genus_of(item: LifeListItem | None) -> str | None:
    """Return the genus of a photographed species; None for anything else."""
    if item is None or not item.rank.is_species or not item.seen[OWNER].photographs:
        return None
    return taxon_of(item, Rank.GENUS)


def with_sighting(item: LifeListItem | None, animal: EntryAnimal, added: Sighting) -> LifeListItem:
    """Return an animal of a life list with an entry added, under the name in that entry."""
    seen = dict(item.seen) if item else {}
    for audience in AUDIENCES[added.visibility]:
        seen[audience] = _with(seen.get(audience), added.best)
    return LifeListItem(
        creation_index=animal.creation_index,
        scientific_name=animal.scientific_name,
        common_name=animal.common_name,
        rank=animal.rank,
        lineage=pack(animal),
        discoveries=(item.discoveries if item else 0) + added.discovery,
        seen=seen,
    )


def _with(seen: Sightings | None, best: BestEntry) -> Sightings:
    if seen is None:
        return Sightings(count=1, photographs=_photographs(best), first_seen=best.caught_at, best=best)
    return Sightings(
        count=seen.count + 1,
        photographs=seen.photographs + _photographs(best),
        first_seen=min(seen.first_seen, best.caught_at),
        best=max(seen.best, best, key=_standing),
    )


def without_sighting(item: LifeListItem, removed: Sighting, others: Others) -> LifeListItem | None:
    """Return an animal of a life list with an entry removed; None if it was the only one."""
    seen = dict(item.seen)
    for audience in AUDIENCES[removed.visibility]:
        left = _without(seen.pop(audience), removed.best, lambda: others(audience))  # noqa: B023 - called at once
        if left:
            seen[audience] = left
    if OWNER not in seen:
        return None
    return item.model_copy(update={"seen": seen, "discoveries": item.discoveries - removed.discovery})


def _without(seen: Sightings, best: BestEntry, others: Callable[[], list[Sighting]]) -> Sightings | None:
    if seen.count == 1:
        return None
    counts = {"count": seen.count - 1, "photographs": seen.photographs - _photographs(best)}
    if seen.best.entry_id != best.entry_id and seen.first_seen < best.caught_at:
        return seen.model_copy(update=counts)
    left = [other.best for other in others()]
    return Sightings(**counts, first_seen=min(one.caught_at for one in left), best=max(left, key=_standing))


def _photographs(entry: BestEntry) -> int:
    return int(entry.picture is not None)


def _standing(entry: BestEntry) -> tuple[bool, datetime, str]:
    return entry.favorite, entry.caught_at, entry.entry_id


# The summary


def with_item(life_list: LifeList, before: LifeListItem | None, after: LifeListItem | None) -> LifeList:
    """Return a summary after an animal was added (no before), changed or removed (no after)."""
    totals = {audience: count.model_copy(deep=True) for audience, count in life_list.totals.items()}
    for item, step in ((before, -1), (after, 1)):
        if item:
            for audience, seen in item.seen.items():
                _count(totals.setdefault(audience, Totals()), item, seen, step)
    for total in totals.values():
        total.classes = {name: count for name, count in total.classes.items() if count}
        total.photographed_classes = {name: count for name, count in total.photographed_classes.items() if count}
    discovered = sum(step for item, step in ((before, -1), (after, 1)) if item and item.discoveries)
    return life_list.model_copy(
        update={
            "totals": {audience: total for audience, total in totals.items() if total.catches},
            "discoveries": life_list.discoveries + discovered,
        }
    )


def _count(total: Totals, item: LifeListItem, seen: Sightings, step: int) -> None:
    """Count an animal; anything wider than a species is only a sighting."""
    total.catches += step * seen.count
    if not item.rank.is_species:
        return
    name = taxon_of(item, Rank.CLASS) or UNPLACED
    total.animals += step
    total.classes[name] = total.classes.get(name, 0) + step
    if seen.photographs:
        total.photographed += step
        total.photographed_classes[name] = total.photographed_classes.get(name, 0) + step


def take_place(life_list: LifeList) -> tuple[LifeList, int]:
    """Allocate a place for another animal: return the updated summary and the chunk."""
    if life_list.free_places:
        *left, chunk = life_list.free_places
        return life_list.model_copy(update={"free_places": left}), chunk
    if life_list.chunks and life_list.last_chunk_size < MAX_CHUNK:
        grown = life_list.model_copy(update={"last_chunk_size": life_list.last_chunk_size + 1})
        return grown, life_list.chunks - 1
    opened = life_list.model_copy(update={"chunks": life_list.chunks + 1, "last_chunk_size": 1})
    return opened, life_list.chunks


def free_place(life_list: LifeList, chunk: int) -> LifeList:
    """Record a free place in a chunk; if there are too many, some stay unused until a recount."""
    places = [*life_list.free_places, chunk][-MAX_FREE_PLACES:]
    return life_list.model_copy(update={"free_places": places})


def with_badges(life_list: LifeList, now: datetime) -> LifeList:
    """Return a summary with its earned badges; existing ones keep their dates."""
    had = life_list.badges
    earned = {badge: had.get(badge, now) for badge in sorted(badges.earned(life_list))}
    return life_list.model_copy(update={"badges": earned})


# Days


def month_of(day: date) -> str:
    """Return the id of a day's month."""
    return f"{day:%Y-%m}"


def months_around(day: date) -> set[str]:
    """Return the months needed to decide whether a day completes a week: those of the six days before and after."""
    return {month_of(day + timedelta(days=step)) for step in (1 - WEEK, WEEK - 1)}


def days_in(months: dict[str, Month]) -> set[date]:
    """Return the days with a catch."""
    return {date.fromisoformat(f"{name}-{day}") for name, month in months.items() for day in month.days}


def with_day(month: Month, day: date, step: int) -> Month:
    """Return a month with one more or one fewer catch on a day."""
    count = month.days.get(f"{day:%d}", 0) + step
    others = {name: caught for name, caught in month.days.items() if name != f"{day:%d}"}
    return Month(days=others | ({f"{day:%d}": count} if count > 0 else {}))


def full_weeks_through(days: set[date], day: date) -> int:
    """Return the number of full weeks (seven consecutive days with a catch) that include a day."""
    ends = (day + timedelta(days=step) for step in range(WEEK))
    return sum(_is_full_week(days, end) for end in ends)


def _is_full_week(days: set[date], end: date) -> bool:
    return all(end - timedelta(days=back) in days for back in range(WEEK))


# Genera


def with_species(genus: Genus | None, step: int, species: int, now: datetime) -> Genus | None:
    """Return a genus with one more or one fewer of its species; None if none is left.

    A genus with a single species is no achievement, so it is never complete.
    """
    count = (genus.species if genus else 0) + step
    complete = count > 1 and count >= species
    since = (genus.complete_since if genus else None) or now
    return Genus(species=count, complete_since=since if complete else None) if count > 0 else None


def is_complete(genus: Genus | None) -> bool:
    """Return whether a life list has every species of a genus."""
    return genus is not None and genus.complete_since is not None


# Recounts


class Recount(Model):
    """A whole life list, as stored or as recounted from a person's entries."""

    summary: LifeList
    animals: dict[str, LifeListItem]
    months: dict[str, Month]
    genera: dict[str, Genus]


def recount(entries: Iterable[Entry], species_of: SpeciesOf, before: Recount, now: datetime) -> Recount:
    """Return the life list for some entries; animals keep their chunks, and badges and genera their dates."""
    animals: dict[str, LifeListItem] = {}
    days: dict[date, int] = {}
    for entry in entries:
        item = animals.get(entry.animal.id)
        animals[entry.animal.id] = with_sighting(item, entry.animal, sighting(entry))
        day = day_of(entry)
        days[day] = days.get(day, 0) + 1
    places = before.summary.model_copy(update={"totals": {}, "discoveries": 0})
    placed: dict[str, LifeListItem] = {}
    for animal_id, item in animals.items():
        had = before.animals.get(animal_id)
        if had is None:
            places, chunk = take_place(places)
        placed[animal_id] = item.model_copy(update={"chunk": had.chunk if had else chunk})
        places = with_item(places, None, item)
    for animal_id in before.animals.keys() - animals.keys():
        places = free_place(places, before.animals[animal_id].chunk)
    weeks = sum(_is_full_week(set(days), day) for day in days)
    return Recount(
        summary=with_badges(places.model_copy(update={"full_weeks": weeks}), now),
        animals=placed,
        months=_months(days),
        genera=_genera(animals.values(), species_of, before.genera, now),
    )


def _months(days: dict[date, int]) -> dict[str, Month]:
    months: dict[str, Month] = {}
    for day, count in days.items():
        months.setdefault(month_of(day), Month()).days[f"{day:%d}"] = count
    return months


def _genera(
    items: Iterable[LifeListItem], species_of: SpeciesOf, before: dict[str, Genus], now: datetime
) -> dict[str, Genus]:
    counts: dict[str, int] = {}
    for genus in filter(None, map(genus_of, items)):
        counts[genus] = counts.get(genus, 0) + 1
    counted = {
        genus: with_species(_dated(before.get(genus)), count, species_of(genus), now) for genus, count in counts.items()
    }
    return {genus: found for genus, found in counted.items() if found}


def _dated(genus: Genus | None) -> Genus | None:
    return Genus(species=0, complete_since=genus.complete_since) if genus else None


def differences(found: Recount, right: Recount) -> list[str]:
    """Describe the differences between a life list and its recount."""
    wrong = []
    for part in ("animals", "months", "genera"):
        has, should = getattr(found, part), getattr(right, part)
        wrong += [
            f"{part}/{name}: {has.get(name)} instead of {should.get(name)}"
            for name in sorted({*has, *should})
            if has.get(name) != should.get(name)
        ]
    for field in ("totals", "discoveries", "full_weeks"):
        has, should = getattr(found.summary, field), getattr(right.summary, field)
        wrong += [f"{field}: {has} instead of {should}"] if has != should else []
    has_badges, should_badges = set(found.summary.badges), set(right.summary.badges)
    wrong += [f"badge {badge}: not earned" for badge in sorted(has_badges - should_badges)]
    return wrong + [f"badge {badge}: missing" for badge in sorted(should_badges - has_badges)]
