"""Firebase Auth: accounts through firebase-admin, passwords and refresh through its public endpoints.

firebase-admin costs 0.2 s to import, so it is imported when first needed: a cold start does not wait for it.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, NoReturn

import requests

from shared.settings import settings

TIMEOUT_SECONDS = 10
OUTAGE_CODES = {"DEADLINE_EXCEEDED", "INTERNAL", "UNAVAILABLE", "UNKNOWN"}


class Role(StrEnum):
    """A custom claim that lets its bearer do more."""

    ADMIN = "admin"


class AuthError(Exception):
    """Base of what Firebase Auth refuses."""


class InvalidTokenError(AuthError):
    """The ID token is forged, expired, revoked or of a disabled person."""


class InvalidCredentialsError(AuthError):
    """The password or the refresh token is wrong, or the account is disabled."""


class TooManyAttemptsError(AuthError):
    """Firebase Auth refuses further tries for now."""


class UnknownUserError(AuthError):
    """There is no such account."""


class EmailTakenError(AuthError):
    """Another account has this e-mail address."""


@dataclass(frozen=True)
class Tokens:
    """What a sign-in gives: the ID token, the refresh token and the seconds until the first expires."""

    uid: str
    access_token: str
    refresh_token: str
    expires_in: int


@dataclass(frozen=True)
class Identity:
    """Who a token proves to be asking, and when they signed in."""

    uid: str
    signed_in_at: datetime
    admin: bool = False
    token: str = field(default="", repr=False)


def is_outage(error: Exception) -> bool:
    """Tell whether an error says that Firebase Auth did not answer: by firebase-admin's code, without importing it."""
    return getattr(error, "code", None) in OUTAGE_CODES


@cache
def app() -> Any:
    """Return this process's firebase-admin app."""
    import firebase_admin

    return firebase_admin.initialize_app(
        options={"projectId": settings().google_cloud_project}, name=settings().google_cloud_project
    )


def verify(token: str) -> Identity:
    """Return whom an ID token proves to be asking.

    Raises:
        InvalidTokenError: forged, expired, of another project, revoked, or the person is disabled or gone.

    """
    from firebase_admin import auth

    try:
        claims: dict[str, Any] = auth.verify_id_token(token, app=app(), check_revoked=True)
    except (auth.InvalidIdTokenError, auth.UserDisabledError, auth.UserNotFoundError, ValueError) as error:
        raise InvalidTokenError(str(error)) from None
    signed_in_at = datetime.fromtimestamp(claims["auth_time"], UTC)
    return Identity(str(claims["uid"]), signed_in_at, admin=claims.get(Role.ADMIN) is True, token=token)


def verify_app(token: str) -> None:
    """Check that a request comes from the product's own app.

    Raises:
        InvalidTokenError: the App Check token is forged, expired or of another project.

    """
    from firebase_admin import app_check
    from jwt import PyJWTError

    try:
        app_check.verify_token(token, app=app())
    except (ValueError, PyJWTError) as error:
        raise InvalidTokenError(str(error)) from None


def create_user(uid: str, email: str, password: str) -> None:
    """Create the account `uid`; when it is there already (an earlier try), give it this password.

    Raises:
        EmailTakenError: another account has the e-mail address.

    """
    from firebase_admin import auth

    try:
        auth.create_user(uid=uid, email=email, password=password, app=app())
    except auth.UidAlreadyExistsError:
        auth.update_user(uid, email=email, password=password, app=app())
    except auth.EmailAlreadyExistsError:
        if auth.get_user_by_email(email, app=app()).uid != uid:
            raise EmailTakenError(email) from None
        auth.update_user(uid, password=password, app=app())


def delete_user(uid: str) -> None:
    """Delete the account, if it is there."""
    from firebase_admin import auth

    try:
        auth.delete_user(uid, app=app())
    except auth.UserNotFoundError:
        return


