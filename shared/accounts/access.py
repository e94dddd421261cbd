"""Access checks: the account exists, is not suspended, and the session has not ended."""

from dataclasses import replace

from shared.accounts import rules, store
from shared.cloud.auth.identity import Identity
from shared.problems import Code, Problem

SIGN_IN_AGAIN = "Your session has ended. Please sign in again."


def check(who: Identity, *, suspended_too: bool = False) -> Identity:
    """Return the identity if it has an account, its session has not ended, and it is not suspended.

    It costs one read. Asking Firebase Auth instead would be slower, and is rate limited.

    Raises:
        Problem: `no_account`, `not_signed_in`, or `suspended` (with the reason) unless `suspended_too`.

    """
    user = store.get_user(who.uid)
    if user is None:
        raise Problem(Code.NO_ACCOUNT)
    if rules.is_over(user, who.signed_in_at):
        raise Problem(Code.NOT_SIGNED_IN, SIGN_IN_AGAIN)
    if user.suspension and not suspended_too:
        raise Problem(Code.SUSPENDED, f"Your account is suspended: {user.suspension.reason}")
    return replace(who, suspended=user.suspension is not None)
