"""The collections analysis_jobs and quotas."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from google.cloud.firestore import Query
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.base_model import Id, Moment
from shared.cloud import firestore
from shared.http.pagination import Values
from shared.vision import quotas
from shared.vision.models import Job, JobStatus, Reservation
from shared.vision.quotas import Budget, PersonQuota

ORDER = {"created_at": Moment, "__name__": Id}


@dataclass(frozen=True)
class Limits:
    """A day's limits, and what is set aside for one identification, in US dollars."""

    per_person: int
    per_day_usd: Decimal
    price: Decimal


def _reference(job_id: str) -> firestore.Reference:
    return firestore.client().collection("analysis_jobs").document(job_id)


def _job(job_id: str, stored: dict[str, object]) -> Job:
    return Job.model_validate({"id": job_id, **stored})


def create(job: Job, limits: Limits) -> Job:
    """Store a new job and reserve its identification, in one step; return the job with its reservation.

    A job that is there already (the same request, sent twice) stays as it is.

    Raises:
        QuotaExceededError: a limit of the day is reached; nothing is stored.

    """
    reference = _reference(job.id)

    def work(transaction: firestore.Transaction) -> Job:
        if stored := reference.get(transaction=transaction).to_dict():
            return _job(job.id, stored)
        reserved = job.model_copy(update={"reservation": _reserve(transaction, job.owner, limits, job.created_at)})
        transaction.create(reference, reserved.model_dump(exclude={"id"}))
        return reserved

    return firestore.transact(work)


def get(job_id: str) -> Job | None:
    """Return a job."""
    stored = _reference(job_id).get().to_dict()
    return _job(job_id, stored) if stored else None


def update(job_id: str, change: Callable[[Job], Job]) -> Job | None:
    """Change a job in a transaction and return it changed; None when there is none.

    `change` is one of the rules: what it raises leaves the job as it is and is raised here. A change that ends the
    job settles its reservation in the same step.
    """
    reference = _reference(job_id)

    def work(transaction: firestore.Transaction) -> Job | None:
        stored = reference.get(transaction=transaction).to_dict()
        if not stored:
            return None
        before = _job(job_id, stored)
        after = change(before)
        if quotas.ends(before, after):
            _settle(transaction, after)
            after = after.model_copy(update={"reservation": None})
        transaction.set(reference, after.model_dump(exclude={"id"}))
        return after

    return firestore.transact(work)


def retry(job_id: str, limits: Limits, now: datetime, change: Callable[[Job, Reservation], Job]) -> Job | None:
    """Begin another attempt with a reservation of its own, in one step.

    Raises:
        QuotaExceededError: a limit of the day is reached.

    """
    reference = _reference(job_id)

    def work(transaction: firestore.Transaction) -> Job | None:
        stored = reference.get(transaction=transaction).to_dict()
        if not stored:
            return None
        job = _job(job_id, stored)
        changed = change(job, _reserve(transaction, job.owner, limits, now))
        transaction.set(reference, changed.model_dump(exclude={"id"}))
        return changed

    return firestore.transact(work)


def delete(job_id: str) -> None:
    """Delete a job."""
    _reference(job_id).delete()


def by_owner(owner: str, status: JobStatus | None, limit: int, after: Values | None) -> list[Job]:
    """Return a person's jobs, newest first, behind the given values."""
    jobs = firestore.client().collection("analysis_jobs")
    query = jobs.where(filter=FieldFilter("owner", "==", owner))
    if status:
        query = query.where(filter=FieldFilter("status", "==", status))
    for field in ORDER:
        query = query.order_by(field, direction=Query.DESCENDING)
    if after:
        query = query.start_after({**after, "__name__": jobs.document(after["__name__"])})
    return [_job(snapshot.id, snapshot.to_dict() or {}) for snapshot in query.limit(limit).stream()]


def order_values(job: Job) -> Values:
    """Return the values that place a job in `by_owner`'s order."""
    return {"created_at": job.created_at, "__name__": job.id}


def unfinished_since(before: datetime, limit: int) -> Iterator[Job]:
    """Yield jobs that have not ended and that nobody has touched since."""
    open_states = [status for status in JobStatus if status not in quotas.ENDED]
    query = (
        firestore.client()
        .collection("analysis_jobs")
        .where(filter=FieldFilter("status", "in", open_states))
        .where(filter=FieldFilter("updated_at", "<", before))
        .limit(limit)
    )
    yield from (_job(snapshot.id, snapshot.to_dict() or {}) for snapshot in query.stream())


def expired(now: datetime, limit: int) -> Iterator[Job]:
    """Yield jobs whose time is over."""
    jobs = firestore.client().collection("analysis_jobs")
    query = jobs.where(filter=FieldFilter("expires_at", "<", now)).limit(limit)
    yield from (_job(snapshot.id, snapshot.to_dict() or {}) for snapshot in query.stream())


def all_of(owner: str) -> Iterator[Job]:
    """Yield all of a person's jobs."""
    jobs = firestore.client().collection("analysis_jobs").where(filter=FieldFilter("owner", "==", owner))
    yield from (_job(snapshot.id, snapshot.to_dict() or {}) for snapshot in jobs.stream())


# Quotas


def _quota(day: str, whose: str) -> firestore.Reference:
    return firestore.client().collection("quotas").document(f"{whose}_{day}")


def _days(owner: str) -> Query:
    days = firestore.client().collection("quotas")
    return (
        days.where(filter=FieldFilter("__name__", ">=", days.document(f"{owner}_")))
        .where(filter=FieldFilter("__name__", "<", days.document(f"{owner}_~")))
        .order_by("__name__")
    )


def usage_of(owner: str) -> dict[str, PersonQuota]:
    """Return a person's identifications, by day."""
    return {
        snapshot.id.removeprefix(f"{owner}_"): PersonQuota.model_validate(snapshot.to_dict())
        for snapshot in _days(owner).stream()
    }


def delete_usage(owner: str) -> None:
    """Delete the counts of a person's identifications."""
    firestore.delete_all(_days(owner))


def _read(transaction: firestore.Transaction, owner: str, day: str) -> tuple[PersonQuota, Budget]:
    person = _quota(day, owner).get(transaction=transaction).to_dict()
    budget = _quota(day, "global").get(transaction=transaction).to_dict()
    return PersonQuota.model_validate(person or {}), Budget.model_validate(budget or {})


def _write(transaction: firestore.Transaction, owner: str, day: str, person: PersonQuota, budget: Budget) -> None:
    expires = {"expires_at": quotas.expiry(day)}
    transaction.set(_quota(day, owner), person.model_dump() | expires)
    transaction.set(_quota(day, "global"), budget.model_dump() | expires)


def _reserve(transaction: firestore.Transaction, owner: str, limits: Limits, now: datetime) -> Reservation:
    day = quotas.day_of(now)
    person, budget, reservation = quotas.reserve(
        *_read(transaction, owner, day),
        now=now,
        price=limits.price,
        per_person=limits.per_person,
        per_day_usd=limits.per_day_usd,
    )
    _write(transaction, owner, day, person, budget)
    return reservation


def _settle(transaction: firestore.Transaction, job: Job) -> None:
    if job.reservation:
        day = job.reservation.day
        person, budget = quotas.settle(job, *_read(transaction, job.owner, day))
        _write(transaction, job.owner, day, person, budget)
