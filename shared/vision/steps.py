"""Common code of a job's steps: claiming, changing under a lease, and failing."""

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime

from shared import logs
from shared.cloud.firestore import UnitOfWork, transact
from shared.vision import rules, store
from shared.vision.models import Job, JobError
from shared.vision.rules import StaleDeliveryError


def claim(job_id: str, claim: Callable[[Job, datetime, str], Job]) -> Job | None:
    """Claim a job for a step; return None if there is no such job.

    Raises:
        StaleDeliveryError: the step is already done.
        LeaseHeldError: another delivery is processing it.

    """
    now, token = datetime.now(UTC), secrets.token_hex(8)
    return transact(lambda unit: store.update(unit, job_id, lambda job: claim(job, now, token)))


def holding_lease(job: Job, work: Callable[[Job, str], None]) -> None:
    """Do a step's work; on failure, release the lease and propagate the error to the trigger, which retries."""
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
    except Exception as error:  # noqa: BLE001 - in any case, the lease expires
        logs.warning("lease_not_released", job_id=job_id, cause=str(error))


def update(job: Job, change: Callable[[Job], Job]) -> Job:
    """Change a job in its own transaction.

    Raises:
        StaleDeliveryError: the job is gone.

    """
    return transact(lambda unit: update_in(unit, job, change))


def update_in(unit: UnitOfWork, job: Job, change: Callable[[Job], Job]) -> Job:
    """Change a job in a unit of work.

    Raises:
        StaleDeliveryError: the job is gone.

    """
    changed = store.update(unit, job.id, change)
    if changed is None:
        raise StaleDeliveryError("the job is gone")
    return changed


def fail(job: Job, token: str, error: JobError, cause: BaseException | str) -> None:
    """End a job as failed, and log why."""
    update(job, lambda stored: rules.fail(stored, token, datetime.now(UTC), error))
    log_failure(job, error, cause)


def log_failure(job: Job, error: JobError, cause: BaseException | str) -> None:
    """Log that a job failed, and why."""
    logs.warning("job_failed", job_id=job.id, attempt=job.attempt, code=error.code, cause=str(cause))


def milliseconds(since: float) -> int:
    """Return the milliseconds since a moment of the monotonic clock."""
    return round((time.monotonic() - since) * 1000)
