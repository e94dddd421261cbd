"""The indexes in firestore.indexes.json, and those that a query needs."""

import json
from pathlib import Path
from typing import Any

from google.cloud.firestore_v1.types import StructuredQuery

from scripts.operate.queries import Recorded, fields

FILE = json.loads((Path(__file__).parents[2] / "firestore.indexes.json").read_text())
Index = tuple[str, tuple[tuple[str, str], ...]]
DIRECTIONS = {1: "ASCENDING", 2: "DESCENDING"}
COMPOSITE = {
    (
        index["collectionGroup"],
        tuple((field["fieldPath"], field.get("order") or field["arrayConfig"]) for field in index["fields"]),
    )
    for index in FILE["indexes"]
}
EXEMPT = {(field["collectionGroup"], field["fieldPath"]) for field in FILE["fieldOverrides"] if not field["indexes"]}


def lacking(recorded: Recorded) -> list[Index | tuple[str, str]]:
    """Return the indexes that a query needs and lacks: composite ones, or those of exempt fields."""
    composite = needed(recorded)
    collection = json.loads(recorded.query)["from"][0]["collectionId"]
    alone = set() if composite else {(collection, field) for field in fields(json.loads(recorded.query))}
    return [*sorted(composite - COMPOSITE), *sorted(alone & EXEMPT)]


def needed(recorded: Recorded) -> set[Index]:
    """Return the composite indexes that production requires; none if single-field indexes suffice.

    For several equalities, Firestore merges one index each, if they end in the query's order.
    """
    request: Any = StructuredQuery.from_json(recorded.query)
    where = request.where.composite_filter.filters or [request.where]
    filters = [one.field_filter for one in where if one.field_filter.field.field_path]
    kinds = {"EQUAL": "ASCENDING", "IN": "ASCENDING", "ARRAY_CONTAINS": "CONTAINS"}
    unary = [(one.unary_filter.field.field_path, "ASCENDING") for one in where if one.unary_filter.field.field_path]
    equal = unary + [(one.field.field_path, kinds[one.op.name]) for one in filters if one.op.name in kinds]
    ranged = [one.field.field_path for one in filters if one.op.name not in kinds]
    orders = [(order.field.field_path, DIRECTIONS[order.direction]) for order in request.order_by]
    orders = [order for order in orders if order[0] != "__name__"] or [(path, "ASCENDING") for path in ranged]
    if not orders or not equal:
        return set()
    first, *others = equal
    prefixes = [[first, other] for other in others] or [[first]]
    return {(request.from_[0].collection_id, (*prefix, *orders)) for prefix in prefixes}
