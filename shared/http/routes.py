"""Routes whose parameters are pydantic models.

A handler names what it wants: `path`, `query` or `body`, each annotated with its model. They are read and validated
before it runs. scripts/build_site.py makes the OpenAPI document of the same handlers, with flask-openapi3: that takes a
third of a cold start, so it is left to the build.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeAliasType

from flask import Blueprint, Response, g, request
from pydantic import ValidationError

from shared.api import API
from shared.base_model import Model
from shared.cloud import auth
from shared.http import limits
from shared.http.limits import Limit
from shared.problems import Code, FieldErrors, Problem

Handler = Callable[..., Response]
Responses = dict[int, type[Model] | TypeAliasType]
"""Status → what is answered. A page is named by a `type` alias, which nothing but the OpenAPI document evaluates."""


@dataclass(frozen=True)
class Route:
    """What the OpenAPI document tells of a route."""

    method: str
    rule: str
    handler: Handler
    summary: str
    responses: Responses
    limit: Limit | None


@dataclass
class Routes:
    """The routes of one tag, for anybody or for signed-in people only, and as a rule for the product's app only.

    Whatever changes something is limited: a person's by `limits.CHANGES` unless the route names another limit.
    """

    tag: str
    signed_in: bool = True
    app_only: bool = True
    prefix: str = API
    routes: list[Route] = field(default_factory=list)

    def get(self, rule: str, *, summary: str, responses: Responses | None = None) -> Callable[[Handler], Handler]:
        """Register a handler of GET requests."""
        return self._register("GET", rule, summary, responses, None)

    def post(
        self, rule: str, *, summary: str, responses: Responses | None = None, limit: Limit = limits.CHANGES
    ) -> Callable[[Handler], Handler]:
        """Register a handler of POST requests."""
        return self._register("POST", rule, summary, responses, limit)

    def patch(self, rule: str, *, summary: str, responses: Responses | None = None) -> Callable[[Handler], Handler]:
        """Register a handler of PATCH requests."""
        return self._register("PATCH", rule, summary, responses, limits.CHANGES)

    def delete(self, rule: str, *, summary: str, responses: Responses | None = None) -> Callable[[Handler], Handler]:
        """Register a handler of DELETE requests."""
        return self._register("DELETE", rule, summary, responses, limits.CHANGES)

    def _register(
        self, method: str, rule: str, summary: str, responses: Responses | None, limit: Limit | None
    ) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            self.routes.append(Route(method, self.prefix + rule, handler, summary, responses or {}, limit))
            return handler

        return register

    @property
    def name(self) -> str:
        """The name of the routes' blueprint."""
        return f"{self.tag}_{'signed_in' if self.signed_in else 'open'}_{'app' if self.app_only else 'page'}"

    def blueprint(self) -> Blueprint:
        """Return the routes as Flask takes them."""
        made = Blueprint(self.name, __name__)
        if self.signed_in:
            made.before_request(_require_sign_in)
        for route in self.routes:
            view = _view(route)
            made.add_url_rule(route.rule, route.handler.__name__, view, methods=[route.method])
        return made


def current_uid() -> str:
    """Return the uid of the person who asks, in a route for signed-in people."""
    return current_identity().uid


def current_identity() -> auth.Identity:
    """Return who asks, in a route for signed-in people."""
    identity: auth.Identity = g.identity
    return identity


def identity_or_none() -> auth.Identity | None:
    """Return who asks, in a route for anybody; None when nobody is signed in, or not properly."""
    try:
        return auth.verify(current_token())
    except (auth.InvalidTokenError, KeyError):
        return None


def current_token() -> str:
    """Return the ID token of the person who asks, in a route for signed-in people."""
    return request.headers["Authorization"].partition(" ")[2]


def _require_sign_in() -> None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem(Code.NOT_SIGNED_IN)
    try:
        g.identity = auth.verify(token)
    except auth.InvalidTokenError:
        raise Problem(Code.NOT_SIGNED_IN, "Your sign-in is no longer good. Please sign in again.") from None


def _view(route: Route) -> Handler:
    models = {name: parameter.annotation for name, parameter in inspect.signature(route.handler).parameters.items()}

    @wraps(route.handler)
    def view(**_: object) -> Response:
        if route.limit:
            limits.consume(route.limit, g.identity.uid if "identity" in g else str(request.remote_addr))
        return route.handler(**{name: _read(name, model) for name, model in models.items()})

    return view


def _read(name: str, model: type[Model]) -> Model:
    """Read a parameter from the request.

    Raises:
        Problem: `validation_failed`, with what is wrong beside each field.

    """
    try:
        if name == "body":
            return model.model_validate_json(request.get_data() or b"{}")
        values: Any = request.view_args if name == "path" else request.args.to_dict()
        return model.model_validate(values)
    except ValidationError as error:
        raise Problem(Code.VALIDATION_FAILED, errors=_field_errors(error)) from None


def _field_errors(error: ValidationError) -> FieldErrors:
    errors: FieldErrors = {}
    for line in error.errors():
        name = ".".join(str(part) for part in line["loc"]) or "body"
        errors.setdefault(name, []).append(str(line["msg"]).removeprefix("Value error, "))
    return errors
