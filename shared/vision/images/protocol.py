"""The protocol between the sandbox and its worker: lines of JSON, and a shared open file for binary data."""

from io import FileIO
from typing import Any

from pydantic import BaseModel

from shared.vision.images.pictures import Pictures, RejectedImageError
from shared.vision.models import JobErrorCode, Variant


class Request(BaseModel):
    """A request: rotate the file's content by a number of quarter turns, or convert it if there is none."""

    quarter_turns: int | None


class Ending(BaseModel):
    """The end of the process that handled a request, and the resources it used."""

    returncode: int  # negative: the signal that ended it
    cpu_seconds: float
    peak_kib: int


class Refusal(BaseModel):
    """A photograph's refusal."""

    code: JobErrorCode
    sentence: str
    cause: str


class Answer(BaseModel):
    """The first line of the file after a request; the pictures follow it, with the given lengths."""

    refusal: Refusal | None = None
    pictures: dict[str, Any] = {}
    lengths: dict[Variant, int] = {}


def overwrite(file: FileIO, *parts: bytes) -> None:
    """Replace the file's content."""
    file.seek(0)
    file.truncate()
    for part in parts:
        file.write(part)


def write_pictures(file: FileIO, pictures: Pictures) -> None:
    """Write an answer with pictures."""
    lengths = {variant: len(data) for variant, data in pictures.files.items()}
    answer = Answer(pictures=pictures.model_dump(mode="json"), lengths=lengths)
    overwrite(file, answer.model_dump_json().encode(), b"\n", *pictures.files.values())


def write_refusal(file: FileIO, error: RejectedImageError) -> None:
    """Write an answer with a refusal."""
    answer = Answer(refusal=Refusal(code=error.code, sentence=str(error), cause=error.cause))
    overwrite(file, answer.model_dump_json().encode(), b"\n")


def read_answer[P: Pictures](file: FileIO, kind: type[P]) -> P:
    """Return the pictures of an answer.

    Raises:
        RejectedImageError: it is a refusal.

    """
    file.seek(0)
    answer = Answer.model_validate_json(file.readline())
    if refusal := answer.refusal:
        raise RejectedImageError(refusal.code, refusal.sentence, refusal.cause)
    files = {variant: file.read(length) for variant, length in answer.lengths.items()}
    return kind.model_validate({**answer.pictures, "files": files})
