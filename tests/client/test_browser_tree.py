"""The tree under a wheel and under two fingers."""

import io

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import CDPSession, FloatRect

from tests.client.browser import PHONE_LIGHT, Client
from tests.client.player import have_account, photograph
from tests.conftest import PHOTOS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

# Of a phone, between what stands over the tree and beside it.
TREE: FloatRect = {"x": 0, "y": 260, "width": 320, "height": 440}
MIDDLE = (160, 480)
NOTCH = 100
# How far two fingers are from the middle.
NEAR, FAR = 30, 120
# Of 255: by how much a pixel differs that shows something else, and how many of them a moved edge has at most.
CONTRAST, FEW_PIXELS = 48, 40


@pytest.fixture
def tree(client: Client) -> Client:
    """A client that shows the whole of a tree with an animal in it."""
    have_account(client)
    photograph(client, PHOTOS / "jaguar.webp")
    client.page.keyboard.press("2")
    client.reach("#/tree")
    client.click("Whole tree", "Button")
    return client


@pytest.mark.parametrize("client", [PHONE_LIGHT], indirect=True, ids=["phone-light"])
def test_the_wheel_and_two_fingers_zoom_the_tree(tree: Client) -> None:
    whole = at_rest(tree)
    tree.page.mouse.move(*MIDDLE)
    for turn in (NOTCH, -NOTCH):  # the whole tree gets no smaller, so the second alone does something
        tree.page.mouse.wheel(0, turn)
    tree.until(lambda: not is_same(picture(tree), whole), "the wheel has zoomed in")
    tree.page.mouse.wheel(0, NOTCH)
    tree.until(lambda: is_same(picture(tree), whole), "the wheel has zoomed out")

    fingers = tree.page.context.new_cdp_session(tree.page)
    touch(fingers, "touchStart", FAR)
    for distance in (NEAR, FAR):  # so, too
        touch(fingers, "touchMove", distance)
    touch(fingers, "touchEnd")
    tree.until(lambda: not is_same(picture(tree), whole), "two fingers that part have zoomed in")
    tree.click("Whole tree", "Button")
    tree.until(lambda: is_same(picture(tree), whole), "the whole tree is there again")


def touch(fingers: CDPSession, kind: str, *distances: int) -> None:
    """Put two fingers down at a distance above and below the middle, move them there, or lift them."""
    x, y = MIDDLE
    points = [{"x": x, "y": y + side, "id": index} for away in distances for index, side in enumerate((-away, away))]
    fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def at_rest(client: Client) -> Image.Image:
    """Return the picture of the tree once it is the same twice."""
    seen = [picture(client)]

    def rests() -> bool:
        seen.append(picture(client))
        return is_same(*seen[-2:])

    client.until(rests, "the tree rests")
    return seen[-1]


def picture(client: Client) -> Image.Image:
    return Image.open(io.BytesIO(client.page.screenshot(clip=TREE))).convert("L")


def is_same(one: Image.Image, other: Image.Image) -> bool:
    differences = ImageChops.difference(one, other).histogram()
    return sum(differences[CONTRAST:]) < FEW_PIXELS
