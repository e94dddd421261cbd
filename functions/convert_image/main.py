"""Object finalized in the uploads bucket → the standard pictures, and a task for the model."""

import functions_framework
from cloudevents.http import CloudEvent
from werkzeug.exceptions import ServiceUnavailable

from shared import logs
from shared.http import health
from shared.settings import settings
from shared.vision import pipeline
from shared.vision.rules import LeaseHeldError

settings()
logs.configure()
health.serve_in_framework()


@functions_framework.cloud_event
def main(event: CloudEvent) -> None:
    """Convert one upload. A failure answers 5xx, and Eventarc delivers the event again."""
    try:
        pipeline.convert_upload(event.data["name"])
    except LeaseHeldError as busy:
        raise ServiceUnavailable(retry_after=busy.retry_after) from None
    except Exception as error:  # noqa: BLE001 - told as one log line, not as a stack trace of the framework's
        logs.error("conversion_failed", error, object=event.data["name"])
        raise ServiceUnavailable from None
