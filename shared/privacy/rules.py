"""Rules for exports and deletions."""

import hashlib
from datetime import datetime, timedelta

from shared.privacy.models import Deletion, ExportRecord

RECENT = timedelta(minutes=5)
EXPORT_LIFETIME = timedelta(days=7)
PROVEN_AFTER = timedelta(days=1)  # by then, all work in progress at the time of the deletion has ended


def is_recent(signed_in_at: datetime, now: datetime) -> bool:
    """Return whether a sign-in is recent enough for irreversible actions."""
    return now - signed_in_at <= RECENT


def is_over(export: ExportRecord, now: datetime) -> bool:
    """Return whether an export has expired."""
    return export.ready_at is not None and export.ready_at + EXPORT_LIFETIME < now


def is_provable(deletion: Deletion, now: datetime) -> bool:
    """Return whether a deletion is old enough to prove that no data is left."""
    return deletion.erased_at is not None and deletion.erased_at + PROVEN_AFTER < now


def report_id(uid: str) -> str:
    """Return the id of a deletion report: it can be found by uid, but does not reveal the uid."""
    return hashlib.sha256(uid.encode()).hexdigest()
