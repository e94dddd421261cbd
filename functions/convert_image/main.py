"""Object finalized in the uploads bucket → standard pictures and an identification task."""

import functions_framework
from cloudevents.http import CloudEvent
from flask import request
from pydantic import Field, ValidationError
from werkzeug.exceptions import ServiceUnavailable

from shared import logs
from shared.base_model import Model
from shared.http import internal
from shared.settings import settings
from shared.vision import conversion
from shared.vision.rules import LeaseHeldError

NEEDS = (
    "convert_url",
    "hash_secret",
    "housekeeping_url",
    "identify_url",
    "media_bucket",
    "tasks_service_account",
    "trigger_service_account",
    "uploads_bucket",
)
internal.prepare(*NEEDS)

FINALIZED = "google.cloud.storage.object.v1.finalized"


class Upload(Model):
    """The uploaded object in an event; its name is the job's id."""

    bucket: str
    name: str = Field(pattern=r"^[0-9a-f]{24}$")


@functions_framework.cloud_event
def main(event: CloudEvent) -> None:
    """Convert one upload. On failure it answers 5xx, and Eventarc redelivers the event."""
    internal.check_caller(request, settings().convert_url, settings().trigger_service_account)
    upload = _upload(event)
    if upload is None:
        logs.error("event_refused", type=event["type"], subject=event.get("subject"))
        return  # redelivery cannot fix it
    try:
        conversion.convert_upload(upload.name)
    except LeaseHeldError as busy:
        raise ServiceUnavailable(retry_after=busy.retry_after) from None
    except Exception as error:  # noqa: BLE001 - one log line instead of the framework's stack trace
        logs.error("conversion_failed", error, object=upload.name)
        raise ServiceUnavailable from None


def _upload(event: CloudEvent) -> Upload | None:
    """Return the upload described by an event; None if the event is about anything else."""
    try:
        upload = Upload.model_validate(event.data)
    except ValidationError:
        return None
    return upload if event["type"] == FINALIZED and upload.bucket == settings().uploads_bucket else None
