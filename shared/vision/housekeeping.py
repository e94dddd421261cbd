"""What the scheduler calls: jobs that nobody ends, jobs whose time is over, objects that belong to nobody.

Every step can be repeated, and dies half-way without harm: the next run goes on.
"""

from datetime import UTC, datetime, timedelta
from itertools import chain

from shared import logs
from shared.base_model import Model
from shared.cloud import storage
from shared.cloud.firestore import UnitOfWork, transact
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
        transact(lambda unit: store.update(unit, job.id, lambda stored: rules.interrupt(stored, now, error)))
    except rules.StaleDeliveryError:
        return False
    logs.warning("job_failed", job_id=job.id, attempt=job.attempt, code=error.code, cause="abandoned")
    return True


def _delete_expired(now: datetime) -> int:
    return sum(_delete_if_expired(job.id, now) for job in list(store.expired(now, JOBS_A_RUN)))


def _delete_if_expired(job_id: str, now: datetime) -> bool:
    """Delete a job, unless an entry has taken it meanwhile, then its objects: those of a run that dies are orphans."""

    def work(unit: UnitOfWork) -> bool:
        job = store.get_in(unit, job_id)
        if job is None or not rules.is_expired(job, now):
            return False
        store.delete(unit, job)
        return True

    deleted = transact(work)
    if deleted:
        media.delete_all(job_id)
    return deleted


def _delete_orphans(now: datetime) -> int:
    before = now - ORPHAN_AFTER
    uploads = storage.names(settings().uploads_bucket, older_than=before)
    pictures = storage.names(settings().media_bucket, media.PREFIX, older_than=before)
    owners = set(chain(uploads, (name.removeprefix(media.PREFIX).partition("/")[0] for name in pictures)))
    orphans = [job_id for job_id in owners if store.get(job_id) is None]
    for job_id in orphans:
        media.delete_all(job_id)
    return len(orphans)
