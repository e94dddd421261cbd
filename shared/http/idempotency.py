"""Idempotency-Key: a creating request that is sent again gets the same answer and creates nothing."""

import hashlib
from collections.abc import Callable
from functools import wraps

from flask import Response, request

from shared import idempotency
from shared.http.routes import current_uid
from shared.problems import Code, Problem

HEADER = "Idempotency-Key"
MAX_KEY_LENGTH = 255


def idempotent[**P](route: Callable[P, Response]) -> Callable[P, Response]:
    """Make a signed-in POST route honour `Idempotency-Key` for 24 hours."""

    @wraps(route)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Response:
        key = idempotency_key()
        if not key:
            return route(*args, **kwargs)
        if len(key) > MAX_KEY_LENGTH:
            raise Problem(Code.VALIDATION_FAILED, errors={HEADER: [f"At most {MAX_KEY_LENGTH} characters."]})
        key_id = hashlib.sha256("\0".join([current_uid(), request.path, key]).encode()).hexdigest()
        if earlier := idempotency.claim(key_id, current_uid(), hashlib.sha256(request.get_data()).hexdigest()):
            return _response(earlier)
        try:
            response = route(*args, **kwargs)
        except BaseException:
            idempotency.release(key_id)
            raise
        idempotency.finish(
            key_id, response.status_code, response.get_data(as_text=True), response.headers.get("Location")
        )
        return response

    return wrapped


def idempotency_key() -> str | None:
    """Return the Idempotency-Key of this request."""
    return request.headers.get(HEADER)


def _response(record: idempotency.KeyRecord) -> Response:
    response = Response(record.body, record.status, mimetype="application/json")
    if record.location:
        response.headers["Location"] = record.location
    return response
