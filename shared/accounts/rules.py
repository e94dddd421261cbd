"""Decisions about names, passwords and codes."""

import re
import secrets
from datetime import datetime, timedelta

from shared.accounts.models import MAX_USERNAME, USERNAME_PATTERN, NameStatus, NewUser, ReservedName, User

RESERVED_NAMES = frozenset(
    {
        *("admin", "administrator", "api", "biologidex", "help", "me", "moderator", "null", "official", "root"),
        *("security", "staff", "support", "system", "undefined", "user", "users", "www"),
    }
)
NAME_ENDINGS = ("fox", "owl", "newt", "wren", "lynx", "moth", "hare", "seal")
MAX_SUGGESTED_NAMES = 3
PENDING_LIFETIME = timedelta(minutes=10)
VERY_GUESSABLE = 1
FOR_GOOD = 253_402_300_799  # the last second of the year 9999: no sign-in is later
FRIEND_CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, no 1/I
FRIEND_CODE_LENGTH = 8


def fold(name: str) -> str:
    """Return the form in which usernames are compared."""
    return name.strip().lower()


def is_name(folded: str) -> bool:
    """Tell whether something can be a username: nothing else is looked up."""
    return re.fullmatch(USERNAME_PATTERN, folded) is not None and not _is_reserved(folded)


def _is_reserved(folded: str) -> bool:
    """Tell whether we keep a name for ourselves, or Firestore keeps it (`__…__`: no document has such an id)."""
    return folded in RESERVED_NAMES or (folded.startswith("__") and folded.endswith("__"))


def names_like(folded: str) -> list[str]:
    """Return names to offer to whom another has taken one from: they may be taken, too."""
    return [f"{folded[: MAX_USERNAME - len(ending) - 1]}_{ending}" for ending in NAME_ENDINGS]


def tidy_code(friend_code: str) -> str | None:
    """Return a friend code as it is stored, or None when it cannot be one: case, spaces and dashes do not matter."""
    tidy = re.sub(r"[\s-]", "", friend_code).upper()
    is_code = len(tidy) == FRIEND_CODE_LENGTH and set(tidy) <= set(FRIEND_CODE_ALPHABET)
    return tidy if is_code else None


def sign_up_errors(new: NewUser) -> dict[str, list[str]]:
    """Return what is wrong with a sign-up beyond its form: field → sentences."""
    errors: dict[str, list[str]] = {}
    if _is_reserved(fold(new.username)):
        errors.setdefault("username", []).append("This name is reserved.")
    if new.password != new.password_confirm:
        errors.setdefault("password_confirm", []).append("The two passwords differ.")
    if new.password.lower() in {fold(new.username), new.email, new.email.partition("@")[0]}:
        errors.setdefault("password", []).append("The password must not be your name or e-mail address.")
    elif is_common(new.password, new.username, new.email):
        errors.setdefault("password", []).append("This password is too common: others guess it soon.")
    return errors


def is_common(password: str, *known: str) -> bool:
    """Tell whether a password is guessed within a million tries by who knows the usual ones, and these words.

    Source of the figure: zxcvbn's score 1, "very guessable" (Wheeler, USENIX Security 2016).
    """
    from zxcvbn import zxcvbn  # its word lists take 0.1 s that only a sign-up pays

    return bool(zxcvbn(password, user_inputs=known, max_length=128)["score"] <= VERY_GUESSABLE)


def is_repeated(user: User, email: str, now: datetime) -> bool:
    """Tell whether a sign-up with this e-mail address may be the one that made the account, sent again."""
    return user.email == email and user.created_at + PENDING_LIFETIME > now


def may_take(reserved: ReservedName | None, email: str) -> bool:
    """Tell whether a sign-up with this e-mail address may go on with a name: it is free, or pending for it."""
    return reserved is None or (reserved.status is NameStatus.PENDING and reserved.email == email)


def is_abandoned(reserved: ReservedName, now: datetime) -> bool:
    """Tell whether a name's sign-up was given up: nobody went on with it for ten minutes."""
    is_late = reserved.reserved_at + PENDING_LIFETIME < now
    return reserved.status is NameStatus.ABANDONED or (reserved.status is NameStatus.PENDING and is_late)


def is_over(user: User, signed_in_at: datetime) -> bool:
    """Tell whether a sign-in has ended: by a sign-out since, or because the person is being deleted."""
    return signed_in_at.timestamp() < user.signed_out_at


def new_friend_code() -> str:
    """Return a random friend code of 8 characters (40 bits)."""
    return "".join(secrets.choice(FRIEND_CODE_ALPHABET) for _ in range(FRIEND_CODE_LENGTH))
