"""Notices: documents, requests."""

from datetime import datetime

from pydantic import Field

from shared.accounts.models import NoticeKind
from shared.base_model import Model, Moment, Uid


class Notice(Model):
    """`notices/{id}`: a notification; there is one per recipient, kind and cause."""

    recipient: Uid
    kind: NoticeKind
    actor: Uid | None = Field(None, description="Who caused it")
    subject: str = Field("", description="What it is about: an entry, a badge, or the subject of moderation")
    text: str | None = Field(None, description="A sentence from moderators")
    unread_by: Uid | None = Field(
        description="The recipient until they have read it, so that one query finds unread notices"
    )
    at: datetime
    expires_at: datetime


class MarkRead(Model):
    """The notices that a person has read."""

    until: Moment | None = Field(None, description="Notices up to this time; all of them if it is not sent")
