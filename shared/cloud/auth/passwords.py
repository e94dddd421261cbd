"""Passwords, refresh tokens and e-mails, through Firebase Auth's public endpoints."""

from dataclasses import dataclass
from typing import Any, NoReturn

import requests

from shared.settings import settings

TIMEOUT_SECONDS = 10


class RefusedError(Exception):
    """Firebase Auth refused a request."""


class InvalidCredentialsError(RefusedError):
    """The password or the refresh token is wrong, or the account is disabled."""


class TooManyAttemptsError(RefusedError):
    """Firebase Auth refuses further attempts for now."""


@dataclass(frozen=True)
class Tokens:
    """The tokens of a session: an ID token, a refresh token, and the seconds until the ID token expires."""

    uid: str
    access_token: str
    refresh_token: str
    expires_in: int


def sign_in(email: str, password: str) -> Tokens:
    """Exchange a password for tokens.

    Raises:
        InvalidCredentialsError: no such account, wrong password, or disabled; Firebase does not say which.
        TooManyAttemptsError: too many failed attempts.

    """
    answer = _post(
        "identitytoolkit.googleapis.com/v1/accounts:signInWithPassword",
        {"email": email, "password": password, "returnSecureToken": True},
    )
    return Tokens(answer["localId"], answer["idToken"], answer["refreshToken"], int(answer["expiresIn"]))


def refresh(refresh_token: str) -> Tokens:
    """Exchange a refresh token for new tokens.

    Raises:
        InvalidCredentialsError: the refresh token is not, or no longer, valid.

    """
    answer = _post(
        "securetoken.googleapis.com/v1/token", {"grant_type": "refresh_token", "refresh_token": refresh_token}
    )
    return Tokens(answer["user_id"], answer["id_token"], answer["refresh_token"], int(answer["expires_in"]))


def send_password_reset(email: str) -> None:
    """Have Firebase Auth send a link to reset the password, if the account exists."""
    _send({"requestType": "PASSWORD_RESET", "email": email})


def send_verification(token: str) -> None:
    """Have Firebase Auth send a verification link to the e-mail address of the person with this ID token."""
    _send({"requestType": "VERIFY_EMAIL", "idToken": token})


def ping(timeout: float) -> object:
    """Check that Firebase Auth responds."""
    answer = _request("GET", "identitytoolkit.googleapis.com/v1/projects", timeout=timeout)
    answer.raise_for_status()
    return answer


def _send(request: dict[str, object]) -> None:
    try:
        _post("identitytoolkit.googleapis.com/v1/accounts:sendOobCode", request)
    except RefusedError:  # do not disclose whether the account exists
        return


def _post(endpoint: str, body: dict[str, object]) -> dict[str, Any]:
    response = _request("POST", endpoint, timeout=TIMEOUT_SECONDS, json=body)
    if response.status_code == requests.codes.bad_request:
        _refuse(str(response.json()["error"]["message"]))
    response.raise_for_status()
    answer: dict[str, Any] = response.json()
    return answer


def _request(method: str, endpoint: str, *, timeout: float, json: object = None) -> requests.Response:
    """Send a request; the key goes into a header, since URLs end up in logs."""
    emulator = settings().firebase_auth_emulator_host
    url = f"http://{emulator}/{endpoint}" if emulator else f"https://{endpoint}"
    headers = {"X-Goog-Api-Key": settings().firebase_api_key.get_secret_value()}
    return requests.request(method, url, headers=headers, json=json, timeout=timeout)


def _refuse(message: str) -> NoReturn:
    if message.startswith("TOO_MANY_ATTEMPTS"):
        raise TooManyAttemptsError(message)
    raise InvalidCredentialsError(message)
