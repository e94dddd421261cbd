"""Composite indexes: no emulator asks for them, so the queries that the code makes are held against the file."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from google.cloud.firestore_v1.query import Query

from shared.accounts import store as accounts
from shared.dex import store as dex
from shared.social import store as social
from shared.vision import store as vision
from shared.vision.models import JobStatus

INDEXES = json.loads((Path(__file__).parents[2] / "firestore.indexes.json").read_text())["indexes"]
Index = tuple[str, tuple[tuple[str, str], ...]]
DIRECTIONS = {1: "ASCENDING", 2: "DESCENDING"}


@pytest.fixture
def queries(project: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Query]]:
    made: list[Query] = []
    stream = Query.stream

    def recording(self: Query, *args: Any, **kwargs: Any) -> Any:
        made.append(self)
        return stream(self, *args, **kwargs)

    monkeypatch.setattr(Query, "stream", recording)
    yield made


def needed(query: Query) -> Index | None:
    """The composite index that production asks for; None where single-field indexes serve."""
    request = query._to_protobuf()
    where = request.where.composite_filter.filters or [request.where]
    filters = [one.field_filter for one in where if one.field_filter.field.field_path]
    equal = [one.field.field_path for one in filters if one.op.name in {"EQUAL", "IN"}]
    arrays = [one.field.field_path for one in filters if one.op.name == "ARRAY_CONTAINS"]
    ranged = [one.field.field_path for one in filters if one.op.name not in {"EQUAL", "IN", "ARRAY_CONTAINS"}]
    orders = [(order.field.field_path, DIRECTIONS[order.direction]) for order in request.order_by]
    orders = [order for order in orders if order[0] != "__name__"] or [(path, "ASCENDING") for path in ranged]
    fields = [(path, "ASCENDING") for path in equal] + [(path, "CONTAINS") for path in arrays] + orders
    return (request.from_[0].collection_id, tuple(fields)) if len(fields) > 1 else None


def test_the_indexes_are_those_that_the_queries_need(queries: list[Query]) -> None:
    now = datetime.now(UTC)
    dex.by_owner("u", 1, None)
    dex.by_owner("u", 1, {"created_at": now, "__name__": "e"})
    vision.by_owner("u", None, 1, None)
    vision.by_owner("u", JobStatus.COMPLETED, 1, {"created_at": now, "__name__": "j"})
    list(vision.unfinished_since(now, 1))
    list(vision.expired(now, 1))
    for listing in (social.friends_of, social.pending_for, social.sent_by, social.blocked_by):
        listing("u", 1, {"changed_at": now, "__name__": "a.b"})
    social.all_of("u")
    accounts.unfinished_names(now, 1)
    assert len(queries) == 12
    declared = {
        (
            index["collectionGroup"],
            tuple((field["fieldPath"], field.get("order") or field["arrayConfig"]) for field in index["fields"]),
        )
        for index in INDEXES
    }
    assert {index for query in queries if (index := needed(query))} == declared
