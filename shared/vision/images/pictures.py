"""What comes of a photograph: its standard pictures, or a refusal."""

from datetime import datetime

from pydantic import Field

from shared.base_model import Model
from shared.vision.models import JobErrorCode, Place, Variant

TOO_COMPLEX = "This picture is too complex for us. Please take or choose another."


class RejectedImageError(Exception):
    """The photograph cannot be used; `code` says why, the message says it to the person, `cause` to an operator."""

    def __init__(self, code: JobErrorCode, sentence: str, cause: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.cause = cause


class Taken(Model):
    """When a photograph was taken: as its camera's clock showed it, and how far that was ahead of UTC."""

    local: datetime
    utc_offset: int | None = Field(description="In minutes; null: the photograph does not say")


class Pictures(Model):
    """The standard pictures of a photograph, of which the largest is so large."""

    files: dict[Variant, bytes] = Field(exclude=True, repr=False)
    width: int
    height: int


class Conversion(Pictures):
    """The standard pictures of a photograph that has just come, and what it told."""

    content_type: str = Field(description="The photograph's own, as its content shows")
    unnecessary: bool = Field(description="Whether it was a standard picture already: it is `Variant.DEX` itself")
    taken: Taken | None
    place: Place | None
