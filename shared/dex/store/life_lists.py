"""The collection life_lists and its subcollections, except the change log."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from google.cloud.firestore import DELETE_FIELD
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.animals.models import Rank
from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork
from shared.dex import packing
from shared.dex.documents import Chunk, Genus, LifeList, LifeListItem, Month
from shared.dex.tallies import Recount

SPECIES = [rank for rank in Rank if rank.is_species]
PARTS = ("animals", "chunks", "months", "genera", "changes")


def reference(owner: str) -> Any:
    """Return the reference of a person's life list."""
    return firestore.client().collection("life_lists").document(owner)


def _animal(owner: str, animal_id: str) -> Any:
    return reference(owner).collection("animals").document(animal_id)


def _chunk(owner: str, chunk: int) -> Any:
    return reference(owner).collection("chunks").document(f"{chunk:06}")


def _month(owner: str, month: str) -> Any:
    return reference(owner).collection("months").document(month)


def _genus(owner: str, genus: str) -> Any:
    return reference(owner).collection("genera").document(genus)


# In a unit of work


def get_in(unit: UnitOfWork, owner: str) -> LifeList:
    """Return the summary of a person's life list; an empty one if there is none."""
    return LifeList.model_validate(unit.get(reference(owner)) or {})


def put(unit: UnitOfWork, owner: str, life_list: LifeList) -> None:
    """Store a summary."""
    unit.set(reference(owner), life_list.model_dump())


def get_animal(unit: UnitOfWork, owner: str, animal_id: str) -> LifeListItem | None:
    """Return one animal of a person's life list."""
    stored = unit.get(_animal(owner, animal_id))
    return LifeListItem.model_validate(stored) if stored else None


def put_animal(unit: UnitOfWork, owner: str, animal_id: str, item: LifeListItem) -> None:
    """Store an animal and its copy in its chunk, without reading or writing the rest of the chunk."""
    unit.set(_animal(owner, animal_id), item.model_dump())
    unit.merge(_chunk(owner, item.chunk), {"items": {animal_id: packing.pack(item)}})


def delete_animal(unit: UnitOfWork, owner: str, animal_id: str, chunk: int) -> None:
    """Delete an animal, also from its chunk."""
    unit.delete(_animal(owner, animal_id))
    unit.merge(_chunk(owner, chunk), {"items": {animal_id: DELETE_FIELD}})


def put_chunks(unit: UnitOfWork, owner: str, chunks: int) -> None:
    """Store the number of chunks in the first one, so that readers know of the others."""
    unit.merge(_chunk(owner, 0), {"chunks": chunks})


def get_months_in(unit: UnitOfWork, owner: str, months: Iterable[str]) -> dict[str, Month]:
    """Return some months; those without a catch are empty."""
    return {month: Month.model_validate(unit.get(_month(owner, month)) or {}) for month in months}


def put_month(unit: UnitOfWork, owner: str, name: str, month: Month) -> None:
    """Store a month, or delete it if it has no catch."""
    if month.days:
        unit.set(_month(owner, name), month.model_dump())
    else:
        unit.delete(_month(owner, name))


def get_genus(unit: UnitOfWork, owner: str, genus: str) -> Genus | None:
    """Return a genus in a person's life list."""
    stored = unit.get(_genus(owner, genus))
    return Genus.model_validate(stored) if stored else None


def put_genus(unit: UnitOfWork, owner: str, name: str, genus: Genus | None) -> None:
    """Store a genus; None deletes it."""
    if genus:
        unit.set(_genus(owner, name), genus.model_dump())
    else:
        unit.delete(_genus(owner, name))


# Reading


def get(owner: str) -> LifeList:
    """Return the summary of a person's life list; an empty one if there is none."""
    return LifeList.model_validate(reference(owner).get().to_dict() or {})


def get_some(owners: list[str]) -> dict[str, LifeList]:
    """Return the summaries of people's life lists: one read per person."""
    snapshots = firestore.client().get_all([reference(owner) for owner in owners])
    return {snapshot.id: LifeList.model_validate(snapshot.to_dict() or {}) for snapshot in snapshots}


def get_animals(owner: str, animal_ids: list[str]) -> dict[str, LifeListItem]:
    """Return the animals among these that are in a person's life list: one read per result."""
    there = firestore.existing(_animal(owner, animal_id) for animal_id in animal_ids)
    return {snapshot.id: LifeListItem.model_validate(snapshot.to_dict()) for snapshot in there}


def chunk(owner: str, number: int) -> dict[str, LifeListItem]:
    """Return the animals of one chunk of a person's life list."""
    return _unpack(Chunk.model_validate(_chunk(owner, number).get().to_dict() or {}).items)


def animals(owner: str) -> dict[str, LifeListItem]:
    """Return all animals of a person's life list: one read per 250."""
    return {animal_id: item for _, items in packed([owner]) for animal_id, item in _unpack(items).items()}


