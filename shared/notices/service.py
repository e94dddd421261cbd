"""Sending, withdrawing and reading notices. They are sent in the unit of work that causes them."""

from datetime import UTC, datetime
from functools import partial

from shared.accounts import people
from shared.accounts.models import NoticeKind
from shared.base_model import PageQuery
from shared.cloud.firestore import UnitOfWork, transact
from shared.notices import rules, store
from shared.notices.models import MarkRead, Notice
from shared.pages import decode_cursor, next_page
from shared.part import Section

NOTICES_AT_ONCE = 300


def send(
    unit: UnitOfWork,
    recipient: str,
    kind: NoticeKind,
    subject: str = "",
    *,
    actor: str | None = None,
    text: str | None = None,
) -> None:
    """Send a notice once, unless its kind is muted; moderation cannot be muted.

    `subject` is what it is about (an entry's id, a badge); without one, it is about the `actor`.
    """
    if kind is not NoticeKind.MODERATION and people.mutes(unit, recipient, kind):
        return
    now = datetime.now(UTC)
    notice = Notice(
        recipient=recipient,
        kind=kind,
        actor=actor,
        subject=subject,
        text=text,
        unread_by=recipient,
        at=now,
        expires_at=now + rules.LIFETIME,
    )
    notice_id = rules.id_of(notice)
    if rules.is_news(notice, store.get(unit, notice_id), now):
        store.put(unit, notice_id, notice)


def withdraw(unit: UnitOfWork, recipient: str, kind: NoticeKind, cause: str) -> None:
    """Withdraw a notice whose cause (the subject, or else the actor) is gone; it need not exist."""
    store.delete(unit, rules.notice_id(recipient, kind, cause))


def pass_on(unit: UnitOfWork, recipient: str, kind: NoticeKind, cause: str, gone: str, successor: str) -> None:
    """Change the actor of a notice from one person, who no longer applies, to another."""
    notice_id = rules.notice_id(recipient, kind, cause)
    notice = store.get(unit, notice_id)
    if notice and notice.actor == gone:
        store.put(unit, notice_id, notice.model_copy(update={"actor": successor}))


def withdraw_about(subject: str, until: datetime, limit: int) -> int:
    """Withdraw a batch of all recipients' notices about a subject, up to a time; return their number."""
    return store.delete_about(subject, until, limit)


def page_of(recipient: str, page: PageQuery) -> tuple[list[tuple[str, Notice]], str | None]:
    """Return a page of a person's notices with their ids, the newest first, and the cursor of the next page.

    Raises:
        Problem: `invalid_cursor`.

    """
    after = decode_cursor(page.cursor, store.ORDER) if page.cursor else None
    return next_page(store.of(recipient, page.limit + 1, after), page.limit, lambda one: store.order_values(*one))


def count_unread(recipient: str) -> int:
    """Return the number of a person's unread notices."""
    return store.count_unread(recipient)


def mark_read(recipient: str, request: MarkRead) -> None:
    """Mark a person's notices up to a time as read."""
    until = request.until or datetime.now(UTC)
    mark_some = partial(store.mark_read, recipient=recipient, until=until, limit=NOTICES_AT_ONCE)
    while transact(mark_some) == NOTICES_AT_ONCE:
        pass


def export(uid: str, cursor: str) -> Section:
    """Return a batch of a person's notices."""
    return Section(*store.by_id(uid, NOTICES_AT_ONCE, cursor))


def erase(uid: str, limit: int) -> int:
    """Delete a batch of the notices to a person or caused by them."""
    return store.delete_some(uid, limit)
