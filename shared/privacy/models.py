"""Exports and deletions: documents and replies."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from shared.base_model import Model


class ExportStatus(StrEnum):
    """The state of an export."""

    PREPARING = "preparing"
    READY = "ready"


class Progress(Model):
    """The progress of an export: the next piece to write."""

    export: int = Field(0, description="The index among the exports that the parts declare")
    cursor: str = ""
    sections: int = Field(0, description="The number of pieces written")


class ExportRecord(Model):
    """`exports/{uid}`."""

    requested_at: datetime
    ready_at: datetime | None = None
    file_sizes: list[int] = Field(default_factory=list, description="The size of each finished file in bytes")
    progress: Progress = Field(default_factory=Progress)


class ExportFile(Model):
    """A ZIP file of an export."""

    name: str
    size_bytes: int
    url: str = Field(description="The download link, valid for 15 minutes")


class ExportReply(Model):
    """An export, as its owner sees it."""

    status: ExportStatus
    requested_at: datetime
    ready_at: datetime | None
    expires_at: datetime | None = Field(None, description="When the files are deleted")
    files: list[ExportFile] = Field(default_factory=list, description="The files, once the export is ready")


class Deletion(Model):
    """`deletions/{uid}`: a pending account deletion; it is kept until no data is left."""

    requested_at: datetime
    erased_at: datetime | None = None
    erased: dict[str, int] = Field(default_factory=dict, description="Part → number of items deleted")


class DeletionReply(Model):
    """The reply to a deletion request."""

    requested_at: datetime


class DeletionReport(Model):
    """`deletion_reports/{hash of the uid}`: the proof that no data is left. It names nobody."""

    requested_at: datetime
    erased_at: datetime
    erased: dict[str, int]
    proven_at: datetime
    places_searched: int = Field(description="The number of places in Firestore and Cloud Storage that can hold a uid")
