"""From a photograph to the names of the animals on it: what the routes and the triggers call."""

import hashlib
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from shared import logs
from shared.animals import service as animals
from shared.cloud import storage, tasks
from shared.http.app import API
from shared.http.problems import Code, Problem
from shared.settings import settings
from shared.vision import rules, store
from shared.vision.models import (
    MAX_UPLOAD_BYTES,
    Answer,
    Candidate,
    ConversionStatus,
    Guess,
    Job,
    JobError,
    JobErrorCode,
    JobReply,
    JobStatus,
    NewJob,
    NewJobReply,
    Upload,
    Variant,
)
from shared.vision.rules import Superseded

if TYPE_CHECKING:  # the vision function creates and shows jobs without ever loading an image library
    from shared.vision.images import Pictures

UPLOAD_LIFETIME = timedelta(minutes=15)
MODEL_UNAVAILABLE = "The identification is not available right now. Please try again later."
MODEL_REJECTED = "This photograph could not be identified."
FILES = {
    Variant.DEX: ("dex.png", "image/png"),
    Variant.THUMB: ("thumb.jpg", "image/jpeg"),
    Variant.MODEL: ("model.jpg", "image/jpeg"),
}


# What a person asks


def create_job(uid: str, new: NewJob) -> NewJobReply:
    """Create a job and sign the upload of its photograph."""
    now = datetime.now(UTC)
    job = Job(id=secrets.token_hex(12), owner=uid, created_at=now, updated_at=now, **new.model_dump())
    expires = now + UPLOAD_LIFETIME
    signed = storage.sign_upload(
        settings().uploads_bucket, job.id, content_type=job.content_type, max_bytes=MAX_UPLOAD_BYTES, expires=expires
    )
    store.create(job)
    logs.info("job_created", job_id=job.id)
    upload = Upload(url=signed.url, method=signed.method, headers=signed.headers, expires_at=expires)
    return NewJobReply(**show(job).model_dump(), upload=upload)


def get_job(uid: str, job_id: str) -> Job:
    """Return a person's own job.

    Raises:
        Problem: `not_found`: there is none, or it is another's.

    """
    job = store.get(job_id)
    if job is None or job.owner != uid:
        raise Problem(Code.NOT_FOUND, "You have no such photograph.")
    return job


def show(job: Job) -> JobReply:
    """Return what a job's owner sees of it."""
    answer = job.answer
    converted = job.width is not None
    return JobReply(
        **job.model_dump(include=set(JobReply.model_fields) & set(Job.model_fields)),
        progress=rules.PROGRESS[job.status],
        outcome=answer.outcome if answer else None,
        provider=answer.provider if answer else None,
        model=answer.model if answer else None,
        input_tokens=answer.input_tokens if answer else None,
        output_tokens=answer.output_tokens if answer else None,
        cost_usd=answer.cost_usd if answer else None,
        duration_ms=answer.duration_ms if answer else None,
        thumbnail_url=_url(job, Variant.THUMB) if converted else None,
        dex_compatible_url=_url(job, Variant.DEX) if converted else None,
    )


def seconds_to_ask_again(job: JobReply) -> int | None:
    """Return how soon the job is worth asking for again; None when it has ended."""
    return rules.SECONDS_TO_ASK_AGAIN.get(job.status)


def _url(job: Job, variant: Variant) -> str:
    return f"{API}/vision/jobs/{job.id}/images/{variant}"


def read_picture(job_id: str, variant: Variant) -> tuple[bytes, str] | None:
    """Return a job's picture and its content type. Whoever calls has checked who may see it."""
    name, content_type = FILES[variant]
    data = storage.read(settings().media_bucket, _object(job_id, name))
    return (data, content_type) if data else None


def read_original(job_id: str) -> bytes | None:
    """Return the photograph as it was uploaded, metadata and all: for its owner alone."""
    return storage.read(settings().uploads_bucket, job_id)


def _object(job_id: str, name: str) -> str:
    return f"jobs/{job_id}/{name}"


# What the triggers deliver, at least once


def convert_upload(job_id: str) -> None:
    """Make the standard pictures of an uploaded photograph and queue its identification.

    Raises:
        Busy: another delivery is at it.

    """
    try:
        job = _claim(job_id, rules.claim_conversion)
    except Superseded:
        _queue_again(job_id)
        return
    if job is None:
        logs.warning("upload_without_job", job_id=job_id)
        storage.delete(settings().uploads_bucket, job_id)
        return
    _holding_lease(job, _convert)


def _convert(job: Job, token: str) -> None:
    from shared.vision.images import Unusable, convert

    started = time.monotonic()
    data = storage.read(settings().uploads_bucket, job.id) or b""
    try:
        _check_sum(data, job.sha256)
        pictures = convert(data)
    except Unusable as error:
        storage.delete(settings().uploads_bucket, job.id)
        _fail(job, token, JobError(code=error.code, detail=str(error), retryable=False), error.__cause__)
        return
    _store_pictures(job.id, pictures)
    converted = _update(job, lambda stored: _converted(stored, token, pictures))
    tasks.enqueue_identification(rules.task_name(converted), {"job_id": job.id, "attempt": converted.attempt})
    logs.info("photo_converted", job_id=job.id, attempt=job.attempt, duration_ms=_milliseconds(started))


def _check_sum(data: bytes, expected: str | None) -> None:
    from shared.vision.images import Unusable

    if expected and hashlib.sha256(data).hexdigest() != expected:
        raise Unusable(JobErrorCode.CHECKSUM_MISMATCH, "The photograph did not arrive whole. Please send it again.")


