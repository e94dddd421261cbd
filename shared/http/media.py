"""Pictures over HTTP: immutable, for the one who asked, with ETag and Range."""

from typing import Any

from flask import Response, request
from werkzeug.http import parse_range_header

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
    response = Response(result.data, mimetype=result.content_type)
    response.headers["Cache-Control"] = (
        "private, no-cache" if result.stands_in else f"private, max-age={YEAR}, immutable"
    )
    response.add_etag()
    response.make_conditional(_with_one_range(request.environ), accept_ranges=True, complete_length=len(result.data))
    return response


def _with_one_range(environ: dict[str, Any]) -> dict[str, Any]:
    """Return what was asked, without a range that is malformed, of another unit, or several: that gets the whole."""
    asked = parse_range_header(environ.get("HTTP_RANGE"))
    if asked and asked.units == "bytes" and len(asked.ranges) == 1:
        return environ
    return {name: value for name, value in environ.items() if name != "HTTP_RANGE"}
