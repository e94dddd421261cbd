"""The animals of a life list as its chunks hold them: lists of values, since field names take long to read."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pydantic_core import from_json

from shared.base_model import Model
from shared.dex.documents import AnimalSeen, BestEntry, LifeListItem, Sightings


def pack(item: LifeListItem) -> str:
    """Return an animal as JSON: its values in the order of the fields, so new fields belong at the end of a model."""
    fields = item.model_dump(mode="json")
    fields["seen"] = {
        audience: _values(one | {"best": _values(one["best"])}) for audience, one in fields["seen"].items()
    }
    return json.dumps(_values(fields), ensure_ascii=False, separators=(",", ":"))


def _values(fields: dict[str, Any]) -> list[Any]:
    return list(fields.values())


def unpack(packed: str) -> LifeListItem:
    """Return a packed animal."""
    fields = _named(LifeListItem, from_json(packed))
    fields["seen"] = {audience: _sightings(values) for audience, values in fields["seen"].items()}
    return LifeListItem.model_validate(fields)


def _sightings(values: list[Any]) -> dict[str, Any]:
    fields = _named(Sightings, values)
    return fields | {"best": _named(BestEntry, fields["best"])}


def _named(model: type[Model], values: list[Any]) -> dict[str, Any]:
    return dict(zip(model.model_fields, values, strict=False))


def seen_by(audience: str, items: dict[str, str]) -> Iterator[AnimalSeen]:
    """Yield those of some packed animals that an audience may see.

    There are many, so they are read without models, which would take ten times as long.
    """
    rows = from_json(f"[{','.join(items.values())}]", cache_strings="none")
    for animal_id, (index, scientific_name, common_name, rank, lineage, _, seen, *_) in zip(items, rows, strict=True):
        if audience in seen:
            count, _, _, (entry_id, favorite, caught_at, picture, *_), *_ = seen[audience]
            standing = favorite, datetime.fromisoformat(caught_at), entry_id
            yield AnimalSeen(animal_id, scientific_name, common_name, rank, lineage, index, count, standing, picture)
