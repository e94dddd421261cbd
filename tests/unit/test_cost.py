"""The arithmetic of docs/cost.md."""

import pytest

from scripts.cost import bill
from scripts.cost.actions import PHOTOGRAPH, Action, Amounts

MEASURED = {
    PHOTOGRAPH: (
        Action(PHOTOGRAPH, 10, lambda: None),
        Amounts(reads=30, writes=20, storage_reads=2, storage_writes=5, stored_bytes=1e6, requests=5, seconds=1),
    ),
    "a page": (Action("a page", 100, lambda: None), Amounts(reads=20, sent_bytes=1e4, requests=1, seconds=0.01)),
}


@pytest.mark.parametrize(
    ("people", "usd"),
    [(1_000, 0), (50_000, 0), (100_000, 275), (1_000_000, 275 + 4140), (10_000_000, 275 + 4140 + 28800)],
)
def test_active_people_cost_by_tiers(people: int, usd: float) -> None:
    assert bill.identity_usd(people) == pytest.approx(usd)


def test_a_month_is_each_action_times_what_it_takes() -> None:
    month = bill.month(MEASURED, 1_000, answer_usd=0.002)
    assert month["the model"] == pytest.approx(1_000 * 10 * 0.002)
    assert month["Firestore, reads"] == pytest.approx(1_000 * (10 * 30 + 100 * 20) * 0.03 / 100_000)
    assert month["Firestore, writes"] == pytest.approx(1_000 * 10 * 20 * 0.09 / 100_000)
    assert month["Cloud Storage, a year's pictures"] == pytest.approx(12 * 1_000 * 10 * 1e6 / 1e9 * 0.02)
    assert month["Hosting, data sent"] == pytest.approx(1_000 * 100 * 1e4 / 1e9 * 0.15)
    assert month["Cloud Run, requests"] == pytest.approx(1_000 * 150 * 0.4 / 1e6)


def test_limits_are_asked_at_the_peak() -> None:
    month_seconds = 30 * 24 * 3600
    limits = {limit.unit: limit for limit in bill.limits(MEASURED, [1_000], answer_usd=0.002, budget_usd=25)}
    assert limits["$ a day"].asked[1_000] == pytest.approx(1_000 * 10 / 30 * 0.002)
    assert limits["tasks a second"].asked[1_000] == pytest.approx(1_000 * 10 * bill.PEAK / month_seconds)
    assert limits["requests"].asked[1_000] == pytest.approx(1_000 * (10 + 1) * bill.PEAK / month_seconds)
    assert all(limit.holds > 0 for limit in limits.values())
