"""Malicious ids and texts: always a clear refusal, never an internal error."""

from importlib import import_module
from typing import Any

import pytest

from scripts.openapi import HTTP_FUNCTIONS
from tests.integration.conftest import Player, client

HOSTILE = ("__main__", "__x__", "..", "a%2Fb", "%00", "🦊", "x" * 1600)


def routes() -> list[tuple[str, str, str]]:
    """Yield every route with an id in its path: function, method, rule."""
    result = []
    for function in HTTP_FUNCTIONS:
        for group in import_module(f"functions.{function}.main").ROUTES:
            result += [(function, route.method, route.rule) for route in group.routes if "<" in route.rule]
    return result


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_id_in_a_path_is_refused(player: Player, hostile: str) -> None:
    bodies: dict[str, Any] = {"respond": {"action": "accept"}, "pictures": {"job_id": "j"}, "correct": {"name": "xx"}}
    bodies |= {"rotate": {"quarter_turns": 1}, "select_animal": {"animal_index": 0}}
    request = routes()
    assert len(request) > 20
    for function, method, rule in request:
        path = "/".join(hostile if part.startswith("<") else part for part in rule.split("/"))
        options = {} if method in {"GET", "DELETE"} else {"json": bodies.get(rule.rpartition("/")[2], {})}
        response = player.call(function, method, path, **options)
        assert 400 <= response.status_code < 500, (method, path, response.text)
        assert response.get_json()["code"] in {"validation_failed", "not_found", "method_not_allowed", "admins_only"}


BODIES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("dex", "POST", "/dex/entries", {"job_id": "?", "animal_index": 0}),
    ("dex", "POST", "/dex/entries", {"job_id": "j", "animal_id": "?"}),
    ("dex", "POST", "/dex/entries/batch_sync", {"people": [{"user_id": "?"}]}),
    ("dex", "PATCH", "/dex/entries/e", {"primary_picture": "?"}),
    ("dex", "POST", "/dex/entries/e/pictures", {"job_id": "?"}),
    ("auth", "PATCH", "/users/me", {"avatar_entry": "?"}),
    ("social", "POST", "/social/friendships/block", {"user_id": "?"}),
    ("social", "POST", "/social/friendships/send_request", {"user_id": "?"}),
    ("social", "POST", "/social/friendships/send_request", {"username": "?"}),
    ("social", "POST", "/social/friendships/send_request", {"friend_code": "?"}),
    ("auth", "POST", "/users/lookup_friend_code", {"friend_code": "?"}),
]


def filled(body: Any, hostile: str) -> Any:
    if isinstance(body, dict):
        return {name: filled(value, hostile) for name, value in body.items()}
    if isinstance(body, list):
        return [filled(value, hostile) for value in body]
    return hostile if body == "?" else body


@pytest.mark.parametrize("hostile", ["__main__", ".", "..", "a/b", "\x00", "a\x00b", "🦊", "x" * 1600])
def test_a_hostile_id_in_a_body_is_refused(player: Player, hostile: str) -> None:
    for function, method, path, body in BODIES:
        response = player.call(function, method, f"/api/v1{path}", json=filled(body, hostile))
        assert response.status_code in {404, 422}, (path, response.text)


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"username": "\\ud800"}', b"1" * 5000])
def test_a_body_that_is_none_is_refused(player: Player, body: bytes) -> None:
    for path in ("/users", "/auth/login", "/auth/refresh", "/auth/password-reset"):
        response = client("auth").post(f"/api/v1{path}", data=body, content_type="application/json")
        assert (response.status_code, response.get_json()["code"]) == (422, "validation_failed")
