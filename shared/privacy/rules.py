"""Decisions about exports and deletions."""

import hashlib
from datetime import datetime, timedelta

from shared.privacy.models import Deletion, ExportRecord

RECENT = timedelta(minutes=5)
EXPORT_LIFETIME = timedelta(days=7)
PROVEN_AFTER = timedelta(days=1)  # what was under way when the person went has come to its end by then


def is_recent(signed_in_at: datetime, now: datetime) -> bool:
    """Tell whether a sign-in is recent enough for what cannot be undone."""
    return now - signed_in_at <= RECENT


def is_over(export: ExportRecord, now: datetime) -> bool:
    """Tell whether an export has been there long enough."""
    return export.ready_at is not None and export.ready_at + EXPORT_LIFETIME < now


def is_provable(deletion: Deletion, now: datetime) -> bool:
    """Tell whether a person has been gone long enough to prove that nothing is left."""
    return deletion.erased_at is not None and deletion.erased_at + PROVEN_AFTER < now


def report_id(uid: str) -> str:
    """Return the id of a deletion's report: who knows the uid finds it, and nobody learns the uid from it."""
    return hashlib.sha256(uid.encode()).hexdigest()
