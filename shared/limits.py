"""Rate limits: one counter per action, person (or address) and time span.

Changes are counted across all instances: that costs one write and no read, because Firestore returns the incremented
count. Once a span is used up, an instance refuses without asking again. Daily reads are counted in each instance's
memory and added up in steps of a hundredth of the limit: that costs one write per step, and each instance may exceed
the limit by a step. Limits that only bound the speed are counted by each instance separately, and cost nothing.
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
STEPS = 100


@dataclass(frozen=True)
class Limit:
    """A rate limit: its setting, its time span, where it is counted, and the message for the person."""

    setting: str
    seconds: int
    each_instance: bool = False
    in_steps: bool = False
    """Whether it is a daily read limit, added up in steps."""
    detail: str | None = None
    within: "Limit | None" = None
    """A limit with a shorter span, which is checked first."""

    @property
    def most(self) -> int:
        """The number of actions allowed within the span."""
        return int(getattr(settings(), self.setting))


REQUESTS = Limit("requests_per_minute", MINUTE, each_instance=True)
READS_OF_MINUTE = Limit("reads_per_minute", MINUTE, each_instance=True)
READS = Limit("reads_per_day", DAY, in_steps=True, within=READS_OF_MINUTE)
BATCHES = Limit("batches_per_day", DAY, in_steps=True, within=READS)
PICTURES = Limit("pictures_per_day", DAY, in_steps=True, within=READS_OF_MINUTE)
SENT = Limit(
    "sent_kb_per_day", DAY, in_steps=True, detail="You have reached today's download limit. It resets at 00:00 UTC."
)
CHANGES = Limit("changes_per_day", DAY, within=Limit("changes_per_minute", MINUTE, each_instance=True))
EXPORTS = Limit("exports_per_day", DAY, within=Limit("exports_per_hour", HOUR))
SIGN_UPS = Limit("sign_ups_per_hour", HOUR)
SIGN_UPS_OF_NETWORK = Limit("sign_ups_per_hour_of_network", HOUR)
SIGN_INS = Limit("sign_ins_per_day", DAY, within=Limit("sign_ins_per_minute", MINUTE))
SIGN_INS_TO_ACCOUNT = Limit("sign_ins_per_hour_to_account", HOUR)
MAILS = Limit("mails_per_hour", HOUR)
CODE_LOOKUPS = Limit("code_lookups_per_hour", HOUR)
ROTATIONS = Limit("rotations_per_hour", HOUR)
UPLOADS = Limit("uploads_per_day", DAY, detail="You have reached today's limit of photographs. It resets at 00:00 UTC.")
FRIEND_REQUESTS = Limit("friend_requests_per_day", DAY)
REPORTS = Limit("reports_per_day", DAY)


class Counter(Model):
    """`rate_limits/{hash of limit, subject and span}`: a counter that names nobody."""

    count: int
    expires_at: datetime


PART = Part("limits", collections=(Collection("rate_limits/{hash}", Counter),))

_used_up: dict[str, float] = {}
_counted_here: dict[float, dict[str, int]] = {}
"""The counts, by key and end of the span."""


def consume(limit: Limit, who: str, amount: int = 1) -> None:
    """Count an action of a person (uid) or an address of any kind, once or as a larger amount.

    Raises:
        Problem: `too_many_attempts`: the span is used up; `retry_after` runs until the next one.

    """
    if limit.within:
        consume(limit.within, who)
    now = time.time()
    ends = (now // limit.seconds + 1) * limit.seconds
    key = counter_id(limit, who, ends)
    if _used_up.get(key, 0) <= now:
        if _count(limit, key, ends, now, amount) <= limit.most:
            return
        if len(_used_up) >= MAX_REMEMBERED:
            forget()
        _used_up[key] = ends
    raise Problem(Code.TOO_MANY_ATTEMPTS, limit.detail, retry_after=max(1, round(ends - now)))


def forget() -> None:
    """Reset this process's own counts and its memory of used-up spans."""
    _used_up.clear()
    _counted_here.clear()


def counter_id(limit: Limit, who: str, ends: float) -> str:
    """Return the id of a span's counter, which reveals neither person nor address."""
    secret = settings().hash_secret.get_secret_value().encode()
    return hmac.new(secret, f"{limit.setting}/{who}/{ends:.0f}".encode(), hashlib.sha256).hexdigest()


def _count(limit: Limit, key: str, ends: float, now: float, amount: int) -> int:
    """Increment a counter and return its value; 0 between two steps."""
    here = _count_here(key, ends, now, amount) if limit.each_instance or limit.in_steps else amount
    if limit.each_instance:
        return here
    step = max(1, limit.most // STEPS) if limit.in_steps else 1
    steps = here // step - (here - amount) // step
    return _increment(key, ends, steps * step) if steps else 0


def _count_here(key: str, ends: float, now: float, amount: int) -> int:
    for over in [end for end in list(_counted_here) if end <= now]:
        _counted_here.pop(over, None)
    counts = _counted_here.setdefault(ends, {})
    if len(counts) >= MAX_REMEMBERED:
        counts.clear()
    counts[key] = counts.get(key, 0) + amount
    return counts[key]


def _increment(key: str, ends: float, amount: int) -> int:
    counter = firestore.client().collection("rate_limits").document(key)
    expires = datetime.fromtimestamp(ends + HOUR, UTC)
    written = counter.set({"count": Increment(amount), "expires_at": expires}, merge=True)
    return int(written.transform_results[0].integer_value)
