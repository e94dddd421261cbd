"""The collection idempotency_keys: what creating requests were answered, for 24 hours."""

from datetime import UTC, datetime, timedelta

from google.api_core.exceptions import AlreadyExists
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.base_model import Model, Uid
from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork, transact
from shared.part import Collection, Part
from shared.problems import Code, Problem

LIFETIME = timedelta(hours=24)
LEASE = timedelta(seconds=60)  # longer than Hosting lets a request live


class KeyRecord(Model):
    """`idempotency_keys/{hash of uid, path and key}`: a request, and its response once there is one."""

    uid: Uid
    request: str
    claimed_at: datetime
    expires_at: datetime
    status: int | None = None
    body: str = ""
    location: str | None = None


def claim(key_id: str, uid: str, request: str) -> KeyRecord | None:
    """Take a key for a request (its hash), or return the record of the response that it got before.

    Raises:
        Problem: `idempotency_key_reused`: the key was used for another request; `idempotency_key_in_use`: the same
            one is being worked on.

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


def finish(key_id: str, status: int, body: str, location: str | None) -> None:
    """Store the response to a claimed request."""
    _reference(key_id).update({"status": status, "body": body, "location": location})


def release(key_id: str) -> None:
    """Give a key back: its request failed, and may be sent again."""
    _reference(key_id).delete()


def erase(uid: str, limit: int) -> int:
    """Forget creating requests of a person."""
    keys = firestore.client().collection("idempotency_keys")
    return firestore.delete_all(keys.where(filter=FieldFilter("uid", "==", uid)), limit)


def _reference(key_id: str) -> firestore.Reference:
    reference: firestore.Reference = firestore.client().collection("idempotency_keys").document(key_id)
    return reference


PART = Part("idempotency", collections=(Collection("idempotency_keys/{hash}", KeyRecord),), erase=erase)
