"""The functions that only Google's services may call check their caller and payload themselves."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import functions_framework
import jwt
import pytest
from flask.testing import FlaskClient
from functions_framework import _function_registry

from localcloud.emulators import PROJECT, SCHEDULER_ACCOUNT, TASKS_ACCOUNT, TRIGGER_ACCOUNT
from localcloud.prerequisites import ROOT
from localcloud.tokens import authorization
from shared import housekeeping
from shared.settings import SettingsError, settings
from shared.vision import conversion, recognition
from shared.vision.providers.base import OverloadedError, TemporaryFailureError
from shared.vision.rules import LeaseHeldError
from tests.conftest import forget_cached
from tests.integration.test_access import certificate, key

URLS = {"convert_image": "CONVERT_URL", "identify_animal": "IDENTIFY_URL", "housekeeping": "HOUSEKEEPING_URL"}
HERE = "https://function.example"
JOB = "0123456789abcdef01234567"
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def environment(example_settings: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in URLS.values():
        monkeypatch.setenv(name, HERE)
    monkeypatch.setenv("CLOUD_TASKS_EMULATOR_HOST", "127.0.0.1:1")
    forget_cached()


@pytest.fixture
def work() -> Iterator[list[Any]]:
    """The work of a function, mocked."""
    done: list[Any] = []

    def note(*args: Any, **_: Any) -> None:
        done.append(args[0])

    def run(*_: Any, **__: Any) -> housekeeping.Report:
        done.append("run")
        return housekeeping.Report(queued={}, sent=0)

    with (
        patch.object(conversion, "convert_upload", note),
        patch.object(recognition, "identify", note),
        patch.object(housekeeping, "do", note),
        patch.object(housekeeping, "run", run),
    ):
        yield done


def function(name: str) -> FlaskClient:
    """Return the function as served by functions-framework."""
    _function_registry.REGISTRY_MAP.clear()  # of the functions of a process there is one
    kind = "cloudevent" if name == "convert_image" else "http"
    app: Any = functions_framework.create_app("main", f"{ROOT}/functions/{name}/main.py", kind)  # type: ignore[no-untyped-call]
    client: FlaskClient = app.test_client()
    return client


def event(**changes: Any) -> dict[str, Any]:
    """Return Eventarc's request for an upload."""
    data = {"bucket": settings().uploads_bucket, "name": JOB, **changes.pop("data", {})}
    headers = {
        "ce-specversion": "1.0",
        "ce-id": "7",
        "ce-type": changes.get("type", "google.cloud.storage.object.v1.finalized"),
        "ce-source": f"//storage.googleapis.com/projects/_/buckets/{data['bucket']}",
        "Content-Type": "application/json",
        **authorization(TRIGGER_ACCOUNT, HERE),
        **changes.get("headers", {}),
    }
    return {"path": "/", "data": json.dumps(data), "headers": headers}


def task(path: str = "/", body: Any = None, **headers: str) -> dict[str, Any]:
    """Return a request of Cloud Tasks."""
    return {
        "path": path,
        "json": body or {"job_id": JOB, "attempt": 1},
        "headers": {**authorization(TASKS_ACCOUNT, HERE), **headers},
    }


PIECE = {"subject": "ash", "at": "2026-01-01T00:00:00Z"}
GOOD: dict[str, Callable[[], dict[str, Any]]] = {
    "convert_image": event,
    "identify_animal": task,
    "housekeeping": lambda: task("/tasks/erase", PIECE),
}


@pytest.mark.parametrize("name", GOOD)
def test_the_right_service_gets_its_work_done(environment: None, work: list[Any], name: str) -> None:
    response = function(name).post(**GOOD[name]())
    assert response.status_code in {200, 204}
    assert work == ["erase" if name == "housekeeping" else JOB]


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize(
    "wrong",
    [
        {"Authorization": ""},
        {"Authorization": "Bearer forged"},
        {"Authorization": "Bearer a.b.c"},
        {"Authorization": "Basic YTpi"},
        authorization(TASKS_ACCOUNT, "https://another.example"),
        authorization("evil@other.iam.gserviceaccount.com", HERE),
        authorization(SCHEDULER_ACCOUNT, HERE),
    ],
)
def test_nobody_else_does(environment: None, work: list[Any], name: str, wrong: dict[str, str]) -> None:
    request = GOOD[name]()
    response = function(name).post(**{**request, "headers": {**request["headers"], **wrong}})
    assert (response.status_code, response.get_json()["code"]) == (403, "not_for_you")
    assert work == []


