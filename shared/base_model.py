"""The base class of all documents, requests and replies, and the pages of lists."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.config import JsonDict

# All our ids look like this; Firestore refuses `/`, `.`, `..` and `__…__` as document ids.
Id = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]


def _in_utc(moment: datetime) -> datetime:
    return _in_calendar(moment).astimezone(UTC)


def _in_calendar(moment: datetime) -> datetime:
    try:
        moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("This date does not exist.") from None
    return moment


class UidMarker:
    """A marker for fields that can hold a uid: the proof of a deletion searches them."""


Uid = Annotated[str, UidMarker()]


def _read_moment(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("Enter a date, a time and an offset, e.g. 2026-05-01T12:00:00Z.") from None


def _true_or_false(value: object) -> object:
    if isinstance(value, str) and value not in {"true", "false"}:
        raise ValueError("Enter true or false.")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_read_moment), AfterValidator(_in_utc)]
LocalMoment = Annotated[AwareDatetime, BeforeValidator(_read_moment), AfterValidator(_in_calendar)]
"""A moment that keeps the UTC offset it was written with."""

Flag = Annotated[bool, BeforeValidator(_true_or_false)]
"""A boolean query parameter: true or false."""


def without_defaults(schema: JsonDict) -> None:
    """Remove the defaults from the JSON schema of changes: fields that are not sent stay as they are."""
    properties: Any = schema.get("properties", {})
    for field in properties.values():
        field.pop("default", None)


class Model(BaseModel):
    """A pydantic model that is built on first use, so that a cold start pays only for the models it needs."""

    model_config = ConfigDict(defer_build=True)


class Revised(Model):
    """A model with a revision that tells whether it has changed."""

    revision: int = Field(description="Increases with every change; send it in quotes as `If-Match`")


class PageQuery(Model):
    """The query parameters of a page of a list."""

    limit: int = Field(20, ge=1, le=100, description="The largest number of items")
    cursor: str | None = Field(None, description="`next_cursor` of the previous page")


class Page[Item: Model](Model):
    """A page of a list."""

    items: list[Item]
    next_cursor: str | None = Field(None, description="The cursor of the next page; null on the last one")
