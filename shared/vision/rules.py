"""The state machine of a job: pure functions from one state to the next.

awaiting_upload → converting → converted → identifying → completed | failed

Every step is claimed with a lease first. A second delivery finds the lease (`LeaseHeldError`: redeliver later) or the
finished step (`StaleDeliveryError`: nothing to do). A worker that has lost its lease cannot change anything.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from shared.vision.models import (
    Candidate,
    ConversionStatus,
    Job,
    JobError,
    JobStatus,
    Lease,
    ModelAnswer,
    ModelCall,
    NewJob,
    Outcome,
    PossibleAnimal,
    Retry,
    Selection,
)

CONVERSION_LEASE = timedelta(seconds=60)
IDENTIFICATION_LEASE = timedelta(seconds=150)  # longer than a model call may take

STUCK_AFTER = timedelta(seconds=10)
UPLOAD_LIFETIME = timedelta(minutes=15)
JOB_LIFETIME = timedelta(days=30)
FAILED_LIFETIME = timedelta(days=1)
MAX_OPEN_UPLOADS = 10
"""The number of a person's photographs that may be waiting for their upload."""
MAX_ATTEMPTS = 5
MAX_ALTERNATIVES = 3
MAX_UNREADABLE = 2
MAX_CRASHES = 5
"""The number of crashes after which a photograph is given up."""
SLICES = 256
"""Slices of all job ids, by their first digits."""

PROGRESS = {
    JobStatus.AWAITING_UPLOAD: 0,
    JobStatus.CONVERTING: 20,
    JobStatus.CONVERTED: 40,
    JobStatus.IDENTIFYING: 60,
    JobStatus.COMPLETED: 100,
    JobStatus.FAILED: 100,
}
POLL_INTERVALS = {
    JobStatus.AWAITING_UPLOAD: 2,
    JobStatus.CONVERTING: 1,
    JobStatus.CONVERTED: 1,
    JobStatus.IDENTIFYING: 1,
}


class LeaseHeldError(Exception):
    """Another worker holds the step's lease: redeliver later."""

    def __init__(self, until: datetime, now: datetime) -> None:
        super().__init__(f"leased until {until.isoformat()}")
        self.retry_after = max(1, round((until - now).total_seconds()))


class StaleDeliveryError(Exception):
    """The step is done, or no longer this worker's: there is nothing to do."""


class WrongStateError(Exception):
    """The job's state does not allow the request; the message is for the person."""


def claim_conversion(job: Job, now: datetime, token: str) -> Job:
    """Claim the conversion.

    Raises:
        LeaseHeldError: another worker is processing it.
        StaleDeliveryError: it is done.

    """
    if job.status not in {JobStatus.AWAITING_UPLOAD, JobStatus.CONVERTING}:
        raise StaleDeliveryError(job.status)
    return _claim(job, JobStatus.CONVERTING, CONVERSION_LEASE, now, token).model_copy(
        update={"image_conversion_status": ConversionStatus.PROCESSING}
    )


def crashes_workers(job: Job) -> bool:
    """Return whether a photograph has crashed too many workers to be tried again."""
    return job.crashes >= MAX_CRASHES


def distinct[T: PossibleAnimal](candidates: list[T]) -> list[T]:
    """Remove duplicate animals, keeping the first candidate of each."""
    first: dict[str, T] = {}
    for candidate in candidates:
        first.setdefault(candidate.animal_id, candidate)
    return list(first.values())


def is_stuck(job: Job, now: datetime) -> bool:
    """Return whether the identification of a converted photograph is overdue."""
    return job.status is JobStatus.CONVERTED and now - job.updated_at > STUCK_AFTER


def claim_identification(job: Job, attempt: int, now: datetime, token: str) -> Job:
    """Claim the identification of this attempt.

    Raises:
        LeaseHeldError: another worker is processing it.
        StaleDeliveryError: it is done, or the task belongs to another attempt.

    """
    if job.attempt != attempt or job.status not in {JobStatus.CONVERTED, JobStatus.IDENTIFYING}:
        raise StaleDeliveryError(f"{job.status}, attempt {job.attempt}")
    return _claim(job, JobStatus.IDENTIFYING, IDENTIFICATION_LEASE, now, token)


def _claim(job: Job, status: JobStatus, duration: timedelta, now: datetime, token: str) -> Job:
    if job.lease and job.lease.expires_at > now:
        raise LeaseHeldError(job.lease.expires_at, now)
    lease = Lease(token=token, expires_at=now + duration)
    crashes = 0 if job.status is not status else job.crashes + (job.lease is not None)
    return job.model_copy(update={"status": status, "lease": lease, "crashes": crashes, "updated_at": now})


