"""Cloud Scheduler → everything that has to be tidied up. Cloud Run lets only the scheduler's service account in."""

from flask import Request, Response

from shared import logs
from shared.http import health
from shared.settings import settings
from shared.vision import housekeeping

settings()
logs.configure()
health.serve_in_framework()


def main(request: Request) -> Response:
    """Tidy up once. A failure answers 500; the next run goes on where this one died."""
    logs.start_trace(dict(request.headers))
    try:
        report = housekeeping.run()
    except Exception as error:  # noqa: BLE001 - told as one log line, not as a stack trace of the framework's
        logs.error("housekeeping_failed", error)
        return Response(status=500)
    return Response(report.model_dump_json(), mimetype="application/json")
