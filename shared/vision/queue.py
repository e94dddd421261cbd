"""The queue of identifications, from this part's side."""

from shared.cloud import tasks
from shared.vision import rules
from shared.vision.models import Job


def enqueue(job: Job) -> None:
    """Queue the identification of a job's attempt; the task's name makes it one."""
    tasks.enqueue_identification(rules.task_name(job), {"job_id": job.id, "attempt": job.attempt})
