"""Quotas and budgets."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from shared.vision import quotas
from shared.vision.models import Job, JobStatus, ModelAnswer, ModelCall, Outcome, Reservation
from shared.vision.quotas import Budget, PersonQuota, QuotaExceededError

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def reserve(budget: Budget, price: str = "0.02") -> Budget | None:
    return quotas.reserve_price(budget, Decimal(price), Decimal("0.05"))


def answer(cost: str | None, outcome: Outcome = Outcome.ANIMALS) -> ModelAnswer:
    return ModelAnswer(outcome=outcome, animals=[], provider="p", model="m", duration_ms=1, raw="", cost_usd=cost)


def ended(status: JobStatus, cost: str | None) -> Job:
    fields = {
        "id": "j",
        "owner": "u",
        "content_type": "image/png",
        "size_bytes": 1,
        "created_at": NOON,
        "updated_at": NOON,
    }
    return Job.model_validate(
        fields | {"status": status, "answer": answer(cost), "reservation": Reservation(day="2026-03-01", usd="0.02")}
    )


def test_a_person_gets_the_days_number_and_no_more() -> None:
    person = quotas.reserve_identification(PersonQuota(used=1), NOON, per_person=2)
    assert person == PersonQuota(used=1, reserved=1)
    with pytest.raises(QuotaExceededError) as exceeded:
        quotas.reserve_identification(person, NOON, per_person=2)
    assert exceeded.value.resets_at == NOON + timedelta(hours=12)


def test_what_is_set_aside_counts_against_the_budget_to_the_cent() -> None:
    assert reserve(Budget(spent_usd="0.01", reserved_usd="0.03")) is None
    assert reserve(Budget(spent_usd="0.01", reserved_usd="0.02")) == Budget(spent_usd="0.01", reserved_usd="0.04")


def test_a_job_tries_every_shard_once_and_jobs_begin_at_different_ones() -> None:
    orders = [quotas.shards_of(f"job{number}", 10) for number in range(100)]
    assert all(sorted(order) == list(range(10)) for order in orders)
    assert {order[0] for order in orders} == set(range(10))


@pytest.mark.parametrize(
    ("status", "cost", "used", "spent"),
    [
        (JobStatus.COMPLETED, "0.0012", 1, "0.0112"),
        (JobStatus.COMPLETED, None, 1, "0.03"),
        (JobStatus.FAILED, "0.0012", 0, "0.0112"),
    ],
)
def test_the_real_cost_takes_the_place_of_what_was_set_aside(
    status: JobStatus, cost: str | None, used: int, spent: str
) -> None:
    job = ended(status, cost)
    assert quotas.settle_identification(job, PersonQuota(reserved=1)) == PersonQuota(used=used, reserved=0)
    assert job.reservation is not None
    budget = quotas.settle_price(job, job.reservation, Budget(spent_usd="0.01", reserved_usd="0.02"))
    assert (budget.spent_usd, Decimal(budget.reserved_usd)) == (spent, Decimal(0))


def test_what_was_billed_for_answers_that_nobody_can_read_is_charged_to_the_day() -> None:
    calls = [ModelCall(provider="p", model="m", duration_ms=1, raw="?", cost_usd=cost) for cost in ("0.001", None)]
    job = ended(JobStatus.FAILED, "0").model_copy(update={"answer": None, "unreadable_answers": calls})
    assert job.reservation is not None
    assert quotas.settle_price(job, job.reservation, Budget(reserved_usd="0.02")).spent_usd == "0.021"


@pytest.mark.parametrize("after", JobStatus)
@pytest.mark.parametrize("before", JobStatus)
def test_a_reservation_is_taken_when_a_job_begins_to_wait_for_its_identification(
    before: JobStatus, after: JobStatus
) -> None:
    job = ended(before, None)
    changed = job.model_copy(update={"status": after})
    assert quotas.begins(job, changed) is (before is not JobStatus.CONVERTED and after is JobStatus.CONVERTED)


@pytest.mark.parametrize("after", JobStatus)
@pytest.mark.parametrize("before", JobStatus)
def test_a_reservation_is_settled_once_when_its_job_ends(before: JobStatus, after: JobStatus) -> None:
    job = ended(before, None)
    finished = {JobStatus.COMPLETED, JobStatus.FAILED}
    changed = job.model_copy(update={"status": after})
    assert quotas.ends(job, changed) is (before not in finished and after in finished)
    assert not quotas.ends(job.model_copy(update={"reservation": None}), changed)
    assert set(quotas.OPEN) == set(JobStatus) - finished


def test_what_named_nothing_and_what_never_got_an_answer_costs_its_person_nothing() -> None:
    not_understood = answer("0.01", Outcome.NAME_NOT_UNDERSTOOD)
    for one in (
        ended(JobStatus.COMPLETED, None).model_copy(update={"answer": not_understood}),
        ended(JobStatus.FAILED, None).model_copy(update={"answer": None}),
    ):
        settled = quotas.settle_identification(one, PersonQuota(used=1, reserved=1))
        assert (settled.used, settled.reserved) == (1, 0)


def test_an_answer_that_nobody_can_read_is_charged_at_once_and_overdraws_a_day_that_is_all_reserved() -> None:
    charged = quotas.charge_unreadable(PersonQuota(used=1, reserved=2))
    assert charged == PersonQuota(used=2, reserved=2)
    assert [quotas.is_overdrawn(charged, limit) for limit in (3, 4)] == [True, False]


def test_nonsense_is_free_five_times_a_day() -> None:
    job = ended(JobStatus.COMPLETED, None).model_copy(update={"answer": answer("0.01", Outcome.NAME_NOT_UNDERSTOOD)})
    fifth = quotas.settle_identification(job, PersonQuota(unnamed=4))
    assert fifth == PersonQuota(used=0, unnamed=5)
    assert quotas.settle_identification(job, fifth) == PersonQuota(used=1, unnamed=6)


def test_a_job_that_the_model_never_answered_costs_nobody_anything() -> None:
    job = ended(JobStatus.FAILED, None).model_copy(update={"answer": None})
    assert job.reservation is not None
    settled = quotas.settle_price(job, job.reservation, Budget(spent_usd="0.01", reserved_usd="0.02"))
    assert (Decimal(settled.spent_usd), Decimal(settled.reserved_usd)) == (Decimal("0.01"), Decimal(0))


def test_what_other_jobs_have_set_aside_stays_set_aside() -> None:
    job = ended(JobStatus.COMPLETED, "0.01")
    assert quotas.settle_identification(job, PersonQuota(reserved=3)) == PersonQuota(used=1, reserved=2)
    assert job.reservation is not None
    settled = quotas.settle_price(job, job.reservation, Budget(reserved_usd="0.05"))
    assert settled == Budget(calls=1, spent_usd="0.01", reserved_usd="0.03")


def test_a_day_begins_with_nothing_used_at_midnight_in_utc() -> None:
    in_new_york = datetime.fromisoformat("2026-03-01T21:34:56.789-05:00")
    assert quotas.day_of(in_new_york) == "2026-03-02"
    assert quotas.next_day(in_new_york) == datetime(2026, 3, 3, tzinfo=UTC)
    assert quotas.reserve_identification(PersonQuota(), NOON, per_person=1) == PersonQuota(used=0, reserved=1)
    assert reserve(Budget(), "0.05") == Budget(spent_usd="0", reserved_usd="0.05")


def test_nothing_below_zero_is_reserved_though_a_job_is_settled_twice() -> None:
    job = ended(JobStatus.COMPLETED, "0.01")
    assert quotas.settle_identification(job, PersonQuota()) == PersonQuota(used=1, reserved=0)
    assert job.reservation is not None
    assert Decimal(quotas.settle_price(job, job.reservation, Budget()).reserved_usd) == 0


def test_a_days_counts_are_kept_for_a_month() -> None:
    assert quotas.expiry("2026-03-01") == datetime(2026, 3, 31, tzinfo=UTC)
