"""Rules for names, passwords and codes."""

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
FOR_GOOD = 253_402_300_799  # the last second of the year 9999: later than any sign-in
FRIEND_CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, no 1/I
FRIEND_CODE_LENGTH = 8


def fold(name: str) -> str:
    """Return the form of a username used for comparison."""
    return name.strip().lower()


def is_name(folded: str) -> bool:
    """Return whether something can be a username; nothing else is looked up."""
    return re.fullmatch(USERNAME_PATTERN, folded) is not None and not _is_reserved(folded)


def _is_reserved(folded: str) -> bool:
    """Return whether a name is reserved by us or by Firestore (no document id may look like `__…__`)."""
    return folded in RESERVED_NAMES or (folded.startswith("__") and folded.endswith("__"))


def names_like(folded: str) -> list[str]:
    """Return suggestions for a taken username; they may be taken as well."""
    return [f"{folded[: MAX_USERNAME - len(ending) - 1]}_{ending}" for ending in NAME_ENDINGS]


def tidy_code(friend_code: str) -> str | None:
    """Normalise a friend code, ignoring case, spaces and dashes; return None if it cannot be one."""
    tidy = re.sub(r"[\s-]", "", friend_code).upper()
    is_code = len(tidy) == FRIEND_CODE_LENGTH and set(tidy) <= set(FRIEND_CODE_ALPHABET)
    return tidy if is_code else None


def sign_up_errors(new: NewUser) -> dict[str, list[str]]:
    """Return the errors of a sign-up that its schema does not catch: field → sentences."""
    errors: dict[str, list[str]] = {}
    if _is_reserved(fold(new.username)):
        errors.setdefault("username", []).append("This name is reserved.")
    if new.password != new.password_confirm:
        errors.setdefault("password_confirm", []).append("The two passwords do not match.")
    if new.password.lower() in {fold(new.username), new.email, new.email.partition("@")[0]}:
        errors.setdefault("password", []).append("The password must not be your name or e-mail address.")
    elif is_common(new.password, new.username, new.email):
        errors.setdefault("password", []).append("This password is too easy to guess.")
    return errors


def is_common(password: str, *known: str) -> bool:
    """Return whether a password can be guessed within a million tries from common ones and these known words.

    Source of the figure: zxcvbn's score 1, "very guessable" (Wheeler, USENIX Security 2016).
    """
    from zxcvbn import zxcvbn  # its word lists take 0.1 s; only sign-up needs them

    return bool(zxcvbn(password, user_inputs=known, max_length=128)["score"] <= VERY_GUESSABLE)


def is_repeated(user: User, email: str, now: datetime) -> bool:
    """Return whether a sign-up with this e-mail address may be a retry of the one that created the account."""
    return user.email == email and user.created_at + PENDING_LIFETIME > now


def may_take(reserved: ReservedName | None, email: str) -> bool:
    """Return whether a sign-up with this e-mail address may use a name: it is free, or pending for that address."""
    return reserved is None or (reserved.status is NameStatus.PENDING and reserved.email == email)


def is_abandoned(reserved: ReservedName, now: datetime) -> bool:
    """Return whether a name's sign-up is abandoned: it has not progressed for ten minutes."""
    is_late = reserved.reserved_at + PENDING_LIFETIME < now
    return reserved.status is NameStatus.ABANDONED or (reserved.status is NameStatus.PENDING and is_late)


def is_over(user: User, signed_in_at: datetime) -> bool:
    """Return whether a session has ended: by a later sign-out, or because the account is being deleted."""
    return signed_in_at.timestamp() < user.signed_out_at


def new_friend_code() -> str:
    """Return a random friend code of 8 characters (40 bits)."""
    return "".join(secrets.choice(FRIEND_CODE_ALPHABET) for _ in range(FRIEND_CODE_LENGTH))
