"""Conversion and identification with duplicate, concurrent, reordered and interrupted deliveries."""

import contextlib
import contextvars
import importlib
import itertools
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from PIL import Image
from pydantic import ValidationError

from scripts.bench_scale import reserve_at_once
from shared import outbox, traces
from shared.base_model import PageQuery
from shared.cloud import firestore, storage, tasks
from shared.cloud.firestore import transact
from shared.part import Work
from shared.problems import Code, Problem, Suggestion
from shared.settings import settings
from shared.vision import conversion, housekeeping, media, recognition, rotation, rules, service, store, upkeep
from shared.vision.images.sandbox import SandboxError
from shared.vision.models import (
    Alternative,
    Correction,
    Job,
    JobErrorCode,
    JobStatus,
    ModelAnswer,
    ModelCall,
    NewJob,
    Outcome,
    Place,
    Prediction,
    Retry,
    Rotation,
    Selection,
    Variant,
)
from shared.vision.providers import base
from shared.vision.quotas import Budget, PersonQuota
from shared.vision.rules import LeaseHeldError
from tests.conftest import picture_bytes
from tests.integration.conftest import Player, store_account, tidy

OWNER = "owner"
PRICE = Decimal("0.02")
PAST = datetime(2000, 1, 1, tzinfo=UTC)


def original(job_id: str) -> bytes | None:
    return storage.read(settings().media_bucket, original_name(job_id))


def original_name(job_id: str) -> str:
    return f"{media.folder(job_id)}original"


class FakeModel(base.Provider):
    """A model that counts its calls and fails a given number of times."""

    def __init__(self, *failures: base.ProviderError) -> None:
        self.failures = list(failures)
        self.calls = 0
        self.request: tuple[str | None, str | None] = (None, None)
        self.names = ["Puma concolor", "Felis concolor", "Felis catus", "<script>"]
        self.alternatives: list[Alternative] = []

    def identify(self, jpeg: bytes, model: str | None = None, hint: str | None = None) -> ModelAnswer:
        self.calls += 1
        self.request = (model, hint)
        if self.failures:
            raise self.failures.pop(0)
        sure = {"rank": "species", "confidence": 0.9, "alternatives": self.alternatives}
        animals = [Prediction(scientific_name=name, **sure) for name in self.names]
        return ModelAnswer(
            outcome=Outcome.ANIMALS, animals=animals, provider="fake", model="fake", duration_ms=1, raw="{}"
        )


@pytest.fixture(autouse=True)
def owner(project: str) -> None:
    store_account(OWNER)


@pytest.fixture
def model(project: str, monkeypatch: pytest.MonkeyPatch) -> FakeModel:
    monkeypatch.setenv("VISION_PROVIDER", "openai")  # which costs
    settings.cache_clear()
    fake = FakeModel()
    monkeypatch.setattr("shared.vision.recognition.provider", lambda: fake)
    return fake


def uploaded(data: bytes | None = None, owner: str = OWNER, **fields: Any) -> str:
    """Store a job whose photograph has been uploaded."""
    data = picture_bytes() if data is None else data
    job = service.create_job(owner, NewJob(content_type="image/jpeg", size_bytes=max(len(data), 1), **fields))
    storage.write(settings().uploads_bucket, job.id, data, "image/jpeg")
    return job.id


def converted() -> str:
    job_id = uploaded()
    conversion.convert_upload(job_id)
    return job_id


def job(job_id: str) -> Job:
    result = store.get(job_id)
    assert result is not None
    return result


def task_names() -> list[str]:
    queue = tasks.client().queue_path(settings().google_cloud_project, settings().region, settings().tasks_queue)
    return [task.name for task in tasks.client().list_tasks(parent=queue)]


def queued() -> list[str]:
    return [name.rpartition("/")[2] for name in task_names()]


ANIMALS = ["felis-catus", "puma-concolor"]


def animal_ids() -> list[str]:
    return sorted(animal.id for animal in firestore.client().collection("animals").stream())


def test_a_photograph_is_converted_queued_and_identified(model: FakeModel) -> None:
    job_id = uploaded()
    conversion.convert_upload(job_id)
    assert (job(job_id).status, queued()) == (JobStatus.CONVERTED, [f"{job_id}-1"])
    assert all(media.read_picture(job_id, variant, 0) for variant in Variant)
    recognition.identify(job_id, 1, last_try=False)
    done = job(job_id)
    assert done.status is JobStatus.COMPLETED
    assert [candidate.animal_id for candidate in done.candidates] == ["puma-concolor", "felis-catus"]
    assert animal_ids() == ANIMALS


def test_request_event_and_task_are_one_trace(model: FakeModel, log_lines: list[dict[str, Any]]) -> None:
    traceparent = f"00-{'a' * 32}-{'b' * 16}-01"
    asked, sent = contextvars.Context(), contextvars.Context()
    asked.run(traces.start, {"Traceparent": traceparent})
    job_id = asked.run(uploaded)
    sent.run(traces.start, {})
    sent.run(conversion.convert_upload, job_id)
    (task,) = (tasks.client().get_task(name=name) for name in task_names())
    assert task.http_request.headers["traceparent"] == traceparent
    done = [line for line in log_lines if line["message"] in {"job_created", "photo_converted"}]
    assert [line["logging.googleapis.com/trace"].rpartition("/")[2] for line in done] == ["a" * 32] * 2


