"""Notices: documents, requests."""

from datetime import datetime

from pydantic import Field

from shared.accounts.models import NoticeKind
from shared.base_model import Model, Moment, Uid


class Notice(Model):
    """`notices/{id}`: something that a person is told; there is one for a person, a kind and a cause."""

    recipient: Uid
    kind: NoticeKind
    actor: Uid | None = Field(None, description="Who caused it")
    subject: str = Field("", description="What it is about: an entry, a badge; what moderation concerns")
    text: str | None = Field(None, description="A sentence, from moderation")
    unread_by: Uid | None = Field(description="The recipient until they have read it: the unread ones are one query")
    at: datetime
    expires_at: datetime


class MarkRead(Model):
    """Which notices a person has read."""

    until: Moment | None = Field(None, description="Those up to this time; all, when it is not sent")
