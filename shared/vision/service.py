"""People's requests concerning their photographs."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from shared import logs, traces
from shared.accounts import people
from shared.animals import animals
from shared.api import API
from shared.base_model import Page, PageQuery
from shared.cloud import storage
from shared.cloud.firestore import UnitOfWork, transact
from shared.pages import decode_cursor, paginate
from shared.problems import Code, Problem
from shared.settings import settings
from shared.vision import media, queue, quotas, rules, store
from shared.vision.models import (
    MAX_UPLOAD_BYTES,
    Candidate,
    Correction,
    Job,
    JobReply,
    JobStatus,
    NewJob,
    NewJobReply,
    QuotaReply,
    Retry,
    Selection,
    Upload,
    Variant,
)
from shared.vision.quotas import QuotaExceededError

TOO_MANY_OPEN = (
    f"{rules.MAX_OPEN_UPLOADS} of your photographs are waiting to be uploaded. Upload one, or wait a moment."
)
NO_JOB = "You have no such photograph."


def create_job(uid: str, new: NewJob, idempotency_key: str | None = None) -> NewJobReply:
    """Create a job and sign the upload of its photograph.

    A retry with the same Idempotency-Key finds the job created before, whatever failed in between.

    Raises:
        Problem: `too_many_open_uploads`, or `quota_exceeded`: it could not be identified today anyway.

    """
    now = datetime.now(UTC)
    times = {"created_at": now, "updated_at": now, "expires_at": now + rules.JOB_LIFETIME}
    identify = new.identify and not people.get_preferences(uid).ai_opt_out
    job_id = _job_id(uid, idempotency_key, new) if idempotency_key else secrets.token_hex(12)
    announced = Job(
        id=job_id, owner=uid, **times, **new.model_dump() | {"identify": identify, "traceparent": traces.traceparent()}
    )
    expires = now + rules.UPLOAD_LIFETIME
    signed = storage.sign_upload(  # before announcing: it may fail
        settings().uploads_bucket, job_id, content_type=new.content_type, max_bytes=MAX_UPLOAD_BYTES, expires=expires
    )
    job = _within_limits(lambda: transact(lambda unit: _announce(unit, announced)))
    logs.info("job_created", job_id=job.id)
    upload = Upload(url=signed.url, method=signed.method, headers=signed.headers, expires_at=expires)
    return NewJobReply(**show(job).model_dump(), upload=upload)


def _announce(unit: UnitOfWork, job: Job) -> Job:
    """Store a new job, unless it exists because the request is a retry."""
    if stored := store.get_in(unit, job.id):
        return stored
    if open_until := rules.open_until(store.open_uploads(unit, job.owner, job.created_at)):
        seconds = _seconds_until(open_until)
        raise Problem(Code.TOO_MANY_OPEN_UPLOADS, TOO_MANY_OPEN, retry_after=seconds)
    if job.identify:
        store.check_quotas(unit, job)
    store.create(unit, job)
    return job


def _job_id(uid: str, idempotency_key: str, new: NewJob) -> str:
    return rules.job_id(uid, idempotency_key, new, settings().hash_secret.get_secret_value())


def get_job(uid: str, job_id: str) -> Job:
    """Return a person's own job.

    Raises:
        Problem: `not_found`: it does not exist, or belongs to somebody else.

    """
    job = store.get(job_id)
    if job is None or job.owner != uid:
        raise Problem(Code.NOT_FOUND, NO_JOB)
    if rules.is_stuck(job, datetime.now(UTC)):
        queue.hurry(job)
    return job


def find_job(job_id: str) -> Job | None:
    """Return a job regardless of its owner."""
    return store.get(job_id)


def get_job_in(unit: UnitOfWork, job_id: str) -> Job | None:
    """Return a job within a unit of work, regardless of its owner."""
    return store.get_in(unit, job_id)


def my_jobs(uid: str, page: PageQuery, status: JobStatus | None = None) -> Page[JobReply]:
    """Return a page of a person's own jobs, newest first."""
    after = decode_cursor(page.cursor, store.ORDER) if page.cursor else None
    result = store.by_owner(uid, [status] if status else [], page.limit + 1, after)
    return paginate(result, page.limit, show, store.order_values)


def running_jobs(uid: str, limit: int) -> list[JobReply]:
    """Return a person's newest jobs that have not ended."""
    return [show(job) for job in store.by_owner(uid, quotas.OPEN, limit, None)]


def quota(uid: str) -> QuotaReply:
    """Return a person's remaining identifications today; the shared budget may run out earlier."""
    now, limit = datetime.now(UTC), settings().daily_identifications
    person = store.person_quota(uid, now)
    return QuotaReply(limit=limit, left=max(limit - person.used - person.reserved, 0), resets_at=quotas.next_day(now))


def count_running(uid: str) -> int:
    """Return the number of a person's running jobs."""
    return store.count_by_owner(uid, quotas.OPEN)


def retry(uid: str, job_id: str, request: Retry) -> Job:
    """Start another attempt, optionally with another model or a hint.

    Raises:
        Problem: `not_found`, `validation_failed` (a model that is not offered), `job_not_ready` or `quota_exceeded`.

    """
    get_job(uid, job_id)
    if people.get_preferences(uid).ai_opt_out:
        raise Problem(Code.JOB_NOT_READY, "You have chosen to keep your photographs from all models.")
    if request.model and request.model not in settings().openai_other_models.split(","):
        raise Problem(Code.VALIDATION_FAILED, errors={"model": ["This model is not available."]})
    now = datetime.now(UTC)

    def work(unit: UnitOfWork) -> Job | None:
        retried = store.update(unit, job_id, lambda job: rules.retry(job, request, now))
        if retried:
            queue.add(unit, retried)
        return retried

    job = _asked_for(lambda: _within_limits(lambda: transact(work)))
    logs.info("job_retried", job_id=job.id, attempt=job.attempt)
    return job


