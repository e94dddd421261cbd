"""Decisions about names, passwords and codes."""

import secrets
from datetime import datetime, timedelta

from shared.accounts.models import NameStatus, NewUser, ReservedName

RESERVED_NAMES = frozenset(
    {
        *("admin", "administrator", "api", "biologidex", "help", "me", "moderator", "null", "official", "root"),
        *("security", "staff", "support", "system", "undefined", "user", "users", "www"),
    }
)
PENDING_LIFETIME = timedelta(minutes=10)
FRIEND_CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, no 1/I
FRIEND_CODE_LENGTH = 8


def fold(name: str) -> str:
    """Return the form in which names and e-mail addresses are compared."""
    return name.strip().casefold()


def sign_up_errors(new: NewUser) -> dict[str, list[str]]:
    """Return what is wrong with a sign-up beyond its form: field → sentences."""
    errors: dict[str, list[str]] = {}
    if fold(new.username) in RESERVED_NAMES:
        errors.setdefault("username", []).append("This name is reserved.")
    if new.password != new.password_confirm:
        errors.setdefault("password_confirm", []).append("The two passwords differ.")
    if fold(new.password) in {fold(new.username), fold(new.email)}:
        errors.setdefault("password", []).append("The password must not be your name or e-mail address.")
    return errors


def may_take(reserved: ReservedName | None, email: str, now: datetime) -> bool:
    """Tell whether a sign-up with this e-mail address may go on with a name: free, its own, or given up."""
    if reserved is None:
        return True
    if reserved.status is NameStatus.ACTIVE:
        return False
    return reserved.email == email or reserved.reserved_at + PENDING_LIFETIME < now


def new_friend_code() -> str:
    """Return a random friend code of 8 characters (40 bits)."""
    return "".join(secrets.choice(FRIEND_CODE_ALPHABET) for _ in range(FRIEND_CODE_LENGTH))
