"""Sign-up, sign-in, and one's own account."""

import secrets
from datetime import UTC, datetime

from shared import logs
from shared.accounts import rules, store
from shared.accounts.models import FriendCode, Login, LoginReply, Me, NewUser, Profile, TokenReply, User
from shared.cloud import auth
from shared.http.problems import Code, Problem

UNKNOWN_EMAIL = "nobody@unknown.invalid"


def sign_up(new: NewUser) -> Me:
    """Create the auth user, the account, the profile and the friend code: all or nothing.

    The name is reserved first, as pending. A sign-up that dies half-way holds nothing for longer than the
    reservation lives, and the same request again goes on where it died.

    Raises:
        Problem: `validation_failed` with the fields that are wrong or taken.

    """
    if errors := rules.sign_up_errors(new):
        raise Problem(Code.VALIDATION_FAILED, errors=errors)
    folded, email, now = rules.fold(new.username), rules.fold(new.email), datetime.now(UTC)
    reserved = store.reserve_name(folded, secrets.token_urlsafe(21), email, now)
    if reserved is None:
        raise Problem(Code.VALIDATION_FAILED, errors={"username": ["This name is taken."]})
    try:
        auth.create_user(reserved.uid, email, new.password)
        while not _create_account(folded, reserved.uid, new.username, email, now):
            pass  # another friend code is drawn
    except auth.EmailTaken:
        store.release_name(folded, reserved.uid)
        raise Problem(Code.VALIDATION_FAILED, errors={"email": ["This address has an account already."]}) from None
    except Exception:
        _undo(folded, reserved.uid)
        raise
    logs.info("user_created", uid=reserved.uid)
    return me(reserved.uid)


def _undo(folded: str, uid: str) -> None:
    """Leave nothing of a failed sign-up; what cannot be undone now, the same request later goes on with."""
    try:
        store.delete_account(folded, uid)
        auth.delete_user(uid)
    except Exception as error:  # noqa: BLE001 - the failure that brought us here is the one to tell
        logs.warning("sign_up_not_undone", uid=uid, cause=str(error))


def _create_account(folded: str, uid: str, username: str, email: str, now: datetime) -> bool:
    user = User(email=email, username=username, friend_code=rules.new_friend_code(), created_at=now)
    return store.create_account(folded, uid, user, Profile(username=username, created_at=now))


def log_in(login: Login) -> LoginReply:
    """Exchange a username or an e-mail address and a password for tokens.

    Raises:
        Problem: `invalid_credentials` (never saying which is wrong) or `too_many_attempts`.

    """
    try:
        tokens = auth.sign_in(_email_of(login.login), login.password)
    except auth.InvalidCredentials:
        raise Problem(Code.INVALID_CREDENTIALS) from None
    except auth.TooManyAttempts:
        raise Problem(Code.TOO_MANY_ATTEMPTS, retry_after=60) from None
    return LoginReply(**_token_reply(tokens).model_dump(), user=me(tokens.uid))


def _email_of(login: str) -> str:
    """An unknown name is tried like any other, so that its answer takes as long."""
    folded = rules.fold(login)
    if "@" in folded:
        return folded
    uid = store.uid_of_name(folded)
    user = store.get_user(uid) if uid else None
    return user.email if user else UNKNOWN_EMAIL


def refresh(refresh_token: str) -> TokenReply:
    """Exchange a refresh token for new tokens.

    Raises:
        Problem: `not_signed_in` when it is no longer good.

    """
    try:
        return _token_reply(auth.refresh(refresh_token))
    except auth.InvalidCredentials:
        raise Problem(Code.NOT_SIGNED_IN, "Your sign-in is no longer good. Please sign in again.") from None


def log_out(uid: str) -> None:
    """End every sign-in of a person."""
    auth.revoke(uid)
    logs.info("signed_out", uid=uid)


def rotate_friend_code(uid: str) -> FriendCode:
    """Give a person another friend code; the old one finds nobody any more.

    Raises:
        Problem: `not_found`: there is no account.

    """
    me(uid)
    while not store.change_friend_code(uid, code := rules.new_friend_code()):
        pass  # another is drawn
    return FriendCode(friend_code=code)


def _token_reply(tokens: auth.Tokens) -> TokenReply:
    return TokenReply(
        access_token=tokens.access_token, refresh_token=tokens.refresh_token, expires_in=tokens.expires_in
    )


def me(uid: str) -> Me:
    """Return what a person sees of their own account.

    Raises:
        Problem: `not_found`: signed in with Firebase directly, but never signed up here.

    """
    user = store.get_user(uid)
    if user is None:
        raise Problem(Code.NOT_FOUND, "You have no account here yet.")
    return Me(id=uid, **user.model_dump())
