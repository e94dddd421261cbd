"""The page that starts the client, and what it hands on, in Chromium without the engine."""

import base64

import pytest
from playwright.sync_api import Browser, Page

from scripts.export_client import PROJECT

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SHELL = (PROJECT / "web/shell.html").read_text()
SCRIPT = (PROJECT / "web/page.js").read_text()
PLACEHOLDERS = {"$GODOT_PROJECT_NAME": "BiologiDex", "$GODOT_HEAD_INCLUDE": "", "$GODOT_CONFIG": "{}"}
SLOW_AFTER = "SLOW_AFTER_MS = 12000;"
NO_ENGINE = ""
LOADING = """class Engine {
  static isWebGLAvailable() { return true; }
  constructor({ onProgress }) { onProgress(5, 10); }
  async init() {}
  preloadFile() { return new Promise(() => {}); }
}"""
NO_WEBGL = LOADING.replace("return true", "return false")
BROKEN = LOADING.replace("new Promise(() => {})", "Promise.reject(new Error('broken'))")
SAID = "[document.getElementById('headline').textContent, document.documentElement.lang]"
SHARE = """async (shared) => {
  navigator.canShare = () => shared !== null;
  navigator.share = async ({ files }) => {
    window.handed = [files[0].name, files[0].type, files[0].size];
    if (shared) throw new DOMException("", shared);
  };
  HTMLAnchorElement.prototype.click = function () {
    window.downloaded = this.download;
  };
  const result = await new Promise((done) => biologidex.sharePicture(btoa("picture"), "moose.png", done));
  return [result, window.handed ?? null, window.downloaded ?? null];
}"""


def open_shell(browser: Browser, locale: str, engine: str, html: str = SHELL) -> Page:
    """The page with an engine that does what a test wants of it."""
    page = browser.new_context(locale=locale).new_page()
    for placeholder, text in PLACEHOLDERS.items():
        html = html.replace(placeholder, text)
    url = "data:text/javascript;base64," + base64.b64encode(engine.encode()).decode()
    page.set_content(html.replace("$GODOT_URL", url))
    return page


@pytest.mark.parametrize(
    ("engine", "english", "german"),
    [
        (LOADING, "Getting BiologiDex ready", "BiologiDex wird vorbereitet"),
        (NO_ENGINE, "BiologiDex did not load.", "BiologiDex hat nicht geladen."),
        (NO_WEBGL, "This browser cannot draw", "Dieser Browser kann BiologiDex nicht zeichnen"),
        (BROKEN, "BiologiDex did not start.", "BiologiDex ist nicht gestartet."),
    ],
    ids=["loading", "no engine", "no WebGL", "broken"],
)
def test_the_page_speaks_the_language_of_the_browser(browser: Browser, engine: str, english: str, german: str) -> None:
    for locale, sentence, language in (("en-GB", english, "en"), ("fr", english, "en"), ("de-AT", german, "de")):
        page = open_shell(browser, locale, engine)
        page.wait_for_function(f"{SAID}[0].startsWith('{sentence}')")
        assert page.evaluate(SAID)[1] == language
        page.context.close()


def test_a_slow_connection_is_told_and_how_far_it_is(browser: Browser) -> None:
    for locale, slow, progress in (
        ("en", "Slow connection.", "0.0 of 0.0 MB"),
        ("de-DE", "Langsame Verbindung.", "0,0 von 0,0 MB"),
    ):
        page = open_shell(browser, locale, LOADING, SHELL.replace(SLOW_AFTER, "SLOW_AFTER_MS = 1;"))
        assert page.text_content("#detail") == progress
        page.wait_for_function(f"{SAID}[0].startsWith('{slow}')")
        page.context.close()


@pytest.mark.parametrize(
    ("error", "result"),
    [
        ("", ["shared", ["moose.png", "image/png", 7], None]),
        ("AbortError", ["", ["moose.png", "image/png", 7], None]),
        ("NotAllowedError", ["saved", ["moose.png", "image/png", 7], "moose.png"]),
        (None, ["saved", None, "moose.png"]),
    ],
    ids=["shared", "thought better of it", "not allowed", "not able"],
)
def test_a_picture_is_handed_on_or_lies_with_the_downloads(
    browser: Browser, error: str | None, result: list[object]
) -> None:
    page = browser.new_page()
    page.set_content("<body></body>")
    page.add_script_tag(content=SCRIPT)
    assert page.evaluate(SHARE, error) == result
    page.close()