def release(job: Job, token: str, now: datetime) -> Job:
    """Release the lease after a failure, so that the next delivery need not wait for it to expire."""
    return _held(job, token).model_copy(update={"lease": None, "updated_at": now})


def finish_conversion(job: Job, token: str, now: datetime, *, status: ConversionStatus, width: int, height: int) -> Job:
    """Record that the pictures are stored; this completes a photograph that no model may see."""
    return _held(job, token).model_copy(
        update={
            "status": JobStatus.CONVERTED if job.identify else JobStatus.COMPLETED,
            "image_conversion_status": status,
            "width": width,
            "height": height,
            "lease": None,
            "updated_at": now,
        }
    )


def record_answer(job: Job, token: str, now: datetime, answer: ModelAnswer) -> Job:
    """Record the model's answer; from now on it is not asked again in this attempt."""
    return _held(job, token).model_copy(update={"answer": answer, "updated_at": now})


def record_unreadable(job: Job, token: str, now: datetime, call: ModelCall) -> Job:
    """Record the cost of an unreadable answer."""
    calls = [*job.unreadable_answers, call]
    return _held(job, token).model_copy(update={"unreadable_answers": calls, "updated_at": now})


def is_hopeless(job: Job) -> bool:
    """Return whether there were too many unreadable answers to ask again in this attempt."""
    return len(job.unreadable_answers) >= MAX_UNREADABLE


def complete(
    job: Job, token: str, now: datetime, candidates: list[Candidate], unverified_names: list[str], otherwise: Outcome
) -> Job:
    """Complete the job with its candidates, or with the other outcome if there are none."""
    answer = job.answer
    if answer and answer.animals and not candidates:
        answer = answer.model_copy(update={"outcome": otherwise})
    ended = {"status": JobStatus.COMPLETED, "lease": None, "updated_at": now}
    result = {"candidates": candidates, "unverified_names": unverified_names, "answer": answer}
    return _held(job, token).model_copy(update=ended | result)


def read_again(job: Job, candidates: list[Candidate], unverified_names: list[str], now: datetime) -> Job:
    """Reinterpret a completed job's answer after an operator has decided about one of its names."""
    if job.status is not JobStatus.COMPLETED or job.answer is None or not candidates:
        return job
    answer = job.answer.model_copy(update={"outcome": Outcome.ANIMALS})
    result = {"candidates": candidates, "unverified_names": unverified_names, "answer": answer}
    return job.model_copy(update=result | {"updated_at": now})


def fail(job: Job, token: str, now: datetime, error: JobError) -> Job:
    """End the job with an error."""
    conversion = job.image_conversion_status
    if job.status is JobStatus.CONVERTING:
        conversion = ConversionStatus.FAILED
    return _failed(_held(job, token), now, error, now).model_copy(update={"image_conversion_status": conversion})


def put_off(job: Job, error: JobError, until: datetime) -> Job:
    """End a job that has no quota for its identification; it is kept for a day after `until`."""
    return _failed(job, job.updated_at, error, until)


def _failed(job: Job, now: datetime, error: JobError, needed_until: datetime) -> Job:
    ended = {"status": JobStatus.FAILED, "error": error, "lease": None, "updated_at": now}
    return job.model_copy(update=ended | {"expires_at": _expiry(job, needed_until + FAILED_LIFETIME)})


def _expiry(job: Job, end: datetime) -> datetime | None:
    return None if job.entry_ids else end


def is_expired(job: Job, now: datetime) -> bool:
    """Return whether a job has expired, which requires that no entry shows it."""
    return job.expires_at is not None and job.expires_at < now


def interrupt(job: Job, now: datetime, error: JobError) -> Job:
    """End an abandoned job."""
    if job.status in {JobStatus.COMPLETED, JobStatus.FAILED} or (job.lease and job.lease.expires_at > now):
        raise StaleDeliveryError(job.status)
    own = Lease(token=f"end-{job.id}", expires_at=now)
    return fail(job.model_copy(update={"lease": own}), own.token, now, error)


