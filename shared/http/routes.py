"""Routes: each handler's signature declares its parameters and their sources.

`Path[M]`, `Query[M]` and `Body[M]` are pydantic models read strictly from the request: unknown names and wrong types
are refused. `Identity` is the caller. `IdempotencyKey` and `IfMatch` are headers. Anything else in a signature fails
the function's start. scripts/openapi.py generates the OpenAPI document from the same routes.
"""

import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import partial, wraps
from types import UnionType
from typing import Annotated, Any, TypeAliasType, get_args, get_origin

from flask import Blueprint, Response, g, request
from pydantic import ValidationError

from shared import limits
from shared.accounts import access
from shared.api import API
from shared.base_model import Model
from shared.cloud.auth import identity
from shared.cloud.auth.identity import Identity
from shared.http import addresses, headers, idempotency
from shared.limits import Limit
from shared.problems import Code, FieldErrors, Problem

Handler = Callable[..., Response]


class Source(StrEnum):
    """The source of a parameter."""

    PATH = "path"
    QUERY = "query"
    BODY = "body"


type Path[M: Model] = Annotated[M, Source.PATH]
type Query[M: Model] = Annotated[M, Source.QUERY]
type Body[M: Model] = Annotated[M, Source.BODY]
type IdempotencyKey = str | None
"""The Idempotency-Key of the request."""
type IfMatch = int | None
"""The revision that the request applies to."""

SOURCES: dict[Any, Source] = {Path: Source.PATH, Query: Source.QUERY, Body: Source.BODY}
MAX_BODY_BYTES = 1024 * 1024  # photographs go to Cloud Storage, never through a function
REVISION = re.compile(r'^(?:W/)?"(\d+)[^"]*"$')


class Content(Enum):
    """The content of a response that is not JSON."""

    NOTHING = None
    PICTURE = "image/*"
    FILE = "*/*"


Answer = type[Model] | TypeAliasType | Content
"""The model of a JSON response, or another kind of content. A page is named by a `type` alias."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a handler: how it is read, and its model, if any."""

    name: str
    read: Callable[[], object]
    source: Source | None = None
    model: type[Model] | None = None


@dataclass(frozen=True)
class Route:
    """A route: its method, path and handler, and its description for the OpenAPI document."""

    method: str
    rule: str
    handler: Handler
    summary: str
    status: int
    answer: Answer
    errors: tuple[Code, ...]
    limit: Limit
    idempotent: bool
    public: bool
    suspended_too: bool
    parameters: tuple[Parameter, ...]

    def takes(self, header: TypeAliasType) -> bool:
        """Return whether the handler takes a header."""
        return any(one.annotation is header for one in inspect.signature(self.handler).parameters.values())

    def is_for_all(self) -> bool:
        """Return whether the response to this request is the same for everybody; signed-in callers may get more."""
        says_more = "caller" in {one.name for one in self.parameters} and "Authorization" in request.headers
        return self.public and not says_more


