"""Cloud Storage: objects in the two buckets, and signed URLs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from shared.settings import settings

if TYPE_CHECKING:  # takes 0.25 s; functions that touch no object never import it
    from google.cloud.storage import Blob, Client
    from google.cloud.storage.fileio import BlobWriter

PIECE_BYTES = 1024 * 1024  # read at a time, however large the object is
WRITTEN_AT_ONCE = 4 * PIECE_BYTES  # a multiple of 256 KiB; the library's default is 40 MiB


@dataclass(frozen=True)
class SignedUpload:
    """A signed request that can store an object once."""

    url: str
    method: str
    headers: dict[str, str]


@dataclass(frozen=True)
class StoredObject:
    """An object as it was when it was looked up."""

    blob: "Blob"

    @property
    def size(self) -> int:
        return int(self.blob.size or 0)

    @property
    def fingerprint(self) -> str:
        """A value that identifies its content."""
        return str(self.blob.md5_hash)

    def pieces(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yield its bytes from `start` up to `stop` lazily, piece by piece.

        Raises:
            GoogleAPIError: it cannot be read, or has been replaced or deleted.

        """
        stop = self.size if stop is None else stop
        for begin in range(start, stop, PIECE_BYTES):
            end = min(begin + PIECE_BYTES, stop) - 1
            yield self.blob.download_as_bytes(
                start=begin, end=end, checksum=None, if_generation_match=self.blob.generation
            )


@cache
def client() -> "Client":
    """Return this process's Storage client."""
    from google.cloud.storage import Client

    return Client(project=settings().google_cloud_project)


def find(bucket: str, name: str) -> StoredObject | None:
    """Return an object without reading its content, or None if it does not exist."""
    blob = client().bucket(bucket).get_blob(name)
    return StoredObject(blob) if blob else None


def read(bucket: str, name: str) -> bytes | None:
    """Return an object's bytes, or None if it does not exist."""
    from google.cloud.exceptions import NotFound

    try:
        data: bytes = client().bucket(bucket).blob(name).download_as_bytes()
        return data
    except NotFound:
        return None


def write(bucket: str, name: str, data: bytes, content_type: str) -> None:
    """Store an object; repeating it changes nothing."""
    client().bucket(bucket).blob(name).upload_from_string(data, content_type=content_type)


def writer(bucket: str, name: str, content_type: str) -> "BlobWriter":
    """Return a file for writing an object piece by piece; the object exists once the file is closed."""
    blob = client().bucket(bucket).blob(name)
    out: BlobWriter = blob.open("wb", chunk_size=WRITTEN_AT_ONCE, content_type=content_type, ignore_flush=True)
    return out


def delete(bucket: str, name: str) -> None:
    """Delete an object if it exists."""
    from google.cloud.exceptions import NotFound

    try:
        client().bucket(bucket).blob(name).delete()
    except NotFound:
        return


def names(bucket: str, prefix: str = "", *, start: str = "", older_than: datetime | None = None) -> Iterator[str]:
    """Yield the names of the objects with a prefix, in order.

    Args:
        bucket: The bucket.
        prefix: The prefix of the names.
        start: The first name to include; there need not be such an object.
        older_than: Include only objects created before this moment.

    """
    for blob in client().list_blobs(bucket, prefix=prefix, start_offset=start):
        if older_than is None or blob.time_created < older_than:
            yield str(blob.name)


def sign_upload(bucket: str, name: str, *, content_type: str, max_bytes: int, expires: datetime) -> SignedUpload:
    """Sign a V4 PUT of one new object with this content type and at most `max_bytes` bytes."""
    headers = {
        "Content-Type": content_type,
        "x-goog-content-length-range": f"1,{max_bytes}",
        "x-goog-if-generation-match": "0",
    }
    signed = {name: value for name, value in headers.items() if name != "Content-Type"}
    url: str = (
        client()
        .bucket(bucket)
        .blob(name)
        .generate_signed_url(
            version="v4", method="PUT", expiration=expires, content_type=content_type, headers=signed, **_signer()
        )
    )
    return SignedUpload(url, "PUT", headers)


def sign_download(bucket: str, name: str, *, filename: str, expires: datetime) -> str:
    """Sign a V4 GET of one object, which browsers save under this name."""
    blob = client().bucket(bucket).blob(name)
    url: str = blob.generate_signed_url(
        version="v4",
        method="GET",
        expiration=expires,
        response_disposition=f'attachment; filename="{filename}"',
        **_signer(),
    )
    return url


def ping(timeout: float) -> object:
    """Check that Cloud Storage responds."""
    return list(client().list_blobs(settings().media_bucket, max_results=1, timeout=timeout, retry=None))


def _signer() -> dict[str, Any]:
    """Return the signing options: the local key, or (on Cloud Run, which has none) the IAM API."""
    from google.auth import credentials as google_credentials

    credentials = signing_credentials()
    if isinstance(credentials, google_credentials.Signing):
        return {"credentials": credentials}
    if not credentials.valid:
        from google.auth.transport.requests import Request

        credentials.refresh(Request())
    return {"service_account_email": credentials.service_account_email, "access_token": credentials.token}


@cache
def signing_credentials() -> Any:
    """Return this process's credentials, which sign upload URLs."""
    import google.auth

    credentials, _ = google.auth.default(scopes=["https://www.googleapis.com/auth/cloud-platform"])
    return credentials
