"""Shared fixtures: settings, the local cloud (once per session), and a separate project on its emulators."""

import base64
import json
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from logging import LogRecord
from pathlib import Path
from typing import Any

import firebase_admin
import pillow_heif
import pytest
import requests
from hypothesis import settings as hypothesis_settings
from PIL import Image

from localcloud.stack import Stack
from scripts.openapi import settings_for_loading
from shared import limits, logs, spans
from shared.animals import animals
from shared.cloud import backups, firestore, storage, tasks
from shared.cloud.auth import identity
from shared.settings import settings

pillow_heif.register_heif_opener()
hypothesis_settings.register_profile("any machine", deadline=None)  # a busy machine is not a bug
hypothesis_settings.load_profile("any machine")

PHOTOS = Path(__file__).parents[1] / "docs/photos"
# Every test of the local cloud signs people up from the same address, within the same hour.
SIGN_UP_LIMITS = {"SIGN_UPS_PER_HOUR": "1000", "SIGN_UPS_PER_HOUR_OF_NETWORK": "1000"}
CACHED = (
    settings,
    identity.app,
    firestore.client,
    storage.client,
    storage.signing_credentials,
    tasks.client,
    backups.client,
    spans.tracer,
)


def forget_cached() -> None:
    if identity.app.cache_info().currsize:
        firebase_admin.delete_app(identity.app())
    for cached in CACHED:
        cached.cache_clear()
    animals.forget()
    limits.forget()


@pytest.fixture(autouse=True)
def example_settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in settings_for_loading().items():
        monkeypatch.setenv(name, value)
    forget_cached()
    yield
    forget_cached()


@pytest.fixture
def log_lines(example_settings: None, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The lines logged during the test, as Cloud Logging reads them."""
    lines: list[dict[str, Any]] = []
    format_line = logs.JsonFormatter.format

    def note(self: logs.JsonFormatter, record: LogRecord) -> str:
        line = format_line(self, record)
        lines.append(json.loads(line))
        return line

    monkeypatch.setattr(logs.JsonFormatter, "format", note)
    logs.configure()
    return lines


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The local cloud."""
    with ExitStack() as running:
        with pytest.MonkeyPatch.context() as environment:
            for name, value in SIGN_UP_LIMITS.items():
                environment.setenv(name, value)
            started = running.enter_context(Stack(tmp_path_factory.mktemp("stack")))
        yield started


@pytest.fixture
def stack_project(stack: Stack, monkeypatch: pytest.MonkeyPatch, example_settings: None) -> None:
    """The local cloud's own project, the only one in which the Auth emulator signs people in."""
    for key, value in {**stack.environment, **SIGN_UP_LIMITS}.items():
        monkeypatch.setenv(key, value)
    forget_cached()


@pytest.fixture
def project(stack: Stack, monkeypatch: pytest.MonkeyPatch, example_settings: None) -> str:
    """A Google Cloud project for this test only: nothing else writes to it, and no function receives its events."""
    name = f"demo-{uuid.uuid4().hex[:12]}"
    own = {"GOOGLE_CLOUD_PROJECT": name, "UPLOADS_BUCKET": f"{name}-uploads", "MEDIA_BUCKET": f"{name}-media"}
    for key, value in {**stack.environment, **own}.items():
        monkeypatch.setenv(key, value)
    forget_cached()
    for bucket in (own["UPLOADS_BUCKET"], own["MEDIA_BUCKET"]):
        url = f"http://{stack.emulators.address('storage')}/storage/v1/b?project={name}"
        requests.post(url, json={"name": bucket}, timeout=10).raise_for_status()
    parent = f"projects/{name}/locations/{settings().region}"
    queue = f"{parent}/queues/{settings().tasks_queue}"
    tasks.client().create_queue(parent=parent, queue={"name": queue})
    tasks.client().pause_queue(name=queue)
    return name


def unsigned_token(uid: str, project: str, **claims: object) -> str:
    """Return an ID token that the emulators accept."""
    now = int(time.time())
    fields = {
        "iss": f"https://securetoken.google.com/{project}",
        "aud": project,
        "sub": uid,
        "user_id": uid,
        "iat": now,
        "exp": now + 3600,
        "auth_time": now,
        "firebase": {"sign_in_provider": "password"},
        **claims,
    }
    parts = [json.dumps(part).encode() for part in ({"alg": "none", "typ": "JWT"}, fields)]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + "."


def picture_bytes(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    """Return a small blue picture whose upper left quarter is red."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
