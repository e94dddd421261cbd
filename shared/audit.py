"""The collection audit_log: what operators and moderators did, to whom, when."""

from datetime import UTC, datetime
from typing import Any

from google.cloud.firestore_v1.base_query import FieldFilter

from shared import logs
from shared.base_model import Model
from shared.cloud import firestore

DELETED = "deleted"


class AuditLine(Model):
    """`audit_log/{id}`."""

    actor: str
    action: str
    subject: str
    details: dict[str, Any]
    at: datetime


def record(actor: str, action: str, subject: str, **details: object) -> None:
    """Note that `actor` did something to `subject` (a uid, or the id of a thing)."""
    line = AuditLine(actor=actor, action=action, subject=subject, details=details, at=datetime.now(UTC))
    firestore.client().collection("audit_log").add(line.model_dump())
    logs.info("audited", actor=actor, action=action, subject=subject)


def export(uid: str) -> list[AuditLine]:
    """Return what was done to a person."""
    return [AuditLine.model_validate(snapshot.to_dict()) for snapshot in _about(uid)]


def erase(uid: str) -> int:
    """Take a person's uid out of what was done to them; the deeds stay. Return how many there were."""
    result = _about(uid)
    for snapshot in result:
        snapshot.reference.update({"subject": DELETED, "details": {}})
    return len(result)


def _about(uid: str) -> list[Any]:
    lines = firestore.client().collection("audit_log")
    return list(lines.where(filter=FieldFilter("subject", "==", uid)).stream())
