"""Decisions about notices."""

import hashlib
from datetime import datetime, timedelta

from shared.accounts.models import NoticeKind
from shared.notices.models import Notice

LIFETIME = timedelta(days=90)


def notice_id(recipient: str, kind: NoticeKind, cause: str) -> str:
    """Return the id of the notice that tells a person of a cause: there is one, and it names nobody."""
    return hashlib.sha256(f"{recipient}/{kind}/{cause}".encode()).hexdigest()[:24]


def id_of(notice: Notice) -> str:
    """Return a notice's id: it is caused by what it is about, or by somebody."""
    return notice_id(notice.recipient, notice.kind, notice.subject or notice.actor or "")


def is_news(notice: Notice, before: Notice | None, now: datetime) -> bool:
    """Tell whether a notice tells more than the one of the same cause that is there.

    One that is unread stays as it is, so that a much liked entry makes no document that each like writes; one that has
    been read comes again with somebody else, or with another sentence.
    """
    if before is None or before.expires_at <= now:
        return True
    return before.unread_by is None and (before.actor, before.text) != (notice.actor, notice.text)
