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
    """The progress of an export: the next piece of its contents."""

    export: int = Field(0, description="Which of the exports that the parts declare")
    cursor: str = ""
    sections: int = Field(0, description="How many pieces of this export are written")


class ExportRecord(Model):
    """`exports/{uid}`."""

    requested_at: datetime
    ready_at: datetime | None = None
    file_sizes: list[int] = Field(default_factory=list, description="The bytes of each file that is written")
    progress: Progress = Field(default_factory=Progress)


class ExportFile(Model):
    """A ZIP of an export."""

    name: str
    size_bytes: int
    url: str = Field(description="Where it is fetched, for 15 minutes")


class ExportReply(Model):
    """An export, as its person sees it."""

    status: ExportStatus
    requested_at: datetime
    ready_at: datetime | None
    expires_at: datetime | None = Field(None, description="When the files are deleted")
    files: list[ExportFile] = Field(default_factory=list, description="Once it is ready")


class Deletion(Model):
    """`deletions/{uid}`: a person who goes; it is kept until nothing of them is left."""

    requested_at: datetime
    erased_at: datetime | None = None
    erased: dict[str, int] = Field(default_factory=dict, description="Part → how many things were deleted")


class DeletionReply(Model):
    """The answer to a person who goes."""

    requested_at: datetime


class DeletionReport(Model):
    """`deletion_reports/{hash of the uid}`: the proof that nothing is left. It names nobody."""

    requested_at: datetime
    erased_at: datetime
    erased: dict[str, int]
    proven_at: datetime
    places_searched: int = Field(description="Every place in Firestore and Cloud Storage that can hold a uid")
