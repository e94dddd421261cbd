"""Names, passwords and codes."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.accounts import rules
from shared.accounts.models import NameStatus, NewUser, ReservedName

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def new_user(**fields: str) -> NewUser:
    base = {
        "username": "Misty",
        "email": "misty@example.org",
        "password": "cerulean-1",
        "password_confirm": "cerulean-1",
    }
    return NewUser(**(base | fields))


def reserved(status: NameStatus = NameStatus.PENDING) -> ReservedName:
    return ReservedName(uid="u", status=status, email="misty@example.org", reserved_at=NOW)


def test_a_good_sign_up_has_no_errors() -> None:
    assert rules.sign_up_errors(new_user()) == {}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"username": "ADMIN"}, "username"),
        ({"password_confirm": "other-one"}, "password_confirm"),
        ({"username": "__misty__"}, "username"),
        ({"username": "cerulean-1"}, "password"),
        ({"email": "cerulean-1@example.org"}, "password"),
        ({"password": "misty@example.org", "password_confirm": "misty@example.org"}, "password"),
    ],
)
def test_each_wrong_field_is_named(fields: dict[str, str], wrong: str) -> None:
    assert list(rules.sign_up_errors(new_user(**fields))) == [wrong]


@pytest.mark.parametrize("name", ["misty", "mi.s-t_y", "__misty", "misty__"])
def test_a_username_is_looked_up(name: str) -> None:
    assert rules.is_name(name)
    assert rules.sign_up_errors(new_user(username=name)) == {}


@pytest.mark.parametrize("name", ["mi", "a/b/c", "admin", "__misty__"])
def test_what_cannot_be_a_username_is_not_looked_up(name: str) -> None:
    assert not rules.is_name(name)


def test_a_name_can_be_taken_when_it_is_free_or_pending_for_the_same_address() -> None:
    assert rules.may_take(None, "misty@example.org")
    assert rules.may_take(reserved(), "misty@example.org")
    assert not rules.may_take(reserved(), "other@example.org")
    assert not rules.may_take(reserved(NameStatus.ACTIVE), "misty@example.org")


@pytest.mark.parametrize(
    ("status", "age", "abandoned"),
    [
        (NameStatus.PENDING, timedelta(minutes=10), False),
        (NameStatus.PENDING, timedelta(minutes=10, microseconds=1), True),
        (NameStatus.ABANDONED, timedelta(0), True),
        (NameStatus.ACTIVE, timedelta(days=1), False),
    ],
)
def test_a_sign_up_is_given_up_after_ten_minutes(status: NameStatus, age: timedelta, abandoned: bool) -> None:
    assert rules.is_abandoned(reserved(status), NOW + age) is abandoned


@pytest.mark.parametrize("password", ["password1", "12345678", "qwertyuiop", "iloveyou1", "aaaaaaaaaaaa"])
def test_a_password_that_others_guess_is_refused(password: str) -> None:
    assert rules.sign_up_errors(new_user(password=password, password_confirm=password)) == {
        "password": ["This password is too easy to guess."]
    }


def test_a_password_that_takes_more_than_a_million_tries_is_taken() -> None:
    assert not rules.is_common("bluewhale")  # zxcvbn's score 2


def test_the_longest_password_is_looked_at_without_delay() -> None:
    password = "correct horse battery staple " * 4
    assert not rules.is_common(password[:128], "misty")


@pytest.mark.parametrize(
    ("typed", "code"),
    [("abcd-2345", "ABCD2345"), (" ABCD 2345 ", "ABCD2345"), ("ABCD0345", None), ("ABC", None), ("ABCD23456", None)],
)
def test_a_friend_code_is_read_however_it_was_typed(typed: str, code: str | None) -> None:
    assert rules.tidy_code(typed) == code


def test_friend_codes_have_eight_characters_that_nobody_confuses() -> None:
    codes = {rules.new_friend_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 8 and not set(code) & set("01OI") for code in codes)


@pytest.mark.parametrize("name", ["ash", "a" * 30])
def test_names_that_are_offered_can_be_taken(name: str) -> None:
    assert all(map(rules.is_name, rules.names_like(name)))
    assert len(set(rules.names_like(name))) == len(rules.NAME_ENDINGS)