def _store_pictures(job_id: str, pictures: "Pictures") -> None:
    made = {
        Variant.DEX: pictures.dex_png,
        Variant.THUMB: pictures.thumb_jpeg,
        Variant.MODEL: pictures.model_jpeg,
    }
    for variant, data in made.items():
        name, content_type = FILES[variant]
        storage.write(settings().media_bucket, _object(job_id, name), data, content_type)


def _converted(job: Job, token: str, pictures: "Pictures") -> Job:
    status = ConversionStatus.UNNECESSARY if pictures.unnecessary else ConversionStatus.COMPLETED
    finished = rules.finish_conversion(
        job, token, datetime.now(UTC), status=status, width=pictures.width, height=pictures.height
    )
    told = {"captured_at": job.captured_at or pictures.captured_at, "place": job.place or pictures.place}
    return finished.model_copy(update=told)


def _queue_again(job_id: str) -> None:
    """Mend a conversion that died between its last write and the queue; the task's name makes it one."""
    job = store.get(job_id)
    if job and job.status is JobStatus.CONVERTED:
        tasks.enqueue_identification(rules.task_name(job), {"job_id": job.id, "attempt": job.attempt})


def identify(job_id: str, attempt: int, *, last_try: bool) -> None:
    """Ask the model about a converted photograph, find or create its animals, and complete the job.

    Raises:
        Busy: another delivery is at it.
        TryLater: the model cannot answer now, and this is not the last try.

    """
    try:
        job = _claim(job_id, lambda stored, now, token: rules.claim_identification(stored, attempt, now, token))
    except Superseded:
        return
    if job is None:
        logs.warning("task_without_job", job_id=job_id)
        return
    _holding_lease(job, lambda held, token: _identify(held, token, last_try=last_try))


def _identify(job: Job, token: str, *, last_try: bool) -> None:
    from shared.vision.providers.base import Rejected, TryLater

    try:
        answer = job.answer or _ask_model(job, token)
    except Rejected as error:
        _fail(job, token, JobError(code=error.code, detail=MODEL_REJECTED, retryable=True), error)
        return
    except TryLater as error:
        if not last_try:
            raise
        failure = JobError(code=JobErrorCode.MODEL_UNAVAILABLE, detail=MODEL_UNAVAILABLE, retryable=True)
        _fail(job, token, failure, error)
        return
    candidates = [found for guess in answer.animals if (found := _candidate(guess, job.owner))]
    done = _update(job, lambda stored: rules.complete(stored, token, datetime.now(UTC), candidates))
    logs.info("job_completed", job_id=job.id, attempt=job.attempt, animals=len(done.candidates))


def _ask_model(job: Job, token: str) -> Answer:
    from shared.vision.providers import provider

    picture = read_picture(job.id, Variant.MODEL)
    if picture is None:
        raise FileNotFoundError(f"{job.id}: the model's picture is gone")
    answer = provider().identify(picture[0])
    _update(job, lambda stored: rules.record_answer(stored, token, datetime.now(UTC), answer))
    logs.info(
        "model_answered",
        job_id=job.id,
        attempt=job.attempt,
        **answer.model_dump(exclude={"raw", "animals"}),
    )
    return answer


def _candidate(guess: Guess, discovered_by: str) -> Candidate | None:
    """Find or create the animal of a guess; None when its name cannot be a scientific one."""
    found = animals.classify(guess.scientific_name, guess.rank, guess.common_name)
    if found is None:
        logs.warning("name_dropped", name=guess.scientific_name[:80])
        return None
    animal = animals.lookup_or_create(found, discovered_by)
    return Candidate(
        animal_id=animal.id,
        confidence=guess.confidence,
        box=guess.box,
        **animal.model_dump(
            include={"creation_index", "scientific_name", "common_name", "rank", "verified"},
        ),
    )


def _claim(job_id: str, claim: Callable[[Job, datetime, str], Job]) -> Job | None:
    now, token = datetime.now(UTC), secrets.token_hex(8)
    return store.update(job_id, lambda job: claim(job, now, token))


def _holding_lease(job: Job, work: Callable[[Job, str], None]) -> None:
    """Do a step's work; on a failure give the lease back, and let the failure reach the trigger, which retries."""
    if job.lease is None:
        raise ValueError(f"{job.id} was not claimed")
    token = job.lease.token
    try:
        work(job, token)
    except Superseded:
        logs.warning("lease_lost", job_id=job.id, status=job.status)
    except Exception:
        _release(job.id, token)
        raise


def _release(job_id: str, token: str) -> None:
    try:
        store.update(job_id, lambda stored: rules.release(stored, token, datetime.now(UTC)))
    except Exception as error:  # noqa: BLE001 - whatever it is, the lease ends by itself
        logs.warning("lease_not_released", job_id=job_id, cause=str(error))


def _update(job: Job, change: Callable[[Job], Job]) -> Job:
    changed = store.update(job.id, change)
    if changed is None:
        raise Superseded("the job is gone")
    return changed


def _fail(job: Job, token: str, error: JobError, cause: BaseException | None) -> None:
    _update(job, lambda stored: rules.fail(stored, token, datetime.now(UTC), error))
    logs.warning("job_failed", job_id=job.id, attempt=job.attempt, code=error.code, cause=str(cause or ""))


def _milliseconds(since: float) -> int:
    return round((time.monotonic() - since) * 1000)
