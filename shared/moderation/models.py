"""Reports and cases: documents, requests, replies."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from shared.base_model import Id, Model, Revised, Uid
from shared.text import Lines

MAX_WORDS = 1000


class CaseSubject(StrEnum):
    """The kinds of things that a case is about."""

    ENTRY = "entry"
    PERSON = "person"


class ReportKind(StrEnum):
    """What of a subject somebody reports."""

    ENTRY = "entry"
    IDENTIFICATION = "identification"
    CAPTION = "caption"
    PERSON = "person"
    NAME = "name"


class ReportReason(StrEnum):
    """Why somebody reports something."""

    WRONG_ANIMAL = "wrong_animal"
    OFFENSIVE = "offensive"
    HARASSMENT = "harassment"
    SPAM = "spam"
    CRUELTY = "cruelty"
    PRIVACY = "privacy"
    STOLEN = "stolen"
    OTHER = "other"


class ModerationAction(StrEnum):
    """What a moderator does."""

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
    """A report of an entry, of a person, or of a part of either."""

    kind: ReportKind
    subject: Id = Field(description="The entry's id; of a person or name, the `user_id`")
    reason: ReportReason
    words: Lines | None = Field(None, min_length=1, max_length=MAX_WORDS)


class NewAppeal(Model):
    """An appeal against a suspension, a hidden name or hidden texts, or against the hiding of an entry."""

    entry_id: Id | None = Field(None, description="The entry that is hidden; null: you or your profile")
    words: Lines = Field(min_length=1, max_length=MAX_WORDS)


class NewDecision(Model):
    """A decision of a moderator; its reason is told to the person whom it concerns."""

    action: ModerationAction
    reason: Lines = Field(min_length=1, max_length=MAX_WORDS)
    animal_id: Id | None = Field(None, description="Of a correction: the animal that it is")


class CaseDecision(NewDecision):
    """A decision that was made."""

    at: datetime


class Evidence(Model):
    """A subject as it was when it was reported: its owner may change or delete it."""

    username: str | None = None
    display_name: str | None = None
    bio: str | None = None
    animal: str | None = None
    caption: str | None = None
    picture: str | None = Field(None, description="The thumbnail of an entry: a JPEG in base64")


class Report(Model):
    """`reports/{hash}`: a report, or an appeal (`kind` is null). It goes 90 days after its case ended."""

    case: str
    round: int
    reporter: Uid
    person: Uid = Field(description="Whom it is about")
    kind: ReportKind | None
    subject: str
    reason: ReportReason | None
    words: str | None
    evidence: Evidence
    at: datetime


class Case(Model):
    """`moderation_cases/{subject}`: everything about one entry or person; a report after its end opens it anew."""

    person: Uid
    open: bool = False
    round: int = Field(0, description="How often it was opened")
    reports: int = Field(0, description="Since it was opened last, appeals as well")
    appealed: bool = False
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    decision: CaseDecision | None = Field(None, description="The last one")
    revision: int = 0


class ReportReply(Model):
    """A report or an appeal, as who made it sees it."""

    kind: ReportKind | None = Field(description="null: an appeal")
    subject: str
    reason: ReportReason | None
    words: str | None
    at: datetime


class CaseSummary(Revised):
    """A case in the queue."""

    id: str
    about: CaseSubject
    user_id: str = Field(description="Whose thing it is")
    open: bool
    reports: int
    appealed: bool
    opened_at: datetime | None
    ended_at: datetime | None
    decision: CaseDecision | None


class ReportSeen(ReportReply):
    """A report as moderators see it."""

    reporter: str
    evidence: Evidence


class CaseReply(CaseSummary):
    """A case with its reports."""

    evidence: Evidence | None = Field(description="The subject as it is now; null: it is gone")
    report_list: list[ReportSeen] = Field(description="The first hundred since it was opened last")
