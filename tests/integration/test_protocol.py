"""HTTP: caching of responses with any status, ranges, methods, bodies and CORS."""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Any
from unittest.mock import Mock, patch

import pytest
import requests
from flask import Response
from flask.testing import FlaskClient
from werkzeug.exceptions import RequestEntityTooLarge

from localcloud.stack import FUNCTIONS, Stack
from scripts.openapi import HTTP_FUNCTIONS, groups
from shared import housekeeping
from shared.base_model import Model
from shared.cloud import storage
from shared.cloud.storage import StoredObject
from shared.http.app import accepted, created, done, json_response
from shared.http.headers import PRIVATE, PUBLIC
from shared.http.routes import MAX_BODY_BYTES
from shared.problems import Code, Problem
from shared.vision import conversion, recognition
from shared.vision.providers.base import OverloadedError
from tests.conftest import forget_cached
from tests.integration import test_internal as internal
from tests.integration.conftest import Player, client
from tests.integration.test_dex import ENTRIES, add, completed_job
from tests.integration.test_internal import environment as environment

ORIGIN = "https://play.example.org"


class Thing(Model):
    name: str = "x"


def raising(error: Callable[[], Exception]) -> Callable[..., Response]:
    def view(**_: object) -> Response:
        raise error()

    return view


OUTCOMES: dict[str, Callable[..., Response]] = {
    **{code: raising(partial(Problem, code)) for code in Code},
    "an HTTP error": raising(RequestEntityTooLarge),
    "a mistake": raising(ZeroDivisionError),
    "200": lambda **_: json_response(Thing()),
    "201": lambda **_: created(Thing(), "/x"),
    "202": lambda **_: accepted(),
    "204": lambda **_: done(),
    "304": lambda **_: Response(status=304),
}


def app_of(function: str) -> Any:
    """Return the app that serves a function: its own, or that of functions-framework."""
    if function in HTTP_FUNCTIONS:
        return import_module(f"functions.{function}.main").app
    return internal.function(function).application


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_route_says_with_every_status_who_may_keep_the_response(environment: None, function: str) -> None:
    app = app_of(function)
    guarded = app.before_request_funcs
    assert len(app.view_functions) >= 4
    for rule in app.url_map.iter_rules():
        path = "/".join("x" if part.startswith("<") else part for part in rule.rule.split("/"))
        for name, outcome in OUTCOMES.items():
            with (
                patch.dict(app.view_functions, {rule.endpoint: outcome}),
                patch.dict(guarded, {None: guarded[None]}, clear=True),
            ):
                for method in rule.methods or ("GET", "POST"):
                    response = FlaskClient(app, app.response_class).open(path, method=method)
                    said = response.headers.get("Cache-Control")
                    assert said == PRIVATE, (method, rule.rule, name, said)
                    assert "Authorization" in response.headers["Vary"]
                    assert response.headers["X-Content-Type-Options"] == "nosniff"


FAILURES = {
    "convert_image": (conversion, "convert_upload", 500),
    "identify_animal": (recognition, "identify", 503),
    "housekeeping": (housekeeping, "do", 500),
}


@pytest.mark.parametrize("function", FAILURES)
def test_so_do_the_functions_behind_whatever_becomes_of_their_work(environment: None, function: str) -> None:
    module, work, status = FAILURES[function]
    client, request = internal.function(function), internal.GOOD[function]()
    stranger = {**request, "headers": {**request["headers"], "Authorization": ""}}
    answered = []
    for error in (None, RuntimeError("broken"), OverloadedError("busy", 7)):
        with patch.object(module, work, side_effect=error):
            answered += [client.post(**request), client.post(**stranger)]
    assert {one.headers.get("Cache-Control") for one in answered} == {PRIVATE}
    assert {one.status_code for one in answered} - {200, 204} == {403, 500, status}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_so_does_every_function_with_what_it_does_not_know(stack: Stack, function: str) -> None:
    for method in ("GET", "POST", "HEAD", "OPTIONS", "DELETE", "TRACE", "NONSENSE"):
        for path in ("/nowhere", "/robots.txt", "/", "/health"):
            response = requests.request(method, stack.function_urls[function] + path, timeout=15)
            assert response.headers.get("Cache-Control") == PRIVATE, (method, path, response.status_code)
            assert response.status_code < 500
            if response.status_code >= 400 and method != "HEAD":
                assert response.json()["status"] == response.status_code


