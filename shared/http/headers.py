"""The headers of every response: who may keep it, what a browser makes of it, which sites' pages may read it.

Hosting keeps a function's bare 404 for ten minutes, for everybody: a response without Cache-Control is a mistake.
"""

from flask import Response, current_app, request

from shared.settings import settings

PRIVATE = "private, no-store"
PUBLIC = "public, max-age=60, s-maxage=300"
PREFLIGHT_SECONDS = 3600
SENT = "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Range, X-Firebase-AppCheck"
READ = "Accept-Ranges, Content-Disposition, Content-Range, ETag, Location, Retry-After"


def complete(response: Response) -> Response:
    """Say of a response what it does not say itself: it is for the one who asked, and nobody keeps it."""
    response.headers.setdefault("Cache-Control", PRIVATE)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.vary.add("Authorization")
    if settings().origins:
        response.vary.add("Origin")
        _open_to_origin(response)
    return response


def _open_to_origin(response: Response) -> None:
    """Let a page of another site read the response, if a setting names its origin."""
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
    """Tell anybody which methods an address takes: a browser asks before it sends what a page asks for, signed in."""
    if request.method != "OPTIONS" or request.url_rule is None:
        return None
    return current_app.make_default_options_response()
