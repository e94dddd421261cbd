"""The collection analysis_jobs."""

from collections.abc import Callable

from shared.cloud import firestore
from shared.vision.models import Job


def _reference(job_id: str) -> firestore.Reference:
    return firestore.client().collection("analysis_jobs").document(job_id)


def _job(job_id: str, stored: dict[str, object]) -> Job:
    return Job.model_validate({"id": job_id, **stored})


def create(job: Job) -> None:
    """Store a new job."""
    _reference(job.id).create(job.model_dump(exclude={"id"}))


def get(job_id: str) -> Job | None:
    """Return a job."""
    stored = _reference(job_id).get().to_dict()
    return _job(job_id, stored) if stored else None


def update(job_id: str, change: Callable[[Job], Job]) -> Job | None:
    """Change a job in a transaction and return it changed; None when there is none.

    `change` is one of the rules: what it raises leaves the job as it is and is raised here.
    """
    reference = _reference(job_id)

    def work(transaction: firestore.Transaction) -> Job | None:
        stored = reference.get(transaction=transaction).to_dict()
        if not stored:
            return None
        changed = change(_job(job_id, stored))
        transaction.set(reference, changed.model_dump(exclude={"id"}))
        return changed

    return firestore.transact(work)
