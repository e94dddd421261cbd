"""The collections analysis_jobs and quotas, and housekeeping's progress with their objects."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from google.cloud.firestore import Query
from google.cloud.firestore_v1.base_query import FieldFilter

from shared import idempotency
from shared.base_model import Id, Moment
from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork
from shared.pages import Values
from shared.settings import Provider, settings
from shared.vision import quotas
from shared.vision.models import Job, JobStatus, OrphansReached, Reservation
from shared.vision.quotas import Budget, PersonQuota, QuotaExceededError
from shared.vision.rules import MAX_OPEN_UPLOADS, UPLOAD_LIFETIME

MAX_DUPLICATES = 100  # of one photograph: any more are treated as new
ORDER = {"created_at": Moment, "__name__": Id}


def _reference(job_id: str) -> firestore.Reference:
    return firestore.client().collection("analysis_jobs").document(job_id)


def _job(job_id: str, stored: dict[str, object]) -> Job:
    return Job.model_validate({"id": job_id, **stored})


def create(unit: UnitOfWork, job: Job) -> None:
    """Store a new job."""
    unit.create(_reference(job.id), job.model_dump(exclude={"id"}))


def get(job_id: str) -> Job | None:
    """Return a job."""
    stored = _reference(job_id).get().to_dict()
    return _job(job_id, stored) if stored else None


def get_in(unit: UnitOfWork, job_id: str) -> Job | None:
    """Return a job within a unit of work."""
    stored = unit.get(_reference(job_id))
    return _job(job_id, stored) if stored else None


def update(unit: UnitOfWork, job_id: str, change: Callable[[Job], Job]) -> Job | None:
    """Change a job and return the result; None if it does not exist.

    `change` is one of the rules; its errors are propagated and leave the job unchanged. A change that queues the job's
    identification also reserves it, and a change that ends the job settles the reservation, in the same unit.

    Raises:
        QuotaExceededError: nothing can be reserved; the job and the unit are unchanged.

    """
    before = get_in(unit, job_id)
    if before is None:
        return None
    after = change(before)
    if quotas.begins(before, after):
        after = after.model_copy(update={"reservation": _reserve(unit, after)})
    elif quotas.ends(before, after):
        _settle(unit, after)
        after = after.model_copy(update={"reservation": None})
    if after != before:
        unit.set(_reference(job_id), after.model_dump(exclude={"id"}))
    return after


def delete(unit: UnitOfWork, job: Job) -> None:
    """Delete a job and responses about it, release its reservation, and unlink its duplicates."""
    duplicates = firestore.client().collection("analysis_jobs").where(filter=FieldFilter("duplicate_of", "==", job.id))
    for duplicate in unit.find(duplicates.limit(MAX_DUPLICATES)):
        unit.update(duplicate.reference, {"duplicate_of": None})
    idempotency.forget(unit, job.id)
    if job.reservation:
        _settle(unit, job)
    unit.delete(_reference(job.id))


def earlier(job: Job, sha256: str) -> str | None:
    """Return the id of the owner's first job with an identical photograph."""
    jobs = firestore.client().collection("analysis_jobs")
    same = jobs.where(filter=FieldFilter("owner", "==", job.owner)).where(filter=FieldFilter("sha256", "==", sha256))
    found = [_job(snapshot.id, snapshot.to_dict() or {}) for snapshot in same.limit(MAX_DUPLICATES).stream()]
    converted = [one for one in found if one.width is not None and one.created_at < job.created_at]
    return min(converted, key=lambda one: one.created_at).id if converted else None


def by_owner(owner: str, statuses: list[JobStatus], limit: int, after: Values | None) -> list[Job]:
    """Return a person's jobs with some statuses (none: any), newest first, after the given values."""
    jobs = firestore.client().collection("analysis_jobs")
    query = jobs.where(filter=FieldFilter("owner", "==", owner))
    if statuses:
        query = query.where(filter=FieldFilter("status", "in", statuses))
    found = firestore.in_order(query, ORDER, after).limit(limit).stream()
    return [_job(snapshot.id, snapshot.to_dict() or {}) for snapshot in found]


def count_by_owner(owner: str, statuses: list[JobStatus]) -> int:
    """Return the number of a person's jobs with some statuses: one read per thousand."""
    jobs: Any = firestore.client().collection("analysis_jobs")
    owned = jobs.where(filter=FieldFilter("owner", "==", owner)).where(filter=FieldFilter("status", "in", statuses))
    return int(owned.count().get()[0][0].value)


