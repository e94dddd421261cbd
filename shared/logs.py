"""Structured logs: one JSON object a line, as Cloud Logging reads them."""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime

from shared.settings import settings

_trace: ContextVar[dict[str, str]] = ContextVar("trace", default={})  # noqa: B039 - replaced, never changed
_logger = logging.getLogger("biologidex")


def start_trace(headers: dict[str, str]) -> None:
    """Tie the log lines of this request to its trace and execution, as Cloud Run's headers name them."""
    fields: dict[str, str] = {}
    if context := headers.get("X-Cloud-Trace-Context"):
        trace = context.partition("/")[0]
        fields["logging.googleapis.com/trace"] = f"projects/{settings().google_cloud_project}/traces/{trace}"
    if execution := headers.get("Function-Execution-Id"):
        fields["execution_id"] = execution
    _trace.set(fields)


def info(event: str, **fields: object) -> None:
    """Log that something happened."""
    _logger.info(event, extra={"fields": fields})


def warning(event: str, **fields: object) -> None:
    """Log that something went wrong that the system mends by itself."""
    _logger.warning(event, extra={"fields": fields})


def error(event: str, cause: BaseException | None = None, **fields: object) -> None:
    """Log that something went wrong that an operator should look at."""
    _logger.error(event, extra={"fields": fields}, exc_info=cause)


class JsonFormatter(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "severity": record.levelname,
            "message": record.getMessage(),
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            **_trace.get(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["cause"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def configure() -> None:
    """Send this product's log lines to standard output."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    _logger.handlers = [handler]
    _logger.propagate = False
    _logger.setLevel(settings().log_level)
