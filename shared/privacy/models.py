"""Exports and deletions: what is stored and answered."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from shared.base_model import Model


class ExportStatus(StrEnum):
    """Where an export is."""

    PREPARING = "preparing"
    READY = "ready"


class Export(Model):
    """`exports/{uid}`."""

    status: ExportStatus
    requested_at: datetime
    ready_at: datetime | None = None
    size_bytes: int | None = None


class ExportReply(Export):
    """What a person sees of their export."""

    url: str | None = Field(None, description="Where the ZIP is fetched, for 15 minutes, once it is ready")
    expires_at: datetime | None = Field(None, description="When the ZIP is deleted")


class Deletion(Model):
    """`deletions/{uid}`: a person who goes; it is kept until nothing of them is left."""

    requested_at: datetime
    erased_at: datetime | None = None
    erased: dict[str, int] = Field(default_factory=dict, description="Part → how many things were deleted")


class DeletionReply(Model):
    """The answer to a person who goes."""

    requested_at: datetime


class Scan(Model):
    """What a search of every collection and bucket found."""

    documents: int
    objects: int
    traces: dict[str, list[str]] = Field(description="uid → where it still stands")


class DeletionReport(Model):
    """`deletion_reports/{hash of the uid}`: the proof that nothing is left. It names nobody."""

    requested_at: datetime
    erased_at: datetime
    erased: dict[str, int]
    proven_at: datetime
    documents_searched: int
    objects_searched: int
