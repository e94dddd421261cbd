"""Housekeeping of friendships: what is counted of them is held against what there is."""

from datetime import datetime
from functools import partial
from string import ascii_letters, digits

from shared import logs
from shared.cloud.firestore import UnitOfWork, transact
from shared.part import SAMPLE, Found, Work, drawn
from shared.social import store
from shared.social.models import SocialCounts


def find_sample(at: datetime, _: str) -> Found:
    """Find a few people, others each time, whose counts are held against their friendships."""
    return Found(store.sample(drawn(at, ascii_letters + digits), SAMPLE))


def check_counts(work: Work) -> None:
    """Count a person's friends and open requests again; mend what differs, and say so."""
    uid = work.subject
    before = transact(partial(store.get_counts, uid=uid))
    right = store.count(uid)
    if before != right and transact(partial(_mend, uid=uid, before=before, right=right)):
        where = [f"social.{name}" for name, value in right if getattr(before, name) != value]
        logs.error("recount_differs", uid=uid, differences=len(where), where=where)


def _mend(unit: UnitOfWork, uid: str, before: SocialCounts, right: SocialCounts) -> bool:
    """Tell whether a person's counts are still those that were read; if so, correct them."""
    if store.get_counts(unit, uid) != before:
        return False
    store.put_counts(unit, uid, right)
    return True