def test_what_is_everybodys_is_kept_by_hosting_and_what_is_somebodys_is_not(player: Player) -> None:
    add(player, completed_job(player.uid))
    animal = "/api/v1/animals/puma-concolor"
    for path in ("/api/v1/animals", animal, f"{animal}/lineage", "/api/v1/taxonomy/search?q=puma"):
        response = client("animals").get(path)
        assert (response.status_code, response.headers["Cache-Control"]) == (200, PUBLIC), path
    assert player.call("animals", "GET", animal).headers["Cache-Control"] == PRIVATE
    missing = client("animals").get("/api/v1/animals/none")
    assert (missing.status_code, missing.headers["Cache-Control"]) == (404, PRIVATE)
    assert {route.rule.split("/")[3] for group in groups() for route in group.routes if route.public} == {
        "animals",
        "taxonomy",
    }


def test_head_has_the_headers_of_get(player: Player) -> None:
    entry = add(player, completed_job(player.uid)).get_json()
    for path in (f"{ENTRIES}/{entry['id']}", f"{ENTRIES}/my_entries", entry["thumbnail_url"]):
        got, head = (player.call("dex", method, path) for method in ("GET", "HEAD"))
        assert head.data == b""
        for response in (got, head):
            del response.headers["Date"]  # the second may turn between the two
        assert dict(head.headers) == dict(got.headers)
        assert head.headers["ETag"]


# Ranges


