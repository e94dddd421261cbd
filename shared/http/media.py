"""Pictures over HTTP: immutable, for the one who asked, with ETag and Range."""

from flask import Response, request

from shared.http.problems import Code, Problem

YEAR = 365 * 24 * 3600


def picture(found: tuple[bytes, str] | None) -> Response:
    """Return a picture (bytes, content type) as a response; the client may keep it for good.

    Raises:
        Problem: `not_found`: there is no picture.

    """
    if found is None:
        raise Problem(Code.NOT_FOUND)
    data, content_type = found
    response = Response(data, mimetype=content_type)
    response.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.add_etag()
    response.make_conditional(request, accept_ranges=True, complete_length=len(data))
    return response
