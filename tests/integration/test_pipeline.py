"""A photograph's way through conversion and identification, delivered twice, at once, out of order, and dying."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest

from shared.cloud import firestore, storage, tasks
from shared.settings import settings
from shared.vision import service, store
from shared.vision.models import Answer, Guess, Job, JobErrorCode, JobStatus, NewJob, Outcome, Variant
from shared.vision.providers import base
from shared.vision.rules import Busy
from tests.conftest import picture_bytes

OWNER = "owner"


class FakeModel(base.Provider):
    """A model that counts its calls, and fails as often as told."""

    def __init__(self, *failures: base.ProviderError) -> None:
        self.failures = list(failures)
        self.calls = 0

    def identify(self, jpeg: bytes) -> Answer:
        self.calls += 1
        if self.failures:
            raise self.failures.pop(0)
        names = ["Puma concolor", "Felis concolor", "Felis catus", "<script>"]
        animals = [Guess(scientific_name=name, rank="species", confidence=0.9) for name in names]
        return Answer(outcome=Outcome.ANIMALS, animals=animals, provider="fake", model="fake", duration_ms=1, raw="{}")


@pytest.fixture
def model(project: str, monkeypatch: pytest.MonkeyPatch) -> FakeModel:
    fake = FakeModel()
    monkeypatch.setattr("shared.vision.providers.provider", lambda: fake)
    return fake


def uploaded(data: bytes | None = None, **fields: Any) -> str:
    """A job whose photograph has arrived."""
    data = picture_bytes() if data is None else data
    job = service.create_job(OWNER, NewJob(content_type="image/jpeg", size_bytes=max(len(data), 1), **fields))
    storage.write(settings().uploads_bucket, job.id, data, "image/jpeg")
    return job.id


def converted() -> str:
    job_id = uploaded()
    service.convert_upload(job_id)
    return job_id


def job(job_id: str) -> Job:
    found = store.get(job_id)
    assert found is not None
    return found


def queued() -> list[str]:
    queue = tasks.client().queue_path(settings().google_cloud_project, settings().region, settings().tasks_queue)
    return [task.name.rpartition("/")[2] for task in tasks.client().list_tasks(parent=queue)]


def animal_indexes() -> list[int]:
    return sorted(animal.get("creation_index") for animal in firestore.client().collection("animals").stream())


def test_a_photograph_is_converted_queued_and_identified(model: FakeModel) -> None:
    job_id = uploaded()
    service.convert_upload(job_id)
    assert (job(job_id).status, queued()) == (JobStatus.CONVERTED, [f"{job_id}-1"])
    assert all(service.read_picture(job_id, variant) for variant in Variant)
    service.identify(job_id, 1, last_try=False)
    done = job(job_id)
    assert done.status is JobStatus.COMPLETED
    assert [candidate.animal_id for candidate in done.candidates] == ["puma-concolor", "puma-concolor", "felis-catus"]
    assert animal_indexes() == [1, 2]


@pytest.mark.parametrize("times", [2, 3])
def test_events_and_tasks_that_come_again_change_nothing(model: FakeModel, times: int) -> None:
    job_id = uploaded()
    for _ in range(times):
        service.convert_upload(job_id)
    for _ in range(times):
        service.identify(job_id, 1, last_try=False)
        service.convert_upload(job_id)
    assert (job(job_id).status, model.calls, animal_indexes(), queued()) == (
        JobStatus.COMPLETED,
        1,
        [1, 2],
        [f"{job_id}-1"],
    )


def test_deliveries_at_the_same_time_make_one_result(model: FakeModel) -> None:
    job_id = uploaded()

    def deliver(step: Callable[[], None]) -> None:
        try:
            step()
        except Busy:
            return  # the trigger would deliver it again

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(deliver, [lambda: service.convert_upload(job_id)] * 2))
        list(pool.map(deliver, [lambda: service.identify(job_id, 1, last_try=False)] * 2))
    assert (job(job_id).status, model.calls, animal_indexes()) == (JobStatus.COMPLETED, 1, [1, 2])


def test_a_task_before_its_time_is_nothing(model: FakeModel) -> None:
    job_id = uploaded()
    service.identify(job_id, 1, last_try=False)
    service.identify("no-such-job", 1, last_try=False)
    assert (job(job_id).status, model.calls) == (JobStatus.AWAITING_UPLOAD, 0)


def test_a_conversion_that_died_before_the_queue_is_queued_by_the_next_delivery(model: FakeModel) -> None:
    job_id = uploaded()
    with patch.object(tasks, "enqueue_identification", side_effect=SystemExit), pytest.raises(SystemExit):
        service.convert_upload(job_id)
    assert queued() == []
    service.convert_upload(job_id)
    assert queued() == [f"{job_id}-1"]


def test_an_answer_that_was_stored_is_not_asked_for_again(model: FakeModel) -> None:
    job_id = converted()
    with patch("shared.animals.service.lookup_or_create", side_effect=SystemExit), pytest.raises(SystemExit):
        service.identify(job_id, 1, last_try=False)
    with pytest.raises(Busy):
        service.identify(job_id, 1, last_try=False)
    end_lease(job_id)
    service.identify(job_id, 1, last_try=False)
    assert (job(job_id).status, model.calls) == (JobStatus.COMPLETED, 1)


def end_lease(job_id: str) -> None:
    """As time does."""
    document = firestore.client().collection("analysis_jobs").document(job_id)
    document.update({"lease.expires_at": datetime(2000, 1, 1, tzinfo=UTC)})


def test_a_passing_failure_is_tried_again_at_once_and_the_last_one_ends_the_job(model: FakeModel) -> None:
    model.failures = [base.TryLater("busy", retry_after=7), base.TryLater("busy")]
    job_id = converted()
    with pytest.raises(base.TryLater):
        service.identify(job_id, 1, last_try=False)
    service.identify(job_id, 1, last_try=True)
    failed = job(job_id)
    assert failed.error is not None
    assert (failed.status, failed.error.code, failed.error.retryable) == (
        JobStatus.FAILED,
        JobErrorCode.MODEL_UNAVAILABLE,
        True,
    )


def test_a_refusing_model_ends_the_job_without_another_call(model: FakeModel) -> None:
    model.failures = [base.Rejected("bad request")]
    job_id = converted()
    service.identify(job_id, 1, last_try=False)
    service.identify(job_id, 1, last_try=False)
    assert (job(job_id).status, model.calls) == (JobStatus.FAILED, 1)


@pytest.mark.parametrize(
    ("data", "fields", "code"),
    [
        (b"<html>", {}, JobErrorCode.NOT_AN_IMAGE),
        (picture_bytes(), {"sha256": "0" * 64}, JobErrorCode.CHECKSUM_MISMATCH),
    ],
)
def test_what_cannot_be_used_fails_the_job_and_is_deleted(
    project: str, data: bytes, fields: dict[str, Any], code: JobErrorCode
) -> None:
    job_id = uploaded(data, **fields)
    service.convert_upload(job_id)
    failed = job(job_id)
    assert failed.error is not None
    assert (failed.status, failed.error.code) == (JobStatus.FAILED, code)
    assert service.read_original(job_id) is None


def test_an_upload_without_a_job_is_deleted(project: str) -> None:
    storage.write(settings().uploads_bucket, "stray", b"x", "image/png")
    service.convert_upload("stray")
    assert storage.read(settings().uploads_bucket, "stray") is None
