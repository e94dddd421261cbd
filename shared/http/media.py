"""Pictures over HTTP: immutable, for the one who asked, with ETag and Range."""

from flask import Response, request

from shared.problems import Code, Problem
from shared.vision.media import StoredPicture

YEAR = 365 * 24 * 3600


def picture(result: StoredPicture | None) -> Response:
    """Return a picture as a response; the client may keep it for good, unless it stands in for another.

    Raises:
        Problem: `not_found`: there is no picture.

    """
    if result is None:
        raise Problem(Code.NOT_FOUND)
    response = Response(result.data, mimetype=result.content_type)
    response.headers["Cache-Control"] = (
        "private, no-cache" if result.stands_in else f"private, max-age={YEAR}, immutable"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.add_etag()
    response.make_conditional(request, accept_ranges=True, complete_length=len(result.data))
    return response