@dataclass
class Routes:
    """The routes of one tag, public or for signed-in people only, and usually for the product's app only.

    Everything is rate limited: a person's reads by `limits.READS` and changes by `limits.CHANGES`, unless the route has
    its own limit, and all requests from one address by `limits.REQUESTS`. Suspended people are refused unless the route
    is `suspended_too`; `social.service.access` decides what they may see of others.
    """

    tag: str
    signed_in: bool = True
    app_only: bool = True
    admins_only: bool = False
    prefix: str = API
    routes: list[Route] = field(default_factory=list)

    def get(
        self,
        rule: str,
        *,
        summary: str,
        answer: Answer,
        errors: Iterable[Code] = (),
        limit: Limit = limits.READS,
        public: bool = False,
        suspended_too: bool = False,
    ) -> Callable[[Handler], Handler]:
        """Register a handler of GET requests; Hosting caches the responses of public ones for a while."""
        options = {"public": public, "suspended_too": suspended_too}
        return self._register("GET", rule, summary, 200, answer, errors, limit, **options)

    def post(
        self,
        rule: str,
        *,
        summary: str,
        answer: Answer,
        status: int = 200,
        errors: Iterable[Code] = (),
        limit: Limit = limits.CHANGES,
        idempotent: bool = False,
        suspended_too: bool = False,
    ) -> Callable[[Handler], Handler]:
        """Register a handler of POST requests; an idempotent one honours Idempotency-Key."""
        options = {"idempotent": idempotent, "suspended_too": suspended_too}
        return self._register("POST", rule, summary, status, answer, errors, limit, **options)

    def patch(
        self, rule: str, *, summary: str, answer: Answer, errors: Iterable[Code] = ()
    ) -> Callable[[Handler], Handler]:
        """Register a handler of PATCH requests."""
        return self._register("PATCH", rule, summary, 200, answer, errors, limits.CHANGES)

    def put(
        self, rule: str, *, summary: str, answer: Answer, status: int = 200, errors: Iterable[Code] = ()
    ) -> Callable[[Handler], Handler]:
        """Register a handler of PUT requests."""
        return self._register("PUT", rule, summary, status, answer, errors, limits.CHANGES)

    def delete(
        self,
        rule: str,
        *,
        summary: str,
        answer: Answer,
        status: int = 200,
        errors: Iterable[Code] = (),
        suspended_too: bool = False,
    ) -> Callable[[Handler], Handler]:
        """Register a handler of DELETE requests."""
        limit = limits.CHANGES
        return self._register("DELETE", rule, summary, status, answer, errors, limit, suspended_too=suspended_too)

    def _register(
        self,
        method: str,
        rule: str,
        summary: str,
        status: int,
        answer: Answer,
        errors: Iterable[Code],
        limit: Limit,
        *,
        idempotent: bool = False,
        public: bool = False,
        suspended_too: bool = False,
    ) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            parameters = tuple(_parameters(handler, rule, signed_in=self.signed_in))
            route = Route(
                *(method, self.prefix + rule, handler, summary, status, answer, tuple(errors), limit),
                *(idempotent, public, suspended_too, parameters),
            )
            self.routes.append(route)
            return handler

        return register

    @property
    def name(self) -> str:
        """The name of the routes' blueprint."""
        return f"{self.tag}_{'signed_in' if self.signed_in else 'open'}_{'app' if self.app_only else 'page'}"

    def blueprint(self) -> Blueprint:
        """Return the routes as a Flask blueprint."""
        made = Blueprint(self.name, __name__)
        made.before_request(_limit_address)
        if self.signed_in:
            made.before_request(_require_sign_in)
        if self.admins_only:
            made.before_request(_require_admin)
        for route in self.routes:
            made.add_url_rule(route.rule, route.handler.__name__, _view(route), methods=[route.method])
        return made


# Signatures


def _parameters(handler: Handler, rule: str, *, signed_in: bool) -> Iterable[Parameter]:
    """Yield the parameters in a handler's signature.

    Raises:
        TypeError: a parameter cannot be read from a request.

    """
    for name, parameter in inspect.signature(handler).parameters.items():
        made = _parameter(name, parameter.annotation, signed_in=signed_in)
        if made is None:
            raise TypeError(f"{handler.__name__}: a request has no {name}: {parameter.annotation}")
        if made.source is Source.PATH and not _fits(made.model, rule):
            raise TypeError(f"{handler.__name__}: {name} does not fit {rule}")
        yield made


def _fits(model: type[Model] | None, rule: str) -> bool:
    return model is not None and set(model.model_fields) == set(re.findall(r"<(\w+)>", rule))


def _parameter(name: str, annotation: Any, *, signed_in: bool) -> Parameter | None:
    if annotation is Identity and signed_in:
        return Parameter(name, lambda: g.identity)
    if isinstance(annotation, UnionType) and get_args(annotation) == (Identity, type(None)) and not signed_in:
        return Parameter(name, _identity_or_none)
    if annotation is IdempotencyKey:
        return Parameter(name, idempotency.current_key)
    if annotation is IfMatch:
        return Parameter(name, _revision)
    source = SOURCES.get(get_origin(annotation))
    if source is None:
        return None
    (model,) = get_args(annotation)
    return Parameter(name, partial(_read, source, model), source, model)


# Requests


