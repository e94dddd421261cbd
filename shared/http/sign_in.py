"""Who asks: the sign-in guard of the routes."""

from flask import g, request
from flask_openapi3 import APIBlueprint, Tag

from shared.cloud import auth
from shared.http.app import API
from shared.http.problems import Code, Problem
from shared.settings import settings

SECURITY: list[dict[str, list[str]]] = [{"firebase": []}]


def open_routes(name: str) -> APIBlueprint:
    """Return a blueprint for routes that anybody may call."""
    return APIBlueprint(
        f"{name}_open", __name__, url_prefix=API, abp_tags=[Tag(name=name)], doc_ui=settings().describe_api
    )


def signed_in_routes(name: str, prefix: str = API) -> APIBlueprint:
    """Return a blueprint whose every route asks for a good ID token."""
    blueprint = APIBlueprint(
        name,
        __name__,
        url_prefix=prefix,
        abp_tags=[Tag(name=name)],
        abp_security=SECURITY,
        doc_ui=settings().describe_api,
    )
    blueprint.before_request(_require_sign_in)
    return blueprint


def current_uid() -> str:
    """Return the uid of the person who asks, in a route of `signed_in_routes`."""
    return str(g.uid)


def _require_sign_in() -> None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem(Code.NOT_SIGNED_IN)
    try:
        g.uid = auth.verify(token)
    except auth.InvalidToken:
        raise Problem(Code.NOT_SIGNED_IN, "Your sign-in is no longer good. Please sign in again.") from None
