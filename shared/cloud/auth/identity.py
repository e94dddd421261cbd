"""Identities: ID tokens and App Check tokens, verified by firebase-admin.

firebase-admin takes 0.2 s to import, so it is imported on first use: cold starts do not wait for it.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from shared.settings import settings

OUTAGE_CODES = {"DEADLINE_EXCEEDED", "INTERNAL", "UNAVAILABLE", "UNKNOWN"}


class InvalidTokenError(Exception):
    """A token is forged, expired, or issued for somebody else."""


class Role(StrEnum):
    """A role, stored as a custom claim."""

    ADMIN = "admin"


@dataclass(frozen=True)
class Identity:
    """The person authenticated by an ID token, and when they signed in."""

    uid: str
    signed_in_at: datetime
    admin: bool = False
    suspended: bool = False
    token: str = field(default="", repr=False)


def is_outage(error: Exception) -> bool:
    """Return whether an error means that Firebase Auth did not respond, without importing firebase-admin."""
    return getattr(error, "code", None) in OUTAGE_CODES


@cache
def app() -> Any:
    """Return this process's firebase-admin app."""
    import firebase_admin

    return firebase_admin.initialize_app(
        options={"projectId": settings().google_cloud_project}, name=settings().google_cloud_project
    )


def verify(token: str) -> Identity:
    """Return the person authenticated by an ID token; whether the session has ended is up to `accounts.access`.

    Raises:
        InvalidTokenError: forged, expired, or from another project.

    """
    from firebase_admin import auth

    try:
        claims: dict[str, Any] = auth.verify_id_token(token, app=app())
        signed_in_at = datetime.fromtimestamp(claims["auth_time"], UTC)
    except (auth.InvalidIdTokenError, ArithmeticError, KeyError, OSError, TypeError, ValueError) as error:
        raise InvalidTokenError(str(error)) from None
    return Identity(str(claims["uid"]), signed_in_at, admin=claims.get(Role.ADMIN) is True, token=token)


def verify_service(token: str, audience: str, account: str) -> None:
    """Check that a token belongs to a service account and was issued for this audience.

    With a Cloud Tasks emulator, which does not sign tokens, everything but the signature is checked.

    Raises:
        InvalidTokenError: forged, expired, or for another audience or account.

    """
    claims = (_read_unsigned if settings().cloud_tasks_emulator_host else _verify_google)(token, audience)
    if claims.get("email") != account or claims.get("email_verified") is not True:
        raise InvalidTokenError(f"{claims.get('email')} is not {account}.")


def _verify_google(token: str, audience: str) -> dict[str, Any]:
    from google.auth.exceptions import GoogleAuthError, TransportError
    from google.auth.transport.requests import Request
    from google.oauth2 import id_token

    try:
        claims: dict[str, Any] = id_token.verify_oauth2_token(token, Request(), audience)  # type: ignore[no-untyped-call]
    except TransportError:
        raise
    except (GoogleAuthError, ValueError) as error:
        raise InvalidTokenError(str(error)) from None
    return claims


def _read_unsigned(token: str, audience: str) -> dict[str, Any]:
    import jwt

    try:
        claims: dict[str, Any] = jwt.decode(
            token, options={"verify_signature": False, "verify_aud": True, "verify_exp": True}, audience=audience
        )
    except jwt.PyJWTError as error:
        raise InvalidTokenError(str(error)) from None
    return claims


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
