"""The queue of identifications, from this part's side."""

from shared import outbox
from shared.cloud.firestore import UnitOfWork
from shared.outbox import Target
from shared.part import Work
from shared.vision import rules
from shared.vision.models import Job

FOLLOW_JOB = "follow-job"


def add(unit: UnitOfWork, job: Job) -> None:
    """Queue the identification of a job's attempt; the task's name makes it one."""
    payload = {"job_id": job.id, "attempt": job.attempt}
    name = rules.task_name(job)
    outbox.add(unit, outbox.Task(name=name, target=Target.IDENTIFY, payload=payload, created_at=job.updated_at))


def follow(unit: UnitOfWork, job: Job) -> None:
    """Have the entry of a job follow what is known of its photograph now: the dex does it."""
    if job.entry_ids:
        outbox.add_work(unit, FOLLOW_JOB, Work(subject=f"{job.owner}/{job.id}", at=job.updated_at))


def hurry(job: Job) -> None:
    """Hand a job's identification over if that failed before: for who waits for it."""
    outbox.send_named(rules.task_name(job))
