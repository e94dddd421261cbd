"""Money and limits: what is reserved before work is queued and settled when it ends. Pure functions.

A person's identifications are counted by the day, everybody's cost by the day; both days are UTC's. What an
identification will cost is not known when it is queued, so a fixed sum is set aside and replaced by the real one.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from shared.base_model import Model
from shared.vision.models import Job, JobStatus, Reservation

ENDED = {JobStatus.COMPLETED, JobStatus.FAILED}


class PersonQuota(Model):
    """`quotas/{uid}_{day}`: identifications."""

    used: int = 0
    reserved: int = 0


class Budget(Model):
    """`quotas/global_{day}`: US dollars, exact decimals."""

    spent_usd: str = "0"
    reserved_usd: str = "0"


class QuotaExceededError(Exception):
    """The day's limit is reached; `resets_at` says when the next day begins."""

    def __init__(self, resets_at: datetime) -> None:
        super().__init__(f"resets at {resets_at.isoformat()}")
        self.resets_at = resets_at


def day_of(now: datetime) -> str:
    """Return the day that a moment counts for."""
    return now.astimezone(UTC).date().isoformat()


def next_day(now: datetime) -> datetime:
    """Return when the day's limits begin anew."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1)


def expiry(day: str) -> datetime:
    """Return when a day's counts may be forgotten: a month later."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(days=30)


def reserve(
    person: PersonQuota, budget: Budget, *, now: datetime, price: Decimal, per_person: int, per_day_usd: Decimal
) -> tuple[PersonQuota, Budget, Reservation]:
    """Take one identification from the person's day, and its price from everybody's.

    Raises:
        QuotaExceededError: one of the two is used up.

    """
    reserved = Decimal(budget.reserved_usd) + price
    if person.used + person.reserved >= per_person or Decimal(budget.spent_usd) + reserved > per_day_usd:
        raise QuotaExceededError(next_day(now))
    return (
        person.model_copy(update={"reserved": person.reserved + 1}),
        budget.model_copy(update={"reserved_usd": format(reserved, "f")}),
        Reservation(day=day_of(now), usd=format(price, "f")),
    )


def ends(before: Job, after: Job) -> bool:
    """Tell whether a change ends a job that holds a reservation."""
    return before.reservation is not None and before.status not in ENDED and after.status in ENDED


def settle(job: Job, person: PersonQuota, budget: Budget) -> tuple[PersonQuota, Budget]:
    """Give an ended job's reservation back, and charge what it really used.

    A failed identification costs its person nothing; what the model billed is spent all the same. A price that is
    not known is taken to be the sum that was set aside.
    """
    if job.reservation is None:
        raise ValueError(f"{job.id} holds no reservation")
    set_aside = Decimal(job.reservation.usd)
    cost = Decimal(0)
    if job.answer:
        cost = set_aside if job.answer.cost_usd is None else Decimal(job.answer.cost_usd)
    used = person.used + (job.status is JobStatus.COMPLETED)
    return (
        PersonQuota(used=used, reserved=max(person.reserved - 1, 0)),
        Budget(
            spent_usd=format(Decimal(budget.spent_usd) + cost, "f"),
            reserved_usd=format(max(Decimal(budget.reserved_usd) - set_aside, Decimal(0)), "f"),
        ),
    )
