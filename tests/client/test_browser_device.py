"""What the client asks of the device: to hand something on."""

from typing import Any

import pytest

from tests.client.browser import Client
from tests.client.player import code_of, have_account

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

# Chromium without a screen can share nothing: the page's own stand-in keeps what it is given.
SHARE = """
window.shared = [];
navigator.canShare = () => true;
navigator.share = async (what) => {
  const files = (what.files ?? []).map((file) => [file.name, file.type, file.size]);
  window.shared.push({ text: what.text, url: what.url, files });
};
"""


def shared(client: Client) -> list[dict[str, Any]]:
    """Wait until something was handed on, and return it all."""
    client.until(lambda: client.page.evaluate("window.shared.length") > 0, "something is handed on")
    given: list[dict[str, Any]] = client.page.evaluate("window.shared")
    return given


def test_a_friend_code_is_handed_on_as_a_link(client: Client) -> None:
    client.page.add_init_script(SHARE)
    have_account(client)
    code = code_of(client)
    client.click("Share", "Button")
    assert shared(client)[0]["url"] == f"{client.url}/#/f/{code}"
