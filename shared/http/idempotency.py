"""Idempotency-Key: a retried request gets the same response and creates nothing new."""

import hashlib
import json
from collections.abc import Callable

from flask import Response, request

from shared import idempotency
from shared.problems import Code, Problem

HEADER = "Idempotency-Key"
MAX_KEY_LENGTH = 255


def current_key() -> str | None:
    """Return the Idempotency-Key of this request.

    Raises:
        Problem: `validation_failed`: it is too long.

    """
    key = request.headers.get(HEADER)
    if key and len(key) > MAX_KEY_LENGTH:
        raise Problem(Code.VALIDATION_FAILED, errors={HEADER: [f"It can have at most {MAX_KEY_LENGTH} characters."]})
    return key or None


def once(uid: str, respond: Callable[[], Response]) -> Response:
    """Respond to a request; if its key was used in the last 24 hours, repeat the earlier response.

    Raises:
        Problem: `idempotency_key_reused`, `idempotency_key_in_use`, `not_found` (the resource has been deleted), or
            whatever `respond` raises, which releases the key.

    """
    key = current_key()
    if key is None:
        return respond()
    key_id = hashlib.sha256("\0".join([uid, request.path, key]).encode()).hexdigest()
    if earlier := idempotency.claim(key_id, uid, hashlib.sha256(request.get_data()).hexdigest()):
        return _response(earlier)
    try:
        response = respond()
    except BaseException:
        idempotency.release(key_id)
        raise
    body, location = response.get_data(as_text=True), response.headers.get("Location")
    idempotency.finish(key_id, json.loads(body)["id"], response.status_code, body, location)
    return response


def _response(record: idempotency.KeyRecord) -> Response:
    if record.status == idempotency.GONE:
        raise Problem(Code.NOT_FOUND, "The resource created by this request has since been deleted.")
    response = Response(record.body, record.status, mimetype="application/json")
    if record.location:
        response.headers["Location"] = record.location
    return response
