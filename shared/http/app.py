"""The Flask app of an HTTP function, and its hand-over to functions-framework."""

import io
from collections.abc import Callable
from typing import Any

from flask import Request, Response, request
from flask_openapi3 import APIBlueprint, Info, OpenAPI, SecurityScheme, Server
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as WsgiResponse

from shared import logs
from shared.http.problems import Code, FieldErrors, Problem, ProblemDocument, to_response
from shared.settings import settings

API = "/api/v1"
API_VERSION = "1.0.0"
SECURITY_SCHEMES: dict[str, SecurityScheme | dict[str, Any]] = {
    "firebase": {"type": "http", "scheme": "bearer", "bearerFormat": "Firebase ID token"}
}
MAX_BODY_BYTES = 1024 * 1024  # photographs go to Cloud Storage, never through a function

_CODE_OF_STATUS = {
    400: Code.VALIDATION_FAILED,
    404: Code.NOT_FOUND,
    405: Code.METHOD_NOT_ALLOWED,
    413: Code.PAYLOAD_TOO_LARGE,
    415: Code.VALIDATION_FAILED,
}


def create_app(name: str, *blueprints: APIBlueprint) -> OpenAPI:
    """Build the app of the function `name`. A missing or wrong setting stops it here.

    Raises:
        SettingsError: a setting is missing or wrong.

    """
    settings()
    logs.configure()
    app = OpenAPI(
        name,
        info=Info(title="BiologiDex", version=API_VERSION, description="A Pokédex for real animals."),
        servers=[Server(url="/")],
        security_schemes=SECURITY_SCHEMES,
        responses={"default": ProblemDocument},
        doc_ui=False,
        validation_error_callback=_validation_problem,
        validation_error_model=ProblemDocument,
    )
    app.url_map.strict_slashes = False
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.before_request(lambda: logs.start_trace(dict(request.headers)))
    app.after_request(_conditional)
    app.register_error_handler(Problem, to_response)
    app.register_error_handler(HTTPException, _http_problem)
    app.register_error_handler(Exception, _internal_problem)
    for blueprint in blueprints:
        app.register_api(blueprint)
    return app


def as_function(app: OpenAPI) -> Callable[[Request], WsgiResponse]:
    """Return the app as a function that functions-framework serves."""

    def main(incoming: Request) -> WsgiResponse:
        body = incoming.get_data()
        environ = {**incoming.environ, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        return WsgiResponse.from_app(app, environ)

    return main


def reply(model: BaseModel, status: int = 200) -> Response:
    """Return a model as a JSON response."""
    return Response(model.model_dump_json(), status, mimetype="application/json")


def _conditional(response: Response) -> Response:
    """Give what a GET returns an ETag, and answer 304 to the one who has it."""
    is_json = response.mimetype == "application/json"
    if request.method == "GET" and response.status_code == 200 and is_json:
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.add_etag()
        response.make_conditional(request)
    return response


def _validation_problem(error: ValidationError) -> Response:
    errors: FieldErrors = {}
    for line in error.errors():
        field = ".".join(str(part) for part in line["loc"]) or "body"
        errors.setdefault(field, []).append(str(line["msg"]).removeprefix("Value error, "))
    return to_response(Problem(Code.VALIDATION_FAILED, errors=errors))


def _http_problem(error: HTTPException) -> Response:
    if isinstance(error.response, Response):  # a validation error, made above
        return error.response
    status = error.code or 500
    return to_response(Problem(_CODE_OF_STATUS.get(status, Code.INTERNAL)))


def _internal_problem(error: Exception) -> Response:
    logs.error("request_failed", error, method=request.method, path=request.path)
    return to_response(Problem(Code.INTERNAL))
