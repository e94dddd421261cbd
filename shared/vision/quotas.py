"""Money and limits: what is reserved before work is queued and settled when it ends. Pure functions.

A person's identifications are counted by the day, everybody's cost by the day; both days are UTC's. What an
identification will cost is not known when it is queued, so a fixed sum is set aside and replaced by the real one.
"""

import zlib
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from shared.base_model import Model
from shared.vision.models import Job, JobStatus, ModelCall, Outcome, Reservation

ENDED = {JobStatus.COMPLETED, JobStatus.FAILED}
MAX_UNNAMED = 5
"""So many answers a day whose names mean nothing are free for a person."""
OPEN = [status for status in JobStatus if status not in ENDED]


class PersonQuota(Model):
    """`quotas/{uid}_{day}`: identifications."""

    used: int = 0
    reserved: int = 0
    unnamed: int = 0


class DayUsage(Model):
    """The identifications that a person used on a day."""

    day: str
    used: int


class Budget(Model):
    """`quotas/global{shard}_{day}`: US dollars, exact decimals; and how many answers the model billed."""

    calls: int = 0
    spent_usd: str = "0"
    reserved_usd: str = "0"


class QuotaExceededError(Exception):
    """The day's limit is reached: the message says it to the person, `resets_at` when the next day begins."""

    def __init__(self, resets_at: datetime) -> None:
        super().__init__(f"Today's identifications are used up. You get new ones at {resets_at:%H:%M} UTC.")
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


def reserve_identification(person: PersonQuota, now: datetime, per_person: int) -> PersonQuota:
    """Take one identification from a person's day.

    Raises:
        QuotaExceededError: they are used up.

    """
    if person.used + person.reserved >= per_person:
        raise QuotaExceededError(next_day(now))
    return person.model_copy(update={"reserved": person.reserved + 1})


def spent(budgets: list[Budget]) -> Decimal:
    """Return what was spent of all shards of a day's budget."""
    return sum((Decimal(budget.spent_usd) for budget in budgets), Decimal(0))


def reserve_price(budget: Budget, price: Decimal, share_usd: Decimal) -> Budget | None:
    """Set a price aside in a shard of the day's budget; None when its share does not hold it."""
    reserved = Decimal(budget.reserved_usd) + price
    if Decimal(budget.spent_usd) + reserved > share_usd:
        return None
    return budget.model_copy(update={"reserved_usd": format(reserved, "f")})


def shards_of(job_id: str, shards: int) -> list[int]:
    """Return the shards of the day's budget in the order in which a job tries them; they begin anywhere."""
    first = zlib.crc32(job_id.encode()) % shards
    return [(first + step) % shards for step in range(shards)]


def begins(before: Job, after: Job) -> bool:
    """Tell whether a change makes an attempt wait for its identification: that is when it takes its reservation."""
    return before.status is not JobStatus.CONVERTED and after.status is JobStatus.CONVERTED


def ends(before: Job, after: Job) -> bool:
    """Tell whether a change ends a job that holds a reservation."""
    return before.reservation is not None and before.status not in ENDED and after.status in ENDED


def settle_identification(job: Job, person: PersonQuota) -> PersonQuota:
    """Give the identification of a job that ended, or is deleted, back, or charge it.

    One that failed, or named nothing, costs its person nothing; but of those that name nothing only a few a day: who
    writes nonsense on photographs pays for it. One that is deleted while the model may look at it is charged.
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
    """Charge an answer that the model billed and nobody can read; its job keeps its reservation, and may ask again."""
    return person.model_copy(update={"used": person.used + 1})


def is_overdrawn(person: PersonQuota, per_person: int) -> bool:
    """Tell whether more of a person's day is used and reserved than there is: nothing more is asked of the model."""
    return person.used + person.reserved > per_person


def settle_price(job: Job, reservation: Reservation, budget: Budget) -> Budget:
    """Replace what was set aside by what the model billed, also for a failed identification.

    A price that is not known is taken to be the sum that was set aside: also that of a call which may go on, of a job
    that is deleted.
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
