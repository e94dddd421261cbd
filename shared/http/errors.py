"""Problems as HTTP responses."""

from flask import Response

from shared.api import API
from shared.problems import DOCS, KINDS, Code, Problem, ProblemDocument

CONTENT_TYPE = "application/problem+json"


def to_response(problem: Problem) -> Response:
    """Return the HTTP response that tells a problem."""
    kind = KINDS[problem.code]
    document = ProblemDocument(
        type=f"{DOCS}#{problem.code}",
        title=kind.title,
        status=kind.status,
        detail=problem.detail or kind.title,
        code=problem.code,
        errors=problem.errors,
    )
    response = Response(document.model_dump_json(exclude_none=True), kind.status, mimetype=CONTENT_TYPE)
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    if kind.status == KINDS[Code.NOT_SIGNED_IN].status:
        response.headers["WWW-Authenticate"] = "Bearer"
    if problem.location is not None:
        response.headers["Location"] = API + problem.location
    return response
