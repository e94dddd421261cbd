"""Fixtures for running services and routes in this process, on the emulators."""

import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from google.cloud import tasks_v2

from scripts import admin
from scripts.openapi import codes, groups
from scripts.operate import queries
from scripts.operate.queries import Recorded
from shared import housekeeping
from shared.accounts import rules, sign_up
from shared.accounts import store as account_store
from shared.accounts.models import NewUser, Profile, User
from shared.cloud import tasks
from shared.cloud.auth.identity import Identity
from shared.cloud.firestore import transact
from shared.http.errors import CONTENT_TYPE
from shared.http.routes import Route, Routes
from shared.part import Work
from shared.settings import settings
from tests.conftest import unsigned_token
from tests.integration.indexes import lacking

PASSWORD = "cerulean-city-1"


@pytest.fixture(autouse=True)
def asked() -> Iterator[set[Recorded]]:
    """Record the queries that a test makes, and check their indexes, which emulators do not require."""
    with queries.recorded() as made:
        yield made
    assert [index for one in made for index in lacking(one)] == []


def store_account(uid: str) -> None:
    """Store an account without an auth user: enough for the services, and faster than signing up."""
    email, now = f"{uid}@example.org", datetime.now(UTC)
    user = User(email=email, username=uid, friend_code=rules.new_friend_code(), created_at=now)
    profile = Profile(username=uid, created_at=now)
    assert transact(lambda unit: account_store.reserve_name(unit, uid, uid, email, now))
    assert transact(lambda unit: account_store.create_account(unit, uid, uid, user, profile))


class Player:
    """A signed-up person with a test client for every function."""

    def __init__(self, name: str) -> None:
        self.name = name
        email = f"{name}@example.org"
        self.uid = sign_up.sign_up(NewUser(username=name, email=email, password=PASSWORD, password_confirm=PASSWORD)).id
        self.token = unsigned_token(self.uid, settings().google_cloud_project)
        self.identity = Identity(self.uid, datetime.now(UTC))

    def become_admin(self) -> None:
        self.token = unsigned_token(self.uid, settings().google_cloud_project, admin=True)
        self.identity = Identity(self.uid, datetime.now(UTC), admin=True)

    def call(self, function: str, method: str, path: str, **options: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return client(function).open(path, method=method, headers=headers, **options)


def moderate(subject: str, action: str) -> None:
    """Make an operator's decision about an entry or a person on the command line."""
    assert admin.main(["decide", subject, action, "--reason", "As we said.", "--yes"]) == 0


@pytest.fixture
def limits_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the rate limits' clock, half a minute before the next minute."""
    monkeypatch.setattr("shared.limits.time", SimpleNamespace(time=lambda: 1_800_000_030.0))


class StrictClient(FlaskClient):
    """A test client that also checks every problem's code against the OpenAPI document."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        response = super().open(*args, **kwargs)
        if response.mimetype == CONTENT_TYPE and (route := _route(response.request)):
            assert response.get_json()["code"] in codes(*route), (response.request.path, response.text)
        return response


def _route(request: Any) -> tuple[Routes, Route] | None:
    matching = [
        (group, route)
        for group in groups()
        for route in group.routes
        if route.method == request.method
        and re.fullmatch(re.sub(r"<\w+>", "[^/]+", route.rule), request.path.rstrip("/"))
    ]
    return min(matching, key=lambda found: found[1].rule.count("<"), default=None)  # as Flask does


def client(function: str) -> FlaskClient:
    app: Any = import_module(f"functions.{function}.main").app
    app.test_client_class = StrictClient
    test_client: FlaskClient = app.test_client()
    return test_client


@pytest.fixture
def new_player(project: str) -> Callable[[], Player]:
    return lambda: Player(f"p-{secrets.token_hex(4)}")


@pytest.fixture
def player(new_player: Callable[[], Player]) -> Player:
    return new_player()


def tidy(at: datetime | None = None) -> Counter[str]:
    """Run housekeeping and all the tasks that follow; return the number of each kind."""
    at = at or datetime.now(UTC)
    for urgent in (True, False):
        housekeeping.run(at, urgent=urgent)
    done: Counter[str] = Counter()
    while queued := list(queued_work()):
        for task, chore, work in queued:
            housekeeping.do(chore, work)
            tasks.client().delete_task(name=task)
            done[chore] += 1
    return done


def queued_work() -> Iterator[tuple[str, str, Work]]:
    queue = tasks.client().queue_path(settings().google_cloud_project, settings().region, settings().tasks_queue)
    request = tasks_v2.ListTasksRequest(parent=queue, response_view=tasks_v2.Task.View.FULL, page_size=1000)
    for task in tasks.client().list_tasks(request):
        chore = task.http_request.url.partition("/tasks/")[2]
        if chore:
            yield task.name, chore, Work.model_validate_json(task.http_request.body)
