"""Signing in and out."""

import time
from dataclasses import replace

from shared import limits, logs
from shared.accounts import people, rules, store
from shared.accounts.models import Login, LoginReply, TokenReply
from shared.cloud.auth import accounts as auth_accounts
from shared.cloud.auth import identity, passwords
from shared.cloud.auth.identity import Identity
from shared.cloud.firestore import transact
from shared.problems import Code, Problem

UNKNOWN_UID = "unknown"
SIGN_IN_AGAIN = "Your sign-in is no longer good. Please sign in again."
UNKNOWN_EMAIL = "nobody@unknown.invalid"


def log_in(login: Login) -> LoginReply:
    """Exchange a username or an e-mail address and a password for tokens.

    Raises:
        Problem: `invalid_credentials` (never saying which is wrong), `too_many_attempts`, or `no_account`.

    """
    tokens = sign_in(_email_of(login), login.password, whose=login.email or rules.fold(login.username or ""))
    return LoginReply(**_token_reply(tokens).model_dump(), user=people.me(tokens.uid))


def sign_in(email: str, password: str, whose: str) -> passwords.Tokens:
    """Try a password; how often is limited by account, so that who has many addresses guesses no better.

    Raises:
        Problem: `invalid_credentials` or `too_many_attempts`.

    """
    limits.consume(limits.SIGN_INS_TO_ACCOUNT, email if email != UNKNOWN_EMAIL else whose)
    try:
        return passwords.sign_in(email, password)
    except passwords.InvalidCredentialsError:
        raise Problem(Code.INVALID_CREDENTIALS) from None
    except passwords.TooManyAttemptsError:
        raise Problem(Code.TOO_MANY_ATTEMPTS, retry_after=60) from None


def _email_of(login: Login) -> str:
    """An unknown name costs as many reads and is tried like any other, so that its answer takes as long."""
    if login.email is not None:
        return login.email
    name = rules.fold(login.username or "")
    uid = store.uid_of_name(name) if rules.is_name(name) else None
    user = store.get_user(uid or UNKNOWN_UID)
    return user.email if user else UNKNOWN_EMAIL


def refresh(refresh_token: str) -> TokenReply:
    """Exchange a refresh token for new tokens.

    Raises:
        Problem: `not_signed_in` when it is no longer good, or `no_account`.

    """
    try:
        tokens = passwords.refresh(refresh_token)
        check(identity.verify(tokens.access_token), suspended_too=True)
    except (passwords.InvalidCredentialsError, identity.InvalidTokenError):
        raise Problem(Code.NOT_SIGNED_IN, SIGN_IN_AGAIN) from None
    return _token_reply(tokens)


def check(who: Identity, *, suspended_too: bool = False) -> Identity:
    """Let nobody go on who has no account here, whose sign-in is over, or who is suspended; return who goes on.

    It costs one read. Firebase Auth, which knows the same, would be a slower and a limited question.

    Raises:
        Problem: `no_account`, `not_signed_in`, or `suspended` (with the reason), unless they may go on as well.

    """
    user = store.get_user(who.uid)
    if user is None:
        raise Problem(Code.NO_ACCOUNT)
    if rules.is_over(user, who.signed_in_at):
        raise Problem(Code.NOT_SIGNED_IN, SIGN_IN_AGAIN)
    if user.suspension and not suspended_too:
        raise Problem(Code.SUSPENDED, f"You are suspended: {user.suspension.reason}")
    return replace(who, suspended=user.suspension is not None)


def log_out(uid: str) -> None:
    """End every sign-in of a person, at once; return when signing in again is possible."""
    now = time.time()
    _end_sign_ins(uid, int(now) + 1)  # tokens name the second of their sign-in: those of this one are over as well
    auth_accounts.revoke(uid)
    logs.info("signed_out", uid=uid)
    time.sleep(int(now) + 1 - now)


def shut_out(uid: str) -> None:
    """End every sign-in of a person, at once, and let them not sign in again."""
    _end_sign_ins(uid, rules.FOR_GOOD)
    if auth_accounts.exists(uid):
        auth_accounts.disable(uid)
        auth_accounts.revoke(uid)


def _end_sign_ins(uid: str, until: int) -> None:
    transact(lambda unit: store.sign_out(unit, uid, until))


def _token_reply(tokens: passwords.Tokens) -> TokenReply:
    return TokenReply(
        access_token=tokens.access_token, refresh_token=tokens.refresh_token, expires_in=tokens.expires_in
    )
