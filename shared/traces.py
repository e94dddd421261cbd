"""Trace context: one trace from a request to the events and tasks that follow from it.

Cloud Run gives each request a trace, or continues the one in its `traceparent` header
(https://www.w3.org/TR/trace-context/). Therefore tasks carry that header, and a job keeps it for its upload's event.
"""

import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Self

_W3C = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})")
_GOOGLE = re.compile(r"(?!0{32})([0-9a-f]{32})/([0-9]{1,20})(?:;o=([01]))?")


@dataclass(frozen=True)
class Trace:
    """A position in a trace."""

    trace_id: str
    span_id: str
    is_sampled: bool = False

    @classmethod
    def new(cls) -> Self:
        """Return the start of a new trace."""
        return cls(secrets.token_hex(16), secrets.token_hex(8))

    @classmethod
    def parse(cls, traceparent: str) -> Self | None:
        """Parse a `traceparent` header; return None if it is malformed."""
        match = _W3C.fullmatch(traceparent)
        return cls(match[1], match[2], bool(int(match[3], 16) & 1)) if match else None

    @classmethod
    def parse_google(cls, context: str) -> Self | None:
        """Parse an `X-Cloud-Trace-Context` header, whose span is decimal; return None if it is malformed."""
        match = _GOOGLE.fullmatch(context)
        return cls(match[1], f"{int(match[2]) % 2**64:016x}", match[3] == "1") if match else None

    def __str__(self) -> str:
        """Return the `traceparent` header."""
        return f"00-{self.trace_id}-{self.span_id}-{self.is_sampled:02x}"


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def start(headers: dict[str, str]) -> None:
    """Enter the trace of a request, or a new one."""
    named = Trace.parse(headers.get("Traceparent", ""))
    _current.set(named or Trace.parse_google(headers.get("X-Cloud-Trace-Context", "")) or Trace.new())


def enter(trace: Trace | None) -> None:
    """Enter a position in a trace."""
    _current.set(trace)


def resume(traceparent: str | None) -> None:
    """Continue the trace of the work that led here, if it is known."""
    if trace := Trace.parse(traceparent or ""):
        _current.set(trace)


def current() -> Trace | None:
    """Return the current position in the trace."""
    return _current.get()


def traceparent() -> str:
    """Return the `traceparent` header for work that follows from the current one."""
    return str(_current.get() or Trace.new())