@pytest.mark.parametrize("times", [2, 3])
def test_events_and_tasks_that_come_again_change_nothing(model: FakeModel, times: int) -> None:
    job_id = uploaded()
    for _ in range(times):
        conversion.convert_upload(job_id)
    for _ in range(times):
        recognition.identify(job_id, 1, last_try=False)
        conversion.convert_upload(job_id)
    assert (job(job_id).status, model.calls, animal_ids(), queued()) == (
        JobStatus.COMPLETED,
        1,
        ANIMALS,
        [f"{job_id}-1"],
    )


def test_deliveries_at_the_same_time_make_one_result(model: FakeModel) -> None:
    job_id = uploaded()

    def deliver(step: Callable[[], None]) -> None:
        try:
            step()
        except LeaseHeldError:
            return  # the trigger would deliver it again

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(deliver, [lambda: conversion.convert_upload(job_id)] * 2))
        list(pool.map(deliver, [lambda: recognition.identify(job_id, 1, last_try=False)] * 2))
    assert (job(job_id).status, model.calls, animal_ids()) == (JobStatus.COMPLETED, 1, ANIMALS)


def test_a_task_before_its_time_is_nothing(model: FakeModel) -> None:
    job_id = uploaded()
    recognition.identify(job_id, 1, last_try=False)
    recognition.identify("no-such-job", 1, last_try=False)
    assert (job(job_id).status, model.calls) == (JobStatus.AWAITING_UPLOAD, 0)


def test_a_conversion_that_died_before_the_queue_is_queued_by_the_next_delivery(model: FakeModel) -> None:
    job_id = uploaded()
    with patch.object(tasks, "enqueue", side_effect=SystemExit), pytest.raises(SystemExit):
        conversion.convert_upload(job_id)
    assert queued() == []
    conversion.convert_upload(job_id)
    assert queued() == [f"{job_id}-1"]


def test_an_answer_that_was_stored_is_not_asked_for_again(model: FakeModel) -> None:
    job_id = converted()
    with patch("shared.animals.animals.lookup_or_create", side_effect=SystemExit), pytest.raises(SystemExit):
        recognition.identify(job_id, 1, last_try=False)
    with pytest.raises(LeaseHeldError):
        recognition.identify(job_id, 1, last_try=False)
    end_lease(job_id)
    recognition.identify(job_id, 1, last_try=False)
    assert (job(job_id).status, model.calls) == (JobStatus.COMPLETED, 1)


def end_lease(job_id: str) -> None:
    """Let the lease expire."""
    document = firestore.client().collection("analysis_jobs").document(job_id)
    if (document.get().to_dict() or {})["lease"]:
        document.update({"lease.expires_at": datetime(2000, 1, 1, tzinfo=UTC)})


def test_a_passing_failure_is_tried_again_at_once_and_the_last_one_ends_the_job(model: FakeModel) -> None:
    model.failures = [base.OverloadedError("busy", retry_after=7), base.TemporaryFailureError("busy")]
    job_id = converted()
    with pytest.raises(base.TemporaryFailureError):
        recognition.identify(job_id, 1, last_try=False)
    recognition.identify(job_id, 1, last_try=True)
    failed = job(job_id)
    assert failed.error is not None
    assert (failed.status, failed.error.code, failed.error.retryable) == (
        JobStatus.FAILED,
        JobErrorCode.MODEL_UNAVAILABLE,
        True,
    )


def test_an_answer_that_cannot_be_read_is_paid_for_and_asked_for_once_more(model: FakeModel) -> None:
    call = ModelCall(provider="fake", model="fake", duration_ms=1, raw="?", cost_usd="0.01")
    model.failures = [base.UnreadableAnswerError("not finished", call)] * 2
    job_id = converted()
    with pytest.raises(base.UnreadableAnswerError):
        recognition.identify(job_id, 1, last_try=False)
    for _ in range(2):
        recognition.identify(job_id, 1, last_try=False)
    failed = job(job_id)
    assert failed.error is not None
    assert (failed.error.code, failed.unreadable_answers, model.calls) == (JobErrorCode.MODEL_REJECTED, [call] * 2, 2)
    assert [usage.used for usage in store.usage_of(OWNER).values()] == [2]
    service.retry(OWNER, job_id, Retry())
    recognition.identify(job_id, 2, last_try=False)
    assert (job(job_id).status, job(job_id).unreadable_answers) == (JobStatus.COMPLETED, [])