def count_by_status() -> dict[str, int]:
    """Return the number of jobs with each status: one read per thousand."""
    jobs: Any = firestore.client().collection("analysis_jobs")
    counted = {one: jobs.where(filter=FieldFilter("status", "==", one)).count().get() for one in JobStatus}
    return {status.value: int(count[0][0].value) for status, count in counted.items()}


def open_uploads(unit: UnitOfWork, owner: str, now: datetime) -> list[datetime]:
    """Return the times of a person's open announcements, the newest first, as many as the limit needs."""
    jobs = firestore.client().collection("analysis_jobs")
    waiting = jobs.where(filter=FieldFilter("owner", "==", owner)).where(
        filter=FieldFilter("status", "==", JobStatus.AWAITING_UPLOAD)
    )
    announced = waiting.where(filter=FieldFilter("created_at", ">", now - UPLOAD_LIFETIME))
    newest = announced.order_by("created_at", direction=Query.DESCENDING).select(["created_at"])
    return [snapshot.get("created_at") for snapshot in unit.find(newest.limit(MAX_OPEN_UPLOADS))]


def order_values(job: Job) -> Values:
    """Return a job's values of `by_owner`'s sort fields."""
    return {"created_at": job.created_at, "__name__": job.id}


def unfinished_since(before: datetime, limit: int, cursor: str) -> tuple[list[str], str | None]:
    """Return running jobs untouched since a moment, and a cursor if there are more."""
    jobs = firestore.client().collection("analysis_jobs").where(filter=FieldFilter("status", "in", quotas.OPEN))
    return firestore.by_time(jobs.where(filter=FieldFilter("updated_at", "<", before)), "updated_at", limit, cursor)


def expired(now: datetime, limit: int, cursor: str) -> tuple[list[str], str | None]:
    """Return expired jobs, and a cursor if there are more."""
    jobs = firestore.client().collection("analysis_jobs").where(filter=FieldFilter("expires_at", "<", now))
    return firestore.by_time(jobs, "expires_at", limit, cursor)


def some_of(owner: str, limit: int, after: str) -> tuple[list[Job], str | None]:
    """Return a batch of a person's jobs, and the id to continue after, if any."""
    jobs = firestore.client().collection("analysis_jobs").where(filter=FieldFilter("owner", "==", owner))
    found, more = firestore.by_id(jobs, limit, after)
    return [_job(snapshot.id, snapshot.to_dict() or {}) for snapshot in found], more


def with_unverified_name(name: str, limit: int, after: str) -> tuple[list[Job], str | None]:
    """Return a batch of the jobs with an unverified name, and the id to continue after, if any."""
    jobs = (
        firestore.client()
        .collection("analysis_jobs")
        .where(filter=FieldFilter("unverified_names", "array_contains", name))
    )
    found, more = firestore.by_id(jobs, limit, after)
    return [_job(snapshot.id, snapshot.to_dict()) for snapshot in found], more


def missing(job_ids: list[str]) -> list[str]:
    """Return the ids among these without a job: one read each."""
    references = [_reference(job_id) for job_id in job_ids]
    snapshots = firestore.client().get_all(references, field_paths=["owner"])
    return [snapshot.id for snapshot in snapshots if not snapshot.exists]


def orphans_reached() -> str:
    """Return the id up to which objects have been checked for orphans."""
    return OrphansReached.model_validate(_orphans().get().to_dict() or {}).job_id


def set_orphans_reached(job_id: str) -> None:
    """Store the id up to which objects have been checked for orphans."""
    _orphans().set(OrphansReached(job_id=job_id).model_dump())


def _orphans() -> firestore.Reference:
    return firestore.client().collection("counters").document("orphans")


# Quotas


def _quota(day: str, holder: str) -> firestore.Reference:
    return firestore.client().collection("quotas").document(f"{holder}_{day}")


def _days(owner: str) -> Query:
    days = firestore.client().collection("quotas")
    return (
        days.where(filter=FieldFilter("__name__", ">=", days.document(f"{owner}_")))
        .where(filter=FieldFilter("__name__", "<", days.document(f"{owner}_~")))
        .order_by("__name__")
    )


def person_quota(owner: str, now: datetime) -> PersonQuota:
    """Return a person's quota today."""
    return PersonQuota.model_validate(_quota(quotas.day_of(now), owner).get().to_dict() or {})


