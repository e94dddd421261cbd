"""Jobs: one photograph on its way to a name."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from shared.animals.models import Animal, Category, Rank
from shared.base_model import Model, Moment, Uid
from shared.text import Line

MAX_UPLOAD_BYTES = 25_000_000
FAIRLY_LIKELY = 0.3
MAX_OFFSET = timedelta(hours=14)
"""The furthest that local time is ahead of UTC, on Kiribati; and more than it is behind anywhere."""
MEDIA_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")
UNKNOWN_TYPE = "application/octet-stream"


def _read_media_type(declared: str) -> str:
    """Return a type without its parameters. Browsers and scripts say it as they like: it is a hint."""
    bare = declared.partition(";")[0].strip().lower()
    return bare if MEDIA_TYPE.fullmatch(bare) else UNKNOWN_TYPE


def _is_time_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError):
        raise ValueError("Give a time zone by its name, e.g. Europe/Berlin.") from None


MediaType = Annotated[str, Field(max_length=100), AfterValidator(_read_media_type)]
TimeZone = Annotated[str, Field(max_length=64), AfterValidator(_is_time_zone)]


class JobStatus(StrEnum):
    """Where a job is. It ends as completed or failed."""

    AWAITING_UPLOAD = "awaiting_upload"
    CONVERTING = "converting"
    CONVERTED = "converted"
    IDENTIFYING = "identifying"
    COMPLETED = "completed"
    FAILED = "failed"


class ConversionStatus(StrEnum):
    """The state of the photograph's standard picture."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    UNNECESSARY = "unnecessary"


class Outcome(StrEnum):
    """The outcome of an identification."""

    ANIMALS = "animals"
    NO_ANIMAL = "no_animal"
    PERSON = "person"
    REFUSED = "refused"
    PLANT = "plant"
    FUNGUS = "fungus"
    NAME_NOT_UNDERSTOOD = "name_not_understood"


class Variant(StrEnum):
    """A picture made from the photograph."""

    DEX = "dex"
    DISPLAY = "display"
    THUMB = "thumb"
    MODEL = "model"


class JobErrorCode(StrEnum):
    """Why a job failed. docs/errors.md explains each."""

    NOT_AN_IMAGE = "not_an_image"
    UNSUPPORTED_FORMAT = "unsupported_format"
    IMAGE_DAMAGED = "image_damaged"
    FILE_TOO_LARGE = "file_too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    EXTREME_ASPECT_RATIO = "extreme_aspect_ratio"
    CHECKSUM_MISMATCH = "checksum_mismatch"
    IMAGE_TOO_COMPLEX = "image_too_complex"
    MODEL_UNAVAILABLE = "model_unavailable"
    MODEL_REJECTED = "model_rejected"
    UPLOAD_MISSING = "upload_missing"
    INTERRUPTED = "interrupted"
    QUOTA_EXCEEDED = "quota_exceeded"


class Place(Model):
    """An exact place: never shown to anyone but the person who was there."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    name: Line | None = Field(None, max_length=200)


class Box(Model):
    """Where on the picture, as fractions of its width and height."""

    left: float = Field(ge=0, le=1)
    top: float = Field(ge=0, le=1)
    right: float = Field(ge=0, le=1)
    bottom: float = Field(ge=0, le=1)


class Alternative(Model):
    """A narrower name that a model thinks possible."""

    scientific_name: str
    confidence: float = Field(ge=0, le=1)


class Prediction(Alternative):
    """One animal as a model named it; when that is a genus or wider, perhaps with narrower names that it may be."""

    rank: Rank
    box: Box | None = None
    alternatives: list[Alternative] = Field(default_factory=list)


class ModelCall(Model):
    """What a model said to one picture, and what it billed, before anybody has made sense of it."""

    provider: str
    model: str
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: str | None = Field(None, description="Exact decimal; null when the model's price is not known")
    duration_ms: int
    raw: str = Field(description="The model's own words")


class ModelAnswer(ModelCall):
    """A model's answer to one picture."""

    outcome: Outcome
    animals: list[Prediction]


class PossibleAnimal(Model):
    """An animal that a photograph may show, and how sure the model is."""

    animal_id: str
    creation_index: int | None = Field(description="Null: nobody has photographed it before")
    scientific_name: str
    common_name: str | None
    rank: Rank
    class_name: str | None = Field(None, description="Its class, e.g. Mammalia; null for what is wider")
    iucn: Category | None = Field(None, description="A species' category on the Red List; null: not known")
    confidence: float

    @classmethod
    def of(cls, animal: Animal, confidence: float, **fields: Any) -> Self:
        """Return an animal as one that a photograph may show."""
        known = animal.model_dump(include=set(cls.model_fields))
        known |= {"animal_id": animal.id, "class_name": animal.taxon_at(Rank.CLASS)}
        return cls(**known, confidence=confidence, **fields)


class Candidate(PossibleAnimal):
    """An animal that the model sees on the photograph."""

    box: Box | None = None
    alternatives: list[PossibleAnimal] = Field(
        default_factory=list, description="Of a genus or wider: up to three that it may be, the likeliest first"
    )


class JobError(Model):
    """Why a job failed."""

    code: JobErrorCode
    detail: str
    retryable: bool


class Reservation(Model):
    """A reservation of a day's limits, until its job ends."""

    day: str
    usd: str
    shard: int | None = Field(None, description="Which shard of the day's budget holds it; null when it is free")


class Selection(Model):
    """The candidate that the person took; none of them when the index is null."""

    animal_index: int | None = Field(ge=0)


class Correction(Model):
    """The person's own name for the animal."""

    name: Line = Field(min_length=2, max_length=80, description="Its scientific name, or its English common name")


