"""Idempotency-Key: a creating request that is sent again gets the same answer and creates nothing."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps

from flask import Response, request
from google.api_core.exceptions import AlreadyExists
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.cloud import firestore
from shared.http.problems import Code, Problem
from shared.http.routes import current_uid

LIFETIME = timedelta(hours=24)
LEASE = timedelta(seconds=60)  # longer than Hosting lets a request live
HEADER = "Idempotency-Key"
MAX_KEY_LENGTH = 255


def idempotent[**P](route: Callable[P, Response]) -> Callable[P, Response]:
    """Make a signed-in POST route honour `Idempotency-Key` for 24 hours."""

    @wraps(route)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Response:
        key = request.headers.get(HEADER)
        if not key:
            return route(*args, **kwargs)
        if len(key) > MAX_KEY_LENGTH:
            raise Problem(Code.VALIDATION_FAILED, errors={HEADER: [f"At most {MAX_KEY_LENGTH} characters."]})
        document = firestore.client().collection("idempotency_keys").document(_id(key))
        if earlier := _claim(document):
            return earlier
        try:
            response = route(*args, **kwargs)
        except BaseException:
            document.delete()
            raise
        document.update({"status": response.status_code, "body": response.get_data(as_text=True)})
        return response

    return wrapped


def erase(uid: str) -> int:
    """Forget the creating requests of a person; return how many there were."""
    keys = firestore.client().collection("idempotency_keys")
    return firestore.delete_all(keys.where(filter=FieldFilter("uid", "==", uid)))


def _id(key: str) -> str:
    return hashlib.sha256("\0".join([current_uid(), request.path, key]).encode()).hexdigest()


def _claim(document: firestore.Reference) -> Response | None:
    """Take the key for this request, or return the answer that it got before.

    Raises:
        Problem: the key was used for another request, or the same one is being worked on.

    """
    now = datetime.now(UTC)
    fresh = {
        "uid": current_uid(),
        "request": hashlib.sha256(request.get_data()).hexdigest(),
        "claimed_at": now,
        "expires_at": now + LIFETIME,
    }
    try:
        document.create(fresh)
        return None
    except AlreadyExists:
        return firestore.transact(lambda transaction: _reclaim(transaction, document, fresh))


def _reclaim(
    transaction: firestore.Transaction, document: firestore.Reference, fresh: dict[str, object]
) -> Response | None:
    stored = document.get(transaction=transaction).to_dict() or {}
    now = datetime.now(UTC)
    if stored and stored["request"] != fresh["request"] and stored["expires_at"] > now:
        raise Problem(Code.IDEMPOTENCY_KEY_REUSED)
    if "status" in stored and stored["expires_at"] > now:
        return Response(stored["body"], stored["status"], mimetype="application/json")
    if stored and stored["claimed_at"] + LEASE > now and "status" not in stored:
        raise Problem(Code.IDEMPOTENCY_KEY_IN_USE, retry_after=1)
    transaction.set(document, fresh)
    return None
