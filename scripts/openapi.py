"""The OpenAPI document of all HTTP functions, generated from their routes."""

import importlib
import os
import re
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeAliasType

from pydantic.json_schema import models_json_schema

from shared.api import API_VERSION
from shared.base_model import Model
from shared.http.errors import CONTENT_TYPE
from shared.http.idempotency import HEADER
from shared.http.routes import Content, IfMatch, Parameter, Route, Routes, Source
from shared.parts import PARTS
from shared.problems import KINDS, Code, Problem, ProblemDocument

ROOT = Path(__file__).parents[1]
HTTP_FUNCTIONS = tuple(sorted(name for part in PARTS for name in part.functions))
COMPONENTS = "#/components/schemas/"
ALWAYS = (Code.TOO_MANY_ATTEMPTS, Code.INTERNAL, Code.UNAVAILABLE)
DESCRIPTION = """A Pokédex for real animals.

To begin, sign up (`POST /api/v1/users`), sign in (`POST /api/v1/auth/login`) and enter the `access_token` under
*Authorize*. Then announce a photograph (`POST /api/v1/vision/jobs`) and upload it as the response says, or add an
animal by name (`POST /api/v1/dex/entries`)."""
FIRST_TAG = "accounts"  # everything starts with a sign-up
EXAMPLES = {
    "date-time": "2026-05-01T12:00:00Z",
    "date": "2026-05-01",
    "uri": "https://example.org",
    "string": "string",
    "integer": 1,
    "number": 0.5,
    "boolean": True,
    "null": None,
}
EXAMPLES_BY_NAME = {
    "id": "9f86d081884c7d659a2feaa0",
    "user_id": "5feceb66ffc86f38d952786c6d69",
    "job_id": "6b86b273ff34fce19d6b804e",
    "entry_id": "9f86d081884c7d659a2feaa0",
    "animal_id": "puma-concolor",
    "username": "misty",
    "display_name": "Misty",
    "email": "misty@example.org",
    "scientific_name": "Puma concolor",
    "common_name": "puma",
    "content_type": "image/heic",
    "filename": "puma.heic",
    "caught_at": "2026-05-01T12:00:00Z",
    "month": "2026-05",
    "class": "Mammalia",
    "bbox": "8.4,47.3,8.6,47.5",
    "friend_code": "K7P2MXQ4",
    "notes": "By the river, at dusk",
}
EXAMPLE_BODIES: dict[str, dict[str, Any]] = {
    "BatchSync": {"people": [{"user_id": EXAMPLES_BY_NAME["user_id"], "limit": 100}]},
    "EntryPatch": {"notes": EXAMPLES_BY_NAME["notes"], "visibility": "public"},
    "FriendRequest": {"friend_code": EXAMPLES_BY_NAME["friend_code"]},
    "Login": {"username": "misty", "password": "cerulean-city-1"},
    "MyChanges": {"display_name": "Misty", "default_visibility": "friends"},
    "NewEntry": {"job_id": EXAMPLES_BY_NAME["job_id"], "animal_index": 0, "visibility": "friends"},
    "NewJob": {"filename": "puma.heic", "content_type": "image/heic", "size_bytes": 2_400_000},
    "NewUser": {
        "username": "misty",
        "email": "misty@example.org",
        "password": "cerulean-city-1",
        "password_confirm": "cerulean-city-1",
    },
    "Retry": {"hint": "In the Andes, at 4,000 m"},
}
Json = dict[str, Any]