@pytest.fixture
def picture(player: Player) -> Iterator[Callable[..., Any]]:
    url = add(player, completed_job(player.uid)).get_json()["thumbnail_url"]
    yield lambda **headers: player.call(
        "dex", "GET", url, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def test_a_range_is_a_part_of_the_picture(picture: Callable[..., Any]) -> None:
    whole = picture()
    part = picture(Range="bytes=2-5")
    assert (part.status_code, part.data, whole.headers["Accept-Ranges"]) == (206, whole.data[2:6], "bytes")
    assert part.headers["Content-Range"] == f"bytes 2-5/{len(whole.data)}"
    assert picture(Range="bytes=-4").data == whole.data[-4:]
    assert picture(Range="bytes=2-5", If_Range='"another"').data == whole.data


def test_a_range_beyond_the_end_cannot_be_met(picture: Callable[..., Any]) -> None:
    length = len(picture().data)
    refused = picture(Range=f"bytes={length}-")
    assert (refused.status_code, refused.get_json()["code"]) == (416, "range_not_satisfiable")
    assert refused.headers["Content-Range"] == f"bytes */{length}"


@pytest.mark.parametrize("odd", ["bytes=0-1,4-5", "bytes=5-2", "bytes=a-b", "bytes", "lines=0-1", "", "=", "bytes=-"])
def test_an_odd_range_and_several_get_the_whole(picture: Callable[..., Any], odd: str) -> None:
    whole = picture()
    response = picture(Range=odd)
    assert (response.status_code, response.data) == (200, whole.data)


def test_a_range_is_cut_out_of_pieces(picture: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = picture().data
    monkeypatch.setattr("shared.cloud.storage.PIECE_BYTES", 7)
    assert picture().data == whole
    assert picture(Range="bytes=5-20").data == whole[5:21]
    assert picture(Range="bytes=7-13").data == whole[7:14]


# Reading pictures


def test_of_a_picture_that_a_client_has_nothing_is_read(
    picture: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    etag = picture().headers["ETag"]
    monkeypatch.setattr(StoredObject, "pieces", None)
    assert (picture(If_None_Match=etag).status_code, picture(If_None_Match=etag).data) == (304, b"")


def test_a_picture_that_cannot_be_read_is_an_error_like_any_other(
    picture: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("google.cloud.storage.Blob.download_as_bytes", Mock(side_effect=requests.ConnectionError))
    refused = picture()
    assert (refused.status_code, refused.get_json()["code"]) == (503, "unavailable")
    assert (refused.headers["Cache-Control"], "ETag" in refused.headers) == (PRIVATE, False)


def test_all_pieces_are_of_the_same_picture(picture: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.cloud.storage.PIECE_BYTES", 100)
    session = storage.client()._http
    with patch.object(session, "request", wraps=session.request) as request:
        assert picture().data
    asked = [str(call) for call in request.call_args_list if "alt=media" in str(call)]
    generations = [re.findall(r"ifGenerationMatch=(\d+)", call) for call in asked]
    assert len(asked) > 1
    assert generations == [generations[0]] * len(asked) != [[]] * len(asked)


# Methods, addresses, bodies


def test_a_method_that_is_not_taken_is_told_those_that_are() -> None:
    response = client("auth").get("/api/v1/auth/login")
    assert (response.status_code, response.get_json()["code"]) == (405, "method_not_allowed")
    assert {one.strip() for one in response.headers["Allow"].split(",")} == {"POST", "OPTIONS"}


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v2/users/me", "/api/", "/media/x", "/api/v1/users/a/b/c"])
def test_an_unknown_address_is_a_problem_that_nobody_keeps(stack: Stack, path: str) -> None:
    response = requests.get(stack.url + path, timeout=15)
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")
    assert (response.json()["code"], response.headers["Cache-Control"]) == ("not_found", PRIVATE)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
def test_a_body_that_is_not_sent_as_json_is_refused(project: str, kind: str | None) -> None:
    body = json.dumps({"username": "misty", "password": "cerulean-city-1"})
    response = client("auth").post("/api/v1/auth/login", data=body, content_type=kind)
    assert (response.status_code, response.get_json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    ("size", "status"), [(MAX_BODY_BYTES, 422), (MAX_BODY_BYTES + 65536, 413), (MAX_BODY_BYTES * 3, 413)]
)
def test_a_body_is_bounded_whether_or_not_a_header_says_how_long_it_is(stack: Stack, size: int, status: int) -> None:
    pieces = (b" " * 65536 for _ in range(size // 65536))  # requests sends what has no length in chunks
    for body in (b" " * size, pieces):
        response = requests.post(
            f"{stack.function_urls['auth']}/api/v1/auth/login",
            data=body,
            headers={"Content-Type": "application/json"},
            timeout=30,
        )
        assert (response.status_code, response.json()["status"]) == (status, status)


# Pages of other sites


def test_a_page_of_another_site_may_call_when_a_setting_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_ORIGINS", f"https://other.example.org,{ORIGIN}")
    monkeypatch.setenv("APP_CHECK", "enforce")
    forget_cached()
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "PATCH"}
    preflight = client("dex").options(f"{ENTRIES}/x", headers=asked)
    assert preflight.status_code == 200  # without token and App Check: browsers send neither
    assert preflight.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "PATCH" in preflight.headers["Access-Control-Allow-Methods"]
    for name in ("Authorization", "Idempotency-Key", "If-Match"):
        assert name in preflight.headers["Access-Control-Allow-Headers"]
    monkeypatch.setenv("APP_CHECK", "off")
    forget_cached()
    refused = client("dex").get(f"{ENTRIES}/x", headers={"Origin": ORIGIN})
    assert (refused.status_code, refused.headers["Access-Control-Allow-Origin"]) == (401, ORIGIN)
    assert "ETag" in refused.headers["Access-Control-Expose-Headers"]
    assert "Origin" in refused.headers["Vary"]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://play.example.org.evil.example", ""])
def test_no_other_page_may(monkeypatch: pytest.MonkeyPatch, origin: str) -> None:
    for allowed in ("", ORIGIN):
        monkeypatch.setenv("ALLOWED_ORIGINS", allowed)
        forget_cached()
        response = client("dex").options(f"{ENTRIES}/x", headers={"Origin": origin})
        assert not [name for name in response.headers if name[0].startswith("Access-Control")]


# Pages of our own


@pytest.mark.parametrize("path", ["/about/", "/api/docs/", "/delete-account/", "/api/v1/openapi.json"])
def test_a_page_runs_nothing_but_our_own_scripts(stack: Stack, path: str) -> None:
    page = requests.get(stack.url + path, timeout=15)
    policy = page.headers["Content-Security-Policy"]
    assert page.status_code == 200
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "<style" not in page.text
    assert page.text.count("<script") == page.text.count("<script src=") + page.text.count('<script type="module" src=')


def test_the_clients_page_is_framed_by_nobody_and_sends_only_where_photographs_go(stack: Stack) -> None:
    policy = requests.get(f"{stack.url}/", timeout=15).headers["Content-Security-Policy"]
    storage = stack.emulators.environment["STORAGE_EMULATOR_HOST"]
    assert f"connect-src 'self' {storage};" in policy
    assert "frame-ancestors 'none'" in policy


def test_robots_and_browsers_find_what_they_ask_for(stack: Stack) -> None:
    assert "Disallow: /api/v1/" in requests.get(f"{stack.url}/robots.txt", timeout=15).text
    icon = requests.get(f"{stack.url}/favicon.ico", timeout=15)
    assert (icon.status_code, icon.content[:4]) == (200, b"\0\0\1\0")
