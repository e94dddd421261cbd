"""The base of every stored document, request and reply; and the pages of lists."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.config import JsonDict

# No id that we gave looks otherwise, and Firestore takes no `/`, `.`, `..` or `__…__` for the id of a document.
Id = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]


def _in_utc(moment: datetime) -> datetime:
    return _in_calendar(moment).astimezone(UTC)


def _in_calendar(moment: datetime) -> datetime:
    try:
        moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("The calendar has no such time.") from None
    return moment


class UidMarker:
    """Marks a field that can hold a person's uid: what proves a deletion looks there."""


Uid = Annotated[str, UidMarker()]


def _read_moment(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("Give a date, a time and a zone, e.g. 2026-05-01T12:00:00Z.") from None


def _true_or_false(value: object) -> object:
    if isinstance(value, str) and value not in {"true", "false"}:
        raise ValueError("Say true or false.")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_read_moment), AfterValidator(_in_utc)]
LocalMoment = Annotated[AwareDatetime, BeforeValidator(_read_moment), AfterValidator(_in_calendar)]
"""A moment with the offset from UTC that it was written with."""

Flag = Annotated[bool, BeforeValidator(_true_or_false)]
"""True or false in a query."""


def without_defaults(schema: JsonDict) -> None:
    """Take the defaults out of the JSON schema of changes: what is not sent stays as it is."""
    properties: Any = schema.get("properties", {})
    for field in properties.values():
        field.pop("default", None)


class Model(BaseModel):
    """A pydantic model that is built when it is first used: a cold start pays only for what its request needs."""

    model_config = ConfigDict(defer_build=True)


class Revised(Model):
    """Something whose revision tells whether it has changed."""

    revision: int = Field(description="It grows with every change; `If-Match` takes it in quotes")


class PageQuery(Model):
    """The query parameters of a page of a list."""

    limit: int = Field(20, ge=1, le=100, description="How many items at most")
    cursor: str | None = Field(None, description="`next_cursor` of the page before")


class Page[Item: Model](Model):
    """A part of a list."""

    items: list[Item]
    next_cursor: str | None = Field(None, description="Ask with it for the next page; null on the last one")