def test_the_scheduler_starts_runs_and_tasks_do_not(environment: None, work: list[Any]) -> None:
    for path in ("/", "/requests"):
        refused = function("housekeeping").post(path, headers=authorization(TASKS_ACCOUNT, HERE))
        assert (refused.status_code, work) == (403, [])
        assert function("housekeeping").post(path, headers=authorization(SCHEDULER_ACCOUNT, HERE)).status_code == 200
        assert work.pop() == "run"


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "google.cloud.storage.object.v1.deleted"},
        {"data": {"bucket": "another"}},
        {"data": {"name": "../secret"}},
        {"data": {"name": "a" * 2000}},
        {"data": {"name": None}},
    ],
)
def test_an_event_of_anything_else_is_taken_and_nothing_done(
    environment: None, work: list[Any], changes: dict[str, Any]
) -> None:
    response = function("convert_image").post(**event(**changes))
    assert (response.status_code, work) == (200, [])


@pytest.mark.parametrize("data", ["[]", "null", "{", "", "\x00", '"x"'])
def test_an_event_without_an_object_does_nothing(environment: None, work: list[Any], data: str) -> None:
    response = function("convert_image").post(**{**event(), "data": data})
    assert response.status_code < 500
    assert work == []


@pytest.mark.parametrize("absurd", ["", "-1", "many", "9" * 400, "1.5", "\u00b2".encode().decode("latin-1")])
def test_an_absurd_header_is_no_failure(environment: None, work: list[Any], absurd: str) -> None:
    request = task(**{"X-CloudTasks-TaskRetryCount": absurd, "X-Cloud-Trace-Context": absurd})
    assert function("identify_animal").post(**request).status_code == 204
    assert work == [JOB]


@pytest.mark.parametrize(
    ("failure", "status", "pause"),
    [
        (OverloadedError("busy", 7), 503, "7"),
        (OverloadedError("busy"), 503, "10"),
        (TemporaryFailureError("down"), 500, None),
        (LeaseHeldError(NOON, NOON), 500, None),
        (RuntimeError("broken"), 500, None),
    ],
    ids=str,
)
def test_only_an_overloaded_model_slows_the_queue_down(
    environment: None, work: list[Any], failure: Exception, status: int, pause: str | None
) -> None:
    with patch.object(recognition, "identify", side_effect=failure):
        response = function("identify_animal").post(**task())
    assert (response.status_code, response.headers.get("Retry-After")) == (status, pause)


# Outside of the local cloud


@pytest.fixture
def google(environment: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fake only Google's certificates."""
    monkeypatch.delenv("CLOUD_TASKS_EMULATOR_HOST")
    forget_cached()
    with patch("google.oauth2.id_token._fetch_certs", return_value={"k1": certificate()}):
        yield


def token(signer: str = "google", **claims: object) -> dict[str, str]:
    now = int(time.time())
    issued = {"iat": now - 10, "exp": now + 600, "iss": "https://accounts.google.com", "sub": "1"}
    who = {"aud": HERE, "email": f"tasks@{PROJECT}.iam.gserviceaccount.com", "email_verified": True}
    made = jwt.encode({**issued, **who, **claims}, key(signer), "RS256", headers={"kid": "k1"})
    return {"Authorization": f"Bearer {made}"}


def test_a_token_that_google_signed_is_taken(google: None, work: list[Any]) -> None:
    assert function("identify_animal").post(**task(**token())).status_code == 204
    assert work == [JOB]


@pytest.mark.parametrize(
    "wrong",
    [
        {"signer": "somebody's"},
        {"aud": "https://another.example"},
        {"iss": "https://evil.example"},
        {"exp": 1_700_000_000, "iat": 1_600_000_000},
        {"email": "evil@example.org"},
        {"email_verified": False},
    ],
)
def test_any_other_is_refused(google: None, work: list[Any], wrong: dict[str, Any]) -> None:
    assert function("identify_animal").post(**task(**token(**wrong))).status_code == 403
    assert function("identify_animal").post(**task()).status_code == 403, "unsigned, as the local cloud's are"
    assert work == []


def test_no_emulator_is_believed_on_cloud_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("K_SERVICE", "housekeeping")
    for name in ("CLOUD_TASKS_EMULATOR_HOST", "FIREBASE_AUTH_EMULATOR_HOST"):
        monkeypatch.setenv(name, "127.0.0.1:1")
        settings.cache_clear()
        with pytest.raises(SettingsError, match="must not be configured on Cloud Run"):
            settings()
        monkeypatch.delenv(name)
