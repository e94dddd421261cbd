"""The collection audit_log: actions of operators and moderators, with their subject and time."""

from datetime import UTC, datetime
from typing import Any

from google.cloud.firestore_v1.base_query import FieldFilter

from shared import logs
from shared.base_model import Model, Uid
from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork
from shared.part import Collection, Export, Part, Section

DELETED = "deleted"
PAGE = 300


class AuditLine(Model):
    """`audit_log/{id}`."""

    actor: Uid
    action: str
    subject: Uid
    details: dict[str, Any]
    at: datetime


def record(actor: str, action: str, subject: str, **details: object) -> None:
    """Record that `actor` performed an action on `subject` (a uid or another id)."""
    _new_line().create(_line(actor, action, subject, details).model_dump())
    logs.info("audited", actor=actor, action=action, subject=subject)


def record_in(unit: UnitOfWork, actor: str, action: str, subject: str, **details: object) -> None:
    """Record an action within the unit of work that performs it."""
    unit.create(_new_line(), _line(actor, action, subject, details).model_dump())
    unit.follow(lambda: logs.info("audited", actor=actor, action=action, subject=subject))


def _line(actor: str, action: str, subject: str, details: dict[str, Any]) -> AuditLine:
    return AuditLine(actor=actor, action=action, subject=subject, details=details, at=datetime.now(UTC))


def _new_line() -> firestore.Reference:
    reference: firestore.Reference = firestore.client().collection("audit_log").document()
    return reference


def export(uid: str, cursor: str) -> Section:
    """Return a batch of the actions concerning a person."""
    found, more = firestore.by_id(_lines("subject", uid), PAGE, cursor)
    return Section([AuditLine.model_validate(snapshot.to_dict()) for snapshot in found], more)


def erase(uid: str, limit: int) -> int:
    """Remove a person's uid from the actions by or concerning them; the actions are kept."""
    blank: dict[str, dict[str, object]] = {"subject": {"subject": DELETED, "details": {}}, "actor": {"actor": DELETED}}
    count = 0
    for field, fields in blank.items():
        for snapshot in _lines(field, uid).limit(limit).stream():
            snapshot.reference.update(fields)
            count += 1
    return count


def _lines(field: str, uid: str) -> Any:
    return firestore.client().collection("audit_log").where(filter=FieldFilter(field, "==", uid))


PART = Part(
    "audit",
    collections=(Collection("audit_log/{id}", AuditLine),),
    erase=erase,
    exports=(Export("audit", "actions by operators on your account", export),),
)
