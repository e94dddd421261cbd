"""Housekeeping of abandoned jobs, expired jobs and orphaned objects.

Every step is idempotent and can be interrupted: the next run continues.
"""

import time
from datetime import datetime, timedelta
from itertools import batched

from shared import logs
from shared.cloud.firestore import UnitOfWork, transact
from shared.part import Found, Work
from shared.vision import media, rules, store
from shared.vision.models import Job, JobError, JobErrorCode, JobStatus

ABANDONED_AFTER = timedelta(hours=1)
ORPHAN_AFTER = timedelta(days=1)
JOBS_AT_ONCE = 200
LOOKED_UP_AT_ONCE = 300
SLICES_AN_HOUR = -(-rules.SLICES // 24)
MAX_SECONDS = 60  # far below the deadline of a task
NEXT = "next"
MISSING = JobError(code=JobErrorCode.UPLOAD_MISSING, detail="The photograph was never uploaded.", retryable=False)
INTERRUPTED = "Something interrupted us. Please try this photograph again."


def find_abandoned(at: datetime, cursor: str) -> Found:
    """Find abandoned jobs."""
    return Found(*store.unfinished_since(at - ABANDONED_AFTER, JOBS_AT_ONCE, cursor))


def end(work: Work) -> None:
    """End a job as failed if it has still not been touched for an hour."""

    def change(stored: Job) -> Job:
        if stored.updated_at >= work.at - ABANDONED_AFTER:
            raise rules.StaleDeliveryError(stored.id)
        return rules.interrupt(stored, work.at, _end_of(stored))

    try:
        job = transact(lambda unit: store.update(unit, work.subject, change))
    except rules.StaleDeliveryError:
        return
    if job and job.error:
        logs.warning("job_failed", job_id=job.id, attempt=job.attempt, code=job.error.code, cause="abandoned")


def _end_of(job: Job) -> JobError:
    """Return the error of an abandoned job; it can only be retried if it has pictures."""
    if job.status is JobStatus.AWAITING_UPLOAD:
        return MISSING
    return JobError(code=JobErrorCode.INTERRUPTED, detail=INTERRUPTED, retryable=job.width is not None)


def find_expired(at: datetime, cursor: str) -> Found:
    """Find expired jobs."""
    return Found(*store.expired(at, JOBS_AT_ONCE, cursor))


def delete_expired(work: Work) -> None:
    """Delete a job, unless an entry now shows it, then its objects; an interrupted run leaves orphans."""

    def delete(unit: UnitOfWork) -> bool:
        job = store.get_in(unit, work.subject)
        if job is None or not rules.is_expired(job, work.at):
            return False
        store.delete(unit, job)
        return True

    if transact(delete):
        media.delete_all(work.subject)
        logs.info("job_expired", job_id=work.subject)


def find_objects(_: datetime, __: str) -> Found:
    """Find the slice of objects to check: an hour covers a part of them, a day all."""
    return Found(["objects"])


def delete_orphans(work: Work) -> str | None:
    """Delete the objects in a slice of ids that are a day old and belong to no job.

    The progress is stored in the database: if time runs out or a run fails, the next one continues.
    """
    until, reached = time.monotonic() + MAX_SECONDS, store.orphans_reached()
    found = media.with_objects(rules.slice_of(reached), reached, work.at - ORPHAN_AFTER)
    next_slice = rules.slice_after(reached)
    for some in batched(found, LOOKED_UP_AT_ONCE):
        for job_id in store.missing(list(some)):
            media.delete_all(job_id)
            logs.info("orphan_deleted", job_id=job_id)
        reached = some[-1]
        if time.monotonic() > until:
            break
    else:
        reached = next_slice
    store.set_orphans_reached(reached)
    return NEXT if work.piece + 1 < SLICES_AN_HOUR else None
