"""Jobs: the identification of one photograph."""

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
"""The largest offset of local time from UTC: Kiribati's; no offset behind UTC is as large."""
MEDIA_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")
UNKNOWN_TYPE = "application/octet-stream"


def _read_media_type(declared: str) -> str:
    """Return a media type without parameters. It is only a hint, since clients send it in many ways."""
    bare = declared.partition(";")[0].strip().lower()
    return bare if MEDIA_TYPE.fullmatch(bare) else UNKNOWN_TYPE


def _is_time_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError):
        raise ValueError("Enter a time zone by name, e.g. Europe/Berlin.") from None


MediaType = Annotated[str, Field(max_length=100), AfterValidator(_read_media_type)]
TimeZone = Annotated[str, Field(max_length=64), AfterValidator(_is_time_zone)]


class JobStatus(StrEnum):
    """The status of a job. It ends as completed or failed."""

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
    """The reason why a job failed, explained in docs/errors.md."""

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
    """An exact place, shown only to its owner."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    name: Line | None = Field(None, max_length=200)


class Box(Model):
    """A box on a picture, in fractions of its width and height."""

    left: float = Field(ge=0, le=1)
    top: float = Field(ge=0, le=1)
    right: float = Field(ge=0, le=1)
    bottom: float = Field(ge=0, le=1)


class Alternative(Model):
    """A narrower name that a model considers possible."""

    scientific_name: str
    confidence: float = Field(ge=0, le=1)


class Prediction(Alternative):
    """An animal named by a model; for a genus or wider, possibly with narrower alternatives."""

    rank: Rank
    box: Box | None = None
    alternatives: list[Alternative] = Field(default_factory=list)


class ModelCall(Model):
    """A call to a model: its raw answer to one picture and its cost."""

    provider: str
    model: str
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: str | None = Field(None, description="Exact decimal; null if the model's price is unknown")
    duration_ms: int
    raw: str = Field(description="The model's raw answer")


class ModelAnswer(ModelCall):
    """A model's parsed answer to one picture."""

    outcome: Outcome
    animals: list[Prediction]


class PossibleAnimal(Model):
    """An animal that a photograph may show, and the model's confidence."""

    animal_id: str
    creation_index: int | None = Field(description="Null if nobody has photographed it before")
    scientific_name: str
    common_name: str | None
    rank: Rank
    class_name: str | None = Field(None, description="Its class, e.g. Mammalia; null for wider taxa")
    iucn: Category | None = Field(None, description="A species' category on the Red List; null if unknown")
    confidence: float

    @classmethod
    def of(cls, animal: Animal, confidence: float, **fields: Any) -> Self:
        """Return an animal as a possible one."""
        known = animal.model_dump(include=set(cls.model_fields))
        known |= {"animal_id": animal.id, "class_name": animal.taxon_at(Rank.CLASS)}
        return cls(**known, confidence=confidence, **fields)


class Candidate(PossibleAnimal):
    """An animal that the model sees on the photograph."""

    box: Box | None = None
    alternatives: list[PossibleAnimal] = Field(
        default_factory=list, description="For a genus or wider: up to three alternatives, the likeliest first"
    )


class JobError(Model):
    """The error of a failed job."""

    code: JobErrorCode
    detail: str
    retryable: bool


class Reservation(Model):
    """A reservation from a day's quotas, held until its job ends."""

    day: str
    usd: str
    shard: int | None = Field(None, description="The shard of the day's budget that holds it; null if it is free")


class Selection(Model):
    """The candidate that the person chose; a null index means none of them."""

    animal_index: int | None = Field(ge=0)


class Correction(Model):
    """The person's own name for the animal."""

    name: Line = Field(min_length=2, max_length=80, description="Its scientific name, or its English common name")


class Retry(Model):
    """Another attempt at a job that has ended."""

    model: str | None = Field(
        None, pattern=r"^[A-Za-z0-9._:-]{1,60}$", description="Another model of the same provider"
    )
    hint: Line | None = Field(
        None, max_length=200, description="What the person knows, e.g. the place or the animal's behaviour"
    )


class Rotation(Model):
    """The rotation of the pictures."""

    quarter_turns: int = Field(ge=0, le=3, description="Clockwise, counted from the original photograph")


class Lease(Model):
    """A worker's lease on a job, and its end."""

    token: str
    expires_at: datetime


class NewJob(Model):
    """The announcement of a photograph."""

    filename: str | None = Field(None, max_length=255)
    content_type: MediaType = Field(description="A hint: the actual format is judged by the content")
    size_bytes: int = Field(ge=1, le=MAX_UPLOAD_BYTES)
    sha256: str | None = Field(None, pattern=r"^[0-9a-f]{64}$")
    captured_at: Moment | None = None
    place: Place | None = None
    time_zone: TimeZone | None = Field(
        None, description="The person's own, e.g. Europe/Berlin, for a photograph with neither zone nor place"
    )
    identify: bool = Field(default=True, description="Whether a model may see it; ignored if the person has opted out")


