"""Firestore: the client, and transactions that survive contention."""

from collections.abc import Callable
from functools import cache
from itertools import batched

from google.api_core.exceptions import Aborted
from google.api_core.retry import Retry
from google.cloud import firestore

from shared.settings import settings

MAX_WRITES = 500  # of a batch: Firestore's own limit

Transaction = firestore.Transaction
Reference = firestore.DocumentReference


@cache
def client() -> firestore.Client:
    """Return this process's Firestore client."""
    return firestore.Client(project=settings().google_cloud_project)


def transact[T](work: Callable[[Transaction], T], *, read_only: bool = False) -> T:
    """Run `work` in a transaction and return what it returns.

    `work` may run several times: it must have no effect but through the transaction. On contention it is run
    again, after a random pause that grows, for up to a minute. One that only reads sees everything at one moment, and
    is in nobody's way.

    Raises:
        Aborted: contention did not cease in time.

    """

    def once() -> T:
        try:
            result: T = firestore.transactional(work)(client().transaction(read_only=read_only))
            return result
        except ValueError as error:  # how the client says that its own attempts were all aborted
            if isinstance(error.__cause__, Aborted):
                raise error.__cause__ from None
            raise

    result: T = Retry(predicate=_is_contention, initial=0.05, maximum=2.0, timeout=60.0)(once)()
    return result


def delete_all(query: firestore.Query) -> int:
    """Delete every document that a query finds; return how many there were."""
    result = [snapshot.reference for snapshot in query.select([]).stream()]
    for some in batched(result, MAX_WRITES):
        batch = client().batch()
        for reference in some:
            batch.delete(reference)
        batch.commit()
    return len(result)


def _is_contention(error: BaseException) -> bool:
    return isinstance(error, Aborted)
