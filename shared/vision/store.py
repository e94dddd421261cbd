"""The collections analysis_jobs and quotas."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from google.cloud.firestore import Query
from google.cloud.firestore_v1.base_query import FieldFilter

from shared import idempotency
from shared.base_model import Id, Moment
from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork
from shared.pages import Values
from shared.vision import quotas
from shared.vision.models import Job, JobStatus, Reservation
from shared.vision.quotas import Budget, PersonQuota, QuotaExceededError

MAX_DUPLICATES = 100  # of one photograph: the others are as good as new
ORDER = {"created_at": Moment, "__name__": Id}


@dataclass(frozen=True)
class Limits:
    """A day's limits, and what is set aside for one identification, in US dollars."""

    per_person: int
    per_day_usd: Decimal
    shards: int
    price: Decimal


def _reference(job_id: str) -> firestore.Reference:
    return firestore.client().collection("analysis_jobs").document(job_id)


def _job(job_id: str, stored: dict[str, object]) -> Job:
    return Job.model_validate({"id": job_id, **stored})


def create(unit: UnitOfWork, job: Job, limits: Limits) -> Job:
    """Store a new job and reserve its identification; return the job with its reservation.

    A job that is there already (the same request, sent twice) stays as it is.

    Raises:
        QuotaExceededError: a limit of the day is reached; nothing is stored.

    """
    if stored := get_in(unit, job.id):
        return stored
    reserved = job.model_copy(update={"reservation": _reserve(unit, job, limits, job.created_at)})
    unit.create(_reference(job.id), reserved.model_dump(exclude={"id"}))
    return reserved


def get(job_id: str) -> Job | None:
    """Return a job."""
    stored = _reference(job_id).get().to_dict()
    return _job(job_id, stored) if stored else None


def get_in(unit: UnitOfWork, job_id: str) -> Job | None:
    """Return a job as it is in a unit of work."""
    stored = unit.get(_reference(job_id))
    return _job(job_id, stored) if stored else None


def update(unit: UnitOfWork, job_id: str, change: Callable[[Job], Job]) -> Job | None:
    """Change a job and return it changed; None when there is none.

    `change` is one of the rules: what it raises leaves the job as it is and is raised here. A change that ends the
    job settles its reservation in the same unit.
    """
    before = get_in(unit, job_id)
    if before is None:
        return None
    after = change(before)
    if quotas.ends(before, after):
        _settle(unit, after)
        after = after.model_copy(update={"reservation": None})
    if after != before:
        unit.set(_reference(job_id), after.model_dump(exclude={"id"}))
    return after


def retry(unit: UnitOfWork, job_id: str, limits: Limits, now: datetime, change: Callable[[Job], Job]) -> Job | None:
    """Begin another attempt with a reservation of its own; None when there is no such job.

    Raises:
        QuotaExceededError: a limit of the day is reached.

    """
    before = get_in(unit, job_id)
    if before is None:
        return None
    changed = change(before)
    retried = changed.model_copy(update={"reservation": _reserve(unit, changed, limits, now)})
    unit.set(_reference(job_id), retried.model_dump(exclude={"id"}))
    return retried


def delete(unit: UnitOfWork, job: Job) -> None:
    """Delete a job, and what was told of it; what it reserved is given back, and no other is its duplicate."""
    duplicates = firestore.client().collection("analysis_jobs").where(filter=FieldFilter("duplicate_of", "==", job.id))
    for duplicate in unit.find(duplicates.limit(MAX_DUPLICATES)):
        unit.update(duplicate.reference, {"duplicate_of": None})
    idempotency.forget(unit, job.id)
    if job.reservation:
        _settle(unit, job)
    unit.delete(_reference(job.id))


def earlier(job: Job, sha256: str) -> str | None:
    """Return the first job of the same owner with a photograph of the same bytes."""
    jobs = firestore.client().collection("analysis_jobs")
    same = jobs.where(filter=FieldFilter("owner", "==", job.owner)).where(filter=FieldFilter("sha256", "==", sha256))
    found = [_job(snapshot.id, snapshot.to_dict() or {}) for snapshot in same.limit(MAX_DUPLICATES).stream()]
    converted = [one for one in found if one.width is not None and one.created_at < job.created_at]
    return min(converted, key=lambda one: one.created_at).id if converted else None


def by_owner(owner: str, statuses: list[JobStatus], limit: int, after: Values | None) -> list[Job]:
    """Return a person's jobs of some statuses (none: of any), newest first, behind the given values."""
    jobs = firestore.client().collection("analysis_jobs")
    query = jobs.where(filter=FieldFilter("owner", "==", owner))
    if statuses:
        query = query.where(filter=FieldFilter("status", "in", statuses))
    for field in ORDER:
        query = query.order_by(field, direction=Query.DESCENDING)
    if after:
        query = query.start_after({**after, "__name__": jobs.document(after["__name__"])})
    return [_job(snapshot.id, snapshot.to_dict() or {}) for snapshot in query.limit(limit).stream()]


