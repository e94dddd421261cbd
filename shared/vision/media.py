"""The objects of photographs and their pictures in the two buckets."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from shared.cloud import storage
from shared.cloud.storage import StoredObject
from shared.settings import settings
from shared.vision.images.pictures import Pictures
from shared.vision.models import Job, Variant

FILES = {
    Variant.DEX: ("dex.png", "image/png"),
    Variant.DISPLAY: ("display.jpg", "image/jpeg"),
    Variant.THUMB: ("thumb.jpg", "image/jpeg"),
    Variant.MODEL: ("model.jpg", "image/jpeg"),
}
PREFIX = "jobs/"


class StoredPicture(NamedTuple):
    """A stored picture; one that stands in for another must not be cached."""

    content: StoredObject
    content_type: str
    stands_in: bool = False


def folder(job_id: str) -> str:
    """Return the prefix of a job's pictures in the media bucket."""
    return f"{PREFIX}{job_id}/"


def find_picture(job_id: str, variant: Variant, quarter_turns: int) -> StoredPicture | None:
    """Return a job's picture for sending. Callers must have checked who may see it."""
    content = storage.find(settings().media_bucket, _picture(job_id, variant, quarter_turns))
    return StoredPicture(content, FILES[variant][1]) if content else None


def read_picture(job_id: str, variant: Variant, quarter_turns: int) -> bytes | None:
    """Return the bytes of a job's picture."""
    return storage.read(settings().media_bucket, _picture(job_id, variant, quarter_turns))


def write_pictures(job_id: str, quarter_turns: int, pictures: Pictures) -> None:
    """Store a job's pictures; their names are derived from the job, so storing them twice changes nothing."""
    for variant, data in pictures.files.items():
        storage.write(settings().media_bucket, _picture(job_id, variant, quarter_turns), data, FILES[variant][1])


def _picture(job_id: str, variant: Variant, quarter_turns: int) -> str:
    return f"{folder(job_id)}{quarter_turns}/{FILES[variant][0]}"


def find_original(job: Job) -> StoredPicture | None:
    """Return the original photograph with its metadata, for its owner only."""
    content = storage.find(settings().media_bucket, _original(job.id))
    return StoredPicture(content, job.content_type) if content else None


def write_original(job_id: str, data: bytes, content_type: str) -> None:
    """Store the photograph permanently beside its pictures, since the uploads bucket's lifecycle rule empties it."""
    storage.write(settings().media_bucket, _original(job_id), data, content_type)


def _original(job_id: str) -> str:
    return f"{folder(job_id)}original"


def read_upload(job_id: str) -> bytes | None:
    """Return the photograph as uploaded, before its conversion."""
    return storage.read(settings().uploads_bucket, job_id)


def delete_upload(job_id: str) -> None:
    """Delete the upload: it has been stored elsewhere, or is not wanted."""
    storage.delete(settings().uploads_bucket, job_id)


def with_objects(beginning: str, start: str, older_than: datetime) -> Iterator[str]:
    """Yield, in order from `start`, the job ids with a prefix that have objects older than a moment."""
    old = storage.names(settings().media_bucket, PREFIX + beginning, start=PREFIX + start, older_than=older_than)
    for job_id, _ in groupby(name.removeprefix(PREFIX).partition("/")[0] for name in old):
        yield job_id


def delete_all(job_id: str) -> None:
    """Delete the photograph and all its pictures."""
    for name in storage.names(settings().media_bucket, folder(job_id)):
        storage.delete(settings().media_bucket, name)
    delete_upload(job_id)
