"""The first step of a job: the conversion, triggered at least once by an upload event."""

import hashlib
import time
from datetime import UTC, datetime
from typing import Any

from shared import logs, spans, traces
from shared.cloud.firestore import UnitOfWork, transact
from shared.vision import media, queue, rules, steps, store, zones
from shared.vision.images import sandbox
from shared.vision.images.pictures import TOO_COMPLEX, Conversion, RejectedImageError, Taken
from shared.vision.models import ConversionStatus, Job, JobError, JobErrorCode, JobStatus, Place
from shared.vision.quotas import QuotaExceededError
from shared.vision.rules import StaleDeliveryError

NOT_WHOLE = "The photograph did not arrive completely. Please send it again."


def convert_upload(job_id: str) -> None:
    """Make the standard pictures of an uploaded photograph and queue its identification.

    Raises:
        LeaseHeldError: another delivery is processing it.

    """
    try:
        job = steps.claim(job_id, rules.claim_conversion)
    except StaleDeliveryError:
        _finish_again(job_id)
        return
    if job is None:
        logs.warning("upload_without_job", job_id=job_id)
        media.delete_upload(job_id)
        return
    traces.resume(job.traceparent)
    with spans.span("convert_upload"):
        steps.holding_lease(job, _convert)


def _convert(job: Job, token: str) -> None:
    started = time.monotonic()
    data = media.read_upload(job.id) or b""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        _check(job, sha256)
        conversion = sandbox.convert(data)
    except RejectedImageError as error:
        steps.fail(job, token, JobError(code=error.code, detail=str(error), retryable=False), error.cause)
        media.delete_upload(job.id)
        return
    media.write_pictures(job.id, 0, conversion)
    media.write_original(job.id, data, conversion.content_type)
    facts = _facts(job, sha256, conversion)
    converted = transact(lambda unit: _finish_conversion(unit, job, token, conversion, facts))
    logs.info("photo_converted", job_id=job.id, attempt=job.attempt, duration_ms=steps.milliseconds(started))
    media.delete_upload(job.id)  # last, so that an interrupted conversion can start again
    if converted.error:
        steps.log_failure(converted, converted.error, "no quota is left")


def _check(job: Job, sha256: str) -> None:
    if rules.crashes_workers(job):
        raise RejectedImageError(JobErrorCode.IMAGE_TOO_COMPLEX, TOO_COMPLEX)
    if job.sha256 and sha256 != job.sha256:
        raise RejectedImageError(JobErrorCode.CHECKSUM_MISMATCH, NOT_WHOLE)


def _facts(job: Job, sha256: str, conversion: Conversion) -> dict[str, Any]:
    """Return the facts from a photograph: its type, an earlier duplicate, and when and where it was taken.

    The time and place given by the sender take precedence.
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
        converted = steps.update_in(unit, job, convert)
    except QuotaExceededError as error:
        over = JobError(code=JobErrorCode.QUOTA_EXCEEDED, detail=str(error), retryable=True)
        until = error.resets_at
        converted = steps.update_in(unit, job, lambda stored: rules.put_off(convert(stored), over, until))
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
    """Repeat the idempotent last steps of a conversion that may have died after changing the job.

    This also deletes a photograph that was uploaded again while its URL was still valid.
    """
    job = store.get(job_id)
    if job and job.status is JobStatus.CONVERTED:
        queue.hurry(job)
    media.delete_upload(job_id)
