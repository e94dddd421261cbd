"""A queue: its limits, its tasks, and the pauses between deliveries."""

import asyncio
import time
from datetime import timedelta

from google.cloud.tasks_v2 import types

DEFAULT_RETRY = types.RetryConfig(
    max_attempts=100, min_backoff=timedelta(milliseconds=100), max_backoff=timedelta(hours=1), max_doublings=16
)
DEFAULT_RATES = types.RateLimits(max_dispatches_per_second=500, max_concurrent_dispatches=1000)


def backoff(retry: types.RetryConfig, attempts: int) -> timedelta:
    """Return the pause after a number of attempts: doubled `max_doublings` times, then growing linearly.

    Source: Cloud Tasks' reference for RetryConfig.max_doublings.
    """
    doublings = min(attempts - 1, retry.max_doublings)
    linear = attempts - 1 - doublings
    step: timedelta = retry.min_backoff * 2**doublings
    longest: timedelta = retry.max_backoff
    pause: timedelta = min(step * (1 + linear), longest)
    return pause


class Queue:
    """A queue with its tasks and the task names already used."""

    def __init__(self, spec: types.Queue) -> None:
        self.spec = types.Queue(spec)
        self.spec.retry_config = _with_defaults(spec.retry_config, DEFAULT_RETRY)
        self.spec.rate_limits = _with_defaults(spec.rate_limits, DEFAULT_RATES)
        self.spec.state = types.Queue.State.RUNNING
        self.tasks: dict[str, types.Task] = {}
        self.taken: set[str] = set()
        self.running = asyncio.Event()
        self.running.set()
        self.slots = asyncio.Semaphore(self.spec.rate_limits.max_concurrent_dispatches)
        self.next_dispatch = 0.0

    async def turn(self) -> None:
        """Wait until the queue is running and its rate allows another dispatch."""
        await self.running.wait()
        now = time.monotonic()
        at = max(now, self.next_dispatch)
        self.next_dispatch = at + 1 / self.spec.rate_limits.max_dispatches_per_second
        await asyncio.sleep(at - now)


def _with_defaults[Config](config: Config, defaults: Config) -> Config:
    merged = type(config)(defaults)  # type: ignore[call-arg]
    type(config).pb(merged).MergeFrom(type(config).pb(config))  # type: ignore[attr-defined]
    return merged
