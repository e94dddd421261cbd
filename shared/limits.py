"""Rate limits: one counter a limited action, person (or address) and span of time.

What changes something is counted for all instances together: it costs one write and no read, for Firestore answers the
increment with the count. Once a span is used up, an instance refuses without asking again. Reading is counted by each
instance for itself, in its memory, and costs nothing.
"""

import hashlib
import hmac
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
    """A rate limit: the setting that says how often, its span of time, who counts, and what the person is told."""

    setting: str
    seconds: int
    each_instance: bool = False
    detail: str | None = None


REQUESTS = Limit("requests_per_minute", MINUTE, each_instance=True)
READS = Limit("reads_per_minute", MINUTE, each_instance=True)
CHANGES = Limit("changes_per_minute", MINUTE)
EXPORTS = Limit("exports_per_hour", HOUR)
SIGN_UPS = Limit("sign_ups_per_hour", HOUR)
SIGN_UPS_OF_NETWORK = Limit("sign_ups_per_hour_of_network", HOUR)
SIGN_INS = Limit("sign_ins_per_minute", MINUTE)
SIGN_INS_TO_ACCOUNT = Limit("sign_ins_per_hour_to_account", HOUR)
MAILS = Limit("mails_per_hour", HOUR)
CODE_LOOKUPS = Limit("code_lookups_per_hour", HOUR)
ROTATIONS = Limit("rotations_per_hour", HOUR)
UPLOADS = Limit("uploads_per_day", DAY, detail="You have sent as many photographs as one may today (until 00:00 UTC).")
FRIEND_REQUESTS = Limit("friend_requests_per_day", DAY)


class Counter(Model):
    """`rate_limits/{hash of limit, who and when}`: how often; it names nobody."""

    count: int
    expires_at: datetime


PART = Part("limits", collections=(Collection("rate_limits/{hash}", Counter),))

_used_up: dict[str, float] = {}
_counted_here: dict[str, int] = {}


def consume(limit: Limit, who: str) -> None:
    """Count one action of a person (uid) or an address, whatever kind of address it is.

    Raises:
        Problem: `too_many_attempts`: the span is used up; it says when the next one begins.

    """
    now = time.time()
    ends = (now // limit.seconds + 1) * limit.seconds
    key = counter_id(limit, who, ends)
    if _used_up.get(key, 0) <= now:
        count = _count_here(key) if limit.each_instance else _increment(key, ends)
        if count <= getattr(settings(), limit.setting):
            return
        if len(_used_up) >= MAX_REMEMBERED:
            forget()
        _used_up[key] = ends
    raise Problem(Code.TOO_MANY_ATTEMPTS, limit.detail, retry_after=max(1, round(ends - now)))


def forget() -> None:
    """Forget the spans that this process knows to be used up, and what it has counted itself."""
    _used_up.clear()
    _counted_here.clear()


def counter_id(limit: Limit, who: str, ends: float) -> str:
    """Return the id of a span's counter: it names neither person nor address."""
    secret = settings().hash_secret.get_secret_value().encode()
    return hmac.new(secret, f"{limit.setting}/{who}/{ends:.0f}".encode(), hashlib.sha256).hexdigest()


def _count_here(key: str) -> int:
    if len(_counted_here) >= MAX_REMEMBERED:
        _counted_here.clear()
    _counted_here[key] = _counted_here.get(key, 0) + 1
    return _counted_here[key]


def _increment(key: str, ends: float) -> int:
    counter = firestore.client().collection("rate_limits").document(key)
    expires = datetime.fromtimestamp(ends + HOUR, UTC)
    written = counter.set({"count": Increment(1), "expires_at": expires}, merge=True)
    return int(written.transform_results[0].integer_value)
