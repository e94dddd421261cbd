"""Cloud Tasks → the model → the animals."""

import re

from flask import Request, Response
from pydantic import ValidationError

from shared import logs
from shared.base_model import Model
from shared.http import internal
from shared.settings import settings
from shared.vision import recognition
from shared.vision.providers.base import OverloadedError, TemporaryFailureError
from shared.vision.rules import LeaseHeldError

NEEDS = ("hash_secret", "housekeeping_url", "identify_url", "media_bucket", "tasks_service_account", "uploads_bucket")
internal.prepare(*NEEDS)

PAUSE_SECONDS = 10  # unless the model asks for another pause


class Task(Model):
    """The body of a task."""

    job_id: str
    attempt: int


def main(request: Request) -> Response:
    """Identify one photograph. 2xx ends the task, 500 makes the queue retry it, 503 slows down the whole queue."""
    internal.check_caller(request, settings().identify_url, settings().tasks_service_account)
    try:
        task = Task.model_validate_json(request.get_data())
    except ValidationError as error:
        logs.error("task_malformed", error)
        return Response(status=204)  # a retry cannot fix it
    try:
        recognition.identify(task.job_id, task.attempt, last_try=_tries(request) >= settings().tasks_max_attempts)
    except OverloadedError as overloaded:
        return _slow_down(overloaded.retry_after)
    except (LeaseHeldError, TemporaryFailureError):
        return Response(status=500)
    except Exception as error:  # noqa: BLE001 - one log line; the queue retries
        logs.error("identification_failed", error, job_id=task.job_id, attempt=task.attempt)
        return Response(status=500)
    return Response(status=204)


def _tries(request: Request) -> int:
    """Return the number of times the queue has tried the task, including this one."""
    earlier = request.headers.get("X-CloudTasks-TaskRetryCount", "")
    return int(earlier) + 1 if re.fullmatch("[0-9]{1,9}", earlier) else 1


def _slow_down(seconds: int | None) -> Response:
    return Response(status=503, headers={"Retry-After": str(seconds or PAUSE_SECONDS)})
