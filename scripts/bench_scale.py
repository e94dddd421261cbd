"""Measure the cost of a change with few and with many animals, and of housekeeping with many jobs.

    python -m scripts.bench_scale

It runs on the local cloud's emulators. Reads and writes are those that Firestore bills; bytes are those of the commits.
"""

import os
import resource
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import batched
from pathlib import Path
from typing import Any
from unittest.mock import patch

from google.api_core.exceptions import RetryError
from google.cloud.firestore import Query
from google.cloud.firestore_v1.aggregation import AggregationQuery

from localcloud.stack import Stack
from scripts.openapi import settings_for_loading

FEW, MANY = (
    100,
    20_100,
)  # one new animal in 250 starts a chunk of the life list and writes one more document: not this one
JOBS = 10_000
AT_ONCE = 100
NOW = datetime(2026, 5, 1, tzinfo=UTC)
TOLERANCE = 0.10


@dataclass
class Cost:
    """Documents read and written, and bytes committed."""

    reads: int = 0
    writes: int = 0
    bytes: int = 0


@contextmanager
def measured() -> Iterator[Cost]:
    """Count Firestore's operations inside the block."""
    from shared.cloud import firestore

    cost, api = Cost(), firestore.client()._firestore_api
    total = AggregationQuery.get
    stream, get, commit = Query.stream, api.batch_get_documents, api.commit

    def streaming(self: Query, *args: Any, **kwargs: Any) -> Iterator[Any]:
        found = list(stream(self, *args, **kwargs))
        cost.reads += max(len(found), 1)
        return iter(found)

    def getting(request: Any, **kwargs: Any) -> Any:
        cost.reads += len(request["documents"])
        return get(request=request, **kwargs)

    def summing(self: AggregationQuery, *args: Any, **kwargs: Any) -> Any:
        cost.reads += 1  # per thousand index entries
        return total(self, *args, **kwargs)

    def committing(request: Any, **kwargs: Any) -> Any:
        cost.writes += len(request["writes"])
        cost.bytes += sum(len(type(write).serialize(write)) for write in request["writes"])
        return commit(request=request, **kwargs)

    with (
        patch.object(Query, "stream", streaming),
        patch.object(AggregationQuery, "get", summing),
        patch.object(api, "batch_get_documents", getting),
        patch.object(api, "commit", committing),
    ):
        yield cost


def collect(uid: str, animals: int) -> None:
    """Give a person a life list with a number of animals, as if each had been caught once."""
    from shared.animals.models import Rank, Taxon
    from shared.cloud.firestore import UnitOfWork, transact
    from shared.dex import tallies
    from shared.dex.documents import Entry, EntryAnimal, LifeList
    from shared.dex.store import life_lists

    def entry(number: int) -> Entry:
        name = f"Genus{number} species"
        lineage = [Taxon(name=f"{rank.title()}{number}", rank=rank) for rank in (Rank.ORDER, Rank.FAMILY, Rank.GENUS)]
        animal = EntryAnimal(
            id=f"a{number}",
            creation_index=number,
            scientific_name=name,
            common_name=None,
            rank=Rank.SPECIES,
            lineage=[Taxon(name="Mammalia", rank=Rank.CLASS), *lineage],
        )
        day = NOW - timedelta(days=number % 3000)
        times = {"caught_at": day, "created_at": day, "updated_at": day}
        return Entry(id=f"e{number}", owner=uid, animal=animal, pictures=[], **times)

    empty = tallies.Recount(summary=LifeList(), animals={}, months={}, genera={})
    full = tallies.recount(map(entry, range(1, animals + 1)), lambda _: 0, empty, NOW)

    def put(unit: UnitOfWork, some: tuple[str, ...]) -> None:
        for animal_id in some:
            life_lists.put_animal(unit, uid, animal_id, full.animals[animal_id])

    for some in batched(full.animals, 100):
        transact(partial(put, some=some))
    for name, month in full.months.items():
        transact(partial(life_lists.put_month, owner=uid, name=name, month=month))
    transact(lambda unit: life_lists.put_chunks(unit, uid, full.summary.chunks))
    transact(lambda unit: life_lists.put(unit, uid, full.summary))


def changes(uid: str) -> dict[str, Callable[[], object]]:
    """Return the changes to measure, in order."""
    from shared.dex import entries
    from shared.dex.requests import EntryPatch, NewEntry

    ids: list[str] = []

    def add(notes: str) -> None:
        ids.append(entries.add_entry(uid, NewEntry(name="Corvus corax", caught_at=NOW, notes=notes)).id)

    return {
        "a new animal": lambda: add("first"),
        "another entry": lambda: add("second"),
        "notes": lambda: entries.edit(uid, ids[0], EntryPatch(notes="changed")),
        "a favorite": lambda: entries.set_favorite(uid, ids[0], favorite=True),
        "an entry less": lambda: entries.delete(uid, ids[1]),
        "the animal less": lambda: entries.delete(uid, ids[0]),
    }


