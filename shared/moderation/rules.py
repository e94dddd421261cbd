"""Decisions about reports and cases."""

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
    """Return the id of the case about an entry or a person: there is one."""
    return f"{about}.{subject}"


def read_case_id(case: str) -> tuple[CaseSubject, str]:
    """Return what a case is about."""
    about, _, subject = case.partition(".")
    return CaseSubject(about), subject


def report_id(reporter: str, case: str, number: int) -> str:
    """Return the id of a person's report in a round of a case: there is one, and it tells nobody who it was."""
    return hashlib.sha256(f"{reporter}/{case}/{number}".encode()).hexdigest()


def opened(case: Case, now: datetime) -> Case:
    """Return a case that is open; one that was not begins another round."""
    if case.open:
        return case
    fresh = {"open": True, "round": case.round + 1, "reports": 0, "appealed": False}
    return case.model_copy(update=fresh | {"opened_at": now, "ended_at": None})


def with_report(case: Case, *, is_appeal: bool) -> Case:
    """Return an open case with one report more."""
    counted = {"reports": case.reports + 1, "appealed": case.appealed or is_appeal, "revision": case.revision + 1}
    return case.model_copy(update=counted)


def ended(case: Case, decision: CaseDecision) -> Case:
    """Return a case that a decision ends."""
    update = {"open": False, "ended_at": decision.at, "decision": decision, "revision": case.revision + 1}
    return case.model_copy(update=update)


def is_repeated(case: Case, new: NewDecision) -> bool:
    """Tell whether a decision is the one that has ended a case."""
    before = case.decision
    return not case.open and before is not None and new == NewDecision(**before.model_dump(exclude={"at"}))


def notice(about: CaseSubject, decision: CaseDecision) -> str:
    """Return what the person whom a decision concerns is told: what was done, and why."""
    return f"{TOLD[decision.action].format(YOURS[about])} {decision.reason}"


def is_over(case: Case, now: datetime) -> bool:
    """Tell whether nothing of a case need be kept."""
    return case.ended_at is not None and case.ended_at + EVIDENCE_LIFETIME < now
