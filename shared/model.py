"""The base of every stored document, request and reply; and how lists are asked for and answered."""

from pydantic import BaseModel, ConfigDict, Field


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
