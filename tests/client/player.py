"""What a player does with the client, as steps of the browser tests."""

import json
import uuid
from pathlib import Path
from typing import Any

import requests
from PIL import Image

from tests.client.browser import Client
from tests.conftest import PHOTOS

PASSWORD = "cerulean-city-1"
KEPT_SESSION = "user://session.json"
WAITING = "Object.keys(localStorage).filter((name) => name.startsWith('user://outbox/')).length"


def new_name() -> str:
    return f"ana-{uuid.uuid4().hex[:8]}"


def new_account(client: Client) -> str:
    """Register somebody who needs no browser; return their name."""
    name = new_name()
    account = {"username": name, "email": f"{name}@example.org", "password": PASSWORD, "password_confirm": PASSWORD}
    requests.post(f"{client.url}/api/v1/users", json=account, timeout=60).raise_for_status()
    return name


def have_account(client: Client) -> str:
    """Start signed in with a new account, as if an earlier run had been; return its name."""
    name = new_account(client)
    login = log_in(client, name)
    client.keep(KEPT_SESSION, json.dumps({"refresh_token": login["refresh_token"], "user": login["user"]}))
    client.open()
    client.reach("#/dex")
    client.see("Your dex is empty.", "Label")
    return name


def log_in(client: Client, name: str) -> dict[str, Any]:
    login = requests.post(f"{client.url}/api/v1/auth/login", json={"username": name, "password": PASSWORD}, timeout=60)
    login.raise_for_status()
    answer: dict[str, Any] = login.json()
    return answer


def api_of(client: Client, name: str) -> requests.Session:
    """Return another device of a player, signed in."""
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {log_in(client, name)['access_token']}"
    return session


def register(client: Client) -> str:
    """Create an account, from the first screen on; return its name."""
    name = new_name()
    client.open()
    client.click("I have an account", "Button")
    client.click("Start your dex", "Button")
    client.fill("Username", name)
    client.fill("E-mail address", f"{name}@example.org")
    client.fill("Password", PASSWORD)
    client.fill("Password again", PASSWORD)
    client.click("Create account", "Button")
    client.reach("#/dex")
    client.see("Your dex is empty.", "Label")
    close_toast(client)
    return name


def close_toast(client: Client) -> None:
    """Take away a toast that stays until somebody does, and lies over what is below it."""
    client.until_changed(lambda: client.click("Close", "Button"))


def sign_out(client: Client) -> None:
    client.page.evaluate("location.hash = '#/settings'")
    client.click("Sign out", "PanelContainer")
    client.click("Sign out", "Button")
    client.reach("#/sign-in")


def sign_in(client: Client, password: str) -> None:
    """Sign in with the name that is there already."""
    client.fill("Password", password)
    client.click("Sign in", "Button")


def open_camera(client: Client) -> None:
    client.page.keyboard.press("c")
    client.reach("#/camera")


def put_into_dex(client: Client) -> None:
    """Take the animal that was found, and look at its card."""
    client.click("Add to my dex", "Button")
    client.see("See it", "Button")
    close_badges(client)
    client.click("See it", "Button")
    client.reach("#/card/")


def close_badges(client: Client) -> None:
    """Press Continue, which has the focus, for each badge."""
    while client.find("Continue", "Button"):
        client.see("Continue", "Button")
        client.until_changed(lambda: client.page.keyboard.press("Enter"))


def photograph(client: Client, path: Path) -> None:
    """Send a photograph and put its animal into the dex."""
    open_camera(client)
    client.choose_photo(path)
    client.click("Find its name", "Button")
    put_into_dex(client)


def converted(photo: str, path: Path) -> Path:
    """Return one of the photographs in the format that the path's name says."""
    Image.open(PHOTOS / photo).convert("RGB").save(path)
    return path


def code_of(client: Client) -> str:
    """Open the friends' screen; return the code that it shows."""
    client.page.keyboard.press("4")
    client.reach("#/social")
    spoken: str = client.see("Your friend code: ", "Label")["name"]
    return spoken.removeprefix("Your friend code: ").replace(" ", "")


def become_friends(client: Client, friend: Client) -> None:
    """The friend opens the link that the client's QR code has, and is accepted."""
    friend.page.evaluate(f"location.hash = '#/f/{code_of(client)}'")
    friend.click("Ask", "Button")
    friend.see("Asked.", "Label")
    client.page.keyboard.press("1")
    client.reach("#/dex")
    client.page.keyboard.press("4")
    client.click("Accept ", "Button")
    client.see("Friends", "Label")


def waiting(client: Client) -> int:
    """Return the number of changes that wait on the device to be sent."""
    count: int = client.page.evaluate(WAITING)
    return count


def share_with(client: Client, whom: str) -> None:
    """Change who may see the card that is open."""
    client.click("More", "Button")
    client.click("Edit", "PanelContainer")
    client.click(whom, "Button")
    client.click("Save", "Button")
