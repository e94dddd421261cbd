"""Recorded Firestore queries: firestore.queries.json lists every query that the product makes.

A recorded query has placeholders for its values and neither limit nor cursor: only what determines its index.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from google.cloud.firestore_v1.aggregation import AggregationQuery
from google.cloud.firestore_v1.base_aggregation import SumAggregation
from google.cloud.firestore_v1.query import Query
from google.cloud.firestore_v1.types import StructuredQuery

RECORD = Path(__file__).parents[2] / "firestore.queries.json"
PLACEHOLDERS = {
    "stringValue": "x",
    "integerValue": "1",
    "timestampValue": "2026-01-01T00:00:00Z",
}
DOCUMENTS = "DOCUMENTS"  # stands for the database in a reference


class Recorded(NamedTuple):
    """A query as JSON, and the document below which it runs ("" for none)."""

    parent: str
    query: str

    def runnable(self, documents: str) -> dict[str, Any]:
        """Return the request that runs it for one document in the database at this path."""
        query = StructuredQuery.from_json(self.query.replace(DOCUMENTS, documents))
        query.limit = 1
        return {"parent": f"{documents}/{self.parent}".rstrip("/"), "structured_query": query}


def load() -> list[Recorded]:
    """Return the recorded queries."""
    return [Recorded(one["parent"], json.dumps(one["query"])) for one in json.loads(RECORD.read_text())]


def as_file(queries: set[Recorded]) -> str:
    """Return the contents of the file: one line per query, in a stable order."""
    lines = (f'{{"parent": "{one.parent}", "query": {one.query}}}' for one in sorted(queries))
    return "[\n" + ",\n".join(lines) + "\n]\n"


@contextmanager
def recorded() -> Iterator[set[Recorded]]:
    """Record the queries made inside the block."""
    made: set[Recorded] = set()
    stream, total = Query.stream, AggregationQuery.get

    def streaming(self: Query, *args: Any, **kwargs: Any) -> Any:
        made.update(record(self))
        return stream(self, *args, **kwargs)

    def summing(self: AggregationQuery, *args: Any, **kwargs: Any) -> Any:
        nested: Any = self._nested_query
        made.update(record(nested))
        for one in self._aggregations:
            if isinstance(one, SumAggregation):  # it needs the index of that order
                made.update(record(nested.order_by(one.field_ref)))
        return total(self, *args, **kwargs)

    with patch.object(Query, "stream", streaming), patch.object(AggregationQuery, "get", summing):
        yield made


def record(query: Query) -> Iterator[Recorded]:
    """Yield a query, unless it selects documents by name alone, which needs no index."""
    whole: Any = query._to_protobuf()
    asked = json.loads(StructuredQuery.to_json(whole, use_integers_for_enums=False))
    kept = {name: asked[name] for name in ("from", "where", "orderBy") if asked.get(name)}
    if fields(kept) - {"__name__"}:
        above = query._parent._path[:-1]
        parent = "/".join("x" if index % 2 else name for index, name in enumerate(above))
        yield Recorded(parent, json.dumps(_walk(kept, _with_placeholder)))


def fields(query: object) -> set[str]:
    """Return the fields that a query filters or orders by."""
    found: set[str] = set()

    def note(part: dict[str, Any]) -> dict[str, Any]:
        found.add(part.get("fieldPath", "__name__"))
        return part

    _walk(query, note)
    return found


def _with_placeholder(part: dict[str, Any]) -> dict[str, Any]:
    """Replace a value by a placeholder; a list keeps one value, a document name its collection."""
    if "arrayValue" in part:
        return {"arrayValue": {"values": part["arrayValue"]["values"][:1]}}
    if "doubleValue" in part:  # indexes do not tell kinds of numbers apart
        return {"integerValue": "1"}
    if "referenceValue" in part:
        collection = part["referenceValue"].partition("/documents/")[2].rpartition("/")[0]
        return {"referenceValue": f"{DOCUMENTS}/{collection}/x"}
    return {name: PLACEHOLDERS.get(name, value) for name, value in part.items()}


def _walk(part: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    if isinstance(part, dict):
        return {name: _walk(value, change) for name, value in change(part).items()}
    return [_walk(one, change) for one in part] if isinstance(part, list) else part
