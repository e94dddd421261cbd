"""Reports and cases: documents, requests, replies."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from shared.base_model import Id, Model, Revised, Uid
from shared.text import Lines

MAX_WORDS = 1000


class CaseSubject(StrEnum):
    """The kind of subject of a case."""

    ENTRY = "entry"
    PERSON = "person"


class ReportKind(StrEnum):
    """The part of a subject that is reported."""

    ENTRY = "entry"
    IDENTIFICATION = "identification"
    CAPTION = "caption"
    PERSON = "person"
    NAME = "name"


class ReportReason(StrEnum):
    """The reason for a report."""

    WRONG_ANIMAL = "wrong_animal"
    OFFENSIVE = "offensive"
    HARASSMENT = "harassment"
    SPAM = "spam"
    CRUELTY = "cruelty"
    PRIVACY = "privacy"
    STOLEN = "stolen"
    OTHER = "other"


class ModerationAction(StrEnum):
    """An action of a moderator."""

    HIDE = "hide"
    RESTORE = "restore"
    HIDE_NAME = "hide_name"
    RESTORE_NAME = "restore_name"
    WARN = "warn"
    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    CORRECT = "correct"
    DISMISS = "dismiss"


class NewReport(Model):
    """A report of an entry, a person, or a part of either."""

    kind: ReportKind
    subject: Id = Field(description="The entry's id; for a person or a name, the `user_id`")
    reason: ReportReason
    words: Lines | None = Field(None, min_length=1, max_length=MAX_WORDS)


class NewAppeal(Model):
    """An appeal against a suspension, a hidden name or hidden texts, or against the hiding of an entry."""

    entry_id: Id | None = Field(None, description="The hidden entry; null for yourself or your profile")
    words: Lines = Field(min_length=1, max_length=MAX_WORDS)


class NewDecision(Model):
    """A moderator's decision; the person concerned is told the reason."""

    action: ModerationAction
    reason: Lines = Field(min_length=1, max_length=MAX_WORDS)
    animal_id: Id | None = Field(None, description="For a correction: the right animal")


class CaseDecision(NewDecision):
    """A decision that has been made."""

    at: datetime


class Evidence(Model):
    """A snapshot of a subject at the time of a report, since its owner may change or delete it."""

    username: str | None = None
    display_name: str | None = None
    bio: str | None = None
    animal: str | None = None
    caption: str | None = None
    picture: str | None = Field(None, description="An entry's thumbnail: a JPEG in base64")


class Report(Model):
    """`reports/{hash}`: a report, or an appeal (`kind` is null). It is deleted 90 days after its case was closed."""

    case: str
    round: int
    reporter: Uid
    person: Uid = Field(description="The person it is about")
    kind: ReportKind | None
    subject: str
    reason: ReportReason | None
    words: str | None
    evidence: Evidence
    at: datetime


class Case(Model):
    """`moderation_cases/{subject}`: all reports of one entry or person; a new report reopens a closed case."""

    person: Uid
    open: bool = False
    round: int = Field(0, description="The number of times it was opened")
    reports: int = Field(0, description="Reports and appeals since it was last opened")
    appealed: bool = False
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    decision: CaseDecision | None = Field(None, description="The latest decision")
    revision: int = 0


class ReportReply(Model):
    """A report or an appeal, as its author sees it."""

    kind: ReportKind | None = Field(description="Null for an appeal")
    subject: str
    reason: ReportReason | None
    words: str | None
    at: datetime


class CaseSummary(Revised):
    """A case in the queue."""

    id: str
    about: CaseSubject
    user_id: str = Field(description="The owner of the subject")
    open: bool
    reports: int
    appealed: bool
    opened_at: datetime | None
    ended_at: datetime | None
    decision: CaseDecision | None


class ReportSeen(ReportReply):
    """A report, as moderators see it."""

    reporter: str
    evidence: Evidence


class CaseReply(CaseSummary):
    """A case with its reports."""

    evidence: Evidence | None = Field(description="The subject as it is now; null if it is gone")
    report_list: list[ReportSeen] = Field(description="The first hundred since the case was last opened")
