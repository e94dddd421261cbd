"""Structured logs for Cloud Logging: one JSON object per line.

Its special fields: https://cloud.google.com/logging/docs/structured-logging. Error Reporting takes an error's stack
from `stack_trace` (https://cloud.google.com/error-reporting/docs/formatting-error-messages), so that `message` stays
the event's name, which metrics and alerts count.
"""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime

from shared import traces
from shared.settings import settings

REPORTED_ERROR = "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent"

_execution: ContextVar[dict[str, str]] = ContextVar("execution", default={})  # noqa: B039 - replaced, never changed
_logger = logging.getLogger("biologidex")


def start_request(headers: dict[str, str]) -> None:
    """Attach a request's trace and execution, from Cloud Run's headers, to the log lines that follow."""
    traces.start(headers)
    execution = headers.get("Function-Execution-Id")
    _execution.set({"execution_id": execution} if execution else {})


def info(event: str, **fields: object) -> None:
    """Log that something happened."""
    _logger.info(event, extra={"fields": fields})


def warning(event: str, **fields: object) -> None:
    """Log a problem that the system recovers from by itself."""
    _logger.warning(event, extra={"fields": fields})


def error(event: str, cause: BaseException | None = None, **fields: object) -> None:
    """Log a problem that an operator should look into."""
    _logger.error(event, extra={"fields": fields}, exc_info=cause)


def _trace() -> dict[str, object]:
    trace = traces.current()
    if trace is None:
        return {}
    return {
        "logging.googleapis.com/trace": f"projects/{settings().google_cloud_project}/traces/{trace.trace_id}",
        "logging.googleapis.com/spanId": trace.span_id,
        "logging.googleapis.com/trace_sampled": trace.is_sampled,
    }


class JsonFormatter(logging.Formatter):
    """A formatter that writes a log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "severity": record.levelname,
            "message": record.getMessage(),
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            **_trace(),
            **_execution.get(),
            **getattr(record, "fields", {}),
        }
        if record.levelno >= logging.ERROR:
            line["@type"] = REPORTED_ERROR
        if record.exc_info and record.exc_info[0]:
            line["stack_trace"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def configure() -> None:
    """Send this product's log lines to standard output."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    _logger.handlers = [handler]
    _logger.propagate = False
    _logger.setLevel(settings().log_level)
