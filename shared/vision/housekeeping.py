"""What the scheduler calls: jobs that nobody ends, jobs whose time is over, objects that belong to nobody.

Every step can be repeated, and dies half-way without harm: the next run goes on.
"""

from datetime import UTC, datetime, timedelta
from itertools import chain

from shared import logs
from shared.base_model import Model
from shared.cloud import storage
from shared.settings import settings
from shared.vision import media, rules, store
from shared.vision.models import Job, JobError, JobErrorCode, JobStatus

ABANDONED_AFTER = timedelta(hours=1)
ORPHAN_AFTER = timedelta(days=1)
JOBS_A_RUN = 500
MISSING = JobError(code=JobErrorCode.UPLOAD_MISSING, detail="The photograph never came.", retryable=False)
INTERRUPTED = JobError(
    code=JobErrorCode.INTERRUPTED, detail="We were interrupted. Please try this photograph again.", retryable=True
)


class Report(Model):
    """What a run did."""

    ended: int
    expired: int
    orphans: int


def run(now: datetime | None = None) -> Report:
    """Do everything once."""
    now = now or datetime.now(UTC)
    report = Report(ended=_end_abandoned(now), expired=_delete_expired(now), orphans=_delete_orphans(now))
    logs.info("housekeeping_done", **report.model_dump())
    return report


def _end_abandoned(now: datetime) -> int:
    jobs = list(store.unfinished_since(now - ABANDONED_AFTER, JOBS_A_RUN))
    return sum(_end(job, now) for job in jobs)


def _end(job: Job, now: datetime) -> bool:
    error = MISSING if job.status is JobStatus.AWAITING_UPLOAD else INTERRUPTED
    try:
        store.update(job.id, lambda stored: rules.interrupt(stored, now, error))
    except rules.StaleDeliveryError:
        return False
    logs.warning("job_failed", job_id=job.id, attempt=job.attempt, code=error.code, cause="abandoned")
    return True


def _delete_expired(now: datetime) -> int:
    """The objects go first: a job that is still there is found again."""
    jobs = list(store.expired(now, JOBS_A_RUN))
    for job in jobs:
        media.delete_all(job.id)
        store.delete(job.id)
    return len(jobs)


def _delete_orphans(now: datetime) -> int:
    before = now - ORPHAN_AFTER
    uploads = storage.names(settings().uploads_bucket, older_than=before)
    pictures = storage.names(settings().media_bucket, media.PREFIX, older_than=before)
    owners = set(chain(uploads, (name.removeprefix(media.PREFIX).partition("/")[0] for name in pictures)))
    orphans = [job_id for job_id in owners if store.get(job_id) is None]
    for job_id in orphans:
        media.delete_all(job_id)
    return len(orphans)