def settings_for_loading() -> dict[str, str]:
    """Return the example settings: loading a function needs settings, but any valid ones will do."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=.", line))


def groups() -> list[Routes]:
    """Return the routes of all HTTP functions; loading the functions needs settings."""
    return [group for name in HTTP_FUNCTIONS for group in importlib.import_module(f"functions.{name}.main").ROUTES]


def openapi() -> Json:
    """Return the OpenAPI document."""
    os.environ.update(settings_for_loading())
    found = [(group, route) for group in groups() for route in group.routes]
    schemas = Schemas([route for _, route in found])
    paths: Json = {}
    for group, route in found:
        paths.setdefault(_path(route), {})[route.method.lower()] = _operation(group, route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "BiologiDex", "version": API_VERSION, "description": DESCRIPTION},
        "servers": [{"url": "/"}],
        "tags": [{"name": name} for name in sorted({group.tag for group, _ in found}, key=_by_use)],
        "paths": paths,
        "components": {
            "schemas": schemas.referenced(paths),
            "securitySchemes": {"firebase": {"type": "http", "scheme": "bearer", "bearerFormat": "Firebase ID token"}},
        },
    }


class Schemas:
    """The JSON schemas of all models, for requests and for responses."""

    def __init__(self, routes: list[Route]) -> None:
        read = {(one.model, "validation") for route in routes for one in route.parameters if one.model}
        written = {(model, "serialization") for route in routes if (model := _model(route))}
        models: Any = [*read, *written, (ProblemDocument, "serialization")]
        ordered = sorted(models, key=lambda pair: (pair[0].__name__, pair[1]))
        self._refs, made = models_json_schema(ordered, ref_template=f"{COMPONENTS}{{model}}")
        self._definitions: Json = made["$defs"]

    def ref(self, model: type[Model], mode: Any) -> Json:
        """Return the reference to a model's schema."""
        return self._refs[model, mode]

    def get(self, schema: Json) -> Json:
        """Return a schema, resolving a reference."""
        name = schema.get("$ref", "").removeprefix(COMPONENTS)
        return self._definitions[name] if name else schema

    def referenced(self, paths: Json) -> Json:
        """Return the schemas that paths refer to, directly or indirectly."""
        names: set[str] = set()
        fresh = _names(paths)
        while fresh:
            names |= fresh
            fresh = {other for name in fresh for other in _names(self._definitions[name])} - names
        return {name: self._definitions[name] for name in sorted(names)}

    def example(self, schema: Json) -> Any:
        """Return an example value for a schema."""
        name = schema.get("$ref", "").removeprefix(COMPONENTS)
        if name in EXAMPLE_BODIES:
            return EXAMPLE_BODIES[name]
        schema = self.get(schema)
        for key in ("examples", "enum"):
            if schema.get(key):
                return schema[key][0]
        if "const" in schema:
            return schema["const"]
        if options := schema.get("anyOf") or schema.get("allOf"):
            return self.example(options[0])
        if schema.get("type") == "object":
            return self._object(schema)
        if schema.get("type") == "array":
            return [self.example(schema["items"])] if "items" in schema else []
        return schema.get("default", EXAMPLES.get(schema.get("format", ""), EXAMPLES[schema.get("type", "string")]))

    def _object(self, schema: Json) -> Json:
        values = {
            name: EXAMPLES_BY_NAME.get(name, self.example(value))
            for name, value in schema.get("properties", {}).items()
        }
        extra = schema.get("additionalProperties")
        return values if values or not isinstance(extra, dict) else {"key": self.example(extra)}


def _by_use(tag: str) -> tuple[bool, str]:
    return tag != FIRST_TAG, tag


def _names(value: object) -> set[str]:
    return set(re.findall(rf"'\$ref': '{COMPONENTS}([^']+)'", str(value)))


def _path(route: Route) -> str:
    return re.sub(r"<(\w+)>", r"{\1}", route.rule)


def _model(route: Route) -> type[Model] | None:
    answer = route.answer.__value__ if isinstance(route.answer, TypeAliasType) else route.answer
    return None if isinstance(answer, Content) else answer


def _operation(group: Routes, route: Route, schemas: Schemas) -> Json:
    body = next((one.model for one in route.parameters if one.source is Source.BODY), None)
    described: Json = {
        "tags": [group.tag],
        "operationId": route.handler.__name__,
        "summary": route.summary,
        "description": route.handler.__doc__,
        "parameters": _parameters(route, schemas),
        "responses": {str(route.status): _success(route, schemas), **_problems(group, route, schemas)},
    }
    if body:
        described["requestBody"] = {"content": {"application/json": _content(schemas, schemas.ref(body, "validation"))}}
    if group.signed_in:
        described["security"] = [{"firebase": []}]
    return described