def test_no_more_answers_are_billed_in_a_day_than_a_person_has_identifications(
    model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_ids = [converted() for _ in range(3)]
    allow(monkeypatch, daily_identifications=3)
    call = ModelCall(provider="fake", model="fake", duration_ms=1, raw="?", cost_usd="0.01")
    model.failures = [base.UnreadableAnswerError("not finished", call)] * 6
    for job_id in job_ids * 2:
        recognition.identify(job_id, 1, last_try=False)
    assert [error_of(job_id) for job_id in job_ids] == [JobErrorCode.MODEL_REJECTED] * 3
    assert (model.calls, quota()) == (3, (3, 0))


def test_a_refusing_model_ends_the_job_without_another_call(model: FakeModel) -> None:
    model.failures = [base.PermanentFailureError("bad request")]
    job_id = converted()
    recognition.identify(job_id, 1, last_try=False)
    recognition.identify(job_id, 1, last_try=False)
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
    conversion.convert_upload(job_id)
    failed = job(job_id)
    assert failed.error is not None
    assert (failed.status, failed.error.code) == (JobStatus.FAILED, code)
    assert objects_of(job_id) == []


def test_a_refusal_that_died_before_the_upload_was_deleted_is_finished_by_the_next_delivery(project: str) -> None:
    job_id = uploaded(b"<html>")
    with patch.object(media, "delete_upload", side_effect=SystemExit), pytest.raises(SystemExit):
        conversion.convert_upload(job_id)
    conversion.convert_upload(job_id)
    failed = job(job_id)
    assert failed.error is not None
    assert (failed.error.code, objects_of(job_id)) == (JobErrorCode.NOT_AN_IMAGE, [])


def test_a_photograph_is_moved_beside_its_pictures_as_what_it_is(project: str) -> None:
    data = picture_bytes("WEBP")
    job_id = uploaded(data)
    conversion.convert_upload(job_id)
    assert (media.read_upload(job_id), original(job_id)) == (None, data)
    kept = storage.client().bucket(settings().media_bucket).get_blob(f"jobs/{job_id}/original")
    assert kept.content_type == "image/webp"


def test_what_is_sent_to_the_same_address_later_does_not_replace_the_photograph(project: str) -> None:
    job_id = converted()
    storage.write(settings().uploads_bucket, job_id, picture_bytes("PNG"), "image/png")
    conversion.convert_upload(job_id)
    assert (media.read_upload(job_id), original(job_id)) == (None, picture_bytes())


def test_an_upload_without_a_job_is_deleted(project: str) -> None:
    storage.write(settings().uploads_bucket, "stray", b"x", "image/png")
    conversion.convert_upload("stray")
    assert storage.read(settings().uploads_bucket, "stray") is None


# What a person asks afterwards


def completed(model: FakeModel) -> str:
    job_id = converted()
    recognition.identify(job_id, 1, last_try=False)
    return job_id


def quota() -> tuple[int, int]:
    """Return the owner's used and reserved identifications today."""
    stored = PersonQuota.model_validate(_quota(OWNER) or {})
    return stored.used, stored.reserved


def budget() -> tuple[float, float]:
    """Return what is spent and reserved from the day's budget; the fake model's answers cost the reserved sum."""
    stored = Budget.model_validate(_quota("global0") or {})
    return float(Decimal(stored.spent_usd) / PRICE), float(Decimal(stored.reserved_usd) / PRICE)


def _quota(whose: str) -> dict[str, Any] | None:
    stored = firestore.client().collection("quotas").document(f"{whose}_{datetime.now(UTC).date()}").get()
    return stored.to_dict()


def allow(monkeypatch: pytest.MonkeyPatch, **limits: object) -> None:
    for name, value in limits.items():
        monkeypatch.setenv(name.upper(), str(value))
    settings.cache_clear()


def announce(owner: str = OWNER, key: str | None = None, **fields: Any) -> str:
    return service.create_job(owner, NewJob(content_type="image/png", size_bytes=1, **fields), key).id


def at_once(step: Callable[[str], object], job_ids: list[str]) -> None:
    def deliver(job_id: str) -> None:
        with contextlib.suppress(LeaseHeldError, Problem):
            step(job_id)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(deliver, job_ids))


def error_of(job_id: str) -> JobErrorCode | None:
    error = job(job_id).error
    return error.code if error else None


def test_an_identification_is_reserved_when_it_is_queued_and_counted_once_it_is_done(model: FakeModel) -> None:
    job_id = uploaded()
    assert (quota(), budget()) == ((0, 0), (0, 0))
    for _ in range(2):
        conversion.convert_upload(job_id)
    assert (quota(), budget()) == ((0, 1), (0, 1))
    for _ in range(2):
        recognition.identify(job_id, 1, last_try=False)
    assert (quota(), budget()) == ((1, 0), (1, 0))


