"""Text that people type: visible names, and addresses and passwords normalised however they are typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from shared.accounts.models import Email, MyChanges, NewUser, PasswordReset
from shared.dex.requests import EntryChanges
from shared.text import Line, Lines, Name

name, line, lines, email = (TypeAdapter(kind).validate_python for kind in (Name, Line, Lines, Email))


@pytest.mark.parametrize(
    "text",
    [
        "Misty 🐚",
        "María José",
        "Zoë",
        "李小龍",
        "محمد",
        "می‌خواهم",
        "क्‍ष",
        "👩‍🔬",
        "🏳️‍🌈",
        "❤️",
        "Ash K. - 25 %",
        "　空　".strip(),
    ],
)
def test_people_write_their_names_as_they_are_written(text: str) -> None:
    assert name(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "\u00a0",
            "\u3000\u2003",
            "\u3164",
            "\u2800",
            "\u115f",
            "\u00ad",
            "\u200b",
            "\u200d",
            "\ufeff",
            "\u0301",
        ),
        *("a\x00", "a\nb", "a\tb", "a\x1b[31m", "a\x7f", "a\x85b", "a\u2028b", "a\ue000", "a\uffff", "a\ud800"),
        *("\u202egnp.exe", "a\u2066b", "a\u061cb", "a\u200fb", "a\u200e", "ad\u200bmin", "ad\u2060min", "ad\u3164min"),
        *(
            "a\u200d\u200db",
            "a \u200d",
            "\u200dadmin",
            "ad\u200dmin",
            "admin\u200c",
            "\u674e\u200d\u5c0f",
            "ad\ufe0fmin",
            "\ufe0f",
            "a\U000e0041",
            "a\U000e0100",
            "a\u034f",
        ),
    ],
)
def test_a_name_that_is_not_what_it_looks_like_is_refused(text: str) -> None:
    with pytest.raises((ValidationError, UnicodeEncodeError)):
        name(text)


def test_notes_have_lines_and_a_caption_has_none() -> None:
    assert lines(" by the river\r\nat dusk ") == "by the river\nat dusk"
    assert line("  by the river ") == "by the river"
    for wrong in ("a\nb", "a\r\nb", "a\rb"):
        with pytest.raises(ValidationError):
            line(wrong)
    with pytest.raises(ValidationError):
        lines("a\rb\x0b")


@given(st.text())
def test_what_is_taken_is_tidy_already(text: str) -> None:
    try:
        once = lines(text)
    except (ValidationError, UnicodeEncodeError):
        return
    assert lines(once) == once
    assert not any(unicodedata.bidirectional(character) in {"RLO", "LRO", "RLE", "LRE", "PDF"} for character in once)


def test_every_text_that_others_may_see_is_looked_at() -> None:
    for model, field in ((MyChanges, "display_name"), (MyChanges, "bio"), (EntryChanges, "notes")):
        with pytest.raises(ValidationError, match="invisible characters"):
            model.model_validate({field: "a\u202eb"})
    with pytest.raises(ValidationError, match="invisible characters"):
        EntryChanges.model_validate({"customizations": {"caption": "a\u200bb"}})
    with pytest.raises(ValidationError, match="invisible characters"):
        EntryChanges.model_validate({"place": {"latitude": 0, "longitude": 0, "name": "a\u2066b"}})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Misty@Example.ORG ", "misty@example.org"),
        ("straße@example.org", "straße@example.org"),
        ("STRASSE@example.org", "strasse@example.org"),
        ("misty@straße.de", "misty@xn--strae-oqa.de"),
        ("misty@MÜNCHEN.de", "misty@xn--mnchen-3ya.de"),
        ("misty@xn--mnchen-3ya.de", "misty@xn--mnchen-3ya.de"),
        ("misty@例え。jp", "misty@xn--r8jz45g.jp"),
        ("a+b@example.org", "a+b@example.org"),
        ("mu\u0308ller@example.org", "m\u00fcller@example.org"),
    ],
)
def test_an_address_is_one_however_it_is_typed(typed: str, kept: str) -> None:
    assert email(typed) == kept
    assert email(kept) == kept
    assert PasswordReset(email=typed).email == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", "@", "a", "a@", "@example.org", "a@b", "a@b@example.org", "a b@example.org", "a@example..org"),
        *("a@example.org.", "a@example.org。", "a@-x.org", "a@exa mple.org", "a@ex\u200bample.org", "\x00@example.org"),
        *("a\u202e@example.org", "a" * 65 + "@example.org", "a@" + "x" * 64 + ".org", "a@[127.0.0.1]"),
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        email(typed)


def test_a_password_is_the_same_from_every_keyboard() -> None:
    composed, decomposed = "caf\u00e9-am-see", "cafe\u0301-am-see"
    new = NewUser(username="misty", email="m@example.org", password=decomposed, password_confirm=composed)
    assert new.password == new.password_confirm == composed
