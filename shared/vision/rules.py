"""The state machine of a job: pure functions from one state to the next.

awaiting_upload → converting → converted → identifying → completed | failed

Every step is claimed with a lease before it is done. A second delivery finds the lease (`LeaseHeldError`: deliver
again later) or the step done (`StaleDeliveryError`: nothing to do). A worker that lost its lease changes nothing more.
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
"""So many photographs of a person may be announced at once and not uploaded yet."""
MAX_ATTEMPTS = 5
MAX_ALTERNATIVES = 3
MAX_UNREADABLE = 2
MAX_CRASHES = 5
"""After so many crashes a photograph is given up."""
SLICES = 256
"""Of all job ids."""

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
    """Somebody else holds the step's lease: deliver again later."""

    def __init__(self, until: datetime, now: datetime) -> None:
        super().__init__(f"leased until {until.isoformat()}")
        self.retry_after = max(1, round((until - now).total_seconds()))


class StaleDeliveryError(Exception):
    """The step is done, or not this worker's any more: there is nothing to do."""


class WrongStateError(Exception):
    """The job is not in a state for what is asked; the message says it to the person."""


def claim_conversion(job: Job, now: datetime, token: str) -> Job:
    """Take the conversion.

    Raises:
        LeaseHeldError: another worker is at it.
        StaleDeliveryError: it is done.

    """
    if job.status not in {JobStatus.AWAITING_UPLOAD, JobStatus.CONVERTING}:
        raise StaleDeliveryError(job.status)
    return _claim(job, JobStatus.CONVERTING, CONVERSION_LEASE, now, token).model_copy(
        update={"image_conversion_status": ConversionStatus.PROCESSING}
    )


def crashes_workers(job: Job) -> bool:
    """Tell whether too many workers died of a photograph for it to be tried once more."""
    return job.crashes >= MAX_CRASHES


def distinct[T: PossibleAnimal](candidates: list[T]) -> list[T]:
    """Return candidates of which no two are one animal: the first of each."""
    first: dict[str, T] = {}
    for candidate in candidates:
        first.setdefault(candidate.animal_id, candidate)
    return list(first.values())


def is_stuck(job: Job, now: datetime) -> bool:
    """Tell whether nobody has taken up the identification of a converted photograph although somebody should have."""
    return job.status is JobStatus.CONVERTED and now - job.updated_at > STUCK_AFTER


def claim_identification(job: Job, attempt: int, now: datetime, token: str) -> Job:
    """Take the identification of this attempt.

    Raises:
        LeaseHeldError: another worker is at it.
        StaleDeliveryError: it is done, or the task is of another attempt.

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
    """Give the lease back after a failure, so that the next delivery need not wait for its end."""
    return _held(job, token).model_copy(update={"lease": None, "updated_at": now})


def finish_conversion(job: Job, token: str, now: datetime, *, status: ConversionStatus, width: int, height: int) -> Job:
    """Note that the pictures are stored; a photograph that no model is to see is done with that."""
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
    """Keep what the model answered: from now on it is never asked again in this attempt."""
    return _held(job, token).model_copy(update={"answer": answer, "updated_at": now})


def record_unreadable(job: Job, token: str, now: datetime, call: ModelCall) -> Job:
    """Keep what the model billed for an answer that says nothing."""
    calls = [*job.unreadable_answers, call]
    return _held(job, token).model_copy(update={"unreadable_answers": calls, "updated_at": now})


def is_hopeless(job: Job) -> bool:
    """Tell whether the model has given so many unreadable answers that it is not asked again in this attempt."""
    return len(job.unreadable_answers) >= MAX_UNREADABLE


def complete(
    job: Job, token: str, now: datetime, candidates: list[Candidate], unverified_names: list[str], otherwise: Outcome
) -> Job:
    """End the job with the animals that were found; when no name means one, with the other outcome."""
    answer = job.answer
    if answer and answer.animals and not candidates:
        answer = answer.model_copy(update={"outcome": otherwise})
    ended = {"status": JobStatus.COMPLETED, "lease": None, "updated_at": now}
    result = {"candidates": candidates, "unverified_names": unverified_names, "answer": answer}
    return _held(job, token).model_copy(update=ended | result)


def read_again(job: Job, candidates: list[Candidate], unverified_names: list[str], now: datetime) -> Job:
    """Return a completed job whose answer means more since an operator has decided about a name of it."""
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
    """End a job for whose identification there is no quota until then; it is kept for a day longer."""
    return _failed(job, job.updated_at, error, until)


def _failed(job: Job, now: datetime, error: JobError, needed_until: datetime) -> Job:
    ended = {"status": JobStatus.FAILED, "error": error, "lease": None, "updated_at": now}
    return job.model_copy(update=ended | {"expires_at": _expiry(job, needed_until + FAILED_LIFETIME)})


def _expiry(job: Job, end: datetime) -> datetime | None:
    return None if job.entry_ids else end


def is_expired(job: Job, now: datetime) -> bool:
    """Tell whether a job's time is over: no entry shows it."""
    return job.expires_at is not None and job.expires_at < now


