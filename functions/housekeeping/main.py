"""Housekeeping: Cloud Scheduler calls `/` hourly and `/requests` every few minutes; Cloud Tasks calls `/tasks/…`."""

from datetime import UTC, datetime

from flask import Request, Response

from shared import housekeeping, logs
from shared.http import internal
from shared.part import Work
from shared.settings import settings

NEEDS = (
    "firebase_api_key",
    "hash_secret",
    "housekeeping_url",
    "identify_url",
    "media_bucket",
    "scheduler_service_account",
    "tasks_service_account",
    "uploads_bucket",
)
internal.prepare(*NEEDS)

RUNS = {"/": False, "/requests": True}
TASKS = "/tasks/"


def main(request: Request) -> Response:
    """Find the chores that are due, or do one piece of a chore. A failure answers 500 and is retried or found again."""
    is_task = request.path.startswith(TASKS)
    account = settings().tasks_service_account if is_task else settings().scheduler_service_account
    internal.check_caller(request, settings().housekeeping_url, account)
    try:
        if request.path in RUNS:
            report = housekeeping.run(datetime.now(UTC), urgent=RUNS[request.path])
            return Response(report.model_dump_json(), mimetype="application/json")
        if is_task:
            housekeeping.do(request.path.removeprefix(TASKS), Work.model_validate_json(request.get_data()))
            return Response(status=204)
    except Exception as error:  # noqa: BLE001 - one log line instead of the framework's stack trace
        logs.error("housekeeping_failed", error, path=request.path)
        return Response(status=500)
    return Response(status=404)