class Retry(Model):
    """Another attempt at a job that has ended."""

    model: str | None = Field(
        None, pattern=r"^[A-Za-z0-9._:-]{1,60}$", description="Another model of the same provider"
    )
    hint: Line | None = Field(None, max_length=200, description="What the person knows: where it was, how it behaved")


class Rotation(Model):
    """The rotation of the pictures."""

    quarter_turns: int = Field(ge=0, le=3, description="Clockwise, counted from the photograph as it came")


class Lease(Model):
    """The lease of the worker that has the job, and its end."""

    token: str
    expires_at: datetime


class NewJob(Model):
    """A photograph that a person is about to upload."""

    filename: str | None = Field(None, max_length=255)
    content_type: MediaType = Field(description="As far as it is known: what the file is, is judged by its content")
    size_bytes: int = Field(ge=1, le=MAX_UPLOAD_BYTES)
    sha256: str | None = Field(None, pattern=r"^[0-9a-f]{64}$")
    captured_at: Moment | None = None
    place: Place | None = None
    time_zone: TimeZone | None = Field(
        None, description="The person's own, e.g. Europe/Berlin: for a photograph that tells neither zone nor place"
    )
    identify: bool = Field(
        default=True, description="Whether a model is to see it; never, when the person has opted out"
    )


class OrphansReached(Model):
    """`counters/orphans`: up to which job id objects were looked through for such as belong to no job."""

    job_id: str = "00"


class Job(Model):
    """`analysis_jobs/{id}`."""

    id: str
    owner: Uid
    status: JobStatus = JobStatus.AWAITING_UPLOAD
    image_conversion_status: ConversionStatus = ConversionStatus.PENDING
    filename: str | None = None
    content_type: str = Field(description="As announced; once it is converted, as its content shows")
    size_bytes: int
    sha256: str | None = Field(None, description="As announced; once it is converted, of its content")
    duplicate_of: str | None = Field(None, description="An earlier job of the owner with the same photograph")
    captured_at: datetime | None = None
    utc_offset: int | None = Field(None, description="How many minutes the local time was ahead of UTC then and there")
    place: Place | None = None
    time_zone: str | None = None
    identify: bool = True
    width: int | None = None
    height: int | None = None
    lease: Lease | None = None
    quarter_turns: int = 0
    attempt: int = 1
    entry_ids: list[str] = Field(default_factory=list, description="The entries that show its photograph")
    crashes: int = Field(0, description="How many workers of the present step let their lease run out")
    model: str | None = None
    hint: str | None = None
    reservation: Reservation | None = None
    unreadable_answers: list[ModelCall] = Field(default_factory=list, description="Of this attempt; they cost, too")
    answer: ModelAnswer | None = None
    earlier_answers: list[ModelAnswer] = Field(default_factory=list)
    candidates: list[Candidate] = Field(default_factory=list)
    unverified_names: list[str] = Field(default_factory=list)
    selection: Selection | None = None
    correction: Candidate | None = None
    error: JobError | None = None
    expires_at: datetime | None = Field(None, description="When it may be deleted; null once an entry shows it")
    traceparent: str | None = Field(None, description="The trace that its upload's event goes on in")
    created_at: datetime
    updated_at: datetime

    def offers(self, animal_id: str) -> bool:
        """Tell whether a person may choose an animal: the model sees it or thinks it possible, or they named it."""
        known = [*self.candidates, *self._alternatives(), *filter(None, [self.correction])]
        return any(animal.animal_id == animal_id for animal in known)

    def agrees(self, animal_id: str) -> bool:
        """Tell whether the model agrees that the photograph shows an animal: it sees it, or thinks it fairly likely."""
        likely = [other for other in self._alternatives() if other.confidence >= FAIRLY_LIKELY]
        return any(animal.animal_id == animal_id for animal in [*self.candidates, *likely])

    def _alternatives(self) -> list[PossibleAnimal]:
        return [other for candidate in self.candidates for other in candidate.alternatives]


class Upload(Model):
    """The request that uploads the photograph: send exactly these headers."""

    url: str
    method: str
    headers: dict[str, str]
    expires_at: datetime


class QuotaReply(Model):
    """The identifications of a person's day."""

    limit: int
    left: int = Field(ge=0, description="How many there are, without those that are being made")
    resets_at: datetime


class JobReply(Model):
    """A job, as its owner sees it."""

    id: str
    status: JobStatus
    image_conversion_status: ConversionStatus
    progress: int = Field(ge=0, le=100, description="Percent of the way")
    attempt: int
    outcome: Outcome | None
    candidates: list[Candidate]
    unverified_names: list[str] = Field(description="Names that the model gave and no taxonomy knows")
    selection: Selection | None
    correction: Candidate | None = Field(description="What the person calls the animal, beside what the model said")
    duplicate_of: str | None = Field(description="Your earlier job with the same photograph, while there is one")
    captured_at: datetime | None = Field(description="When the photograph was taken, as it says or its sender said")
    utc_offset: int | None = Field(
        description="How many minutes the local time was ahead of UTC then and there; null: not known, "
        "and captured_at is the camera's clock read as UTC"
    )
    place: Place | None = Field(description="Where it was taken")
    entry_ids: list[str] = Field(description="The entries that show it")
    error: JobError | None
    provider: str | None
    model: str | None
    input_tokens: int | None
    output_tokens: int | None
    cost_usd: str | None
    duration_ms: int | None = Field(description="How long the model took")
    thumbnail_url: str | None
    display_url: str | None = Field(description="The standard picture as JPEG, for showing it large")
    dex_compatible_url: str | None = Field(description="The standard picture itself, as PNG")
    created_at: datetime
    updated_at: datetime


class NewJobReply(JobReply):
    """A new job, and how to upload its photograph."""

    upload: Upload