class OrphansReached(Model):
    """`counters/orphans`: the job id up to which objects have been checked for orphans."""

    job_id: str = "00"


class Job(Model):
    """`analysis_jobs/{id}`."""

    id: str
    owner: Uid
    status: JobStatus = JobStatus.AWAITING_UPLOAD
    image_conversion_status: ConversionStatus = ConversionStatus.PENDING
    filename: str | None = None
    content_type: str = Field(description="As announced; after the conversion, as its content shows")
    size_bytes: int
    sha256: str | None = Field(None, description="As announced; after the conversion, that of its content")
    duplicate_of: str | None = Field(None, description="An earlier job of the owner with the same photograph")
    captured_at: datetime | None = None
    utc_offset: int | None = Field(None, description="The offset of local time from UTC in minutes")
    place: Place | None = None
    time_zone: str | None = None
    identify: bool = True
    width: int | None = None
    height: int | None = None
    lease: Lease | None = None
    quarter_turns: int = 0
    attempt: int = 1
    entry_ids: list[str] = Field(default_factory=list, description="The entries that show its photograph")
    crashes: int = Field(0, description="The number of workers whose lease expired in the current step")
    model: str | None = None
    hint: str | None = None
    reservation: Reservation | None = None
    unreadable_answers: list[ModelCall] = Field(
        default_factory=list, description="Those of this attempt, which are billed too"
    )
    answer: ModelAnswer | None = None
    earlier_answers: list[ModelAnswer] = Field(default_factory=list)
    candidates: list[Candidate] = Field(default_factory=list)
    unverified_names: list[str] = Field(default_factory=list)
    selection: Selection | None = None
    correction: Candidate | None = None
    error: JobError | None = None
    expires_at: datetime | None = Field(None, description="When it may be deleted; null while an entry shows it")
    traceparent: str | None = Field(None, description="The trace that its upload event continues")
    created_at: datetime
    updated_at: datetime

    def offers(self, animal_id: str) -> bool:
        """Return whether a person may choose an animal: a candidate, an alternative, or their own correction."""
        known = [*self.candidates, *self._alternatives(), *filter(None, [self.correction])]
        return any(animal.animal_id == animal_id for animal in known)

    def confidence_in(self, animal_id: str) -> float | None:
        """Return the model's confidence in an animal: a candidate, or a fairly likely alternative; None for others."""
        likely = [other for other in self._alternatives() if other.confidence >= FAIRLY_LIKELY]
        named = [animal for animal in [*self.candidates, *likely] if animal.animal_id == animal_id]
        return max((animal.confidence for animal in named), default=None)

    def _alternatives(self) -> list[PossibleAnimal]:
        return [other for candidate in self.candidates for other in candidate.alternatives]


class Upload(Model):
    """The request that uploads the photograph; send exactly these headers."""

    url: str
    method: str
    headers: dict[str, str]
    expires_at: datetime


class QuotaReply(Model):
    """A person's quota of identifications today."""

    limit: int
    left: int = Field(ge=0, description="Identifications left, excluding those in progress")
    resets_at: datetime


class JobReply(Model):
    """A job, as its owner sees it."""

    id: str
    status: JobStatus
    image_conversion_status: ConversionStatus
    progress: int = Field(ge=0, le=100, description="Percent done")
    attempt: int
    outcome: Outcome | None
    candidates: list[Candidate]
    unverified_names: list[str] = Field(description="Names from the model that no taxonomy knows")
    selection: Selection | None
    correction: Candidate | None = Field(description="The person's own name for the animal")
    duplicate_of: str | None = Field(description="Your earlier job with the same photograph, if it still exists")
    captured_at: datetime | None = Field(
        description="When the photograph was taken, according to its metadata or its sender"
    )
    utc_offset: int | None = Field(
        description="The offset of local time from UTC in minutes; null if unknown: then captured_at is the camera's "
        "clock read as UTC"
    )
    place: Place | None = Field(description="Where it was taken")
    entry_ids: list[str] = Field(description="The entries that show it")
    error: JobError | None
    provider: str | None
    model: str | None
    input_tokens: int | None
    output_tokens: int | None
    cost_usd: str | None
    duration_ms: int | None = Field(description="The duration of the model's answer")
    thumbnail_url: str | None
    display_url: str | None = Field(description="The standard picture as JPEG, for a large view")
    dex_compatible_url: str | None = Field(description="The standard picture as PNG")
    created_at: datetime
    updated_at: datetime


class NewJobReply(JobReply):
    """A new job, and the request that uploads its photograph."""

    upload: Upload
