"""Signing in and out."""

import time

from shared import logs
from shared.accounts import people, rules, store
from shared.accounts.models import Login, LoginReply, TokenReply
from shared.cloud.auth import accounts as auth_accounts
from shared.cloud.auth import passwords
from shared.cloud.firestore import transact
from shared.problems import Code, Problem

UNKNOWN_UID = "unknown"
UNKNOWN_EMAIL = "nobody@unknown.invalid"


def log_in(login: Login) -> LoginReply:
    """Exchange a username or an e-mail address and a password for tokens.

    Raises:
        Problem: `invalid_credentials` (never saying which is wrong) or `too_many_attempts`.

    """
    try:
        tokens = passwords.sign_in(_email_of(login), login.password)
    except passwords.InvalidCredentialsError:
        raise Problem(Code.INVALID_CREDENTIALS) from None
    except passwords.TooManyAttemptsError:
        raise Problem(Code.TOO_MANY_ATTEMPTS, retry_after=60) from None
    return LoginReply(**_token_reply(tokens).model_dump(), user=people.me(tokens.uid))


def _email_of(login: Login) -> str:
    """An unknown name costs as many reads and is tried like any other, so that its answer takes as long."""
    if login.email is not None:
        return rules.fold(login.email)
    name = rules.fold(login.username or "")
    uid = store.uid_of_name(name) if rules.is_name(name) else None
    user = store.get_user(uid or UNKNOWN_UID)
    return user.email if user else UNKNOWN_EMAIL


def refresh(refresh_token: str) -> TokenReply:
    """Exchange a refresh token for new tokens.

    Raises:
        Problem: `not_signed_in` when it is no longer good.

    """
    try:
        return _token_reply(passwords.refresh(refresh_token))
    except passwords.InvalidCredentialsError:
        raise Problem(Code.NOT_SIGNED_IN, "Your sign-in is no longer good. Please sign in again.") from None


def log_out(uid: str) -> None:
    """End every sign-in of a person, also for what they read from Firestore itself."""
    auth_accounts.revoke(uid)
    until = int(time.time()) + 1
    transact(lambda unit: store.sign_out(unit, uid, until))
    logs.info("signed_out", uid=uid)


def shut_out(uid: str) -> None:
    """End every sign-in of a person, and let them not sign in again."""
    if auth_accounts.exists(uid):
        auth_accounts.set_disabled(uid, disabled=True)
        log_out(uid)


def _token_reply(tokens: passwords.Tokens) -> TokenReply:
    return TokenReply(
        access_token=tokens.access_token, refresh_token=tokens.refresh_token, expires_in=tokens.expires_in
    )
