"""The end of sign-ins: signing out, and going for good."""

import time

from shared import logs
from shared.accounts import rules, store
from shared.cloud.auth import accounts as auth_accounts
from shared.cloud.firestore import transact


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
