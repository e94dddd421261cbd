"""The engine, a copy of the client that it has imported from nothing, and a browser with the exported one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from localcloud.prerequisites import MissingProgramError
from localcloud.stack import Stack
from scripts import get_chromium, get_godot
from scripts.export_client import PROJECT, import_project
from tests.client.browser import DESKTOP_LIGHT, PHONE_LIGHT, SITE, Client, chromium, opened


@pytest.fixture(scope="session")
def engine() -> Path:
    try:
        return get_godot.get()
    except MissingProgramError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def project(engine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client's project, imported; the import fails on any error that the engine logs."""
    copy = tmp_path_factory.mktemp("client") / "client"
    shutil.copytree(PROJECT, copy, ignore=shutil.ignore_patterns(".godot"))
    import_project(engine, copy)
    return copy


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        executable = get_chromium.get()
    except MissingProgramError as missing:
        pytest.skip(str(missing))
    if not (SITE / "sw.js").exists():
        pytest.skip("The client is not exported: run `make client`.")
    with chromium(executable) as running:
        yield running


@pytest.fixture
def client(browser: Browser, stack: Stack, request: pytest.FixtureRequest) -> Iterator[Client]:
    """A player's browser, with the look that the test's parameter says."""
    with opened(browser, stack.url, getattr(request, "param", DESKTOP_LIGHT)) as running:
        yield running


@pytest.fixture
def friend(browser: Browser, client: Client) -> Iterator[Client]:
    """Somebody else, with a phone."""
    with opened(browser, client.url, PHONE_LIGHT) as running:
        yield running