def interrupt(job: Job, now: datetime, error: JobError) -> Job:
    """End a job that nobody works on any more."""
    if job.status in {JobStatus.COMPLETED, JobStatus.FAILED} or (job.lease and job.lease.expires_at > now):
        raise StaleDeliveryError(job.status)
    own = Lease(token=f"end-{job.id}", expires_at=now)
    return fail(job.model_copy(update={"lease": own}), own.token, now, error)


def retry(job: Job, request: Retry, now: datetime) -> Job:
    """Begin another attempt at a job that has ended.

    Raises:
        WrongStateError: it goes on, has no pictures, or was tried too often.

    """
    if job.status not in {JobStatus.COMPLETED, JobStatus.FAILED}:
        raise WrongStateError("The photograph is still being worked on.")
    if job.width is None:
        raise WrongStateError("This photograph cannot be used. Please take or choose another.")
    if job.attempt >= MAX_ATTEMPTS:
        raise WrongStateError(f"A photograph can be tried {MAX_ATTEMPTS} times.")
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
    """Note which of the candidates the person took.

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
    """Return a job whose animal a person may name.

    Raises:
        WrongStateError: the job has not ended, or there is no picture.

    """
    if job.status not in {JobStatus.COMPLETED, JobStatus.FAILED} or job.width is None:
        raise WrongStateError("The photograph is not identified yet.")
    return job


def correct(job: Job, animal: Candidate, now: datetime) -> Job:
    """Note what the person calls the animal; what the model said stays beside it.

    Raises:
        WrongStateError: the job has not ended, or there is no picture.

    """
    return correctable(job).model_copy(update={"correction": animal, "updated_at": now})


def deletable(job: Job) -> Job:
    """Return a job that its owner may delete.

    Raises:
        WrongStateError: an entry shows its photograph.

    """
    if job.entry_ids:
        raise WrongStateError("The photograph is in your dex. Delete its entry.")
    return job


def rotate(job: Job, quarter_turns: int, now: datetime) -> Job:
    """Note how the pictures stand now."""
    is_across = (quarter_turns - job.quarter_turns) % 2 == 1
    width, height = (job.height, job.width) if is_across else (job.width, job.height)
    turned = {"quarter_turns": quarter_turns, "width": width, "height": height, "updated_at": now}
    return job.model_copy(update=turned)


def _held(job: Job, token: str) -> Job:
    if job.lease is None or job.lease.token != token:
        raise StaleDeliveryError("the lease is another's")
    return job


def slice_of(job_id: str) -> str:
    """Return the slice of all job ids (hexadecimal) that one is in: what they begin with."""
    return job_id[:2]


def slice_after(job_id: str) -> str:
    """Return the slice that follows the one of a job id; after the last one the first."""
    return f"{(int(slice_of(job_id), 16) + 1) % SLICES:02x}"


def job_id(uid: str, idempotency_key: str, new: NewJob, secret: str) -> str:
    """Return the id of the job that a request creates, however often it is sent; nobody guesses it."""
    request = f"{uid}/{idempotency_key}/{new.model_dump_json()}"
    return hmac.new(secret.encode(), request.encode(), hashlib.sha256).hexdigest()[:24]


def open_until(announced_at: list[datetime]) -> datetime | None:
    """Return until when a person may announce no more, of when their open uploads were announced, the newest first."""
    return announced_at[MAX_OPEN_UPLOADS - 1] + UPLOAD_LIFETIME if len(announced_at) >= MAX_OPEN_UPLOADS else None


def shown_by(job: Job, entry_id: str) -> Job:
    """Return a job whose photograph one more entry shows: it does not expire."""
    entry_ids = [other for other in job.entry_ids if other != entry_id]
    return job.model_copy(update={"entry_ids": [*entry_ids, entry_id], "expires_at": None})


def shown_no_more_by(job: Job, entry_id: str, now: datetime) -> Job:
    """Return a job whose photograph one entry less shows: after the last one it expires as others do."""
    entry_ids = [other for other in job.entry_ids if other != entry_id]
    released = job.model_copy(update={"entry_ids": entry_ids})
    return released.model_copy(update={"expires_at": _expiry(released, now + JOB_LIFETIME)})


def task_name(job: Job) -> str:
    """Return the name of the attempt's task: the queue takes each name once."""
    return f"{job.id}-{job.attempt}"