def compare_changes() -> bool:
    from shared.accounts.models import NewUser
    from shared.accounts.sign_up import sign_up
    from shared.animals import animals
    from shared.dex.store import life_lists

    animals.find_or_refuse("Corvus corax")  # created on first use
    costs: dict[int, dict[str, Cost]] = {}
    for count in (FEW, MANY):
        name = f"person{count}"
        password = secrets.token_urlsafe()
        account = {"email": f"{name}@example.org", "password": password, "password_confirm": password}
        uid = sign_up(NewUser(username=name, **account)).id
        collect(uid, count)
        costs[count] = {}
        for name, change in changes(uid).items():
            with measured() as costs[count][name]:
                change()
        with measured() as tree:
            found = life_lists.animals(uid)
        print(f"{count:6} animals: all of them cost {tree.reads} reads ({len(found)} found)")
    is_even = True
    print(f"{'':18}{'reads':>12}{'writes':>12}{'bytes':>18}   at {FEW} and {MANY} animals")
    for name, few in costs[FEW].items():
        many = costs[MANY][name]
        pairs = [(few.reads, many.reads), (few.writes, many.writes), (few.bytes, many.bytes)]
        is_even &= all(abs(b - a) <= TOLERANCE * a for a, b in pairs)
        print(
            f"{name:18}" + "".join(f"{f'{a} {b}':>{width}}" for (a, b), width in zip(pairs, (12, 12, 18), strict=True))
        )
    print("A change costs the same, ±10 %." if is_even else "A change does NOT cost the same.")
    return is_even


def reserve_at_once(jobs: int, deliveries: int = 1) -> tuple[int, float]:
    """Reserve identifications for a number of people at once; return how many succeed, and the seconds.

    Contention may outlast the minute that a unit of work retries. As an event is redelivered then, each is tried up to
    `deliveries` times.
    """
    from shared.cloud.firestore import transact
    from shared.vision import store
    from shared.vision.models import Job, JobStatus
    from shared.vision.quotas import QuotaExceededError

    ids, now = [secrets.token_hex(12) for _ in range(jobs)], datetime.now(UTC)
    times = {"created_at": now, "updated_at": now}
    for job_id in ids:
        job = Job(id=job_id, owner=job_id, status=JobStatus.CONVERTING, content_type="i", size_bytes=1, **times)
        transact(partial(store.create, job=job))

    def reserve(job_id: str) -> bool:
        def change(job: Job) -> Job:
            return job.model_copy(update={"status": JobStatus.CONVERTED})

        for _ in range(deliveries):
            with suppress(RetryError):
                try:
                    transact(lambda unit: store.update(unit, job_id, change))
                except QuotaExceededError:
                    return False
                return True
        return False

    began = time.monotonic()
    with ThreadPoolExecutor(jobs) as pool:
        through = sum(pool.map(reserve, ids))
    return through, time.monotonic() - began


def compare_shards() -> bool:
    """Reserve a hundred identifications at once from a budget with one shard and with ten."""
    from shared.settings import settings

    results: dict[int, tuple[int, float]] = {}
    for shards in (1, 10):
        os.environ.update(VISION_PROVIDER="openai", OPENAI_API_KEY="none", BUDGET_SHARDS=str(shards))
        settings.cache_clear()
        through, seconds = results[shards] = reserve_at_once(AT_ONCE)
        print(
            f"The budget in {shards} shards: {through} of {AT_ONCE} photographs at once are through in {seconds:.1f} s"
        )
    return results[10][0] == AT_ONCE and results[10][1] < results[1][1]


def tidy_many_jobs() -> None:
    """Find and delete many expired jobs as the scheduler and the queue would."""
    from shared import housekeeping, outbox
    from shared.cloud.firestore import UnitOfWork, transact
    from shared.part import Work
    from shared.vision import store
    from shared.vision.models import Job, JobStatus

    def job(number: int) -> Job:
        times = {"created_at": NOW, "updated_at": NOW, "expires_at": NOW}
        return Job(id=f"{number:024x}", owner="o", status=JobStatus.FAILED, content_type="i", size_bytes=1, **times)

    def create(unit: UnitOfWork, some: tuple[int, ...]) -> None:
        for number in some:
            store.create(unit, job(number))

    for some in batched(range(JOBS), 200):
        transact(partial(create, some=some))
    queue: list[outbox.Task] = []
    longest = 0.0
    with patch.object(outbox, "send", queue.append):
        began, done = time.monotonic(), 0
        with measured() as run:
            housekeeping.run(datetime.now(UTC), urgent=False)
        print(f"A run over {JOBS} expired jobs: {run.reads} reads, {time.monotonic() - began:.2f} s")
        while queue:
            task = queue.pop(0)
            began = time.monotonic()
            housekeeping.do(task.path.removeprefix("tasks/"), Work.model_validate(task.payload))
            longest, done = max(longest, time.monotonic() - began), done + 1
    left, _ = store.expired(datetime.now(UTC), 1, "")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{JOBS} expired jobs: {done} tasks, {len(left)} jobs left, the longest {longest:.2f} s, peak {peak:.0f} MiB")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack:
        os.environ.update({**settings_for_loading(), **stack.environment})
        is_good = compare_changes() & compare_shards()
        tidy_many_jobs()
    sys.exit(not is_good)


if __name__ == "__main__":
    main()
