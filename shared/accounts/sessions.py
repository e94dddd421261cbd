"""Ending sessions: signing out, and locking out people who are being deleted."""

import time

from shared import logs
from shared.accounts import rules, store
from shared.cloud.auth import accounts as auth_accounts
from shared.cloud.firestore import transact


def log_out(uid: str) -> None:
    """End all sessions of a person at once, and wait until signing in again is possible."""
    now = time.time()
    _end_sign_ins(uid, int(now) + 1)  # tokens carry whole seconds: those of this one end too
    auth_accounts.revoke(uid)
    logs.info("signed_out", uid=uid)
    time.sleep(int(now) + 1 - now)


def shut_out(uid: str) -> None:
    """End all sessions of a person at once, and prevent further sign-ins."""
    _end_sign_ins(uid, rules.FOR_GOOD)
    if auth_accounts.exists(uid):
        auth_accounts.disable(uid)
        auth_accounts.revoke(uid)


def _end_sign_ins(uid: str, until: int) -> None:
    transact(lambda unit: store.sign_out(unit, uid, until))
