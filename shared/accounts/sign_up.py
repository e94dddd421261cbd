"""Signing up."""

import contextlib
import secrets
from datetime import UTC, datetime

from shared import logs
from shared.accounts import people, rules, sign_in, store
from shared.accounts.models import Me, NewUser, Profile, User
from shared.cloud.auth import accounts as auth_accounts
from shared.cloud.firestore import transact
from shared.problems import Code, Problem


def sign_up(new: NewUser) -> Me:
    """Create the auth user, the account, the profile and the friend code: all or nothing.

    The name is reserved first, as pending. A sign-up that dies half-way blocks the name only until the reservation
    expires; repeating the request resumes it, or returns the finished account.

    Raises:
        Problem: `validation_failed` with the fields that are invalid or taken.

    """
    if errors := rules.sign_up_errors(new):
        raise Problem(Code.VALIDATION_FAILED, errors=errors)
    folded, email, now = rules.fold(new.username), new.email, datetime.now(UTC)
    release_abandoned(folded, now)
    uid = secrets.token_hex(14)
    reserved = transact(lambda unit: store.reserve_name(unit, folded, uid, email, now))
    if reserved is None:
        return _signed_up_before(folded, new, now)
    try:
        auth_accounts.create_user(reserved.uid, email, new.password)
        while not _create_account(folded, reserved.uid, new.username, email, now):
            pass  # the friend code is taken: try another
    except auth_accounts.EmailRefusedError as refused:
        _release_name(folded, reserved.uid)
        raise Problem(Code.VALIDATION_FAILED, errors={"email": [str(refused)]}) from None
    except store.NameLostError:
        auth_accounts.delete_user(reserved.uid)
        raise _name_taken(folded) from None
    except Exception:
        _undo(folded, reserved.uid)
        raise
    logs.info("user_created", uid=reserved.uid)
    return people.me(reserved.uid)


def _signed_up_before(folded: str, new: NewUser, now: datetime) -> Me:
    """Return the account created by the same request if its response was lost; the password proves ownership.

    This reveals no more about a password than signing in does, has the same limit, and works for ten minutes only.

    Raises:
        Problem: `validation_failed`: the name belongs to somebody else.

    """
    uid = store.uid_of_name(folded)
    user = store.get_user(uid) if uid else None
    if user and rules.is_repeated(user, new.email, now):
        with contextlib.suppress(Problem):
            return people.me(sign_in.sign_in(user.email, new.password, login=user.email).uid)
    raise _name_taken(folded)


def _name_taken(folded: str) -> Problem:
    free = store.free_names(rules.names_like(folded))[: rules.MAX_SUGGESTED_NAMES]
    offer = f" These are available: {', '.join(free)}." if free else ""
    return Problem(Code.VALIDATION_FAILED, errors={"username": [f"This name is taken.{offer}"]})


def release_abandoned(folded: str, now: datetime) -> None:
    """Remove all traces of an abandoned sign-up; every step can be repeated."""
    uid = transact(lambda unit: store.abandon_name(unit, folded, now))
    if uid:
        auth_accounts.delete_user(uid)
        _release_name(folded, uid)


def _release_name(folded: str, uid: str) -> bool:
    return transact(lambda unit: store.release_name(unit, folded, uid))


def _undo(folded: str, uid: str) -> None:
    """Undo a failed sign-up, unless a duplicate of the request has completed it.

    If undoing fails as well, a later retry of the request resumes the sign-up.
    """
    try:
        if _release_name(folded, uid):
            auth_accounts.delete_user(uid)
    except Exception as error:  # noqa: BLE001 - the original failure is the one to report
        logs.warning("sign_up_not_undone", uid=uid, cause=str(error))


def _create_account(folded: str, uid: str, username: str, email: str, now: datetime) -> bool:
    user = User(email=email, username=username, friend_code=rules.new_friend_code(), created_at=now)
    profile = Profile(username=username, created_at=now)
    return transact(lambda unit: store.create_account(unit, folded, uid, user, profile))
