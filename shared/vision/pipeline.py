"""The steps of a job, which triggers deliver at least once: conversion, identification."""

import hashlib
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from shared import logs
from shared.animals import unverified
from shared.cloud.firestore import UnitOfWork, transact
from shared.vision import candidates, media, queue, rules, store, zones
from shared.vision.candidates import ReadAnswer
from shared.vision.images import sandbox
from shared.vision.images.pictures import TOO_COMPLEX, Conversion, RejectedImageError, Taken
from shared.vision.models import (
    ConversionStatus,
    Job,
    JobError,
    JobErrorCode,
    JobStatus,
    ModelAnswer,
    Place,
    Variant,
)
from shared.vision.providers import provider
from shared.vision.providers.base import PermanentFailureError, UnreadableAnswerError
from shared.vision.quotas import QuotaExceededError
from shared.vision.rules import StaleDeliveryError

MODEL_UNAVAILABLE = "The identification is not available right now. Please try again later."
MODEL_REJECTED = "This photograph could not be identified."
NOT_WHOLE = "The photograph did not arrive whole. Please send it again."


def convert_upload(job_id: str) -> None:
    """Make the standard pictures of an uploaded photograph and queue its identification.

    Raises:
        LeaseHeldError: another delivery is at it.

    """
    try:
        job = _claim(job_id, rules.claim_conversion)
    except StaleDeliveryError:
        _finish_again(job_id)
        return
    if job is None:
        logs.warning("upload_without_job", job_id=job_id)
        media.delete_original(job_id)
        return
    _holding_lease(job, _convert)


def _convert(job: Job, token: str) -> None:
    started = time.monotonic()
    data = media.read_original(job.id) or b""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        _check(job, sha256)
        conversion = sandbox.convert(data)
    except RejectedImageError as error:
        _fail(job, token, JobError(code=error.code, detail=str(error), retryable=False), error.cause)
        media.delete_original(job.id)
        return
    media.write_pictures(job.id, 0, conversion)
    facts = _facts(job, sha256, conversion)
    converted = transact(lambda unit: _finish_conversion(unit, job, token, conversion, facts))
    logs.info("photo_converted", job_id=job.id, attempt=job.attempt, duration_ms=_milliseconds(started))
    if converted.error:
        _log_failure(converted, converted.error, "no quota is left")


def _check(job: Job, sha256: str) -> None:
    if rules.crashes_workers(job):
        raise RejectedImageError(JobErrorCode.IMAGE_TOO_COMPLEX, TOO_COMPLEX)
    if job.sha256 and sha256 != job.sha256:
        raise RejectedImageError(JobErrorCode.CHECKSUM_MISMATCH, NOT_WHOLE)


def _facts(job: Job, sha256: str, conversion: Conversion) -> dict[str, Any]:
    """Return what a photograph told: what it is, whether it was here before, when and where it was taken.

    What its sender said of time and place counts for more.
    """
    place = job.place or conversion.place
    taken = _taken(job, conversion, place)
    return {
        "content_type": conversion.content_type,
        "sha256": sha256,
        "duplicate_of": store.earlier(job, sha256),
        "place": place,
        "captured_at": taken and zones.moment(taken),
        "utc_offset": taken and taken.utc_offset,
    }


def _taken(job: Job, conversion: Conversion, place: Place | None) -> Taken | None:
    if job.captured_at:
        return zones.local_time(job.captured_at, place, job.time_zone)
    return zones.localize(conversion.taken, place, job.time_zone) if conversion.taken else None


def _finish_conversion(unit: UnitOfWork, job: Job, token: str, conversion: Conversion, facts: dict[str, Any]) -> Job:
    def convert(stored: Job) -> Job:
        return _converted(stored, token, conversion, facts)

    try:
        converted = _update_in(unit, job, convert)
    except QuotaExceededError as error:
        over = JobError(code=JobErrorCode.QUOTA_EXCEEDED, detail=str(error), retryable=True)
        until = error.resets_at
        converted = _update_in(unit, job, lambda stored: rules.put_off(convert(stored), over, until))
    if converted.status is JobStatus.CONVERTED:
        queue.add(unit, converted)
    return converted


def _converted(job: Job, token: str, conversion: Conversion, facts: dict[str, Any]) -> Job:
    status = ConversionStatus.UNNECESSARY if conversion.unnecessary else ConversionStatus.COMPLETED
    finished = rules.finish_conversion(
        job, token, datetime.now(UTC), status=status, width=conversion.width, height=conversion.height
    )
    return finished.model_copy(update=facts)


def _finish_again(job_id: str) -> None:
    """Mend a conversion that died just after it changed the job: what followed is done again, and changes nothing."""
    job = store.get(job_id)
    if job and job.status is JobStatus.CONVERTED:
        queue.hurry(job)
    if job and job.image_conversion_status is ConversionStatus.FAILED:
        media.delete_original(job_id)


