"""The base of every stored document, request and reply; and how lists are asked for and answered."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

# No id that we gave looks otherwise, and Firestore takes no `/`, `.`, `..` or `__…__` for the id of a document.
Id = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("The calendar has no such time.") from None


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class Model(BaseModel):
    """A pydantic model that is built when it is first used: a cold start pays only for what its request needs."""

    model_config = ConfigDict(defer_build=True)


class PageQuery(Model):
    """Which part of a list is asked for."""

    limit: int = Field(20, ge=1, le=100, description="How many items at most")
    cursor: str | None = Field(None, description="`next_cursor` of the page before")


class Page[Item: Model](Model):
    """A part of a list."""

    items: list[Item]
    next_cursor: str | None = Field(None, description="Ask with it for the next page; null on the last one")
