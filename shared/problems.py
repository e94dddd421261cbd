"""Errors as people and programs see them: RFC 9457 problem documents with stable codes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pydantic import Field

from shared.base_model import Model

DOCS = "/api/docs/errors.html"


class Code(StrEnum):
    """The stable names of errors, explained in docs/errors.md."""

    VALIDATION_FAILED = "validation_failed"
    INVALID_CURSOR = "invalid_cursor"
    NOT_SIGNED_IN = "not_signed_in"
    INVALID_CREDENTIALS = "invalid_credentials"
    APP_NOT_VERIFIED = "app_not_verified"
    NO_ACCOUNT = "no_account"
    NOT_FOR_YOU = "not_for_you"
    SUSPENDED = "suspended"
    ADMINS_ONLY = "admins_only"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    RECENT_SIGN_IN_REQUIRED = "recent_sign_in_required"
    FRIENDSHIP_NOT_POSSIBLE = "friendship_not_possible"
    FRIEND_LIMIT = "friend_limit"
    JOB_NOT_READY = "job_not_ready"
    ALREADY_EXISTS = "already_exists"
    PRECONDITION_FAILED = "precondition_failed"
    IDEMPOTENCY_KEY_IN_USE = "idempotency_key_in_use"
    IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused"
    PAYLOAD_TOO_LARGE = "payload_too_large"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    RANGE_NOT_SATISFIABLE = "range_not_satisfiable"
    QUOTA_EXCEEDED = "quota_exceeded"
    TOO_MANY_OPEN_UPLOADS = "too_many_open_uploads"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    INTERNAL = "internal"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class Kind:
    """The status and title shared by all errors with the same code."""

    status: int
    title: str


KINDS: dict[Code, Kind] = {
    Code.VALIDATION_FAILED: Kind(422, "Some of the data you sent is not valid."),
    Code.INVALID_CURSOR: Kind(400, "This cursor is not valid."),
    Code.NOT_SIGNED_IN: Kind(401, "Please sign in."),
    Code.INVALID_CREDENTIALS: Kind(401, "The name or the password is not right."),
    Code.APP_NOT_VERIFIED: Kind(403, "This request did not come from our app."),
    Code.NO_ACCOUNT: Kind(403, "You have no account here yet. Please sign up."),
    Code.NOT_FOR_YOU: Kind(403, "Only our own services may call this."),
    Code.SUSPENDED: Kind(403, "Your account is suspended. You can still read and export your data, and appeal."),
    Code.ADMINS_ONLY: Kind(403, "This is for moderators only."),
    Code.NOT_FOUND: Kind(404, "We could not find this."),
    Code.METHOD_NOT_ALLOWED: Kind(405, "This cannot be done here."),
    Code.RECENT_SIGN_IN_REQUIRED: Kind(403, "Please sign in again first. This cannot be undone."),
    Code.FRIENDSHIP_NOT_POSSIBLE: Kind(409, "This is not possible between the two of you right now."),
    Code.FRIEND_LIMIT: Kind(409, "There are too many friends or open requests."),
    Code.JOB_NOT_READY: Kind(409, "This photograph is not ready for that yet."),
    Code.ALREADY_EXISTS: Kind(409, "This already exists with different content."),
    Code.PRECONDITION_FAILED: Kind(412, "This has been changed in the meantime."),
    Code.IDEMPOTENCY_KEY_IN_USE: Kind(409, "The same request is still being processed."),
    Code.IDEMPOTENCY_KEY_REUSED: Kind(422, "This Idempotency-Key was already used for a different request."),
    Code.PAYLOAD_TOO_LARGE: Kind(413, "This is too large."),
    Code.UNSUPPORTED_MEDIA_TYPE: Kind(415, "Please send JSON, as application/json."),
    Code.RANGE_NOT_SATISFIABLE: Kind(416, "The requested range is beyond the end of the picture."),
    Code.QUOTA_EXCEEDED: Kind(429, "Today's identifications are used up."),
    Code.TOO_MANY_OPEN_UPLOADS: Kind(429, "Too many photographs are waiting to be uploaded."),
    Code.TOO_MANY_ATTEMPTS: Kind(429, "Too many attempts. Please wait a moment."),
    Code.INTERNAL: Kind(500, "Something went wrong on our side."),
    Code.UNAVAILABLE: Kind(503, "We cannot do this right now. Please try again."),
}

FieldErrors = dict[str, list[str]]


class Suggestion(Model):
    """A taxon the person may have meant; a request with this `name` will be accepted."""

    name: str
    common_name: str | None
    rank: str


class Problem(Exception):  # noqa: N818 - RFC 9457's name for it
    """An error reported to the client."""

    def __init__(
        self,
        code: Code,
        detail: str | None = None,
        *,
        errors: FieldErrors | None = None,
        suggestions: list[Suggestion] | None = None,
        retry_after: int | None = None,
        location: str | None = None,
    ) -> None:
        super().__init__(detail or KINDS[code].title)
        self.code = code
        self.detail = detail
        self.errors = errors
        self.suggestions = suggestions
        self.retry_after = retry_after
        self.location = location


class ProblemDocument(Model):
    """An RFC 9457 problem document with a code and, for validation errors, messages by field."""

    type: str = Field(description="The address of the code's explanation")
    title: str
    status: int
    detail: str
    code: Code
    errors: FieldErrors | None = Field(None, description="Field → what is wrong with it")
    suggestions: list[Suggestion] | None = Field(None, description="For an animal's name: what may have been meant")

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Return the document for a problem."""
        kind = KINDS[problem.code]
        return cls(
            type=f"{DOCS}#{problem.code}",
            title=kind.title,
            status=kind.status,
            detail=problem.detail or kind.title,
            code=problem.code,
            errors=problem.errors,
            suggestions=problem.suggestions,
        )
