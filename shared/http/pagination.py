"""Lists: `limit` and an opaque `cursor` in, `items` and `next_cursor` out."""

import base64
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from shared.http.problems import Code, Problem
from shared.model import Model, Page

Values = dict[str, Any]
"""The values of the last item that the list's order depends on."""


def encode_cursor(values: Values) -> str:
    """Return the cursor that stands behind an item with these values (str, int or datetime)."""
    plain = {
        key: {"time": value.isoformat()} if isinstance(value, datetime) else value for key, value in values.items()
    }
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, order: tuple[str, ...]) -> Values:
    """Return the values that a cursor stands for.

    Raises:
        Problem: `invalid_cursor`: it is not one of this list's.

    """
    try:
        plain = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = {
            key: datetime.fromisoformat(value["time"]) if isinstance(value, dict) else value
            for key, value in plain.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Problem(Code.INVALID_CURSOR) from None
    if set(values) != set(order):
        raise Problem(Code.INVALID_CURSOR)
    return values


def paginate[Stored, Item: Model](
    found: list[Stored], limit: int, show: Callable[[Stored], Item], values: Callable[[Stored], Values]
) -> Page[Item]:
    """Make a page of what a query for `limit + 1` items found."""
    shown, more = found[:limit], len(found) > limit
    return Page(
        items=[show(item) for item in shown], next_cursor=encode_cursor(values(shown[-1])) if more and shown else None
    )
