"""What happened to a job, a person or a request.

It prints only the fields listed here: no e-mail address, no place, no file name, nothing that people wrote.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from scripts.operate import gcloud
from scripts.operate.report import Line
from shared import audit, outbox
from shared.accounts import people
from shared.accounts import store as accounts
from shared.accounts.models import User
from shared.privacy import store as privacy
from shared.vision import housekeeping
from shared.vision import store as jobs
from shared.vision.models import Job, JobStatus
from shared.vision.quotas import ENDED

OF_JOB: Any = {
    "owner": ...,
    "status": ...,
    "image_conversion_status": ...,
    "attempt": ...,
    "crashes": ...,
    "lease": {"expires_at"},
    "size_bytes": ...,
    "width": ...,
    "height": ...,
    "reservation": ...,
    "answer": {"provider", "model", "outcome", "input_tokens", "output_tokens", "cost_usd", "duration_ms"},
    "candidates": {"__all__": {"animal_id", "confidence"}},
    "error": {"code", "retryable"},
    "entry_ids": ...,
    "duplicate_of": ...,
    "created_at": ...,
    "updated_at": ...,
    "expires_at": ...,
}
OF_PERSON = {"username", "created_at", "revision", "signed_out_at", "hidden"}
OF_LOG = ("job_id", "entry_id", "attempt", "code", "outcome", "model", "cost_usd", "duration_ms", "path", "chore")
COUNTED = 1000
NEWEST = 10
LINES = 200
FRESHNESS = "30d"  # as long as Cloud Logging keeps lines
ADDRESS = re.compile(r"\S+@\S+")
ID = re.compile(r"[\w.-]{1,128}")


def diagnose(what: str) -> Iterator[Line]:
    """Report what is known of a job, a person (uid or username) or a request (its trace or execution id).

    Raises:
        LookupError: it is not an id.

    """
    if not ID.fullmatch(what):
        raise LookupError(f"{what} is neither a job's id, nor a person, nor a request's.")
    found = [*_job(what), *_person(people.find_by_name(what) or what), *_waiting(what), *_audited(what), *_logged(what)]
    yield from found or [Line(ok=False, what="nothing", said=f"is known of {what}")]


def _job(job_id: str) -> Iterator[Line]:
    job = jobs.get(job_id)
    if job is None:
        return
    for name, value in job.model_dump(mode="json", include=OF_JOB, exclude_none=True).items():
        yield Line(not (name == "error" and value), f"job.{name}", str(value))
    yield _state_of(job, datetime.now(UTC))


def _state_of(job: Job, now: datetime) -> Line:
    if job.status in ENDED:
        return Line(job.status is JobStatus.COMPLETED, "job", f"ended as {job.status}")
    waits = now - job.updated_at
    is_ok = waits < housekeeping.ABANDONED_AFTER
    return Line(is_ok, "job", f"{job.status} for {timedelta(seconds=round(waits.total_seconds()))}")


def _person(uid: str) -> Iterator[Line]:
    user = accounts.get_user(uid)
    if user:
        yield from _account(uid, user)
    if deletion := privacy.get_deletion(uid):
        yield Line(ok=True, what="deletion", said=f"requested {deletion.requested_at}, erased {deletion.erased_at}")
    for job in jobs.by_owner(uid, [], NEWEST, None):
        code = f" ({job.error.code})" if job.error else ""
        yield Line(job.error is None, "their job", f"{job.created_at:%Y-%m-%d %H:%M} {job.id} {job.status}{code}")


def _account(uid: str, user: User) -> Iterator[Line]:
    shown = user.model_dump(mode="json", include=OF_PERSON)
    yield Line(not user.hidden, "person", f"{uid} {shown}")
    if user.suspension:
        yield Line(ok=False, what="suspended", said=f"since {user.suspension.at}")
    quota = jobs.person_quota(uid, datetime.now(UTC))
    yield Line(ok=True, what="today", said=f"{quota.used} identifications used, {quota.reserved} reserved")


def _waiting(what: str) -> Iterator[Line]:
    """Report the tasks about it that have not been enqueued yet."""
    for task in outbox.left_since(datetime.now(UTC), COUNTED):
        if what in f"{task.name} {task.payload}":
            yield Line(ok=False, what="outbox", said=f"{task.created_at} {task.name} for {task.target} waits")


def _audited(what: str) -> Iterator[Line]:
    for line in audit.export(what, "").items:
        if isinstance(line, audit.AuditLine):
            yield Line(ok=True, what="audited", said=f"{line.at} {line.action} by {line.actor}")


def _logged(what: str) -> Iterator[Line]:
    if not gcloud.is_used():
        return
    fields = ("jsonPayload.job_id", "jsonPayload.uid", "jsonPayload.subject", "jsonPayload.execution_id")
    named = " OR ".join([*(f'{field}="{what}"' for field in fields), f'trace:"/traces/{what}"'])
    lines = gcloud.ask("logging", "read", named, f"--limit={LINES}", f"--freshness={FRESHNESS}", "--order=asc")
    for line in lines:
        yield _log_line(line)


def _log_line(line: dict[str, Any]) -> Line:
    payload = line.get("jsonPayload", {})
    fields = " ".join(f"{name}={payload[name]}" for name in OF_LOG if name in payload)
    cause = str(payload.get("cause", "")).strip().rpartition("\n")[2]
    said = f"{line['timestamp']} {payload.get('message', '')} {fields} {ADDRESS.sub('…', cause)}".rstrip()
    return Line(line.get("severity") not in {"ERROR", "CRITICAL"}, "logged", said)