def _view(route: Route) -> Handler:
    def call() -> Response:
        response = route.handler(**{parameter.name: parameter.read() for parameter in route.parameters})
        if route.is_for_all():
            response.headers["Cache-Control"] = headers.PUBLIC
        return response

    @wraps(route.handler)
    def view(**_: object) -> Response:
        who = g.identity.uid if "identity" in g else addresses.subscriber()
        limits.consume(route.limit, who)
        if "identity" in g:
            g.identity = access.check(
                g.identity, suspended_too=route.suspended_too
            )  # after the limits: it costs a read, and refused requests should cost nothing
        response = idempotency.once(g.identity.uid, call) if route.idempotent else call()
        if route.limit.in_steps:
            limits.consume(limits.SENT, who, _kilobytes(response))
        return response

    return view


def _kilobytes(response: Response) -> int:
    """Return the size of a response in kB, counting headers as one; for streamed responses, only the headers."""
    if response.status_code == 304:
        return 1
    return 1 + (response.content_length or response.calculate_content_length() or 0) // 1000


def _limit_address() -> None:
    limits.consume(limits.REQUESTS, addresses.subscriber())


def _require_sign_in() -> None:
    """Verify the caller's token and store their identity, for routes that require an account.

    Raises:
        Problem: `not_signed_in`.

    """
    g.identity = verify()


def _require_admin() -> None:
    """Refuse callers whose token lacks the admin role.

    Raises:
        Problem: `admins_only`.

    """
    if not g.identity.admin:
        raise Problem(Code.ADMINS_ONLY)


def _identity_or_none() -> Identity | None:
    """Return the caller of a public route; None without a valid sign-in."""
    try:
        return access.check(verify())
    except Problem:
        return None


def verify() -> Identity:
    """Return the caller's identity; whether there is an account is not checked.

    Raises:
        Problem: `not_signed_in`.

    """
    try:
        return identity.verify(bearer_token())
    except identity.InvalidTokenError:
        raise Problem(Code.NOT_SIGNED_IN, access.SIGN_IN_AGAIN) from None


def bearer_token() -> str:
    """Return the request's bearer token.

    Raises:
        Problem: `not_signed_in`: there is none.

    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem(Code.NOT_SIGNED_IN)
    return token


def _revision() -> int | None:
    """Return the revision in `If-Match`; None if the header is missing or matches any revision.

    Raises:
        Problem: `validation_failed`: it is not one of our ETags.

    """
    header = request.headers.get("If-Match", "*")
    if header == "*":
        return None
    match = REVISION.match(header)
    if match is None:
        raise Problem(Code.VALIDATION_FAILED, errors={"If-Match": ["This is not a valid ETag."]})
    return int(match[1])


def _read(source: Source, model: type[Model]) -> Model:
    """Read a model from the request.

    Raises:
        Problem: `validation_failed`, with messages by field.

    """
    try:
        if source is Source.BODY:
            return model.model_validate_json(_json(), strict=True, extra="forbid")
        values: Any = request.view_args if source is Source.PATH else request.args.to_dict()
        return model.model_validate_strings(values, extra="forbid")
    except ValidationError as error:
        raise Problem(Code.VALIDATION_FAILED, errors=_field_errors(error)) from None


def _json() -> bytes:
    """Return the body, or an empty object if there is none.

    Raises:
        Problem: `payload_too_large`, or `unsupported_media_type`: it is not declared as JSON (perhaps a cross-site
            form).

    """
    body = request.get_data()
    if len(body) > MAX_BODY_BYTES:
        raise Problem(Code.PAYLOAD_TOO_LARGE)
    if body and not request.is_json:
        raise Problem(Code.UNSUPPORTED_MEDIA_TYPE)
    return body or b"{}"


def _field_errors(error: ValidationError) -> FieldErrors:
    errors: FieldErrors = {}
    for line in error.errors():
        name = ".".join(str(part) for part in line["loc"]) or "body"
        message = UNKNOWN if line["type"] == "extra_forbidden" else str(line["msg"]).removeprefix("Value error, ")
        errors.setdefault(name, []).append(message)
    return errors


UNKNOWN = "This field does not exist."
