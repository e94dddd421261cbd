"""Quotas and budgets: reserved before work is queued, and settled when it ends. Pure functions.

There is a daily quota of identifications per person and a daily budget for everybody; days are in UTC. The cost of an
identification is not known when it is queued, so a fixed sum is reserved and later replaced by the actual cost.
"""

import zlib
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from shared.base_model import Model
from shared.vision.models import Job, JobStatus, ModelCall, Outcome, Reservation

ENDED = {JobStatus.COMPLETED, JobStatus.FAILED}
MAX_UNNAMED = 5
"""The number of free answers per person and day in which no name means anything."""
OPEN = [status for status in JobStatus if status not in ENDED]


class PersonQuota(Model):
    """`quotas/{uid}_{day}`: identifications."""

    used: int = 0
    reserved: int = 0
    unnamed: int = 0


class DayUsage(Model):
    """A person's identifications on a day."""

    day: str
    used: int


class Budget(Model):
    """`quotas/global{shard}_{day}`: US dollars as exact decimals, and the number of billed answers."""

    calls: int = 0
    spent_usd: str = "0"
    reserved_usd: str = "0"


class QuotaExceededError(Exception):
    """The day's limit is reached: the message is for the person, `resets_at` is the start of the next day."""

    def __init__(self, resets_at: datetime) -> None:
        super().__init__(f"Today's identifications are used up. You get new ones at {resets_at:%H:%M} UTC.")
        self.resets_at = resets_at


def day_of(now: datetime) -> str:
    """Return the day that a moment belongs to."""
    return now.astimezone(UTC).date().isoformat()


def next_day(now: datetime) -> datetime:
    """Return when the daily limits reset."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1)


def expiry(day: str) -> datetime:
    """Return when a day's counts expire: a month later."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(days=30)


def reserve_identification(person: PersonQuota, now: datetime, per_person: int) -> PersonQuota:
    """Reserve one identification from a person's daily quota.

    Raises:
        QuotaExceededError: it is used up.

    """
    if person.used + person.reserved >= per_person:
        raise QuotaExceededError(next_day(now))
    return person.model_copy(update={"reserved": person.reserved + 1})


def spent(budgets: list[Budget]) -> Decimal:
    """Return the amount spent from all shards of a day's budget."""
    return sum((Decimal(budget.spent_usd) for budget in budgets), Decimal(0))


def reserve_price(budget: Budget, price: Decimal, share_usd: Decimal) -> Budget | None:
    """Reserve a price in a shard of the day's budget; return None if its share is too small."""
    reserved = Decimal(budget.reserved_usd) + price
    if Decimal(budget.spent_usd) + reserved > share_usd:
        return None
    return budget.model_copy(update={"reserved_usd": format(reserved, "f")})


def shards_of(job_id: str, shards: int) -> list[int]:
    """Return the shards of the day's budget in the order in which a job tries them, from a pseudo-random start."""
    first = zlib.crc32(job_id.encode()) % shards
    return [(first + step) % shards for step in range(shards)]


def begins(before: Job, after: Job) -> bool:
    """Return whether a change queues an attempt's identification, which needs a reservation."""
    return before.status is not JobStatus.CONVERTED and after.status is JobStatus.CONVERTED


def ends(before: Job, after: Job) -> bool:
    """Return whether a change ends a job that holds a reservation."""
    return before.reservation is not None and before.status not in ENDED and after.status in ENDED


def settle_identification(job: Job, person: PersonQuota) -> PersonQuota:
    """Release or charge the reserved identification of a job that has ended or is being deleted.

    Identifications that fail or name nothing are free; the latter only a few times a day, to deter photographs of
    nonsense text. A job that is deleted while the model may be looking at it is charged.
    """
    is_unnamed = job.answer is not None and job.answer.outcome is Outcome.NAME_NOT_UNDERSTOOD
    is_free = is_unnamed and person.unnamed < MAX_UNNAMED
    is_charged = job.status in {JobStatus.COMPLETED, JobStatus.IDENTIFYING} and not is_free
    return PersonQuota(
        used=person.used + is_charged,
        reserved=max(person.reserved - 1, 0),
        unnamed=person.unnamed + is_unnamed,
    )


def charge_unreadable(person: PersonQuota) -> PersonQuota:
    """Charge for an unreadable answer; its job keeps its reservation and may ask again."""
    return person.model_copy(update={"used": person.used + 1})


def is_overdrawn(person: PersonQuota, per_person: int) -> bool:
    """Return whether a person has used and reserved more than their daily quota; then the model is not asked again."""
    return person.used + person.reserved > per_person


def settle_price(job: Job, reservation: Reservation, budget: Budget) -> Budget:
    """Replace the reserved sum by the amount that the model billed, even for a failed identification.

    If the price is unknown, the reserved sum is charged; so it is for a call that may still be running when its job is
    deleted.
    """
    set_aside = Decimal(reservation.usd)
    calls: list[ModelCall] = [*job.unreadable_answers, *([job.answer] if job.answer else [])]
    cost = sum((set_aside if call.cost_usd is None else Decimal(call.cost_usd) for call in calls), Decimal(0))
    if job.status is JobStatus.IDENTIFYING and job.answer is None:
        cost += set_aside
    return Budget(
        calls=budget.calls + len(calls),
        spent_usd=format(Decimal(budget.spent_usd) + cost, "f"),
        reserved_usd=format(max(Decimal(budget.reserved_usd) - set_aside, Decimal(0)), "f"),
    )
