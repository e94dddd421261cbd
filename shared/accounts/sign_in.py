"""Signing in, and staying signed in."""

from shared import limits
from shared.accounts import access, people, rules, store
from shared.accounts.models import Login, LoginReply, TokenReply
from shared.cloud.auth import identity, passwords
from shared.problems import Code, Problem

UNKNOWN_UID = "unknown"
UNKNOWN_EMAIL = "nobody@unknown.invalid"


def log_in(login: Login) -> LoginReply:
    """Exchange a username or an e-mail address and a password for tokens.

    Raises:
        Problem: `invalid_credentials` (never saying which is wrong), `too_many_attempts`, or `no_account`.

    """
    tokens = sign_in(_email_of(login), login.password, login=login.email or rules.fold(login.username or ""))
    return LoginReply(**_token_reply(tokens).model_dump(), user=people.me(tokens.uid))


def sign_in(email: str, password: str, login: str) -> passwords.Tokens:
    """Check a password; attempts are limited per account, so that many IP addresses do not help guessing.

    Raises:
        Problem: `invalid_credentials` or `too_many_attempts`.

    """
    limits.consume(limits.SIGN_INS_TO_ACCOUNT, email if email != UNKNOWN_EMAIL else login)
    try:
        return passwords.sign_in(email, password)
    except passwords.InvalidCredentialsError:
        raise Problem(Code.INVALID_CREDENTIALS) from None
    except passwords.TooManyAttemptsError:
        raise Problem(Code.TOO_MANY_ATTEMPTS, retry_after=60) from None


def _email_of(login: Login) -> str:
    """Return the e-mail address; unknown names cost the same reads and are tried too, so that timing tells nothing."""
    if login.email is not None:
        return login.email
    name = rules.fold(login.username or "")
    uid = store.uid_of_name(name) if rules.is_name(name) else None
    user = store.get_user(uid or UNKNOWN_UID)
    return user.email if user else UNKNOWN_EMAIL


def refresh(refresh_token: str) -> TokenReply:
    """Exchange a refresh token for new tokens.

    Raises:
        Problem: `not_signed_in`: the token is no longer valid; or `no_account`.

    """
    try:
        tokens = passwords.refresh(refresh_token)
        access.check(identity.verify(tokens.access_token), suspended_too=True)
    except (passwords.InvalidCredentialsError, identity.InvalidTokenError):
        raise Problem(Code.NOT_SIGNED_IN, access.SIGN_IN_AGAIN) from None
    return _token_reply(tokens)


def _token_reply(tokens: passwords.Tokens) -> TokenReply:
    return TokenReply(
        access_token=tokens.access_token, refresh_token=tokens.refresh_token, expires_in=tokens.expires_in
    )
