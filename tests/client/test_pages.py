"""Every page of the site in Chromium, with the headers that Hosting sends: nothing on it breaks its own policy."""

import base64
import time
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page

from localcloud.stack import Stack
from tests.client.browser import IS_STARTED, SITE, START_SECONDS
from tests.client.player import PASSWORD
from tests.conftest import picture_bytes

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

DONE = {
    "/": IS_STARTED,
    "/about/": "document.styleSheets.length > 0",
    "/api/docs/": "document.querySelectorAll('.opblock').length > 0",
    "/api/docs/errors.html": "document.querySelectorAll('dt').length > 0",
    "/delete-account/": "document.forms.length > 0",
}
"""By page: what shows that it has done all that it does when it is loaded."""
HEADERS = {
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
NOTE_VIOLATIONS = """
  window.violations = [];
  addEventListener("securitypolicyviolation", (it) => violations.push(`${it.effectiveDirective} ${it.blockedURI}`));
"""
SEND = """async ({url, method, headers, content}) => {
  const body = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  return fetch(url, {method, headers, body}).then((answer) => answer.status, () => 0);
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(START_SECONDS * 1000)
    page = context.new_page()
    page.add_init_script(NOTE_VIOLATIONS)
    yield page
    context.close()


def load(page: Page, stack: Stack, path: str) -> Any:
    """Load a page and wait until it has done what it does; return its headers."""
    response = page.goto(f"{stack.url}{path}")
    give_up = time.monotonic() + START_SECONDS
    while not page.evaluate(DONE[path]):
        assert time.monotonic() < give_up, f"{path}: {violations(page)}"
        page.wait_for_timeout(100)
    assert response
    assert response.status == 200
    return response.headers


def violations(page: Page) -> list[str]:
    found: list[str] = page.evaluate("violations")
    return found


@pytest.fixture
def upload(stack: Stack) -> dict[str, Any]:
    """An announced photograph, as the client sends it."""
    name, picture, api = f"b{uuid.uuid4().hex[:10]}", picture_bytes(), f"{stack.url}/api/v1"
    account = {"username": name, "email": f"{name}@example.org", "password": PASSWORD, "password_confirm": PASSWORD}
    requests.post(f"{api}/users", json=account, timeout=60).raise_for_status()
    login = {"username": name, "password": PASSWORD}
    token = requests.post(f"{api}/auth/login", json=login, timeout=60).json()["access_token"]
    new = {"content_type": "image/jpeg", "size_bytes": len(picture)}
    headers = {"Authorization": f"Bearer {token}"}
    sent = requests.post(f"{api}/vision/jobs", json=new, headers=headers, timeout=60).json()["upload"]
    return {name: sent[name] for name in ("url", "method", "headers")} | {"content": base64.b64encode(picture).decode()}


def test_every_page_of_the_site_is_tried_here() -> None:
    there = {f"/{path.relative_to(SITE)}".removesuffix("index.html") for path in SITE.rglob("*.html")}
    assert there == set(DONE)


@pytest.mark.parametrize("path", DONE)
def test_a_page_keeps_its_own_policy(page: Page, stack: Stack, path: str) -> None:
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    headers = load(page, stack, path)
    assert HEADERS.items() <= headers.items()
    assert "default-src 'self'" in headers["content-security-policy"]
    assert (violations(page), errors) == ([], [])
    assert page.evaluate("crossOriginIsolated")


def test_the_client_may_upload_to_the_bucket_and_to_nowhere_else(
    page: Page, stack: Stack, upload: dict[str, Any]
) -> None:
    load(page, stack, "/")
    assert not upload["url"].startswith(stack.url)
    assert page.evaluate(SEND, upload) == 200
    assert violations(page) == []
    elsewhere = stack.url.replace("127.0.0.1", "localhost") + "/"
    assert page.evaluate(SEND, upload | {"url": elsewhere}) == 0
    assert violations(page) == [f"connect-src {elsewhere}"]


@pytest.mark.parametrize("path", [path for path in DONE if path != "/"])
def test_no_other_page_runs_what_is_not_a_file_of_the_site(page: Page, stack: Stack, path: str) -> None:
    load(page, stack, path)
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.head.append(script);
    }""")
    assert page.evaluate("window.ran") is None
    assert violations(page) == ["script-src-elem inline"]
