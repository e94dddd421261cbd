"""Housekeeping of ten thousand jobs is bounded, whatever is due; life lists are compared with their entries."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import Any
from unittest.mock import patch

import pytest

from scripts.bench_scale import Cost, measured
from shared import housekeeping, outbox
from shared.cloud import firestore, storage
from shared.dex import upkeep as dex
from shared.part import Work
from shared.parts import CHORES
from shared.vision import housekeeping as photographs
from shared.vision import media, rules
from shared.vision.models import JobStatus
from tests.conftest import forget_cached
from tests.integration.conftest import Player, tidy
from tests.integration.test_dex import add, completed_job

JOBS = 10_000
EVERY = 20  # one in so many objects belongs to no job
NOW = datetime(2026, 5, 1, tzinfo=UTC)
NOTHING_DUE = 2 * sum(bool(chore.find) for chore in CHORES.values() if not chore.urgent)
"""Reads of a run at most: to see how far a chore came, and whether there is anything for it."""
Line = dict[str, Any]


def job_ids() -> list[str]:
    """Return ids that are distributed as evenly as real ones."""
    return [f"{number * 2**96 // JOBS:024x}" for number in range(JOBS)]


def store_jobs(ids: list[str]) -> None:
    """Store only the fields of expiring jobs that housekeeping reads, in batches: full jobs would take minutes."""
    fields = {"status": JobStatus.FAILED, "updated_at": NOW, "expires_at": NOW + timedelta(days=2)}
    for some in batched(ids, firestore.MAX_WRITES):
        batch = firestore.client().batch()
        for job_id in some:
            batch.set(firestore.client().collection("analysis_jobs").document(job_id), fields)
        batch.commit()


@pytest.fixture
def queue() -> Iterator[list[outbox.Task]]:
    """The queued housekeeping tasks, in place of the real queue."""
    tasks: list[outbox.Task] = []
    with patch.object(outbox, "send", tasks.append):
        yield tasks


def work_off(queue: list[outbox.Task], chore: str) -> Iterator[Cost]:
    """Run the queued tasks of a chore and their successors one by one; yield the cost of each."""
    while named := [task for task in queue if task.path == f"tasks/{chore}"]:
        queue.remove(named[0])
        with measured() as cost:
            housekeeping.do(chore, Work.model_validate(named[0].payload))
        yield cost


def looks_through(ids: list[str], queue: list[outbox.Task]) -> tuple[list[str], list[int]]:
    """Run a day's checks of the jobs' objects; return the jobs whose objects they delete, and the reads per task."""
    deleted, reads = list[str](), list[int]()

    def names(_: str, prefix: str, *, start: str, **__: Any) -> list[str]:
        named = [f"{media.PREFIX}{job_id}/original" for job_id in ids]
        return [name for name in named if name >= start and name.startswith(prefix)]

    with patch.object(storage, "names", names), patch.object(media, "delete_all", deleted.append):
        for hour in range(24):
            with measured() as run:
                housekeeping.run(NOW + timedelta(hours=hour), urgent=False)
            assert run.reads <= NOTHING_DUE
            reads += [cost.reads for cost in work_off(queue, "delete-orphans")]
    return deleted, reads


@pytest.mark.timeout(300)
def test_with_ten_thousand_jobs_runs_and_tasks_stay_small(project: str, queue: list[outbox.Task]) -> None:
    ids = job_ids()
    there = [job_id for number, job_id in enumerate(ids) if number % EVERY]
    store_jobs(there)

    deleted, reads = looks_through(ids, queue)
    assert set(deleted) == set(ids) - set(there)
    assert len(reads) == 24 * photographs.SLICES_AN_HOUR
    assert max(reads) <= photographs.LOOKED_UP_AT_ONCE
    assert sum(reads) <= (JOBS / rules.SLICES + 3) * len(reads), "a day looks up each about once"

    with measured() as run:
        housekeeping.run(NOW + timedelta(days=3), urgent=False)
    pages = [run, *work_off(queue, "find/expire-job")]
    assert max(page.reads for page in pages) <= photographs.JOBS_AT_ONCE + NOTHING_DUE
    assert len(pages) == -(-len(there) // photographs.JOBS_AT_ONCE)
    expiring = [task for task in queue if task.path == "tasks/expire-job"]
    assert sorted(task.payload["subject"] for task in expiring) == there
    assert len({task.name for task in expiring}) == len(there)


# Life lists


def damage(uid: str) -> None:
    reference = firestore.client().collection("life_lists").document(uid)
    reference.update({"discoveries": 7})
    reference.collection("months").document("1999-01").set({"days": {"01": 1}})


def differences(log_lines: list[Line]) -> list[tuple[str, list[str]]]:
    return [(line["uid"], line["where"]) for line in log_lines if line["message"] == "recount_differs"]


def test_a_life_list_that_differs_from_its_entries_is_told_and_mended(player: Player, log_lines: list[Line]) -> None:
    assert add(player, completed_job(player.uid)).status_code == 201
    assert tidy()["check-life-list"] == 1
    assert differences(log_lines) == []
    damage(player.uid)
    assert tidy()["check-life-list"] == 1
    assert differences(log_lines) == [(player.uid, ["months/1999-01", "discoveries"])]
    assert dex.recount(player.uid, fix=False) == []


def test_an_enormous_life_list_is_left_to_operators(
    player: Player, log_lines: list[Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert add(player, completed_job(player.uid)).status_code == 201
    damage(player.uid)
    monkeypatch.setattr(dex, "MAX_RECOUNTED", 0)
    tidy()
    assert differences(log_lines) == []


def test_each_run_holds_others_against_their_entries_and_a_day_many(project: str) -> None:
    everybody = {f"{letter}{number}" for letter in "AZaz09" for number in range(20)}
    for uid in everybody:
        firestore.client().collection("life_lists").document(uid).set({})
    samples = [dex.find_sample(NOW + timedelta(hours=hour), "").subjects for hour in range(24)]
    assert {len(set(sample)) for sample in samples} == {dex.SAMPLE}
    assert len({uid for sample in samples for uid in sample}) > 4 * dex.SAMPLE
    assert {uid for sample in samples for uid in sample} <= everybody


# Backups


def test_of_an_emulator_nobody_asks_for_backups(project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tidy()["check-backups"] == 0
    monkeypatch.delenv("CLOUD_TASKS_EMULATOR_HOST")
    forget_cached()
    found = CHORES["check-backups"].find
    assert found
    assert found(NOW, "").subjects == ["database"]