def identify(job_id: str, attempt: int, *, last_try: bool) -> None:
    """Ask the model about a converted photograph, find or create its animals, and complete the job.

    Raises:
        LeaseHeldError: another delivery is at it.
        TemporaryFailureError: the model cannot answer now, and this is not the last try.

    """
    try:
        job = _claim(job_id, lambda stored, now, token: rules.claim_identification(stored, attempt, now, token))
    except StaleDeliveryError:
        return
    if job is None:
        logs.warning("task_without_job", job_id=job_id)
        return
    _holding_lease(job, lambda held, token: _identify(held, token, last_try=last_try))


def _identify(job: Job, token: str, *, last_try: bool) -> None:
    try:
        answer = job.answer or _ask_model(job, token)
        result = candidates.read(answer)
        transact(lambda unit: _complete(unit, job, token, result))
    except StaleDeliveryError:
        raise
    except PermanentFailureError as error:
        _fail(job, token, JobError(code=error.code, detail=MODEL_REJECTED, retryable=True), error)
    except Exception as error:  # whatever it is, the queue tries again; after the last try the job must end
        if not last_try:
            raise
        unavailable = JobError(code=JobErrorCode.MODEL_UNAVAILABLE, detail=MODEL_UNAVAILABLE, retryable=True)
        _fail(job, token, unavailable, error)
    else:
        logs.info("job_completed", job_id=job.id, attempt=job.attempt, animals=len(result.candidates))


def _complete(unit: UnitOfWork, job: Job, token: str, result: ReadAnswer) -> None:
    now = datetime.now(UTC)

    def complete(stored: Job) -> Job:
        return rules.complete(stored, token, now, result.candidates, result.unverified_names, result.otherwise)

    completed = _update_in(unit, job, complete)
    for name in result.unverified_names:
        unverified.report(unit, name, now)
    queue.follow(unit, completed)


def _ask_model(job: Job, token: str) -> ModelAnswer:
    picture = media.read_picture(job.id, Variant.MODEL, job.quarter_turns)
    if picture is None:
        raise FileNotFoundError(f"{job.id}: the model's picture is gone")
    try:
        answer = provider().identify(picture[0], job.model, job.hint)
    except UnreadableAnswerError as error:
        _record_unreadable(job, token, error)
        raise
    _update(job, lambda stored: rules.record_answer(stored, token, datetime.now(UTC), answer))
    logs.info(
        "model_answered",
        job_id=job.id,
        attempt=job.attempt,
        **answer.model_dump(exclude={"raw", "animals"}),
    )
    return answer


def _record_unreadable(job: Job, token: str, error: UnreadableAnswerError) -> None:
    """Keep what an unreadable answer cost; the model is asked again once, if the person's day allows it."""

    def work(unit: UnitOfWork) -> bool:
        now = datetime.now(UTC)
        changed = _update_in(unit, job, lambda stored: rules.record_unreadable(stored, token, now, error.call))
        return store.charge_unreadable(unit, changed) and not rules.is_hopeless(changed)

    may_ask_again = transact(work)
    logs.warning("answer_unreadable", job_id=job.id, attempt=job.attempt, **error.call.model_dump(exclude={"raw"}))
    if not may_ask_again:
        raise PermanentFailureError(str(error)) from error


def _claim(job_id: str, claim: Callable[[Job, datetime, str], Job]) -> Job | None:
    now, token = datetime.now(UTC), secrets.token_hex(8)
    return transact(lambda unit: store.update(unit, job_id, lambda job: claim(job, now, token)))


def _holding_lease(job: Job, work: Callable[[Job, str], None]) -> None:
    """Do a step's work; on a failure give the lease back, and let the failure reach the trigger, which retries."""
    if job.lease is None:
        raise ValueError(f"{job.id} was not claimed")
    token = job.lease.token
    try:
        work(job, token)
    except StaleDeliveryError:
        logs.warning("lease_lost", job_id=job.id, status=job.status)
    except Exception:
        _release(job.id, token)
        raise


def _release(job_id: str, token: str) -> None:
    try:
        transact(lambda unit: store.update(unit, job_id, lambda job: rules.release(job, token, datetime.now(UTC))))
    except Exception as error:  # noqa: BLE001 - whatever it is, the lease ends by itself
        logs.warning("lease_not_released", job_id=job_id, cause=str(error))


def _update(job: Job, change: Callable[[Job], Job]) -> Job:
    return transact(lambda unit: _update_in(unit, job, change))


def _update_in(unit: UnitOfWork, job: Job, change: Callable[[Job], Job]) -> Job:
    changed = store.update(unit, job.id, change)
    if changed is None:
        raise StaleDeliveryError("the job is gone")
    return changed


def _fail(job: Job, token: str, error: JobError, cause: BaseException | str) -> None:
    _update(job, lambda stored: rules.fail(stored, token, datetime.now(UTC), error))
    _log_failure(job, error, cause)


def _log_failure(job: Job, error: JobError, cause: BaseException | str) -> None:
    logs.warning("job_failed", job_id=job.id, attempt=job.attempt, code=error.code, cause=str(cause))


def _milliseconds(since: float) -> int:
    return round((time.monotonic() - since) * 1000)
