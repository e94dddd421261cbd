"""Pictures over HTTP: immutable, for the one who asked, with ETag and Range, piece by piece as they are read."""

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
    """Return a picture as a response; the client may keep it for good, unless it stands in for another.

    Raises:
        Problem: `not_found`: there is no picture.
        RequestedRangeNotSatisfiable: it is not so long.

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
    """Read the first piece now: what fails before it is an error like any other."""
    return chain([next(pieces)], _to_the_end(pieces))


def _to_the_end(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what is left; it can only be broken off when it fails, which the client sees by the length."""
    try:
        yield from pieces
    except Exception as error:
        logs.error("picture_broken_off", error)
        raise


def _with_one_range(environ: dict[str, Any]) -> dict[str, Any]:
    """Return what was asked, without a range that is malformed, of another unit, or several: that gets the whole."""
    asked = parse_range_header(environ.get("HTTP_RANGE"))
    if asked and asked.units == "bytes" and len(asked.ranges) == 1:
        return environ
    return {name: value for name, value in environ.items() if name != "HTTP_RANGE"}
