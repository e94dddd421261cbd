"""Rules for reports and cases."""

import hashlib
from datetime import datetime, timedelta

from shared.moderation.models import Case, CaseDecision, CaseSubject, ModerationAction, NewDecision, ReportKind

EVIDENCE_LIFETIME = timedelta(days=90)
ABOUT = {
    ReportKind.ENTRY: CaseSubject.ENTRY,
    ReportKind.IDENTIFICATION: CaseSubject.ENTRY,
    ReportKind.CAPTION: CaseSubject.ENTRY,
    ReportKind.PERSON: CaseSubject.PERSON,
    ReportKind.NAME: CaseSubject.PERSON,
}
YOURS = {CaseSubject.ENTRY: "an entry of yours", CaseSubject.PERSON: "your profile"}
TOLD = {
    ModerationAction.HIDE: "Moderators have hidden {}:",
    ModerationAction.RESTORE: "Moderators show {} again:",
    ModerationAction.HIDE_NAME: "Moderators have hidden your username:",
    ModerationAction.RESTORE_NAME: "Moderators show your username again:",
    ModerationAction.WARN: "Moderators warn you about {}:",
    ModerationAction.SUSPEND: "Moderators have suspended you:",
    ModerationAction.UNSUSPEND: "Your suspension is over:",
    ModerationAction.CORRECT: "Moderators have corrected the animal of {}:",
}


def case_id(about: CaseSubject, subject: str) -> str:
    """Return the id of the one case about an entry or a person."""
    return f"{about}.{subject}"


def read_case_id(case: str) -> tuple[CaseSubject, str]:
    """Return the kind and id of a case's subject."""
    about, _, subject = case.partition(".")
    return CaseSubject(about), subject


def report_id(reporter: str, case: str, number: int) -> str:
    """Return the id of a person's one report in a round of a case, which does not reveal its author."""
    return hashlib.sha256(f"{reporter}/{case}/{number}".encode()).hexdigest()


def opened(case: Case, now: datetime) -> Case:
    """Return the case as open; if it was closed, a new round begins."""
    if case.open:
        return case
    fresh = {"open": True, "round": case.round + 1, "reports": 0, "appealed": False}
    return case.model_copy(update=fresh | {"opened_at": now, "ended_at": None})


def with_report(case: Case, *, is_appeal: bool) -> Case:
    """Return an open case with another report."""
    counted = {"reports": case.reports + 1, "appealed": case.appealed or is_appeal, "revision": case.revision + 1}
    return case.model_copy(update=counted)


def ended(case: Case, decision: CaseDecision) -> Case:
    """Return a case closed by a decision."""
    update = {"open": False, "ended_at": decision.at, "decision": decision, "revision": case.revision + 1}
    return case.model_copy(update=update)


def is_repeated(case: Case, new: NewDecision) -> bool:
    """Return whether a decision repeats the one that closed the case."""
    before = case.decision
    return not case.open and before is not None and new == NewDecision(**before.model_dump(exclude={"at"}))


def notice(about: CaseSubject, decision: CaseDecision) -> str:
    """Return the text for the person concerned: what was decided, and why."""
    return f"{TOLD[decision.action].format(YOURS[about])} {decision.reason}"


def is_over(case: Case, now: datetime) -> bool:
    """Return whether a case need not be kept any longer."""
    return case.ended_at is not None and case.ended_at + EVIDENCE_LIFETIME < now
