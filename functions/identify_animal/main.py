"""Cloud Tasks → the model → the animals. Cloud Run lets only the queue's service account in."""

from flask import Request, Response
from pydantic import ValidationError

from shared import logs
from shared.base_model import Model
from shared.http import health
from shared.settings import settings
from shared.vision import pipeline
from shared.vision.providers.base import TemporaryFailureError
from shared.vision.rules import LeaseHeldError

settings()
logs.configure()
health.serve_in_framework()


class Task(Model):
    """The body of a task."""

    job_id: str
    attempt: int


def main(request: Request) -> Response:
    """Identify one photograph. 2xx ends the task; anything else makes the queue try again."""
    logs.start_trace(dict(request.headers))
    try:
        task = Task.model_validate_json(request.get_data())
    except ValidationError as error:
        logs.error("task_malformed", error)
        return Response(status=204)  # it will never be right: not to be tried again
    tries = int(request.headers.get("X-CloudTasks-TaskRetryCount", "0")) + 1
    try:
        pipeline.identify(task.job_id, task.attempt, last_try=tries >= settings().tasks_max_attempts)
    except (LeaseHeldError, TemporaryFailureError) as later:
        return _later(later.retry_after)
    except Exception as error:  # noqa: BLE001 - told as one log line; the queue tries again
        logs.error("identification_failed", error, job_id=task.job_id, attempt=task.attempt)
        return _later(None)
    return Response(status=204)


def _later(seconds: int | None) -> Response:
    return Response(status=503, headers={"Retry-After": str(seconds)} if seconds else {})
