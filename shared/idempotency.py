"""The collection idempotency_keys: the responses to creating requests, kept for 24 hours."""

from datetime import UTC, datetime, timedelta
from typing import Any

from google.api_core.exceptions import AlreadyExists
from google.cloud.firestore_v1.base_query import FieldFilter
from pydantic import Field

from shared.base_model import Model, Uid
from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork, transact
from shared.part import Collection, Part
from shared.problems import Code, Problem

LIFETIME = timedelta(hours=24)
GONE = 404  # the status of a response whose resource has been deleted
LEASE = timedelta(seconds=60)  # longer than Hosting's request timeout


class KeyRecord(Model):
    """`idempotency_keys/{hash of uid, path and key}`: a request, and its response once it is known."""

    uid: Uid
    request: str
    claimed_at: datetime
    expires_at: datetime
    about: str | None = Field(None, description="The id of the resource in the response")
    status: int | None = None
    body: str = ""
    location: str | None = None


def claim(key_id: str, uid: str, request: str) -> KeyRecord | None:
    """Claim a key for a request (its hash), or return the record of its earlier response.

    Raises:
        Problem: `idempotency_key_reused`: the key was used for another request; `idempotency_key_in_use`: the same
            request is still being processed.

    """
    now = datetime.now(UTC)
    fresh = KeyRecord(uid=uid, request=request, claimed_at=now, expires_at=now + LIFETIME)
    try:
        _reference(key_id).create(fresh.model_dump())
        return None
    except AlreadyExists:
        return transact(lambda unit: _claim_again(unit, key_id, fresh))


def _claim_again(unit: UnitOfWork, key_id: str, fresh: KeyRecord) -> KeyRecord | None:
    stored = unit.get(_reference(key_id))
    record = KeyRecord.model_validate(stored) if stored else None
    if record and record.expires_at > fresh.claimed_at:
        if record.request != fresh.request:
            raise Problem(Code.IDEMPOTENCY_KEY_REUSED)
        if record.status is not None:
            return record
        if record.claimed_at + LEASE > fresh.claimed_at:
            raise Problem(Code.IDEMPOTENCY_KEY_IN_USE, retry_after=1)
    unit.set(_reference(key_id), fresh.model_dump())
    return None


def finish(key_id: str, about: str, status: int, body: str, location: str | None) -> None:
    """Store the response to a claimed request, with the id of its resource."""
    _reference(key_id).update({"about": about, "status": status, "body": body, "location": location})


def forget(unit: UnitOfWork, about: str) -> None:
    """Forget the responses about a resource that is being deleted; repeating their requests still creates nothing."""
    for stored in unit.find(_keys().where(filter=FieldFilter("about", "==", about))):
        record = KeyRecord.model_validate(stored.to_dict())
        gone = record.model_copy(update={"status": GONE, "body": "", "location": None})
        unit.set(stored.reference, gone.model_dump())


def release(key_id: str) -> None:
    """Release a key: its request failed and may be retried."""
    _reference(key_id).delete()


def erase(uid: str, limit: int) -> int:
    """Delete a person's idempotency keys."""
    return firestore.delete_all(_keys().where(filter=FieldFilter("uid", "==", uid)), limit)


def _reference(key_id: str) -> firestore.Reference:
    reference: firestore.Reference = _keys().document(key_id)
    return reference


def _keys() -> Any:
    return firestore.client().collection("idempotency_keys")


PART = Part("idempotency", collections=(Collection("idempotency_keys/{hash}", KeyRecord),), erase=erase)
