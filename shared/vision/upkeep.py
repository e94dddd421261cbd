"""Exports and deletion of a person's photographs, and reinterpretation of answers."""

import mimetypes
from collections.abc import Iterator
from datetime import UTC, datetime

from shared.cloud.firestore import UnitOfWork, transact
from shared.part import File, Section, Work
from shared.vision import candidates, media, queue, rules, store
from shared.vision.candidates import ReadAnswer
from shared.vision.models import Job, Variant
from shared.vision.quotas import DayUsage

JOBS_AT_ONCE = 100  # each with the model's answers


def export_jobs(uid: str, cursor: str) -> Section:
    """Return a batch of a person's jobs."""
    return Section(*store.some_of(uid, JOBS_AT_ONCE, cursor))


def export_usage(uid: str, _: str) -> Section:
    """Return a person's identifications by day."""
    return Section([DayUsage(day=day, used=quota.used) for day, quota in store.usage_of(uid).items()])


def export_pictures(uid: str, cursor: str) -> Section:
    """Return the photograph and the standard picture of one of a person's jobs."""
    jobs, more = store.some_of(uid, 1, cursor)
    return Section([file for job in jobs for file in _files(job)], more)


def _files(job: Job) -> Iterator[File]:
    if original := media.find_original(job):
        suffix = mimetypes.guess_extension(job.content_type) or ""
        yield File(f"photographs/{job.id}{suffix}", original.content.pieces())
    if standard := media.find_picture(job.id, Variant.DEX, job.quarter_turns):
        yield File(f"standard/{job.id}.png", standard.content.pieces())


def erase(uid: str, limit: int) -> int:
    """Delete a batch of a person's photographs with their pictures and jobs, and the counts of identifications."""
    jobs, _ = store.some_of(uid, limit, "")
    for job in jobs:
        media.delete_all(job.id)  # objects first, so that an interrupted deletion finds the job again
        _delete(job.id)
    return len(jobs) or store.delete_usage(uid)


def _delete(job_id: str) -> None:
    def work(unit: UnitOfWork) -> None:
        if job := store.get_in(unit, job_id):
            store.delete(unit, job)

    transact(work)


def read_again(work: Work) -> str | None:
    """Reinterpret a batch of the jobs with a name, after an operator has decided what it means."""
    jobs, more = store.with_unverified_name(work.subject, JOBS_AT_ONCE, work.cursor)
    for job in jobs:
        if job.answer:
            _read_again(job, candidates.read(job.answer))
    return more


def _read_again(job: Job, result: ReadAnswer) -> None:
    now = datetime.now(UTC)

    def change(stored: Job) -> Job:
        return rules.read_again(stored, result.candidates, result.unverified_names, now)

    def work(unit: UnitOfWork) -> None:
        if changed := store.update(unit, job.id, change):
            queue.follow(unit, changed)

    transact(work)
