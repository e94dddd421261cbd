"""Housekeeping of ten thousand jobs is bounded, whatever is due; life lists are compared with their entries."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import Any
from unittest.mock import patch

import pytest

from scripts.bench_scale import Cost, measured
from shared import housekeeping, outbox
from shared.cloud import firestore, storage
from shared.dex import upkeep as dex
from shared.graph import upkeep as graph
from shared.part import SAMPLE, Work
from shared.parts import CHORES
from shared.social import service as social
from shared.social import store as social_store
from shared.social import upkeep as social_upkeep
from shared.social.models import Action, FriendRequest, SocialCounts
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
    assert {len(set(sample)) for sample in samples} == {SAMPLE}
    assert len({uid for sample in samples for uid in sample}) > 4 * SAMPLE
    assert {uid for sample in samples for uid in sample} <= everybody


# What else is counted


def update(path: str, fields: dict[str, Any]) -> None:
    firestore.client().document(path).update(fields)


def fields_of(path: str) -> dict[str, Any]:
    return firestore.client().document(path).get().to_dict() or {}


def wrong(log_lines: list[Line]) -> list[tuple[str, list[str]]]:
    """What was told since this was asked last: whose, and what."""
    told = [line for line in log_lines if line["message"] == "recount_differs"]
    log_lines.clear()
    return sorted((line.get("uid") or line["animal_id"], line["where"]) for line in told)


def befriend(one: Player, other: Player) -> None:
    request = social.send_request(one.uid, FriendRequest(username=other.name))
    social.act_on(other.uid, request.id, Action.ACCEPT)


@pytest.fixture
def animal_id(player: Player, new_player: Callable[[], Player], log_lines: list[Line]) -> str:
    """An animal that a person with a friend has shown everybody; all that is counted is counted."""
    befriend(player, new_player())
    entry = add(player, completed_job(player.uid), visibility="public").get_json()
    tidy(datetime.now(UTC) + timedelta(hours=1))
    assert wrong(log_lines) == []
    return str(entry["animal"]["id"])


def shard_of(animal_id: str) -> str:
    shards = firestore.client().collection("graph_summary").stream()
    (shard,) = [shard.id for shard in shards if animal_id in fields_of(f"graph_summary/{shard.id}")["animals"]]
    return f"graph_summary/{shard}"


def test_counts_that_differ_from_what_there_is_are_told_and_mended(
    player: Player, animal_id: str, log_lines: list[Line]
) -> None:
    shard, counted = shard_of(animal_id), f"animals.`{animal_id}`"
    update(f"social_counts/{player.uid}", {"friends": 7, "sent": 1})
    update(f"animals/{animal_id}", {"popularity": 9})
    update(shard, {f"{counted}.people": 3, f"{counted}.sightings": 4})
    tidy()
    assert wrong(log_lines) == sorted(
        [
            (player.uid, ["social.friends", "social.sent"]),
            (animal_id, ["popularity"]),
            (animal_id, ["summary.people", "summary.sightings"]),
        ]
    )
    assert fields_of(f"social_counts/{player.uid}") == {"friends": 1, "sent": 0}
    assert fields_of(f"animals/{animal_id}")["popularity"] == 1
    summed = fields_of(shard)["animals"][animal_id]
    assert (summed["people"], summed["sightings"]) == (1, 1)
    tidy()
    assert wrong(log_lines) == []


def test_an_animal_that_nobody_shows_any_more_leaves_the_summary(
    player: Player, animal_id: str, log_lines: list[Line]
) -> None:
    shard = shard_of(animal_id)
    firestore.client().document(f"graph_shares/{player.uid}.{animal_id}").delete()
    tidy()
    assert wrong(log_lines) == [(animal_id, ["summary.people", "summary.sightings"])]
    assert fields_of(shard)["animals"] == {}


def test_popularity_that_is_only_behind_is_no_mistake(
    player: Player, new_player: Callable[[], Player], animal_id: str, log_lines: list[Line]
) -> None:
    other = new_player()
    assert add(other, completed_job(other.uid)).get_json()["animal"]["id"] == animal_id
    dex.check_popularity(Work(subject=animal_id, at=datetime.now(UTC)))
    assert wrong(log_lines) == []


def test_counts_that_change_meanwhile_are_left_alone(
    player: Player, new_player: Callable[[], Player], animal_id: str, log_lines: list[Line]
) -> None:
    friend = new_player()
    count = social_store.count

    def and_befriend(uid: str) -> SocialCounts:
        counted = count(uid)
        befriend(player, friend)
        return counted

    update(f"social_counts/{player.uid}", {"friends": 7})
    with patch.object(social_store, "count", and_befriend):
        social_upkeep.check_counts(Work(subject=player.uid, at=datetime.now(UTC)))
    assert wrong(log_lines) == []
    assert fields_of(f"social_counts/{player.uid}")["friends"] == 8


def test_a_check_costs_a_few_reads(player: Player, animal_id: str) -> None:
    for check, subject in (
        (social_upkeep.check_counts, player.uid),
        (dex.check_popularity, animal_id),
        (graph.check_animal, animal_id),
    ):
        with measured() as cost:
            check(Work(subject=subject, at=datetime.now(UTC)))
        assert 0 < cost.reads <= 5


# Backups


def test_of_an_emulator_nobody_asks_for_backups(project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tidy()["check-backups"] == 0
    monkeypatch.delenv("CLOUD_TASKS_EMULATOR_HOST")
    forget_cached()
    found = CHORES["check-backups"].find
    assert found
    assert found(NOW, "").subjects == ["database"]
