"""Object finalized in the uploads bucket → the standard pictures, and a task for the model."""

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
    """The object that an event tells of: its name is the id of its job."""

    bucket: str
    name: str = Field(pattern=r"^[0-9a-f]{24}$")


@functions_framework.cloud_event
def main(event: CloudEvent) -> None:
    """Convert one upload. A failure answers 5xx, and Eventarc delivers the event again."""
    internal.check_caller(request, settings().convert_url, settings().trigger_service_account)
    upload = _upload(event)
    if upload is None:
        logs.error("event_refused", type=event["type"], subject=event.get("subject"))
        return  # it will never be right: not to be delivered again
    try:
        conversion.convert_upload(upload.name)
    except LeaseHeldError as busy:
        raise ServiceUnavailable(retry_after=busy.retry_after) from None
    except Exception as error:  # noqa: BLE001 - told as one log line, not as a stack trace of the framework's
        logs.error("conversion_failed", error, object=upload.name)
        raise ServiceUnavailable from None


def _upload(event: CloudEvent) -> Upload | None:
    """Return the upload that an event tells of; None when it tells of anything else."""
    try:
        upload = Upload.model_validate(event.data)
    except ValidationError:
        return None
    return upload if event["type"] == FINALIZED and upload.bucket == settings().uploads_bucket else None
