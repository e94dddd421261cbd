"""What a command found, a line a thing."""

from typing import NamedTuple


class Line(NamedTuple):
    """Something that was looked at: whether it is as it should be, and what was seen."""

    ok: bool
    what: str
    said: str

    def __str__(self) -> str:
        return f"{'ok' if self.ok else 'wrong':6}{self.what:16}{self.said}"