def usage_of(owner: str) -> dict[str, PersonQuota]:
    """Return a person's identifications by day, for the month that they are kept."""
    return {
        snapshot.id.removeprefix(f"{owner}_"): PersonQuota.model_validate(snapshot.to_dict())
        for snapshot in _days(owner).stream()
    }


def delete_usage(owner: str) -> int:
    """Delete the counts of a person's identifications; return the number of days."""
    return firestore.delete_all(_days(owner))


@dataclass(frozen=True)
class _Reserved:
    """A day's quotas with another identification reserved, before they are written."""

    reservation: Reservation
    person: PersonQuota
    budget: Budget | None


def check_quotas(unit: UnitOfWork, job: Job) -> None:
    """Check that a job could be identified now.

    Raises:
        QuotaExceededError: a limit of the day is reached.

    """
    _reserved(unit, job)


def _reserve(unit: UnitOfWork, job: Job) -> Reservation:
    """Reserve a job's identification from its owner's quota and the shared budget."""
    reserved = _reserved(unit, job)
    reservation = reserved.reservation
    _write(unit, reservation.day, job.owner, reserved.person)
    if reserved.budget and reservation.shard is not None:
        _write(unit, reservation.day, _shard(reservation.shard), reserved.budget)
    return reservation


def _reserved(unit: UnitOfWork, job: Job) -> _Reserved:
    """Compute the reservation from the owner's quota and the shared budget; free models need no budget."""
    now, limits = job.updated_at, settings()
    day = quotas.day_of(now)
    person = PersonQuota.model_validate(unit.get(_quota(day, job.owner)) or {})
    person = quotas.reserve_identification(person, now, limits.daily_identifications)
    price = Decimal(0) if limits.vision_provider is Provider.LOCAL else limits.reserved_usd
    shard, budget = _set_aside(unit, job.id, price, now) if price else (None, None)
    return _Reserved(Reservation(day=day, usd=format(price, "f"), shard=shard), person, budget)


def _set_aside(unit: UnitOfWork, job_id: str, price: Decimal, now: datetime) -> tuple[int, Budget]:
    """Reserve the price in the first shard of the day's budget with enough left; return the shard and its new state."""
    day, shards = quotas.day_of(now), settings().budget_shards
    for shard in quotas.shards_of(job_id, shards):
        budget = Budget.model_validate(unit.get(_quota(day, _shard(shard))) or {})
        if reserved := quotas.reserve_price(budget, price, settings().daily_budget_usd / shards):
            return shard, reserved
    raise QuotaExceededError(quotas.next_day(now))


def charge_unreadable(unit: UnitOfWork, job: Job) -> bool:
    """Charge a job's owner for an unreadable answer; return whether their quota allows another request."""
    if job.reservation is None:
        return False
    day = job.reservation.day
    person = quotas.charge_unreadable(PersonQuota.model_validate(unit.get(_quota(day, job.owner)) or {}))
    _write(unit, day, job.owner, person)
    return not quotas.is_overdrawn(person, settings().daily_identifications)


def _settle(unit: UnitOfWork, job: Job) -> None:
    reservation = job.reservation
    if reservation is None:
        return
    day = reservation.day
    person = PersonQuota.model_validate(unit.get(_quota(day, job.owner)) or {})
    _write(unit, day, job.owner, quotas.settle_identification(job, person))
    if reservation.shard is not None:
        holder = _shard(reservation.shard)
        budget = Budget.model_validate(unit.get(_quota(day, holder)) or {})
        _write(unit, day, holder, quotas.settle_price(job, reservation, budget))


def budgets_of(now: datetime) -> list[Budget]:
    """Return the shards of the day's budget that have been used: one read per shard."""
    references = [_quota(quotas.day_of(now), _shard(shard)) for shard in range(settings().budget_shards)]
    snapshots = firestore.client().get_all(references)
    return [Budget.model_validate(snapshot.to_dict()) for snapshot in snapshots if snapshot.exists]


def count_active(now: datetime) -> int:
    """Return the number of people with identified or waiting photographs today: one read per thousand."""
    people: Any = firestore.client().collection("quotas")
    return int(people.where(filter=FieldFilter("active_on", "==", quotas.day_of(now))).count().get()[0][0].value)


def _shard(shard: int) -> str:
    return f"global{shard}"


def _write(unit: UnitOfWork, day: str, holder: str, quota: PersonQuota | Budget) -> None:
    active = {"active_on": day} if isinstance(quota, PersonQuota) else {}
    unit.set(_quota(day, holder), quota.model_dump() | active | {"expires_at": quotas.expiry(day)})
