"""Queueing identifications and their follow-up work."""

from shared import outbox
from shared.cloud.firestore import UnitOfWork
from shared.outbox import Target
from shared.part import Work
from shared.vision import rules
from shared.vision.models import Job

FOLLOW_JOB = "follow-job"


def add(unit: UnitOfWork, job: Job) -> None:
    """Queue the identification of a job's current attempt; the task's name prevents duplicates."""
    payload = {"job_id": job.id, "attempt": job.attempt}
    name = rules.task_name(job)
    outbox.add(unit, outbox.Task(name=name, target=Target.IDENTIFY, payload=payload, created_at=job.updated_at))


def follow(unit: UnitOfWork, job: Job) -> None:
    """Queue the update of a job's entries with what is now known about its photograph; the dex does it."""
    if job.entry_ids:
        outbox.add_work(unit, FOLLOW_JOB, Work(subject=f"{job.owner}/{job.id}", at=job.updated_at))


def hurry(job: Job) -> None:
    """Send a job's identification task if that failed before, because somebody is waiting for it."""
    outbox.send_named(rules.task_name(job))