def _content(schemas: Schemas, schema: Json) -> Json:
    return {"schema": schema, "example": schemas.example(schema)}


def _parameters(route: Route, schemas: Schemas) -> list[Json]:
    found = [line for one in route.parameters if one.model for line in _fields(one, schemas)]
    if route.idempotent:
        found.append(_header(HEADER, "Repeating the request with the same key returns the same response."))
    if route.takes(IfMatch):
        found.append(_header("If-Match", "The ETag that was read: 412 if it has changed since."))
    return found


def _fields(parameter: Parameter, schemas: Schemas) -> list[Json]:
    if parameter.model is None or parameter.source is Source.BODY:
        return []
    schema = schemas.get(schemas.ref(parameter.model, "validation"))
    required = schema.get("required", [])
    return [
        {"name": name, "in": str(parameter.source), "required": name in required, "schema": _without(field, "title")}
        for name, field in schema["properties"].items()
    ]


def _header(name: str, description: str) -> Json:
    return {"name": name, "in": "header", "required": False, "description": description, "schema": {"type": "string"}}


def _without(schema: Json, key: str) -> Json:
    return {name: value for name, value in schema.items() if name != key}


def _success(route: Route, schemas: Schemas) -> Json:
    described: Json = {"description": HTTPStatus(route.status).phrase}
    model = _model(route)
    if model:
        described["content"] = {"application/json": _content(schemas, schemas.ref(model, "serialization"))}
    elif isinstance(route.answer, Content) and route.answer.value:
        bytes_schema = {} if route.answer is Content.FILE else {"type": "string", "format": "binary"}
        described["content"] = {route.answer.value: {"schema": bytes_schema}}
    headers = {"Location": route.status == HTTPStatus.CREATED, "ETag": route.method == "GET" and model is not None}
    if any(headers.values()):
        described["headers"] = {name: {"schema": {"type": "string"}} for name, there in headers.items() if there}
    return described


def codes(group: Routes, route: Route) -> set[Code]:
    """Return every error code that a route may return."""
    sources = {one.source for one in route.parameters}
    has_cursor = any(one.model and "cursor" in one.model.model_fields for one in route.parameters)
    conditions = {
        Code.NOT_SIGNED_IN: group.signed_in,
        Code.NO_ACCOUNT: group.signed_in,
        Code.ADMINS_ONLY: group.admins_only,
        Code.SUSPENDED: group.signed_in and not route.suspended_too,
        Code.APP_NOT_VERIFIED: group.app_only,
        Code.VALIDATION_FAILED: bool(sources - {None}),
        Code.PAYLOAD_TOO_LARGE: Source.BODY in sources,
        Code.UNSUPPORTED_MEDIA_TYPE: Source.BODY in sources,
        Code.RANGE_NOT_SATISFIABLE: route.answer is Content.PICTURE,
        Code.INVALID_CURSOR: has_cursor,
        Code.NOT_FOUND: route.idempotent,
        Code.IDEMPOTENCY_KEY_IN_USE: route.idempotent,
        Code.IDEMPOTENCY_KEY_REUSED: route.idempotent,
        Code.PRECONDITION_FAILED: route.takes(IfMatch),
    }
    return {*ALWAYS, *route.errors, *(code for code, may_be in conditions.items() if may_be)}


def _problems(group: Routes, route: Route, schemas: Schemas) -> Json:
    by_status: dict[int, list[Code]] = {}
    for code in sorted(codes(group, route)):
        by_status.setdefault(KINDS[code].status, []).append(code)
    schema = schemas.ref(ProblemDocument, "serialization")
    return {
        str(status): {
            "description": "; ".join(f"`{code}`: {KINDS[code].title}" for code in some),
            "content": {
                CONTENT_TYPE: {
                    "schema": schema,
                    "example": ProblemDocument.of(Problem(some[0])).model_dump(mode="json", exclude_none=True),
                }
            },
        }
        for status, some in sorted(by_status.items())
    }


def _plain(document: ProblemDocument) -> Json:
    plain: Json = document.model_dump(mode="json", exclude_none=True)
    return plain
