"""Names, passwords and codes."""

from datetime import UTC, datetime

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
        ({"username": "cerulean-1"}, "password"),
        ({"password": "misty@example.org", "password_confirm": "misty@example.org"}, "password"),
    ],
)
def test_each_wrong_field_is_named(fields: dict[str, str], wrong: str) -> None:
    assert list(rules.sign_up_errors(new_user(**fields))) == [wrong]


def test_a_name_can_be_taken_when_it_is_free_or_its_own_or_given_up() -> None:
    later = NOW + rules.PENDING_LIFETIME * 2
    assert rules.may_take(None, "misty@example.org", NOW)
    assert rules.may_take(reserved(), "misty@example.org", NOW)
    assert rules.may_take(reserved(), "other@example.org", later)


def test_a_name_is_another_persons_when_complete_or_just_reserved() -> None:
    assert not rules.may_take(reserved(NameStatus.ACTIVE), "misty@example.org", NOW)
    assert not rules.may_take(reserved(), "other@example.org", NOW)


def test_friend_codes_have_eight_characters_that_nobody_confuses() -> None:
    codes = {rules.new_friend_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 8 and not set(code) & set("01OI") for code in codes)
