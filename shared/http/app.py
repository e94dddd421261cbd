"""The Flask app of an HTTP function, and its adapter for functions-framework."""

import gzip
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

import requests
from flask import Flask, Request, Response, current_app, has_app_context, request
from google.api_core.exceptions import Aborted, RetryError, ServerError, TooManyRequests
from google.auth.exceptions import TransportError
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as WsgiResponse

from shared import logs
from shared.api import API, API_VERSION
from shared.base_model import Model, Revised
from shared.cloud.auth import identity
from shared.http import headers, health, observed
from shared.http.errors import to_response
from shared.http.routes import MAX_BODY_BYTES, Routes
from shared.problems import Code, Problem
from shared.settings import AppCheck, require, settings

OUTAGES = (Aborted, RetryError, ServerError, TooManyRequests, TransportError, requests.RequestException)

_CODE_OF_STATUS = {
    400: Code.VALIDATION_FAILED,
    404: Code.NOT_FOUND,
    405: Code.METHOD_NOT_ALLOWED,
    413: Code.PAYLOAD_TOO_LARGE,
    415: Code.UNSUPPORTED_MEDIA_TYPE,
    416: Code.RANGE_NOT_SATISFIABLE,
}
_KEPT = {"Allow", "Content-Range", "Retry-After"}  # headers of an error that help the client


def create_app(name: str, *routes: Routes, needs: tuple[str, ...]) -> Flask:
    """Build the app of the function `name`, checking its settings.

    Args:
        name: The function's name.
        routes: The routes it serves.
        needs: The settings without a default that it uses.

    Raises:
        SettingsError: a setting is missing or wrong.

    """
    require(*needs)
    logs.configure()
    app = Flask(name)
    app.url_map.strict_slashes = False
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES + 1  # werkzeug truncates chunked bodies here without an error
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings().trusted_proxies)  # type: ignore[method-assign]
    observed.watch(app)
    app.before_request(headers.answer_options)
    app.before_request(partial(_require_app, {group.name for group in routes if not group.app_only}))
    app.after_request(_conditional)
    app.register_error_handler(Exception, _internal_problem)
    adopt(app)
    for group in routes:
        app.register_blueprint(group.blueprint())
    health.serve(app)
    if has_app_context():  # functions-framework answers some paths itself, like /robots.txt
        adopt(current_app)
    return app


def as_function(app: Flask) -> Callable[[Request], WsgiResponse]:
    """Wrap the app as a function for functions-framework."""
    return lambda incoming: WsgiResponse.from_app(app, incoming.environ)


def adopt(app: Flask) -> None:
    """Make an app return problem documents for errors, and add the common headers to all responses."""
    app.after_request(headers.complete)
    app.register_error_handler(Problem, to_response)
    app.register_error_handler(HTTPException, _http_problem)


def json_response(model: Model, status: int = 200) -> Response:
    """Return a model as a JSON response."""
    return Response(model.model_dump_json(), status, mimetype="application/json")


def compressed_json(data: bytes) -> Response:
    """Return gzip-compressed JSON, decompressed for clients that do not accept gzip."""
    if request.accept_encodings.quality("gzip"):
        response = Response(data, mimetype="application/json")
        response.content_encoding = "gzip"
    else:
        response = Response(gzip.decompress(data), mimetype="application/json")
    response.vary.add("Accept-Encoding")
    return response


def revised(model: Revised) -> Response:
    """Return a model with a revision, and the ETag for `If-Match`."""
    response = json_response(model)
    response.set_etag(f"{model.revision}-{API_VERSION}")
    return response


def created(model: Model, location: str) -> Response:
    """Return a new resource as a 201 response with its `Location`, given as a path below the API."""
    response = json_response(model, 201)
    response.headers["Location"] = API + location
    return response


def attachment(pieces: Iterator[bytes], content_type: str, filename: str) -> Response:
    """Return a file download; a failure before the first piece becomes a normal error response."""
    response = Response(chain([next(pieces)], pieces), mimetype=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def done() -> Response:
    """Return an empty 204 response."""
    return Response(status=204)


def accepted() -> Response:
    """Return an empty 202 response: the work happens elsewhere, or its outcome is not disclosed."""
    return Response(status=202)


def _require_app(open_to_pages: set[str]) -> None:
    """Admit only the product's own app, according to `APP_CHECK`.

    Some blueprints are open to web pages too; requests without a blueprint are not part of the API.
    """
    mode = settings().app_check
    if mode is AppCheck.OFF or request.blueprint is None or request.blueprint in open_to_pages:
        return
    try:
        identity.verify_app(request.headers.get("X-Firebase-AppCheck", ""))
    except identity.InvalidTokenError as error:
        logs.warning("app_not_verified", path=request.path, cause=str(error))
        if mode is AppCheck.ENFORCE:
            raise Problem(Code.APP_NOT_VERIFIED) from None


def _conditional(response: Response) -> Response:
    """Add an ETag to GET responses, and answer 304 if the client has it."""
    is_json = response.mimetype == "application/json"
    if request.method in {"GET", "HEAD"} and response.status_code == 200 and is_json:
        response.add_etag()
        response.make_conditional(request)
    return response


def _http_problem(error: HTTPException) -> Response:
    status = error.code or 500
    unnamed = Code.VALIDATION_FAILED if 400 <= status < 500 else Code.INTERNAL
    response = to_response(Problem(_CODE_OF_STATUS.get(status, unnamed)))
    response.headers.extend((name, value) for name, value in error.get_headers() if name in _KEPT)
    return response


def _internal_problem(error: Exception) -> Response:
    logs.error("request_failed", error, method=request.method, path=request.path)
    if isinstance(error, OUTAGES) or identity.is_outage(error):
        return to_response(Problem(Code.UNAVAILABLE, retry_after=5))
    return to_response(Problem(Code.INTERNAL))
