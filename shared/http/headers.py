"""The headers of every response: caching, browser security and CORS.

Hosting caches a 404 without Cache-Control for ten minutes, for everybody: every response needs that header.
"""

from flask import Response, current_app, request

from shared.settings import settings

PRIVATE = "private, no-store"
PUBLIC = "public, max-age=60, s-maxage=300"
PREFLIGHT_SECONDS = 3600
SENT = "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Range, X-Firebase-AppCheck"
READ = "Accept-Ranges, Content-Disposition, Content-Range, ETag, Location, Retry-After"


def complete(response: Response) -> Response:
    """Add the default headers that a response lacks: private, and not to be cached."""
    response.headers.setdefault("Cache-Control", PRIVATE)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.vary.add("Authorization")
    if settings().origins:
        response.vary.add("Origin")
        _open_to_origin(response)
    return response


def _open_to_origin(response: Response) -> None:
    """Allow a page of another site to read the response, if the settings list its origin."""
    origin = request.headers.get("Origin")
    if origin not in settings().origins:
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = READ
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        response.headers["Access-Control-Allow-Headers"] = SENT
        response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)


def answer_options() -> Response | None:
    """Answer OPTIONS with the allowed methods, for browsers' preflight requests."""
    if request.method != "OPTIONS" or request.url_rule is None:
        return None
    return current_app.make_default_options_response()
