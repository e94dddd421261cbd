"""The product's key figures for operators."""

import time
from datetime import UTC, datetime
from decimal import Decimal
from threading import Lock

from shared.base_model import Model
from shared.dex.store import entries
from shared.vision import quotas
from shared.vision import store as photographs

READ_AT_ONCE = 1000
"""Counting this many documents costs one read."""
READS_PER_MINUTE = 100


class Figures(Model):
    """The key figures; days are in UTC."""

    jobs: dict[str, int]
    entries: int
    active_people_today: int
    model_calls_today: int
    model_cost_usd_today: Decimal


class Counted:
    """A cache of the figures, kept for at least a minute and long enough to bound the reads per minute."""

    def __init__(self) -> None:
        self._until = 0.0
        self._last: Figures | None = None
        self._counting = Lock()

    def read(self) -> Figures:
        """Return the figures; concurrent callers wait for the same result."""
        with self._counting:
            if self._last is None or time.monotonic() >= self._until:
                self._last = count(datetime.now(UTC))
                self._until = time.monotonic() + 60 * _minutes(self._last)
            return self._last


def count(now: datetime) -> Figures:
    """Count everything: one read per thousand documents, and one per shard of the day's budget."""
    budgets = photographs.budgets_of(now)
    return Figures(
        jobs=photographs.count_by_status(),
        entries=entries.count_all(),
        active_people_today=photographs.count_active(now),
        model_calls_today=sum(budget.calls for budget in budgets),
        model_cost_usd_today=quotas.spent(budgets),
    )


def _minutes(figures: Figures) -> int:
    counted = sum(figures.jobs.values()) + figures.entries + figures.active_people_today
    return 1 + counted // (READ_AT_ONCE * READS_PER_MINUTE)


_counted = Counted()
read = _counted.read
