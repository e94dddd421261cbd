"""Cloud Scheduler → `/` hourly, `/requests` every few minutes: what is due; Cloud Tasks → `/tasks/…`: one piece of it.

Cloud Run lets only the service accounts of the scheduler and of the tasks in.
"""

from datetime import UTC, datetime

from flask import Request, Response

from shared import housekeeping, logs
from shared.http import health
from shared.part import Work
from shared.settings import settings

settings()
logs.configure()
health.serve_in_framework()

RUNS = {"/": False, "/requests": True}
TASKS = "/tasks/"


def main(request: Request) -> Response:
    """Find what is due, or do a piece of it. A failure answers 500: it is tried again, or found again."""
    logs.start_trace(dict(request.headers))
    try:
        if request.path in RUNS:
            report = housekeeping.run(datetime.now(UTC), urgent=RUNS[request.path])
            return Response(report.model_dump_json(), mimetype="application/json")
        if request.path.startswith(TASKS):
            housekeeping.do(request.path.removeprefix(TASKS), Work.model_validate_json(request.get_data()))
            return Response(status=204)
    except Exception as error:  # noqa: BLE001 - told as one log line, not as a stack trace of the framework's
        logs.error("housekeeping_failed", error, path=request.path)
        return Response(status=500)
    return Response(status=404)
