"""Cursors, problems and settings: the foundations of every route."""

import base64
from datetime import UTC, datetime

import pytest

from shared.base_model import Id, Model, Moment
from shared.http.errors import to_response
from shared.pages import Integer, decode_cursor, encode_cursor, paginate, seal, unseal
from shared.problems import KINDS, Code, Problem, Suggestion
from shared.settings import SettingsError, require, settings

HOSTILE_IDS = ("", ".", "..", "a/b", "__main__", "a\ud800", 5, None)


class Item(Model):
    n: int


def test_a_sealed_cursor_tells_nothing_and_cannot_be_made() -> None:
    order = {"created_at": Moment, "__name__": Id}
    values = {"created_at": datetime(2026, 5, 1, 12, 34, tzinfo=UTC), "__name__": "e"}
    cursor = seal(values)
    assert unseal(cursor, order) == values
    assert b"2026" not in base64.urlsafe_b64decode(cursor + "==")
    for forged in (encode_cursor(values), cursor[:-2] + "AA", "", "é", cursor[:8]):
        with pytest.raises(Problem) as refused:
            unseal(forged, order)
        assert refused.value.code is Code.INVALID_CURSOR


def test_a_cursor_gives_back_what_it_was_made_of() -> None:
    values = {"created_at": datetime(2026, 1, 1, 12, 0, 0, 123456, tzinfo=UTC), "__name__": "abc"}
    assert decode_cursor(encode_cursor(values), {"created_at": Moment, "__name__": Id}) == values


@pytest.mark.parametrize(
    "cursor",
    [
        *("", "nonsense", "e30", "W10", "é"),
        encode_cursor({"other": 1}),
        *(encode_cursor({"at": at, "n": 1, "__name__": "a"}) for at in ("now", "2026-01-01", None, {"time": "now"})),
        encode_cursor({"at": "0001-01-01T00:00:00+14:00", "n": 1, "__name__": "a"}),
        *(encode_cursor({"at": "2026-01-01T00:00:00Z", "n": n, "__name__": "a"}) for n in (2**63, "x", None)),
        *(encode_cursor({"at": "2026-01-01T00:00:00Z", "n": 1, "__name__": name}) for name in HOSTILE_IDS),
    ],
)
def test_a_cursor_that_we_did_not_give_is_refused(cursor: str) -> None:
    with pytest.raises(Problem) as problem:
        decode_cursor(cursor, {"at": Moment, "n": Integer, "__name__": Id})
    assert problem.value.code is Code.INVALID_CURSOR


def test_the_last_page_has_no_cursor() -> None:
    pages = [paginate(list(range(n)), 2, lambda n: Item(n=n), lambda n: {"n": n}) for n in (0, 2, 3)]
    assert [(len(page.items), page.next_cursor is None) for page in pages] == [(0, True), (2, True), (2, False)]


@pytest.mark.parametrize("code", Code)
def test_every_code_makes_a_problem_document(code: Code) -> None:
    response = to_response(Problem(code))
    assert response.mimetype == "application/problem+json"
    assert response.get_json()["code"] == code
    assert response.status_code == KINDS[code].status


def test_a_suggestion_without_a_common_name_says_so() -> None:
    """The OpenAPI document requires the field, which may be null: only what a problem lacks itself is left out."""
    unknown = Suggestion(name="Obania o-rubrum", common_name=None, rank="species")
    document = to_response(Problem(Code.VALIDATION_FAILED, suggestions=[unknown])).get_json()
    assert document["suggestions"] == [{"name": "Obania o-rubrum", "common_name": None, "rank": "species"}]
    assert "errors" not in document


def test_every_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOOGLE_CLOUD_PROJECT")
    monkeypatch.setenv("OPENAI_TIMEOUT_SECONDS", "soon")
    settings.cache_clear()
    with pytest.raises(SettingsError, match="GOOGLE_CLOUD_PROJECT") as error:
        settings()
    assert "OPENAI_TIMEOUT_SECONDS" in str(error.value)


def test_a_setting_is_missed_by_whoever_uses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UPLOADS_BUCKET")
    settings.cache_clear()
    require("media_bucket")
    with pytest.raises(SettingsError, match="UPLOADS_BUCKET"):
        require("media_bucket", "uploads_bucket")


def test_the_key_alone_chooses_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    settings.cache_clear()
    assert settings().vision_provider == "local"
