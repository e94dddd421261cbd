"""firestore.rules, asked as a client asks: by REST, with a person's token."""

import json
import re
import time
from typing import Any

import pytest
import requests

from localcloud.stack import Stack
from shared.part import Readers
from shared.parts import PARTS
from shared.settings import settings
from tests.conftest import unsigned_token

FIELDS = {"owner": {"stringValue": "ash"}}
COLLECTIONS = {
    re.sub(r"\{(?!uid)\w+\}", "x", one.path).replace("{uid}", "ash"): one for part in PARTS for one in part.collections
}
DOCUMENTS = dict.fromkeys(COLLECTIONS, FIELDS) | {"users/misty": {"owner": {"stringValue": "misty"}}}
WHO = {
    Readers.NOBODY: set[str | None](),
    Readers.OWNER: {"ash"},
    Readers.SIGNED_IN: {"ash", "misty"},
    Readers.EVERYBODY: {"ash", "misty", None},
}
READERS = {path: WHO[collection.readers] for path, collection in COLLECTIONS.items()} | {"users/misty": {"misty"}}
PEOPLE = ("ash", "misty", None)


class Rest:
    """The Firestore REST API, as somebody."""

    def __init__(self, stack: Stack) -> None:
        name = f"projects/{settings().google_cloud_project}/databases/(default)/documents"
        self.base = f"http://{stack.emulators.address('firestore')}/v1/{name}"

    def status(self, method: str, path: str, token: str | None, body: dict[str, Any] | None = None) -> int:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return requests.request(method, self.base + path, headers=headers, json=body, timeout=15).status_code


def token(uid: str | None) -> str | None:
    return unsigned_token(uid, settings().google_cloud_project) if uid else None


@pytest.fixture
def rest(stack: Stack, project: str) -> Rest:
    made = Rest(stack)
    for path, fields in DOCUMENTS.items():
        assert made.status("PATCH", f"/{path}", "owner", {"fields": fields}) == 200
    return made


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_is_read_by_those_who_may_and_nobody_else(rest: Rest, path: str) -> None:
    allowed = {uid for uid in PEOPLE if rest.status("GET", f"/{path}", token(uid)) == 200}
    assert allowed == READERS.get(path, set())


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize("uid", PEOPLE)
def test_nobody_writes(rest: Rest, path: str, uid: str | None) -> None:
    new = path + "-new"
    written = [rest.status("PATCH", f"/{where}", token(uid), {"fields": FIELDS}) for where in (path, new)]
    assert [*written, rest.status("DELETE", f"/{path}", token(uid))] == [403, 403, 403]


def query(collection: str, limit: int | None, owner: str | None = None) -> dict[str, Any]:
    request: dict[str, Any] = {"from": [{"collectionId": collection}]}
    if limit:
        request["limit"] = limit
    if owner:
        value = {"stringValue": owner}
        request["where"] = {"fieldFilter": {"field": {"fieldPath": "owner"}, "op": "EQUAL", "value": value}}
    return {"structuredQuery": request}


@pytest.mark.parametrize(
    ("uid", "body", "status"),
    [
        (None, query("animals", 100), 200),
        (None, query("animals", 101), 403),
        ("ash", query("dex_entries", 20, "ash"), 200),
        ("ash", query("dex_entries", None, "ash"), 403),
        ("misty", query("dex_entries", 20, "ash"), 403),
        ("misty", query("dex_entries", 20), 403),
        ("ash", query("users", 5), 403),
        ("ash", query("profiles", 5), 403),
        ("ash", query("analysis_jobs", 5, "ash"), 403),
    ],
    ids=json.dumps,
)
def test_lists(rest: Rest, uid: str | None, body: dict[str, Any], status: int) -> None:
    assert rest.status("POST", ":runQuery", token(uid), body) == status


@pytest.mark.parametrize(("after_sign_in", "status"), [(-10, 200), (10, 403)])
def test_a_token_from_before_the_sign_out_is_refused_though_it_has_not_expired(
    rest: Rest, after_sign_in: int, status: int
) -> None:
    at = str(int(time.time()) + after_sign_in)
    assert rest.status("PATCH", "/users/ash", "owner", {"fields": {"signed_out_at": {"integerValue": at}}}) == 200
    for path in ("/users/ash", "/profiles/ash", "/dex_entries/x", "/life_lists/ash", "/analysis_jobs/x"):
        assert rest.status("GET", path, token("ash")) == status


def test_who_is_suspended_reads_their_own_alone(rest: Rest) -> None:
    assert rest.status("PATCH", "/users/ash", "owner", {"fields": {"hidden": {"booleanValue": True}}}) == 200
    for path in ("/users/ash", "/dex_entries/x", "/life_lists/ash", "/analysis_jobs/x"):
        assert rest.status("GET", path, token("ash")) == 200
    assert rest.status("GET", "/profiles/ash", token("ash")) == 403
    assert rest.status("GET", "/profiles/ash", token("misty")) == 200


def test_a_person_whose_account_is_gone_reads_nothing(rest: Rest) -> None:
    assert rest.status("DELETE", "/users/ash", "owner") == 200
    for path in ("/profiles/ash", "/dex_entries/x", "/life_lists/ash", "/analysis_jobs/x"):
        assert rest.status("GET", path, token("ash")) == 403