def retry(job: Job, request: Retry, now: datetime) -> Job:
    """Start another attempt at a job that has ended.

    Raises:
        WrongStateError: it is still running, has no pictures, or has been tried too often.

    """
    if job.status not in {JobStatus.COMPLETED, JobStatus.FAILED}:
        raise WrongStateError("The photograph is still being processed.")
    if job.width is None:
        raise WrongStateError("This photograph cannot be used. Please take or choose another.")
    if job.attempt >= MAX_ATTEMPTS:
        raise WrongStateError(f"A photograph can be tried at most {MAX_ATTEMPTS} times.")
    earlier = [*job.earlier_answers, job.answer] if job.answer else job.earlier_answers
    fresh = {"answer": None, "unreadable_answers": [], "earlier_answers": earlier, "error": None, "selection": None}
    begun = {
        "status": JobStatus.CONVERTED,
        "identify": True,
        "attempt": job.attempt + 1,
        "model": request.model,
        "hint": request.hint,
        "expires_at": _expiry(job, now + JOB_LIFETIME),
    }
    return job.model_copy(update={**fresh, **begun, "crashes": 0, "updated_at": now})


def select(job: Job, selection: Selection, now: datetime) -> Job:
    """Record which of the candidates the person chose.

    Raises:
        WrongStateError: there are no candidates yet.
        IndexError: there is no such candidate.

    """
    if job.status is not JobStatus.COMPLETED:
        raise WrongStateError("The photograph is not identified yet.")
    if selection.animal_index is not None and selection.animal_index >= len(job.candidates):
        raise IndexError(selection.animal_index)
    return job.model_copy(update={"selection": selection, "updated_at": now})


def correctable(job: Job) -> Job:
    """Return the job if its owner may name the animal.

    Raises:
        WrongStateError: the job has not ended, or there is no picture.

    """
    if job.status not in {JobStatus.COMPLETED, JobStatus.FAILED} or job.width is None:
        raise WrongStateError("The photograph is not identified yet.")
    return job


def correct(job: Job, animal: Candidate, now: datetime) -> Job:
    """Record the person's own name for the animal; the model's answer is kept.

    Raises:
        WrongStateError: the job has not ended, or there is no picture.

    """
    return correctable(job).model_copy(update={"correction": animal, "updated_at": now})


def deletable(job: Job) -> Job:
    """Return the job if its owner may delete it.

    Raises:
        WrongStateError: an entry shows its photograph.

    """
    if job.entry_ids:
        raise WrongStateError("The photograph is in your dex. Delete its entry instead.")
    return job


def rotate(job: Job, quarter_turns: int, now: datetime) -> Job:
    """Record the rotation of the pictures."""
    is_across = (quarter_turns - job.quarter_turns) % 2 == 1
    width, height = (job.height, job.width) if is_across else (job.width, job.height)
    turned = {"quarter_turns": quarter_turns, "width": width, "height": height, "updated_at": now}
    return job.model_copy(update=turned)


def _held(job: Job, token: str) -> Job:
    if job.lease is None or job.lease.token != token:
        raise StaleDeliveryError("another worker holds the lease")
    return job


def slice_of(job_id: str) -> str:
    """Return the slice that a job id (hexadecimal) belongs to: the prefix of the ids in it."""
    return job_id[:2]


def slice_after(job_id: str) -> str:
    """Return the slice after that of a job id; the first one follows the last."""
    return f"{(int(slice_of(job_id), 16) + 1) % SLICES:02x}"


def job_id(uid: str, idempotency_key: str, new: NewJob, secret: str) -> str:
    """Return the unguessable id of the job created by a request, the same for every retry."""
    request = f"{uid}/{idempotency_key}/{new.model_dump_json()}"
    return hmac.new(secret.encode(), request.encode(), hashlib.sha256).hexdigest()[:24]


def open_until(announced_at: list[datetime]) -> datetime | None:
    """Return when a person may announce again, given the times of their open announcements, the newest first."""
    return announced_at[MAX_OPEN_UPLOADS - 1] + UPLOAD_LIFETIME if len(announced_at) >= MAX_OPEN_UPLOADS else None


def shown_by(job: Job, entry_id: str) -> Job:
    """Return a job shown by another entry; it does not expire."""
    entry_ids = [other for other in job.entry_ids if other != entry_id]
    return job.model_copy(update={"entry_ids": [*entry_ids, entry_id], "expires_at": None})


def shown_no_more_by(job: Job, entry_id: str, now: datetime) -> Job:
    """Return a job no longer shown by an entry; after the last one, it expires as usual."""
    entry_ids = [other for other in job.entry_ids if other != entry_id]
    released = job.model_copy(update={"entry_ids": entry_ids})
    return released.model_copy(update={"expires_at": _expiry(released, now + JOB_LIFETIME)})


def task_name(job: Job) -> str:
    """Return the name of the attempt's task, which the queue accepts only once."""
    return f"{job.id}-{job.attempt}"
