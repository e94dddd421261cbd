"""Rate limits, shared between all instances: one counter a limited action, person (or address) and span of time.

A limited action costs one write and no read: Firestore answers the increment with the count. Once a span is used up,
an instance refuses without asking again.
"""

import hashlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from google.cloud.firestore import Increment

from shared.base_model import Model
from shared.cloud import firestore
from shared.part import Collection, Part
from shared.problems import Code, Problem
from shared.settings import settings

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
MAX_REMEMBERED = 10_000


@dataclass(frozen=True)
class Limit:
    """A rate limit: the setting that says how often something may be done, and the span of time."""

    setting: str
    seconds: int


CHANGES = Limit("changes_per_minute", MINUTE)
SIGN_UPS = Limit("sign_ups_per_hour", HOUR)
SIGN_INS = Limit("sign_ins_per_minute", MINUTE)
MAILS = Limit("mails_per_hour", HOUR)
CODE_LOOKUPS = Limit("code_lookups_per_hour", HOUR)
FRIEND_REQUESTS = Limit("friend_requests_per_day", DAY)


class Counter(Model):
    """`rate_limits/{hash of limit, who and when}`: how often; it names nobody."""

    count: int
    expires_at: datetime


PART = Part("limits", collections=(Collection("rate_limits/{hash}", Counter),))

_used_up: dict[str, float] = {}


def consume(limit: Limit, who: str) -> None:
    """Count one action of a person (uid) or an address.

    Raises:
        Problem: `too_many_attempts`: the span is used up; it says when the next one begins.

    """
    now = time.time()
    ends = (now // limit.seconds + 1) * limit.seconds
    key = counter_id(limit, who, ends)
    if _used_up.get(key, 0) <= now:
        if _increment(key, ends) <= getattr(settings(), limit.setting):
            return
        if len(_used_up) >= MAX_REMEMBERED:
            forget()
        _used_up[key] = ends
    raise Problem(Code.TOO_MANY_ATTEMPTS, retry_after=max(1, round(ends - now)))


def forget() -> None:
    """Forget the spans that this process knows to be used up."""
    _used_up.clear()


def counter_id(limit: Limit, who: str, ends: float) -> str:
    """Return the id of a span's counter: it names neither person nor address."""
    secret = settings().hash_secret.get_secret_value()
    return hashlib.sha256(f"{secret}/{limit.setting}/{who}/{ends:.0f}".encode()).hexdigest()


def _increment(key: str, ends: float) -> int:
    counter = firestore.client().collection("rate_limits").document(key)
    expires = datetime.fromtimestamp(ends + HOUR, UTC)
    written = counter.set({"count": Increment(1), "expires_at": expires}, merge=True)
    return int(written.transform_results[0].integer_value)