def order_values(job: Job) -> Values:
    """Return the values that place a job in `by_owner`'s order."""
    return {"created_at": job.created_at, "__name__": job.id}


def unfinished_since(before: datetime, limit: int, cursor: str) -> tuple[list[str], str | None]:
    """Return jobs that have not ended and that nobody has touched since, and a cursor if there are more."""
    jobs = firestore.client().collection("analysis_jobs").where(filter=FieldFilter("status", "in", quotas.OPEN))
    return firestore.by_time(jobs.where(filter=FieldFilter("updated_at", "<", before)), "updated_at", limit, cursor)


def expired(now: datetime, limit: int, cursor: str) -> tuple[list[str], str | None]:
    """Return jobs whose time is over, and a cursor if there are more."""
    jobs = firestore.client().collection("analysis_jobs").where(filter=FieldFilter("expires_at", "<", now))
    return firestore.by_time(jobs, "expires_at", limit, cursor)


def some_of(owner: str, limit: int, after: str) -> tuple[list[Job], str | None]:
    """Return some of a person's jobs, and behind which id there are more."""
    jobs = firestore.client().collection("analysis_jobs").where(filter=FieldFilter("owner", "==", owner))
    found, more = firestore.by_id(jobs, limit, after)
    return [_job(snapshot.id, snapshot.to_dict() or {}) for snapshot in found], more


def with_unverified_name(name: str, limit: int, after: str) -> tuple[list[Job], str | None]:
    """Return some of the jobs with a name that no taxonomy knows, and behind which id there are more."""
    jobs = (
        firestore.client()
        .collection("analysis_jobs")
        .where(filter=FieldFilter("unverified_names", "array_contains", name))
    )
    found, more = firestore.by_id(jobs, limit, after)
    return [_job(snapshot.id, snapshot.to_dict()) for snapshot in found], more


def missing(job_ids: list[str]) -> list[str]:
    """Return those of some ids of which there is no job: one read for each."""
    references = [_reference(job_id) for job_id in job_ids]
    snapshots = firestore.client().get_all(references, field_paths=["owner"])
    return [snapshot.id for snapshot in snapshots if not snapshot.exists]


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
    """Return a person's identifications, by day: they are kept for a month."""
    return {
        snapshot.id.removeprefix(f"{owner}_"): PersonQuota.model_validate(snapshot.to_dict())
        for snapshot in _days(owner).stream()
    }


def delete_usage(owner: str) -> int:
    """Delete the counts of a person's identifications; return how many days there were."""
    return firestore.delete_all(_days(owner))


def _reserve(unit: UnitOfWork, job: Job, limits: Limits, now: datetime) -> Reservation:
    """Take an identification from the person's day, and its price from everybody's: a free one asks no budget."""
    day = quotas.day_of(now)
    person = PersonQuota.model_validate(unit.get(_quota(day, job.owner)) or {})
    _write(unit, day, job.owner, quotas.reserve_identification(person, now, limits.per_person))
    shard = _set_aside(unit, job.id, limits, now) if limits.price else None
    return Reservation(day=day, usd=format(limits.price, "f"), shard=shard)


def _set_aside(unit: UnitOfWork, job_id: str, limits: Limits, now: datetime) -> int:
    """Set the price aside in the first shard of the day's budget that holds it, and return which."""
    day = quotas.day_of(now)
    for shard in quotas.shards_of(job_id, limits.shards):
        budget = Budget.model_validate(unit.get(_quota(day, _shard(shard))) or {})
        if reserved := quotas.reserve_price(budget, limits.price, limits.per_day_usd / limits.shards):
            _write(unit, day, _shard(shard), reserved)
            return shard
    raise QuotaExceededError(quotas.next_day(now))


def _settle(unit: UnitOfWork, job: Job) -> None:
    reservation = job.reservation
    if reservation is None:
        return
    day = reservation.day
    person = PersonQuota.model_validate(unit.get(_quota(day, job.owner)) or {})
    _write(unit, day, job.owner, quotas.settle_identification(job, person))
    if reservation.shard is not None:
        whose = _shard(reservation.shard)
        budget = Budget.model_validate(unit.get(_quota(day, whose)) or {})
        _write(unit, day, whose, quotas.settle_price(job, reservation, budget))


def _shard(shard: int) -> str:
    return f"global{shard}"


def _write(unit: UnitOfWork, day: str, whose: str, quota: PersonQuota | Budget) -> None:
    unit.set(_quota(day, whose), quota.model_dump() | {"expires_at": quotas.expiry(day)})
