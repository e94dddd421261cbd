"""Who may go on: people with an account here whose sign-in is not over."""

from dataclasses import replace

from shared.accounts import rules, store
from shared.cloud.auth.identity import Identity
from shared.problems import Code, Problem

SIGN_IN_AGAIN = "Your sign-in is no longer good. Please sign in again."


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
