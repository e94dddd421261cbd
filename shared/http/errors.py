"""Problems as HTTP responses."""

from flask import Response

from shared.api import API
from shared.problems import KINDS, Code, Problem, ProblemDocument

CONTENT_TYPE = "application/problem+json"


def to_response(problem: Problem) -> Response:
    """Return the HTTP response for a problem."""
    document = ProblemDocument.of(problem)
    without = {name for name, value in document if value is None}
    response = Response(document.model_dump_json(exclude=without), document.status, mimetype=CONTENT_TYPE)
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    if document.status == KINDS[Code.NOT_SIGNED_IN].status:
        response.headers["WWW-Authenticate"] = "Bearer"
    if problem.location is not None:
        response.headers["Location"] = API + problem.location
    return response
