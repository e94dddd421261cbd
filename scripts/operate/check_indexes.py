"""Run every query that the product makes, and list those that fail for want of an index."""

import time
from collections.abc import Iterable, Iterator
from typing import Any

from google.api_core.exceptions import FailedPrecondition

from scripts.operate import queries
from scripts.operate.queries import Recorded
from scripts.operate.report import Line
from shared.cloud import firestore

BUILDING = "currently building"  # in Firestore's own sentence
PAUSE_SECONDS = 15


def check_indexes(wait_minutes: int) -> Iterator[Line]:
    """Yield a line for each query that fails, with Firestore's message, and a summary line.

    Each query asks for one document: a few hundred reads at most. Indexes that are still being built are waited for.
    """
    asked, until = queries.load(), time.monotonic() + wait_minutes * 60
    refused = _refused(asked)
    while any(BUILDING in said for said in refused.values()) and time.monotonic() < until:
        time.sleep(PAUSE_SECONDS)
        refused = _refused(refused)
    for one, said in refused.items():
        yield Line(ok=False, what="query", said=f"{one.parent} {one.query}: {said}")
    yield Line(ok=not refused, what="indexes", said=f"{len(asked) - len(refused)} of {len(asked)} queries are answered")


def _refused(asked: Iterable[Recorded]) -> dict[Recorded, str]:
    """Return the failing queries with Firestore's message, which contains the link that creates the index."""
    client: Any = firestore.client()
    documents, refused = f"{client._database_string}/documents", {}
    for one in asked:
        try:
            list(client._firestore_api.run_query(request=one.runnable(documents), metadata=client._rpc_metadata))
        except FailedPrecondition as error:
            refused[one] = str(error.message)
    return refused