def packed(owners: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield all animals of people's life lists, packed and unordered: a person, and items by id.

    It costs one read per 250 animals of a person, in two requests: the first chunks, then the others.
    """
    others: list[Any] = []
    for owner, chunk in _chunks([_chunk(owner, 0) for owner in owners]):
        others += (_chunk(owner, number) for number in range(1, chunk.chunks))
        yield owner, chunk.items
    for owner, chunk in _chunks(others):
        yield owner, chunk.items


def _chunks(references: list[Any]) -> Iterator[tuple[str, Chunk]]:
    for document in firestore.read_all(references) if references else ():
        items = document.fields["items"].map_value.fields
        yield (
            document.name.split("/")[-3],
            Chunk.model_construct(
                items={animal_id: item.string_value for animal_id, item in items.items()},
                chunks=document.fields["chunks"].integer_value or 1,
            ),
        )


def _unpack(items: dict[str, str]) -> dict[str, LifeListItem]:
    return {animal_id: packing.unpack(item) for animal_id, item in items.items()}


def months(owner: str) -> dict[str, Month]:
    """Return the months in which a person has caught something."""
    return {one.id: Month.model_validate(one.to_dict()) for one in _all(owner, "months")}


def get_months(owner: str, names: list[str]) -> dict[str, Month]:
    """Return the months among these in which a person has caught something: one read each."""
    there = firestore.existing(_month(owner, name) for name in names)
    return {snapshot.id: Month.model_validate(snapshot.to_dict()) for snapshot in there}


def count_new(owner: str, audience: str, since: datetime) -> int:
    """Return the number of a person's species that are new to an audience since a moment: one read per thousand."""
    species = reference(owner).collection("animals").where(filter=FieldFilter("rank", "in", SPECIES))
    return int(species.where(filter=FieldFilter(f"seen.{audience}.first_seen", ">=", since)).count().get()[0][0].value)


def genera(owner: str) -> dict[str, Genus]:
    """Return the genera in a person's life list."""
    return {one.id: Genus.model_validate(one.to_dict()) for one in _all(owner, "genera")}


def complete_genera(owner: str) -> dict[str, Genus]:
    """Return the genera that a person has completed."""
    query = reference(owner).collection("genera").where(filter=FieldFilter("complete_since", "!=", None))
    return {snapshot.id: Genus.model_validate(snapshot.to_dict()) for snapshot in query.stream()}


def who_have_genus(uids: list[str], genus: str) -> list[str]:
    """Return the people among these who have photographed a species of a genus: one read per person."""
    snapshots = firestore.client().get_all([_genus(uid, genus) for uid in uids])
    return [snapshot.reference.parent.parent.id for snapshot in snapshots if snapshot.exists]


def owners() -> Iterable[str]:
    """Yield all people who have a life list."""
    for snapshot in firestore.client().collection("life_lists").select([]).stream():
        yield str(snapshot.id)


# Recounts and deletion


def sample(start: str, limit: int) -> list[str]:
    """Return a sample of the people who have a life list, starting from a uid and wrapping around."""
    return firestore.sample("life_lists", start, limit)


def read_all(owner: str) -> Recount:
    """Return a person's whole life list, read from its individual documents."""
    return Recount(
        summary=get(owner),
        animals={one.id: LifeListItem.model_validate(one.to_dict()) for one in _all(owner, "animals")},
        months=months(owner),
        genera=genera(owner),
    )


def rewrite(unit: UnitOfWork, owner: str, found: Recount, right: Recount) -> None:
    """Write the differences between a life list and its recount."""
    for animal_id in found.animals.keys() | right.animals.keys():
        before, after = found.animals.get(animal_id), right.animals.get(animal_id)
        if after and after != before:
            put_animal(unit, owner, animal_id, after)
        if before and after is None:
            delete_animal(unit, owner, animal_id, before.chunk)
    for name in found.months.keys() | right.months.keys():
        if found.months.get(name) != right.months.get(name):
            put_month(unit, owner, name, right.months.get(name, Month()))
    for name in found.genera.keys() | right.genera.keys():
        if found.genera.get(name) != right.genera.get(name):
            put_genus(unit, owner, name, right.genera.get(name))
    if right.summary.chunks > 1:
        put_chunks(unit, owner, right.summary.chunks)
    put(unit, owner, right.summary)


def delete_some(owner: str, limit: int) -> int:
    """Delete up to `limit` documents of a person's life list, its summary last; return their number."""
    for part in PARTS:
        references = [one.reference for one in reference(owner).collection(part).select([]).limit(limit).stream()]
        if references:
            firestore.delete_documents(references)
            return len(references)
    there = reference(owner).get().exists
    reference(owner).delete()
    return int(there)


def _all(owner: str, part: str) -> Any:
    return reference(owner).collection(part).stream()
