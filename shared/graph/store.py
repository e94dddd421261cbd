"""The collections graph_trees, graph_summary and graph_shares."""

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from google.cloud.firestore import DELETE_FIELD, Increment
from google.cloud.firestore_v1.aggregation import AggregationQuery
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork
from shared.graph.documents import CachedTree, Shard, Share, SharedAnimal, SummaryState

PART_BYTES = 1_000_000  # of a document's 1 MiB
SHARDS = 64


def _trees() -> Any:
    return firestore.client().collection("graph_trees")


def _tree(tree_id: str, part: int) -> firestore.Reference:
    return firestore.client().collection("graph_trees").document(f"{tree_id}.{part}" if part else tree_id)


def _shares() -> Any:
    return firestore.client().collection("graph_shares")


def _share(owner: str, animal_id: str) -> firestore.Reference:
    return firestore.client().collection("graph_shares").document(f"{owner}.{animal_id}")


def _shard(animal_id: str) -> firestore.Reference:
    number = zlib.crc32(animal_id.encode()) % SHARDS
    return firestore.client().collection("graph_summary").document(f"{number:02}")


def _state() -> firestore.Reference:
    return firestore.client().collection("counters").document("graph")


# Trees that were made


def get_tree(tree_id: str, key: str, now: datetime) -> bytes | None:
    """Return a tree that was made from what this key stands for, and is not too old; None when there is none."""
    stored = _tree(tree_id, 0).get().to_dict()
    first = CachedTree.model_validate(stored) if stored else None
    if first is None or first.key != key or first.expires_at <= now:
        return None
    rest = [_tree(tree_id, part).get().to_dict() for part in range(1, first.parts)]
    parts = [first, *(CachedTree.model_validate(part) for part in rest if part)]
    is_whole = len(parts) == first.parts and all(part.key == key for part in parts)
    return b"".join(part.data for part in parts) if is_whole else None


def put_tree(tree_id: str, owner: str, key: str, data: bytes, expires_at: datetime) -> None:
    """Keep a tree, in place of the one before."""
    cuts = range(0, len(data), PART_BYTES)
    for part, cut in enumerate(cuts):
        some = CachedTree(
            owner=owner, key=key, data=data[cut : cut + PART_BYTES], parts=len(cuts), expires_at=expires_at
        )
        _tree(tree_id, part).set(some.model_dump())


def delete_trees(owner: str, limit: int) -> int:
    """Delete some of the trees that were made for a person; return how many there were."""
    return firestore.delete_all(_trees().where(filter=FieldFilter("owner", "==", owner)), limit)


def delete_old_trees(now: datetime) -> int:
    """Delete some of the trees that are too old; return how many there were."""
    return firestore.delete_all(_old_trees(now))


def has_old_trees(now: datetime) -> bool:
    """Tell whether there are trees that are too old."""
    return bool(list(_old_trees(now).limit(1).stream()))


def _old_trees(now: datetime) -> firestore.Query:
    old: firestore.Query = _trees().where(filter=FieldFilter("expires_at", "<=", now))
    return old


# Everybody's animals


def get_state() -> SummaryState:
    """Return how far the summary is."""
    return SummaryState.model_validate(_state().get().to_dict() or {})


def set_reached(at: datetime) -> None:
    """Note up to when the change logs are in the summary."""
    _state().set({"at": at}, merge=True)


def summary() -> Iterator[tuple[str, SharedAnimal]]:
    """Yield everybody's animals: one read a shard."""
    for snapshot in firestore.client().collection("graph_summary").stream():
        yield from Shard.model_validate(snapshot.to_dict()).animals.items()


def share(unit: UnitOfWork, owner: str, animal_id: str, animal: SharedAnimal | None, sightings: int) -> None:
    """Let a person contribute so many sightings of an animal, instead of what they did; none withdraws them."""
    stored = unit.get(_share(owner, animal_id))
    before = Share.model_validate(stored).sightings if stored else 0
    shard = Shard.model_validate(unit.get(_shard(animal_id)) or {})
    counted = shard.animals.get(animal_id)
    total = (counted.sightings if counted else 0) - before + sightings
    people = (counted.people if counted else 0) - bool(before) + bool(sightings)
    shown = animal or counted
    after = shown.model_copy(update={"sightings": total, "people": people}) if shown and people else None
    if (before, counted) != (sightings, after):
        _put_share(unit, Share(owner=owner, animal_id=animal_id, sightings=sightings))
        put_animal(unit, animal_id, after)


def get_animal(unit: UnitOfWork, animal_id: str) -> SharedAnimal | None:
    """Return what the summary holds of an animal; None when that is nothing."""
    return Shard.model_validate(unit.get(_shard(animal_id)) or {}).animals.get(animal_id)


def put_animal(unit: UnitOfWork, animal_id: str, animal: SharedAnimal | None) -> None:
    """Store what the summary holds of an animal; None forgets it."""
    fields = animal.model_dump() if animal else DELETE_FIELD
    unit.merge(_shard(animal_id), {"animals": {animal_id: fields}})
    unit.merge(_state(), {"stamp": Increment(1)})


def add_up(animal_id: str) -> dict[str, int]:
    """Return what people contribute of an animal, added up: one read a thousand of them."""
    shares = _shares().where(filter=FieldFilter("animal_id", "==", animal_id))
    summed = AggregationQuery(shares).count(alias="people").sum("sightings", alias="sightings")
    return {one.alias: int(one.value) for one in summed.get()[0]}


def _put_share(unit: UnitOfWork, share: Share) -> None:
    reference = _share(share.owner, share.animal_id)
    if share.sightings:
        unit.set(reference, share.model_dump())
    else:
        unit.delete(reference)


def shares_of(owner: str, limit: int | None = None) -> list[Share]:
    """Return what a person contributes, or some of it: one read an animal."""
    query = _shares().where(filter=FieldFilter("owner", "==", owner))
    return [Share.model_validate(snapshot.to_dict()) for snapshot in (query.limit(limit) if limit else query).stream()]


def beginning() -> datetime:
    """Return from when on the change logs are followed, before anything was."""
    return datetime.fromtimestamp(0, UTC)
