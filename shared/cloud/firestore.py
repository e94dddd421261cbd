"""Firestore: the client, and units of work that survive contention."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import batched
from typing import Any

from google.api_core.exceptions import Aborted
from google.api_core.retry import Retry
from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.base_model import Id, Moment
from shared.pages import Values, decode_cursor, encode_cursor
from shared.settings import settings

MAX_WRITES = 500  # per batch: Firestore's limit
MAX_IN = 30  # values of an `in` filter: Firestore's limit

Reference = firestore.DocumentReference
Query = firestore.Query
Fields = dict[str, Any]


@cache
def client() -> firestore.Client:
    """Return this process's Firestore client."""
    return firestore.Client(project=settings().google_cloud_project)


class UnitOfWork:
    """A transaction shared by several parts: services open one with `transact`, stores read and write through it.

    Writes are buffered until the work returns, so reads and writes may come in any order. `get` sees the unit's own
    writes; `find` sees the documents as they were before it.
    """

    def __init__(self, transaction: firestore.Transaction) -> None:
        self._transaction = transaction
        self._writes: list[Callable[[], None]] = []
        self._written: dict[str, Fields | None] = {}
        self.followers: list[Callable[[], object]] = []

    def get(self, reference: Reference) -> Fields | None:
        """Return a document's fields, or None if it does not exist."""
        if reference.path in self._written:
            return self._written[reference.path]
        fields: Fields | None = reference.get(transaction=self._transaction).to_dict()
        return fields

    def find(self, query: Query) -> list[Any]:
        """Return the snapshots that match a query."""
        return list(query.stream(transaction=self._transaction))

    def create(self, reference: Reference, fields: Fields) -> None:
        """Create a document; the commit fails if it already exists."""
        self._write(reference, fields, lambda: self._transaction.create(reference, fields))

    def set(self, reference: Reference, fields: Fields) -> None:
        """Write a whole document."""
        self._write(reference, fields, lambda: self._transaction.set(reference, fields))

    def delete(self, reference: Reference) -> None:
        """Delete a document if it exists."""
        self._write(reference, None, lambda: self._transaction.delete(reference))

    def update(self, reference: Reference, fields: Fields) -> None:
        """Change some fields, by path, of an existing document; it must not be read again in this unit."""
        self._writes.append(lambda: self._transaction.update(reference, fields))

    def merge(self, reference: Reference, fields: Fields) -> None:
        """Change some fields of a document that may not exist; it must not be read again in this unit."""
        self._writes.append(lambda: self._transaction.set(reference, fields, merge=True))

    def follow(self, action: Callable[[], object]) -> None:
        """Run an action after the commit. It is lost if the process dies before: never rely on it."""
        self.followers.append(action)

    def flush(self) -> None:
        """Pass the writes to the transaction, which commits next."""
        for write in self._writes:
            write()

    def _write(self, reference: Reference, fields: Fields | None, write: Callable[[], None]) -> None:
        self._written[reference.path] = fields
        self._writes.append(write)


def transact[T](work: Callable[[UnitOfWork], T]) -> T:
    """Run `work` in a transaction and return its result.

    `work` may run several times and must have no effects except through the unit. On contention it is retried with
    random exponential backoff for up to a minute.

    Raises:
        Aborted: contention did not end in time.

    """

    def once() -> tuple[T, UnitOfWork]:
        try:
            committed: tuple[T, UnitOfWork] = firestore.transactional(_run)(client().transaction(), work)
            return committed
        except ValueError as error:  # the client raises this if all its own attempts were aborted
            if isinstance(error.__cause__, Aborted):
                raise error.__cause__ from None
            raise

    result, unit = Retry(predicate=_is_contention, initial=0.05, maximum=2.0, timeout=60.0)(once)()
    for action in unit.followers:
        action()
    return result


def _run[T](transaction: firestore.Transaction, work: Callable[[UnitOfWork], T]) -> tuple[T, UnitOfWork]:
    unit = UnitOfWork(transaction)
    result = work(unit)
    unit.flush()
    return result, unit


def existing(references: Iterable[Reference]) -> Iterator[Any]:
    """Yield the snapshots of the existing documents among some of one collection.

    It costs one read each, and one for thirty that are all missing; `get_all` would be billed for every missing one.
    """
    for some in batched(references, MAX_IN):
        query = some[0].parent.where(filter=FieldFilter("__name__", "in", some))
        yield from query.stream()


def read_all(references: list[Reference]) -> Iterator[Any]:
    """Yield those of some documents that exist as protocol buffers, in no order; one read each, also for missing ones.

    Much faster than `get_all`, which decodes each value twice over and copies it once more: for documents that hold
    many values. It offers no way around that but to send its own request.
    """
    request = {"database": client()._database_string, "documents": [one._document_path for one in references]}
    for response in client()._firestore_api.batch_get_documents(request=request, metadata=client()._rpc_metadata):
        answer = type(response).pb(response)
        if answer.HasField("found"):
            yield answer.found


def in_order(query: Query, order: Iterable[str], after: Values | None, direction: str = Query.DESCENDING) -> Query:
    """Order a query by some fields, starting after the given values; `__name__` is the id."""
    for field in order:
        query = query.order_by(field, direction=direction)
    return query.start_after(after) if after else query


def by_id(query: Query, limit: int, after: str) -> tuple[list[Any], str | None]:
    """Return a query's first snapshots after an id, ordered by id; and the last id, if there are more."""
    ordered = query.order_by("__name__")
    if after:
        ordered = ordered.start_after({"__name__": after})
    found = list(ordered.limit(limit + 1).stream())
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def by_time(query: Query, field: str, limit: int, cursor: str) -> tuple[list[str], str | None]:
    """Return the ids of a query's oldest documents by a time field; and a cursor, if there are more."""
    ordered = query.order_by(field).order_by("__name__")
    if cursor:
        values = decode_cursor(cursor, {field: Moment, "__name__": Id})
        ordered = ordered.start_after(values)
    found = list(ordered.select([field]).limit(limit + 1).stream())
    last = found[limit - 1] if len(found) > limit else None
    more = encode_cursor({field: last.get(field), "__name__": last.id}) if last else None
    return [snapshot.id for snapshot in found[:limit]], more


def sample(collection: str, start: str, limit: int) -> list[str]:
    """Return the ids of some of a collection's documents: from an id on, and from the first again behind the last."""
    everything = client().collection(collection).select([]).order_by("__name__").limit(limit)
    found = [*everything.start_at({"__name__": start}).stream(), *everything.stream()]
    return list(dict.fromkeys(str(snapshot.id) for snapshot in found))[:limit]


def delete_all(query: Query, limit: int = MAX_WRITES) -> int:
    """Delete up to `limit` documents that match a query; return the number deleted."""
    references = [snapshot.reference for snapshot in query.select([]).limit(limit).stream()]
    delete_documents(references)
    return len(references)


def delete_documents(references: Iterable[Reference]) -> None:
    """Delete documents in batches."""
    for some in batched(references, MAX_WRITES):
        batch = client().batch()
        for reference in some:
            batch.delete(reference)
        batch.commit()


def _is_contention(error: BaseException) -> bool:
    return isinstance(error, Aborted)