def select_animal(uid: str, job_id: str, selection: Selection) -> Job:
    """Record which of the candidates the person chose, or that it is none of them.

    Raises:
        Problem: `not_found`, `job_not_ready`, or `validation_failed`: there is no such candidate.

    """
    get_job(uid, job_id)
    try:
        return change(job_id, lambda job: rules.select(job, selection, datetime.now(UTC)))
    except IndexError:
        errors = {"animal_index": ["This is not one of the photograph's animals."]}
        raise Problem(Code.VALIDATION_FAILED, errors=errors) from None


def correct(uid: str, job_id: str, correction: Correction) -> Job:
    """Record the person's own name for the animal; the model's answer is kept.

    Raises:
        Problem: `not_found`, `job_not_ready`, or `validation_failed`: the taxonomy does not know the name.

    """
    job = get_job(uid, job_id)
    _asked_for(lambda: rules.correctable(job))  # checked first, because the name may create an animal
    animal, now = Candidate.of(animals.find_or_refuse(correction.name), confidence=1.0), datetime.now(UTC)

    def work(unit: UnitOfWork) -> Job | None:
        corrected = store.update(unit, job_id, lambda stored: rules.correct(stored, animal, now))
        if corrected:
            queue.follow(unit, corrected)
        return corrected

    return _asked_for(lambda: transact(work))


def delete_job(uid: str, job_id: str) -> None:
    """Delete a person's own photograph and its pictures in any state; do nothing if it does not exist.

    Raises:
        Problem: `job_not_ready`: an entry shows it.

    """

    def delete(unit: UnitOfWork) -> Job | None:
        job = store.get_in(unit, job_id)
        if job is None or job.owner != uid:
            return None
        store.delete(unit, rules.deletable(job))
        return job

    try:
        deleted = transact(delete)
    except rules.WrongStateError as error:
        raise Problem(Code.JOB_NOT_READY, str(error)) from None
    if deleted:
        media.delete_all(job_id)
        logs.info("job_deleted", job_id=job_id, status=deleted.status)


def keep(unit: UnitOfWork, uid: str, job_id: str, entry_id: str) -> None:
    """Keep a person's job and its pictures while an entry, which is written in the same unit, shows them.

    Raises:
        Problem: `not_found`: the job no longer exists, or belongs to somebody else.

    """
    job = store.get_in(unit, job_id)
    if job is None or job.owner != uid:
        raise Problem(Code.NOT_FOUND, NO_JOB)
    store.update(unit, job_id, lambda stored: rules.shown_by(stored, entry_id))


def release(unit: UnitOfWork, job_id: str, entry_id: str, now: datetime) -> None:
    """Let a job and its pictures expire as usual once no entry shows them; an entry is being deleted with this."""
    store.update(unit, job_id, lambda job: rules.shown_no_more_by(job, entry_id, now))


def change(job_id: str, change: Callable[[Job], Job]) -> Job:
    """Make a requested change to a job.

    Raises:
        Problem: `not_found`, or `job_not_ready`: the rules do not allow it now.

    """
    return _asked_for(lambda: transact(lambda unit: store.update(unit, job_id, change)))


def _asked_for(change: Callable[[], Job | None]) -> Job:
    """Make a requested change; a refusal by the rules becomes a problem."""
    try:
        job = change()
    except rules.WrongStateError as error:
        raise Problem(Code.JOB_NOT_READY, str(error)) from None
    if job is None:
        raise Problem(Code.NOT_FOUND)
    return job


def _within_limits[T](reserve: Callable[[], T]) -> T:
    try:
        return reserve()
    except QuotaExceededError as error:
        raise Problem(Code.QUOTA_EXCEEDED, str(error), retry_after=_seconds_until(error.resets_at)) from None


def _seconds_until(moment: datetime) -> int:
    return max(1, round((moment - datetime.now(UTC)).total_seconds()))


# Replies


def show(job: Job) -> JobReply:
    """Return a job as its owner sees it."""
    answered = job.answer.model_dump(exclude={"animals", "raw"}) if job.answer else {}
    converted = job.width is not None
    return JobReply(
        **job.model_dump(include=(set(JobReply.model_fields) & set(Job.model_fields)) - {"model"}),
        **{name: answered.get(name) for name in ANSWERED},
        progress=rules.PROGRESS[job.status],
        thumbnail_url=_url(job, Variant.THUMB) if converted else None,
        display_url=_url(job, Variant.DISPLAY) if converted else None,
        dex_compatible_url=_url(job, Variant.DEX) if converted else None,
    )


ANSWERED = ("outcome", "provider", "model", "input_tokens", "output_tokens", "cost_usd", "duration_ms")


def poll_interval(job: JobReply) -> int | None:
    """Return the seconds until the job is worth polling again; None if it has ended."""
    return rules.POLL_INTERVALS.get(job.status)


def _url(job: Job, variant: Variant) -> str:
    return f"{API}/vision/jobs/{job.id}/images/{variant}?quarter_turns={job.quarter_turns}"
