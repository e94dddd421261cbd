"""The results of a conversion: standard pictures, or a refusal."""

from datetime import datetime

from pydantic import Field

from shared.base_model import Model
from shared.vision.models import JobErrorCode, Place, Variant

TOO_COMPLEX = "This picture is too complex for us. Please take or choose another."


class RejectedImageError(Exception):
    """The photograph cannot be used: `code` is the reason, the message is for the person, `cause` for operators."""

    def __init__(self, code: JobErrorCode, sentence: str, cause: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.cause = cause


class Taken(Model):
    """When a photograph was taken: the camera's local time and its offset from UTC."""

    local: datetime
    utc_offset: int | None = Field(description="In minutes; null if the photograph does not say")


class Pictures(Model):
    """The standard pictures of a photograph, and the size of the largest."""

    files: dict[Variant, bytes] = Field(exclude=True, repr=False)
    width: int
    height: int


class Conversion(Pictures):
    """The standard pictures of a new photograph, and its metadata."""

    content_type: str = Field(description="The photograph's media type, judged by its content")
    unnecessary: bool = Field(
        description="Whether the photograph already was a standard picture and is used as `Variant.DEX`"
    )
    taken: Taken | None
    place: Place | None
