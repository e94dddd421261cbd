"""Firebase Auth accounts, through firebase-admin."""

from typing import Any

from shared.cloud.auth.identity import Role, app

MAX_AT_ONCE = 100  # people per look-up: Firebase's limit


class UnknownUserError(Exception):
    """There is no such account."""


class EmailRefusedError(Exception):
    """Firebase Auth refuses an e-mail address; the message says why."""


def create_user(uid: str, email: str, password: str) -> None:
    """Create the account `uid`; if it exists from an earlier try, set its password.

    Raises:
        EmailRefusedError: another account has the e-mail address, or Firebase considers it invalid.

    """
    from firebase_admin import auth
    from firebase_admin.exceptions import InvalidArgumentError

    try:
        auth.create_user(uid=uid, email=email, password=password, app=app())
    except auth.UidAlreadyExistsError:
        auth.update_user(uid, email=email, password=password, app=app())
    except auth.EmailAlreadyExistsError:
        if auth.get_user_by_email(email, app=app()).uid != uid:
            raise EmailRefusedError("There is already an account with this address.") from None
        auth.update_user(uid, password=password, app=app())
    except InvalidArgumentError as error:
        if "INVALID_EMAIL" not in str(error):
            raise
        raise EmailRefusedError("This is not a valid e-mail address.") from None


def delete_user(uid: str) -> None:
    """Delete the account if it exists."""
    from firebase_admin import auth

    try:
        auth.delete_user(uid, app=app())
    except auth.UserNotFoundError:
        return


def set_role(uid: str, role: Role, *, granted: bool) -> None:
    """Grant or revoke a role; it takes effect with the person's next token.

    Raises:
        UnknownUserError: there is no such account.

    """
    user = _user(uid)
    claims = {**(user.custom_claims or {}), role: True}
    if not granted:
        del claims[role]
    _admin().set_custom_user_claims(uid, claims, app=app())


def disable(uid: str) -> None:
    """Disable an account permanently.

    Raises:
        UnknownUserError: there is no such account.

    """
    _user(uid)
    _admin().update_user(uid, disabled=True, app=app())


def exists(uid: str) -> bool:
    """Return whether there is an account."""
    try:
        _user(uid)
    except UnknownUserError:
        return False
    return True


def missing(uids: list[str]) -> list[str]:
    """Return the people without an account among up to `MAX_AT_ONCE`."""
    from firebase_admin import auth

    found = auth.get_users([auth.UidIdentifier(uid) for uid in uids], app=app()) if uids else None
    return [one.uid for one in found.not_found] if found else []


def revoke(uid: str) -> None:
    """Revoke all refresh tokens of a person: tokens issued so far are refused from now on."""
    from firebase_admin import auth

    auth.revoke_refresh_tokens(uid, app=app())


def _admin() -> Any:
    from firebase_admin import auth

    return auth


def _user(uid: str) -> Any:
    try:
        return _admin().get_user(uid, app=app())
    except _admin().UserNotFoundError:
        raise UnknownUserError(uid) from None