def sign_in(email: str, password: str) -> Tokens:
    """Exchange a password for tokens.

    Raises:
        InvalidCredentialsError: no such account, wrong password, or disabled: Firebase does not say which.
        TooManyAttemptsError: too many wrong tries.

    """
    answer = _post(
        "identitytoolkit.googleapis.com/v1/accounts:signInWithPassword",
        {"email": email, "password": password, "returnSecureToken": True},
    )
    return Tokens(answer["localId"], answer["idToken"], answer["refreshToken"], int(answer["expiresIn"]))


def refresh(refresh_token: str) -> Tokens:
    """Exchange a refresh token for new tokens.

    Raises:
        InvalidCredentialsError: the refresh token is not, or no longer, good.

    """
    answer = _post(
        "securetoken.googleapis.com/v1/token", {"grant_type": "refresh_token", "refresh_token": refresh_token}
    )
    return Tokens(answer["user_id"], answer["id_token"], answer["refresh_token"], int(answer["expires_in"]))


def set_role(uid: str, role: Role, *, held: bool) -> None:
    """Give a person a role, or take it; it counts from their next token.

    Raises:
        UnknownUserError: there is no such account.

    """
    user = _user(uid)
    claims = {**(user.custom_claims or {}), role: True}
    if not held:
        del claims[role]
    _admin().set_custom_user_claims(uid, claims, app=app())


def set_disabled(uid: str, *, disabled: bool) -> None:
    """Shut a person out, or let them in again.

    Raises:
        UnknownUserError: there is no such account.

    """
    _user(uid)
    _admin().update_user(uid, disabled=disabled, app=app())


def exists(uid: str) -> bool:
    """Tell whether there is an account."""
    try:
        _user(uid)
    except UnknownUserError:
        return False
    return True


def _admin() -> Any:
    from firebase_admin import auth

    return auth


def _user(uid: str) -> Any:
    try:
        return _admin().get_user(uid, app=app())
    except _admin().UserNotFoundError:
        raise UnknownUserError(uid) from None


def ping(timeout: float) -> object:
    """Ask Firebase Auth for a sign of life."""
    emulator = settings().firebase_auth_emulator_host
    base = f"http://{emulator}/" if emulator else "https://"
    key = {"key": settings().firebase_api_key.get_secret_value()}
    answer = requests.get(f"{base}identitytoolkit.googleapis.com/v1/projects", params=key, timeout=timeout)
    answer.raise_for_status()
    return answer


def revoke(uid: str) -> None:
    """End every sign-in of a person: the tokens that were given are refused from now on."""
    from firebase_admin import auth

    auth.revoke_refresh_tokens(uid, app=app())


def send_password_reset(email: str) -> None:
    """Have Firebase Auth mail a link to reset the password, if there is such an account."""
    _send({"requestType": "PASSWORD_RESET", "email": email})


def send_verification(token: str) -> None:
    """Have Firebase Auth mail a link that proves the e-mail address of the person with this ID token."""
    _send({"requestType": "VERIFY_EMAIL", "idToken": token})


def _send(request: dict[str, object]) -> None:
    try:
        _post("identitytoolkit.googleapis.com/v1/accounts:sendOobCode", request)
    except AuthError:  # whether there is such an account is nobody's business
        return


def _post(endpoint: str, body: dict[str, object]) -> dict[str, Any]:
    emulator = settings().firebase_auth_emulator_host
    base = f"http://{emulator}/" if emulator else "https://"
    response = requests.post(
        base + endpoint,
        params={"key": settings().firebase_api_key.get_secret_value()},
        json=body,
        timeout=TIMEOUT_SECONDS,
    )
    if response.status_code == requests.codes.bad_request:
        _refuse(str(response.json()["error"]["message"]))
    response.raise_for_status()
    answer: dict[str, Any] = response.json()
    return answer


def _refuse(message: str) -> NoReturn:
    if message.startswith("TOO_MANY_ATTEMPTS"):
        raise TooManyAttemptsError(message)
    raise InvalidCredentialsError(message)
