"""Pictures over HTTP: immutable, private, with ETag and Range, streamed as they are read."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from flask import Response, request
from werkzeug.http import parse_range_header

from shared import logs
from shared.problems import Code, Problem
from shared.vision.media import StoredPicture

YEAR = 365 * 24 * 3600


def picture(result: StoredPicture | None) -> Response:
    """Return a picture as a response that clients may cache indefinitely, unless it stands in for another.

    Raises:
        Problem: `not_found`: there is no picture.
        RequestedRangeNotSatisfiable: the range is beyond its end.

    """
    if result is None:
        raise Problem(Code.NOT_FOUND)
    size = result.content.size
    response = Response(mimetype=result.content_type)
    response.headers["Cache-Control"] = (
        "private, no-cache" if result.stands_in else f"private, max-age={YEAR}, immutable"
    )
    response.set_etag(result.content.fingerprint)
    response.content_length = size
    response.make_conditional(_with_one_range(request.environ), accept_ranges=True, complete_length=size)
    if response.status_code != 304 and request.method == "GET":
        part = response.content_range
        response.response = _begun(result.content.pieces(part.start or 0, part.stop))
    return response


def _begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Read the first piece now, so that a failure before it becomes a normal error response."""
    return chain([next(pieces)], _to_the_end(pieces))


def _to_the_end(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the remaining pieces; a failure truncates the response, which the client notices by its length."""
    try:
        yield from pieces
    except Exception as error:
        logs.error("picture_broken_off", error)
        raise


def _with_one_range(environ: dict[str, Any]) -> dict[str, Any]:
    """Return the WSGI environment without a range that is malformed, multiple or in another unit: those get it all."""
    asked = parse_range_header(environ.get("HTTP_RANGE"))
    if asked and asked.units == "bytes" and len(asked.ranges) == 1:
        return environ
    return {name: value for name, value in environ.items() if name != "HTTP_RANGE"}
