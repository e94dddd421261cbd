"""Rules for notices."""

import hashlib
from datetime import datetime, timedelta

from shared.accounts.models import NoticeKind
from shared.notices.models import Notice

LIFETIME = timedelta(days=90)


def notice_id(recipient: str, kind: NoticeKind, cause: str) -> str:
    """Return the id of a recipient's notice of a cause: it is unique and names nobody."""
    return hashlib.sha256(f"{recipient}/{kind}/{cause}".encode()).hexdigest()[:24]


def id_of(notice: Notice) -> str:
    """Return a notice's id; its cause is its subject, or else its actor."""
    return notice_id(notice.recipient, notice.kind, notice.subject or notice.actor or "")


def is_news(notice: Notice, before: Notice | None, now: datetime) -> bool:
    """Return whether a notice is news compared with an existing one of the same cause.

    An unread notice is not rewritten, so that many likes of an entry do not all write the same document; a notice that
    has been read reappears with a different person or text.
    """
    if before is None or before.expires_at <= now:
        return True
    return before.unread_by is None and (before.actor, before.text) != (notice.actor, notice.text)