def test_a_person_sees_how_many_identifications_are_left_today(
    model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(monkeypatch, daily_identifications=2)
    left = [service.quota(OWNER).left]
    for step in (converted, partial(completed, model)):
        step()
        left.append(service.quota(OWNER).left)
    assert left == [2, 1, 0]
    allow(monkeypatch, daily_identifications=1)
    assert service.quota(OWNER).left == 0
    assert service.quota(OWNER).resets_at > datetime.now(UTC)


@pytest.mark.parametrize(("data", "fields"), [(b"<html>", {}), (None, {"identify": False})])
def test_what_no_model_sees_reserves_and_costs_nothing(
    model: FakeModel, data: bytes | None, fields: dict[str, Any]
) -> None:
    conversion.convert_upload(uploaded(data, **fields))
    assert (quota(), budget()) == ((0, 0), (0, 0))


@pytest.mark.parametrize("limit", ["daily_identifications", "daily_budget_usd"])
def test_at_the_limit_exactly_the_limit_gets_through(
    model: FakeModel, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    job_ids = [uploaded() for _ in range(6)]
    allow(monkeypatch, **{limit: 3 if limit == "daily_identifications" else 3 * PRICE})
    at_once(conversion.convert_upload, job_ids * 2)
    for job_id in job_ids:
        conversion.convert_upload(job_id)
    errors = [error_of(job_id) for job_id in job_ids]
    assert sorted(errors, key=str) == [None] * 3 + [JobErrorCode.QUOTA_EXCEEDED] * 3
    assert (quota(), budget(), len(queued())) == ((0, 3), (0, 3), 3)
    with pytest.raises(Problem) as refused:
        announce()
    assert (refused.value.code, bool(refused.value.retry_after)) == (Code.QUOTA_EXCEEDED, True)
    assert job(announce(identify=False)).status is JobStatus.AWAITING_UPLOAD


@pytest.mark.timeout(600)
def test_of_a_budget_in_shards_a_hundred_at_once_get_all_and_never_more(
    project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(monkeypatch, vision_provider="openai", openai_api_key="none", budget_shards=10, daily_budget_usd=60 * PRICE)
    assert settings().reserved_usd == PRICE
    through, _ = reserve_at_once(100, deliveries=5)
    assert through == 60
    reserved = [Decimal(budget.reserved_usd) for budget in store.budgets_of(datetime.now(UTC))]
    assert reserved == [6 * PRICE] * 10


def test_people_who_never_upload_keep_nobody_from_an_identification(
    model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(monkeypatch, daily_budget_usd=PRICE)
    for number in range(5):
        store_account(f"idler{number}")
        announce(f"idler{number}")
    assert job(completed(model)).status is JobStatus.COMPLETED


def out_of_quota(monkeypatch: pytest.MonkeyPatch) -> str:
    job_id = uploaded()
    allow(monkeypatch, daily_budget_usd=0)
    conversion.convert_upload(job_id)
    return job_id


def test_a_photograph_for_which_the_day_has_no_budget_left_is_kept_and_tried_again(
    model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = out_of_quota(monkeypatch)
    failed = job(job_id)
    assert failed.error is not None
    assert (failed.status, failed.error.code, failed.error.retryable) == (
        JobStatus.FAILED,
        JobErrorCode.QUOTA_EXCEEDED,
        True,
    )
    assert "You get new ones at 00:00 UTC." in failed.error.detail
    assert (quota(), budget(), queued()) == ((0, 0), (0, 0), [])
    assert original(job_id)
    assert media.read_picture(job_id, Variant.MODEL, 0)
    with pytest.raises(Problem) as refused:
        service.retry(OWNER, job_id, Retry())
    assert (refused.value.code, job(job_id)) == (Code.QUOTA_EXCEEDED, failed)
    allow(monkeypatch, daily_budget_usd=1)
    service.retry(OWNER, job_id, Retry())
    recognition.identify(job_id, 2, last_try=False)
    assert (job(job_id).status, error_of(job_id), quota(), budget()) == (JobStatus.COMPLETED, None, (1, 0), (1, 0))


def test_a_retry_that_is_asked_for_twice_at_once_reserves_once(model: FakeModel) -> None:
    job_id = completed(model)
    at_once(lambda same: service.retry(OWNER, same, Retry()), [job_id] * 3)
    assert (job(job_id).attempt, quota(), budget()) == (2, (1, 1), (1, 1))


def test_a_conversion_that_dies_on_its_way_reserves_once(model: FakeModel) -> None:
    job_id = uploaded()
    for call in ("shared.vision.media.write_pictures", "shared.vision.queue.add", "shared.cloud.tasks.enqueue"):
        with failing(call, 1, SystemExit), pytest.raises(SystemExit):
            conversion.convert_upload(job_id)
        end_lease(job_id)
    conversion.convert_upload(job_id)
    assert (quota(), budget(), queued()) == ((0, 1), (0, 1), [f"{job_id}-1"])


@pytest.mark.parametrize(
    ("end", "later"),
    [(housekeeping.end, timedelta(hours=2)), (housekeeping.delete_expired, timedelta(days=31))],
)
def test_what_a_job_has_reserved_is_given_back_once_though_it_is_ended_twice(
    model: FakeModel, end: Callable[[Work], None], later: timedelta
) -> None:
    job_id, _ = converted(), converted()
    assert (quota(), budget()) == ((0, 2), (0, 2))
    for _ in range(2):
        end(Work(subject=job_id, at=datetime.now(UTC) + later))
    assert (quota(), budget()) == ((0, 1), (0, 1))


def test_a_person_who_is_erased_leaves_nothing_reserved(model: FakeModel) -> None:
    for _ in range(2):
        converted()
    while upkeep.erase(OWNER, 1):
        pass
    assert (_quota(OWNER), budget()) == (None, (0, 0))


# Taking a photograph back


def objects_of(job_id: str) -> list[str]:
    return [
        *storage.names(settings().uploads_bucket, job_id),
        *storage.names(settings().media_bucket, f"jobs/{job_id}"),
    ]


def test_a_photograph_that_is_taken_back_goes_with_its_pictures_and_gives_its_reservation_back(
    model: FakeModel,
) -> None:
    job_id = converted()
    for _ in range(2):
        service.delete_job(OWNER, job_id)
    assert (store.get(job_id), objects_of(job_id)) == (None, [])
    assert (quota(), budget()) == ((0, 0), (0, 0))
    recognition.identify(job_id, 1, last_try=False)
    assert model.calls == 0


def test_a_photograph_that_is_taken_back_while_the_model_looks_at_it_is_charged(model: FakeModel) -> None:
    job_id = converted()
    with patch.object(model, "identify", side_effect=lambda *_: service.delete_job(OWNER, job_id)):
        recognition.identify(job_id, 1, last_try=False)
    assert (store.get(job_id), quota(), budget()) == (None, (1, 0), (1, 0))


def test_a_photograph_that_an_entry_shows_or_that_is_anothers_stays(model: FakeModel) -> None:
    store_account("somebody")
    shown, others = completed(model), uploaded(owner="somebody")
    transact(lambda unit: service.keep(unit, OWNER, shown, "e"))
    service.delete_job(OWNER, others)
    with pytest.raises(Problem, match="in your dex") as refusal:
        service.delete_job(OWNER, shown)
    assert refusal.value.code is Code.JOB_NOT_READY
    assert store.get(others) and store.get(shown) and objects_of(others) and objects_of(shown)


# Announcing, and what is announced and never comes


def test_few_announcements_wait_for_their_upload_until_it_arrives_or_their_time_is_over(model: FakeModel) -> None:
    store_account("somebody")
    first, second, *_ = [announce(key=str(number)) for number in range(rules.MAX_OPEN_UPLOADS)]
    with pytest.raises(Problem) as refused:
        announce()
    assert refused.value.code is Code.TOO_MANY_OPEN_UPLOADS
    assert refused.value.retry_after == pytest.approx(rules.UPLOAD_LIFETIME.total_seconds(), abs=60)
    assert (announce(key="0"), job(announce("somebody")).owner) == (first, "somebody")
    storage.write(settings().uploads_bucket, first, picture_bytes(), "image/png")
    conversion.convert_upload(first)
    announce()
    firestore.client().collection("analysis_jobs").document(second).update({"created_at": PAST})
    announce()
    with pytest.raises(Problem):
        announce()


def test_what_cannot_be_signed_is_not_announced(model: FakeModel) -> None:
    with patch.object(storage, "sign_upload", side_effect=ConnectionError), pytest.raises(ConnectionError):
        service.create_job(OWNER, NewJob(content_type="image/jpeg", size_bytes=1))
    assert service.my_jobs(OWNER, PageQuery()).items == []


def test_at_once_no_more_are_announced_than_may_wait(model: FakeModel) -> None:
    at_once(lambda key: announce(key=key), [str(number) for number in range(rules.MAX_OPEN_UPLOADS + 3)])
    assert len(service.running_jobs(OWNER, 20)) == rules.MAX_OPEN_UPLOADS


def test_uploads_have_a_limit_of_their_own_that_bad_pictures_count_against(
    player: Player, limits_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(monkeypatch, uploads_per_day=2)
    responses = []
    for _ in range(3):
        body = {"content_type": "image/png", "size_bytes": 1}
        response = player.call("vision", "POST", "/api/v1/vision/jobs", json=body)
        responses.append(response.status_code)
        if response.status_code == 201:
            storage.write(settings().uploads_bucket, response.get_json()["id"], b"<html>", "image/png")
            conversion.convert_upload(response.get_json()["id"])
    assert responses == [201, 201, 429]
    assert (response.get_json()["code"], response.get_json()["detail"]) == (
        Code.TOO_MANY_ATTEMPTS,
        "You have reached today's limit of photographs. It resets at 00:00 UTC.",
    )


def test_a_failed_job_is_tried_again_with_a_hint_and_another_model(
    model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_OTHER_MODELS", "another,other")
    settings.cache_clear()
    model.failures = [base.PermanentFailureError("no")]
    job_id = completed(model)
    again = service.retry(OWNER, job_id, Retry(model="other", hint="in a zoo"))
    assert (again.status, again.attempt, again.error) == (JobStatus.CONVERTED, 2, None)
    recognition.identify(job_id, 1, last_try=False)
    recognition.identify(job_id, 2, last_try=False)
    assert (job(job_id).status, model.calls, model.request) == (JobStatus.COMPLETED, 2, ("other", "in a zoo"))
    assert f"{job_id}-2" in queued()
    assert quota() == (1, 0)


def test_an_earlier_answer_is_kept_and_five_attempts_are_enough(model: FakeModel) -> None:
    job_id = completed(model)
    for attempt in range(2, 6):
        service.retry(OWNER, job_id, Retry())
        recognition.identify(job_id, attempt, last_try=False)
    assert len(job(job_id).earlier_answers) == 4
    with pytest.raises(Problem) as problem:
        service.retry(OWNER, job_id, Retry())
    assert problem.value.code is Code.JOB_NOT_READY


def test_a_model_that_is_not_offered_cannot_be_chosen(model: FakeModel) -> None:
    with pytest.raises(Problem) as problem:
        service.retry(OWNER, completed(model), Retry(model="the-dearest"))
    assert problem.value.errors == {"model": ["This model is not available."]}


def test_a_job_that_goes_on_is_not_tried_again(model: FakeModel) -> None:
    with pytest.raises(Problem):
        service.retry(OWNER, converted(), Retry())


def test_names_that_mean_no_animal_are_said_and_cost_nothing(model: FakeModel) -> None:
    model.names = ["<script>", "Unknown"]
    done = job(completed(model))
    assert done.answer is not None
    assert (done.status, done.answer.outcome, done.candidates) == (
        JobStatus.COMPLETED,
        Outcome.NAME_NOT_UNDERSTOOD,
        [],
    )
    assert (service.show(done).outcome, quota()) == (Outcome.NAME_NOT_UNDERSTOOD, (0, 0))


@pytest.mark.parametrize("index", [0, 1, None])
def test_one_of_several_animals_is_taken_or_none(model: FakeModel, index: int | None) -> None:
    selected = service.select_animal(OWNER, completed(model), Selection(animal_index=index))
    assert selected.selection == Selection(animal_index=index)


def test_an_animal_that_is_not_there_cannot_be_taken(model: FakeModel) -> None:
    with pytest.raises(Problem) as problem:
        service.select_animal(OWNER, completed(model), Selection(animal_index=3))
    assert problem.value.errors == {"animal_index": ["This is not one of the photograph's animals."]}


@pytest.mark.parametrize("name", ["Panthera onca", "panthera onca", "jaguar"])
def test_a_person_names_the_animal_and_the_models_words_stay(model: FakeModel, name: str) -> None:
    corrected = service.correct(OWNER, completed(model), Correction(name=name))
    assert corrected.correction is not None
    assert corrected.correction.animal_id == "panthera-onca"
    assert corrected.candidates[0].animal_id == "puma-concolor"


def test_a_photograph_that_never_came_is_not_named_and_discovers_nothing(project: str) -> None:
    job = service.create_job(OWNER, NewJob(content_type="image/png", size_bytes=1))
    with pytest.raises(Problem) as problem:
        service.correct(OWNER, job.id, Correction(name="Panthera onca"))
    assert problem.value.code is Code.JOB_NOT_READY
    assert list(firestore.client().collection("animals").stream()) == []


def test_an_unknown_name_is_answered_with_those_spelled_alike(model: FakeModel) -> None:
    with pytest.raises(Problem) as problem:
        service.correct(OWNER, completed(model), Correction(name="Panthera onco"))
    assert problem.value.errors is not None
    assert problem.value.suggestions is not None
    assert problem.value.suggestions[0] == Suggestion(name="Panthera onca", common_name="Jaguar", rank="species")


@pytest.mark.parametrize("when", ["before", "after"])
def test_pictures_are_turned_before_or_after_identification(model: FakeModel, when: str) -> None:
    job_id = converted() if when == "before" else completed(model)
    storage.delete(settings().media_bucket, original_name(job_id))  # the standard picture is turned
    for _ in range(2):
        turned = rotation.rotate(OWNER, job_id, Rotation(quarter_turns=1))
    assert (turned.width, turned.height, turned.quarter_turns) == (48, 64, 1)
    assert service.show(turned).thumbnail_url == f"/api/v1/vision/jobs/{job_id}/images/thumb?quarter_turns=1"
    assert all(media.read_picture(job_id, variant, 1) for variant in Variant)
    back = rotation.rotate(OWNER, job_id, Rotation(quarter_turns=0))
    assert (back.width, back.height, back.quarter_turns) == (64, 48, 0)


def test_turning_asks_again_later_when_the_sandbox_was_stopped(model: FakeModel) -> None:
    job_id = converted()
    with patch("shared.vision.images.sandbox.turn", side_effect=SandboxError), pytest.raises(Problem) as refused:
        rotation.rotate(OWNER, job_id, Rotation(quarter_turns=1))
    assert (refused.value.code, job(job_id).quarter_turns) == (Code.UNAVAILABLE, 0)


def test_turning_has_a_limit_of_its_own(player: Player, limits_clock: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROTATIONS_PER_HOUR", "2")
    settings.cache_clear()
    address, body = "/api/v1/vision/jobs/none/rotate", {"quarter_turns": 1}
    answers = [player.call("vision", "POST", address, json=body).status_code for _ in range(3)]
    assert answers == [404, 404, 429]


@pytest.mark.parametrize(
    ("declared", "announced"),
    [
        ("", "application/octet-stream"),
        ("application/octet-stream", "application/octet-stream"),
        ("Image/JPEG; charset=binary", "image/jpeg"),
        ("image", "application/octet-stream"),
        ("video/quicktime", "video/quicktime"),
    ],
)
def test_a_declared_type_is_a_hint_and_the_true_one_is_kept(project: str, declared: str, announced: str) -> None:
    data = picture_bytes("WEBP")
    new = service.create_job(OWNER, NewJob(content_type=declared, size_bytes=len(data)))
    assert (job(new.id).content_type, new.upload.headers["Content-Type"]) == (announced, announced)
    storage.write(settings().uploads_bucket, new.id, data, announced)
    conversion.convert_upload(new.id)
    assert job(new.id).content_type == "image/webp"


def test_the_same_photograph_again_says_which_it_is_while_that_exists(model: FakeModel) -> None:
    first, other, second, third = converted(), uploaded(picture_bytes("PNG")), uploaded(), uploaded()
    assert job(first).duplicate_of is None
    store_account("somebody")
    somebodys = service.create_job("somebody", NewJob(content_type="image/jpeg", size_bytes=9)).id
    storage.write(settings().uploads_bucket, somebodys, picture_bytes(), "image/jpeg")
    for job_id in (other, second, third, somebodys):
        conversion.convert_upload(job_id)
    assert [job(job_id).duplicate_of for job_id in (other, second, third, somebodys)] == [None, first, first, None]
    expire(first)
    assert [job(job_id).duplicate_of for job_id in (second, third)] == [None, None]
    fourth = converted()
    assert job(fourth).duplicate_of == second


def expire(job_id: str) -> None:
    past = datetime.now(UTC) - timedelta(days=1)
    transact(lambda unit: store.update(unit, job_id, lambda stored: stored.model_copy(update={"expires_at": past})))
    assert tidy()["expire-job"] == 1


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("2026-06-01T12:30:00+00:00", None)),
        ({"time_zone": "America/Los_Angeles"}, ("2026-06-01T19:30:00+00:00", -420)),
        ({"place": Place(latitude=-33.86, longitude=151.21)}, ("2026-06-01T02:30:00+00:00", 600)),
        ({"captured_at": "2026-05-01T10:00:00+02:00"}, ("2026-05-01T08:00:00+00:00", None)),
        (
            {"captured_at": "2026-05-01T10:00:00+02:00", "time_zone": "America/Los_Angeles"},
            ("2026-05-01T08:00:00+00:00", -420),
        ),
    ],
)
def test_a_job_keeps_when_the_photograph_was_taken_and_how_far_that_was_from_utc(
    project: str, fields: dict[str, Any], expected: tuple[str, int | None]
) -> None:
    taken = Image.Exif()
    taken.get_ifd(0x8769)[0x9003] = "2026:06:01 12:30:00"
    job_id = uploaded(picture_bytes(exif=taken), **fields)
    conversion.convert_upload(job_id)
    stored = job(job_id)
    assert stored.captured_at is not None
    assert (stored.captured_at.isoformat(), stored.utc_offset) == expected


def test_a_time_zone_that_is_none_is_refused() -> None:
    for name in ("Mars/Olympus", "../../etc/passwd", ""):
        with pytest.raises(ValidationError):
            NewJob(content_type="image/png", size_bytes=1, time_zone=name)


def test_a_sandbox_that_was_stopped_is_no_fault_of_the_photograph(model: FakeModel) -> None:
    job_id = uploaded()
    with patch("shared.vision.images.sandbox.convert", side_effect=SandboxError), pytest.raises(SandboxError):
        conversion.convert_upload(job_id)
    conversion.convert_upload(job_id)
    assert job(job_id).status is JobStatus.CONVERTED


def test_ones_own_jobs_are_listed_newest_first(model: FakeModel) -> None:
    first, second = completed(model), uploaded()
    everything = service.my_jobs(OWNER, PageQuery(limit=1))
    assert [item.id for item in everything.items] == [second]
    rest = service.my_jobs(OWNER, PageQuery(cursor=everything.next_cursor))
    done = service.my_jobs(OWNER, PageQuery(), JobStatus.COMPLETED)
    assert [item.id for item in rest.items] == [item.id for item in done.items] == [first]


# Dying, and tidying up


def test_a_photograph_that_kills_its_workers_is_given_up(project: str) -> None:
    job_id = uploaded()
    with patch("shared.vision.images.sandbox.convert", side_effect=SystemExit):
        for _ in range(5):
            with pytest.raises(SystemExit):
                conversion.convert_upload(job_id)
            end_lease(job_id)
        conversion.convert_upload(job_id)
    failed = job(job_id)
    assert failed.error is not None
    assert failed.error.code is JobErrorCode.IMAGE_TOO_COMPLEX


CALLS = [
    "shared.vision.media.read_upload",
    "shared.vision.media.write_pictures",
    "shared.vision.media.write_original",
    "shared.vision.media.delete_upload",
    "shared.vision.store.update",
    "shared.cloud.tasks.enqueue",
    "shared.vision.media.read_picture",
    "shared.animals.animals.lookup_or_create",
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("death", [SystemExit, ConnectionError])
def test_whatever_call_fails_or_dies_the_next_deliveries_bring_the_job_to_the_same_end(
    model: FakeModel, call: str, nth: int, death: type[BaseException]
) -> None:
    job_id = uploaded()
    event, task = (
        partial(conversion.convert_upload, job_id),
        partial(recognition.identify, job_id, 1, last_try=False),
    )
    for deliver in (event, task):
        for _ in range(2):
            with failing(call, nth, death), contextlib.suppress(death, LeaseHeldError):
                deliver()
            end_lease(job_id)
        deliver()
        outbox.send_left(10, datetime.now(UTC) + outbox.SENT_LATER_AFTER)
    assert (job(job_id).status, animal_ids(), quota(), budget(), queued()) == (
        JobStatus.COMPLETED,
        ANIMALS,
        (1, 0),
        (1, 0),
        [f"{job_id}-1"],
    )
    assert (media.read_upload(job_id), original(job_id)) == (None, picture_bytes())
    repeated_answer = call == "shared.vision.store.update" and nth == 2  # it died while it stored the answer
    assert model.calls <= (3 if repeated_answer else 1)


@contextlib.contextmanager
def failing(call: str, nth: int, error: type[BaseException]) -> Iterator[None]:
    """Make the nth call of a function fail before it does anything."""
    module, _, name = call.rpartition(".")
    original = getattr(importlib.import_module(module), name)
    count = itertools.count(1)

    def maybe(*args: Any, **kwargs: Any) -> Any:
        if next(count) == nth:
            raise error
        return original(*args, **kwargs)

    with patch(call, maybe):
        yield


BOUNDARIES = [
    ("convert", "shared.vision.media.read_upload", 1),
    ("convert", "shared.vision.media.write_pictures", 1),
    ("convert", "shared.vision.media.write_original", 1),
    ("convert", "shared.vision.media.delete_upload", 1),
    ("convert", "shared.vision.store.update", 2),
    ("convert", "shared.outbox._try_to_send", 1),
    ("convert", "shared.cloud.tasks.enqueue", 1),
    ("identify", "shared.vision.media.read_picture", 1),
    ("identify", "shared.vision.store.update", 2),
    ("identify", "shared.animals.animals.lookup_or_create", 1),
    ("identify", "shared.animals.animals.lookup_or_create", 3),
    ("identify", "shared.vision.store.update", 3),
]


@pytest.mark.parametrize(("step", "call", "nth"), BOUNDARIES)
def test_a_worker_that_is_killed_is_followed_by_one_that_ends_the_job(
    model: FakeModel, step: str, call: str, nth: int
) -> None:
    job_id = uploaded() if step == "convert" else converted()
    command = [sys.executable, "-m", "tests.integration.kill_at", call, str(nth), step, job_id]
    killed = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    request = job(job_id).answer is not None
    end_lease(job_id)
    conversion.convert_upload(job_id)
    recognition.identify(job_id, 1, last_try=False)
    assert (job(job_id).status, animal_ids(), quota(), budget(), queued()) == (
        JobStatus.COMPLETED,
        ANIMALS,
        (1, 0),
        (1, 0),
        [f"{job_id}-1"],
    )
    assert (media.read_upload(job_id), original(job_id)) == (None, picture_bytes())
    assert model.calls == (0 if request else 1)


@pytest.mark.parametrize("who", ["the person who asks", "housekeeping"])
def test_a_retry_whose_task_could_not_be_queued_is_queued_by_who_comes_next(model: FakeModel, who: str) -> None:
    job_id = completed(model)
    with patch.object(tasks, "enqueue", side_effect=ConnectionError("down")):
        assert service.retry(OWNER, job_id, Retry()).attempt == 2
    assert f"{job_id}-2" not in queued()
    if who == "housekeeping":
        tidy(datetime.now(UTC) + outbox.SENT_LATER_AFTER)
    else:
        service.get_job(OWNER, job_id)
        assert f"{job_id}-2" not in queued()  # whoever retried it may still be at it
        past = {"updated_at": datetime.now(UTC) - timedelta(seconds=11)}
        firestore.client().collection("analysis_jobs").document(job_id).update(past)
        service.get_job(OWNER, job_id)
    assert f"{job_id}-2" in queued()
    assert list(firestore.client().collection("outbox").stream()) == []


def test_the_same_request_makes_one_job_though_its_answer_was_never_stored(model: FakeModel) -> None:
    new = NewJob(content_type="image/png", size_bytes=1)
    first, again = (service.create_job(OWNER, new, "key") for _ in range(2))
    assert again.id == first.id
    assert service.create_job(OWNER, NewJob(content_type="image/png", size_bytes=2), "key").id != first.id


def test_abandoned_jobs_are_ended_and_cost_nothing(model: FakeModel) -> None:
    waiting, dead, working, done = announce(), uploaded(), converted(), completed(model)
    with failing("shared.vision.images.sandbox.convert", 1, SystemExit), pytest.raises(SystemExit):
        conversion.convert_upload(dead)
    assert tidy(datetime.now(UTC) + timedelta(hours=2))["end-job"] == 3
    errors = [job(job_id).error for job_id in (waiting, dead, working, done)]
    assert [error and (error.code, error.retryable) for error in errors] == [
        (JobErrorCode.UPLOAD_MISSING, False),
        (JobErrorCode.INTERRUPTED, False),
        (JobErrorCode.INTERRUPTED, True),
        None,
    ]
    assert quota() == (1, 0)


def test_a_failed_job_goes_with_its_objects_after_a_day_and_one_without_quota_a_day_after_there_is_some(
    model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.failures = [base.PermanentFailureError("no")] * 2
    failed, shown, bad = completed(model), completed(model), uploaded(b"<html>")
    transact(lambda unit: service.keep(unit, OWNER, shown, "e"))
    conversion.convert_upload(bad)
    waiting = out_of_quota(monkeypatch)
    now, day = datetime.now(UTC), timedelta(days=1)
    assert tidy(now)["expire-job"] == 0
    assert tidy(now + day)["expire-job"] == 2
    assert [store.get(job_id) is None for job_id in (failed, bad, shown, waiting)] == [True, True, False, False]
    assert list(storage.names(settings().media_bucket, media.folder(failed))) == []
    assert tidy(now + 2 * day)["expire-job"] == 1
    assert store.get(waiting) is None


def test_expired_jobs_go_with_their_objects_and_kept_ones_stay(model: FakeModel) -> None:
    gone, record = completed(model), completed(model)
    transact(lambda unit: service.keep(unit, OWNER, record, "e"))
    assert tidy(datetime.now(UTC) + timedelta(days=31))["expire-job"] == 1
    assert (store.get(gone), original(gone)) == (None, None)
    assert list(storage.names(settings().media_bucket, media.folder(gone))) == []
    assert media.read_picture(record, Variant.DEX, 0)


def test_objects_of_nobody_are_deleted_after_a_day(model: FakeModel) -> None:
    own, now = completed(model), datetime.now(UTC)
    nobodys = {f"{number:024x}" for number in range(5)}  # the first slice of ids is the first to be looked through
    for job_id in nobodys:
        storage.write(settings().media_bucket, f"jobs/{job_id}/0/dex.png", b"x", "image/png")
    tidy(now + timedelta(hours=23))
    assert all(map(objects_of, nobodys))
    store.set_orphans_reached("00")
    with patch.multiple(housekeeping, LOOKED_UP_AT_ONCE=2, MAX_SECONDS=0):  # each piece has time for two
        assert tidy(now + timedelta(hours=25))["delete-orphans"] == housekeeping.SLICES_AN_HOUR
    assert {name.split("/")[1] for name in storage.names(settings().media_bucket)} == {own}
