"""The lines that commands print."""

from typing import NamedTuple


class Line(NamedTuple):
    """The result of one check: whether it is as it should be, and what was found."""

    ok: bool
    what: str
    said: str

    def __str__(self) -> str:
        return f"{'ok' if self.ok else 'wrong':6}{self.what:16}{self.said}"
