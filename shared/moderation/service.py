"""Reports, appeals and decisions; each decision and all its effects are one unit of work."""

from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime

from shared import audit, logs, outbox
from shared.accounts import people
from shared.accounts.models import Hidden, NoticeKind
from shared.base_model import Page, PageQuery
from shared.cloud.auth.identity import Identity
from shared.cloud.firestore import UnitOfWork, transact
from shared.dex import entries, pictures, views
from shared.dex.documents import Entry
from shared.graph.upkeep import FOLLOW_PERSON
from shared.moderation import rules, store
from shared.moderation.models import (
    Case,
    CaseDecision,
    CaseReply,
    CaseSubject,
    CaseSummary,
    Evidence,
    ModerationAction,
    NewAppeal,
    NewDecision,
    NewReport,
    Report,
    ReportReply,
    ReportSeen,
)
from shared.notices import service as notices
from shared.pages import decode_cursor, next_page
from shared.part import Found, Section, Work
from shared.problems import Code, Problem
from shared.social import service as social
from shared.social.service import FOLLOW_LIKES

REPORTS_AT_ONCE = 300
CASES_AT_ONCE = 200
REPORTS_SHOWN = 100
NO_CASE = "There is no such case."
ENDED = "ended"


# People's requests


def report(viewer: Identity, new: NewReport) -> ReportReply:
    """Report something that a viewer can see; while its case is open, repeating the report changes nothing.

    Raises:
        Problem: `not_found`: it does not exist, or the viewer cannot see it; `validation_failed`: it is their own.

    """
    about = rules.ABOUT[new.kind]
    person, evidence = _reported(viewer, about, new.subject)
    if person == viewer.uid:
        raise Problem(Code.VALIDATION_FAILED, errors={"subject": ["You cannot report this, because it is yours."]})
    return _file(
        Report(
            case=rules.case_id(about, new.subject),
            round=0,
            reporter=viewer.uid,
            person=person,
            **new.model_dump(),
            evidence=evidence,
            at=datetime.now(UTC),
        )
    )


def _reported(viewer: Identity, about: CaseSubject, subject: str) -> tuple[str, Evidence]:
    if about is CaseSubject.ENTRY:
        entry = views.get_visible(viewer, subject)
        return entry.owner, _of_entry(entry)
    social.see_person(viewer, subject)
    return subject, _of_person(subject)


def appeal(uid: str, new: NewAppeal) -> ReportReply:
    """Appeal against moderators' decisions; while the case is open, repeating the appeal changes nothing.

    Raises:
        Problem: `not_found`: the person is not suspended, and nothing of theirs is hidden.

    """
    about, subject = (CaseSubject.ENTRY, new.entry_id) if new.entry_id else (CaseSubject.PERSON, uid)
    evidence = _of_hidden_entry(uid, subject) if about is CaseSubject.ENTRY else _of_moderated_person(uid)
    if evidence is None:
        raise Problem(Code.NOT_FOUND, "There is nothing to appeal against.")
    return _file(
        Report(
            case=rules.case_id(about, subject),
            round=0,
            reporter=uid,
            person=uid,
            kind=None,
            subject=subject,
            reason=None,
            words=new.words,
            evidence=evidence,
            at=datetime.now(UTC),
        )
    )


def _of_hidden_entry(uid: str, entry_id: str) -> Evidence | None:
    entry = views.find(entry_id)
    return _of_entry(entry) if entry and entry.owner == uid and entry.hidden else None


def _of_moderated_person(uid: str) -> Evidence | None:
    me = people.me(uid)
    return _of_person(uid) if me.suspension or me.hidden_texts or me.hidden_name else None


def _file(new: Report) -> ReportReply:
    def work(unit: UnitOfWork) -> Report:
        stored = store.get_case_in(unit, new.case) or Case(person=new.person)
        case = rules.opened(stored, new.at)
        filed = new.model_copy(update={"round": case.round})
        if before := store.get_report_in(unit, filed):
            return before
        store.put_report(unit, filed)
        store.put_case(unit, new.case, rules.with_report(case, is_appeal=new.kind is None))
        return filed

    filed = transact(work)
    logs.info("reported", case=new.case, kind=new.kind, reason=new.reason)
    return _show_report(filed)


def _show_report(filed: Report) -> ReportReply:
    return ReportReply(**filed.model_dump(include=set(ReportReply.model_fields)))


# Evidence


def _of_entry(entry: Entry) -> Evidence:
    name, picture = entry.animal.common_name or entry.animal.scientific_name, pictures.read_thumbnail(entry)
    encoded = b64encode(picture).decode() if picture else None
    return Evidence(animal=name, caption=entry.customizations.caption, picture=encoded)


def _of_person(uid: str) -> Evidence:
    me = people.me(uid)
    return Evidence(username=me.username, display_name=me.display_name, bio=me.bio)


def _whose(about: CaseSubject, subject: str) -> str | None:
    """Return the owner of a subject; None if it is gone."""
    if about is CaseSubject.PERSON:
        return subject if people.exists(subject) else None
    entry = views.find(subject)
    return entry.owner if entry else None


def _as_it_is(about: CaseSubject, subject: str) -> Evidence:
    entry = views.find(subject) if about is CaseSubject.ENTRY else None
    return _of_entry(entry) if entry else _of_person(subject)


# Moderators' actions


def queue(page: PageQuery) -> Page[CaseSummary]:
    """Return a page of the open cases, the oldest first.

    Raises:
        Problem: `invalid_cursor`.

    """
    after = decode_cursor(page.cursor, store.ORDER) if page.cursor else None
    found, more = next_page(store.open_cases(page.limit + 1, after), page.limit, lambda item: store.order_values(*item))
    return Page(items=[_summary(case_id, case) for case_id, case in found], next_cursor=more)


def _summary(case_id: str, case: Case) -> CaseSummary:
    about, _ = rules.read_case_id(case_id)
    return CaseSummary(id=case_id, about=about, user_id=case.person, **case.model_dump(exclude={"person", "round"}))


def look(moderator: str, case_id: str) -> CaseReply:
    """Return a case with its reports, and its subject as it is now; the access is audited.

    Raises:
        Problem: `not_found`: neither the case nor its subject exists.

    """
    about, subject = rules.read_case_id(case_id)
    person = _whose(about, subject)
    case = _case_or_new(store.get_case(case_id), person)
    audit.record(moderator, "look", case.person, case=case_id)
    filed = store.reports_of(case_id, case.round, REPORTS_SHOWN)
    seen = [ReportSeen(**one.model_dump(include=set(ReportSeen.model_fields))) for one in filed]
    now = _as_it_is(about, subject) if person else None
    return CaseReply(**_summary(case_id, case).model_dump(), evidence=now, report_list=seen)


def _case_or_new(stored: Case | None, person: str | None) -> Case:
    if stored:
        return stored
    if person is None:
        raise Problem(Code.NOT_FOUND, NO_CASE)
    return Case(person=person)


def decide(moderator: str, case_id: str, new: NewDecision, revision: int | None = None) -> CaseSummary:
    """Decide a case, with all effects; repeating a decision changes nothing. No report is needed.

    Raises:
        Problem: `validation_failed`: the action does not apply to the subject; `not_found`: there is no such subject;
            `precondition_failed`: the case has changed since this revision; `already_exists`: for a correction, the
            photograph already has an entry for that animal.

    """
    about, subject = rules.read_case_id(case_id)
    _require_possible(about, new)
    person = _whose(about, subject)
    decision = CaseDecision(**new.model_dump(), at=datetime.now(UTC))

    def work(unit: UnitOfWork) -> Case:
        case = _case_or_new(store.get_case_in(unit, case_id), person)
        if revision is not None and case.revision != revision:
            raise Problem(Code.PRECONDITION_FAILED)
        if rules.is_repeated(case, new):
            return case
        is_effective = EFFECTS[about, new.action](unit, subject, decision)
        if not (is_effective or case.open):
            return case
        after = rules.ended(case, decision)
        store.put_case(unit, case_id, after)
        details = new.model_dump(exclude={"action"}, exclude_none=True)
        audit.record_in(unit, moderator, new.action, case.person, case=case_id, **details)
        if new.action is not ModerationAction.DISMISS:
            notice = {"subject": f"{case_id}.{after.revision}", "text": rules.notice(about, decision)}
            notices.send(unit, case.person, NoticeKind.MODERATION, **notice)
        return after

    return _summary(case_id, transact(work))


def _require_possible(about: CaseSubject, new: NewDecision) -> None:
    if (about, new.action) not in EFFECTS:
        raise Problem(Code.VALIDATION_FAILED, errors={"action": [f"This action does not apply to this {about}."]})
    if (new.action is ModerationAction.CORRECT) != (new.animal_id is not None):
        raise Problem(
            Code.VALIDATION_FAILED,
            errors={"animal_id": ["Corrections need an animal; other decisions must not have one."]},
        )


Effect = Callable[[UnitOfWork, str, CaseDecision], bool]
"""Applies a decision to a subject within a unit of work; returns False if nothing changes."""


def _why(decision: CaseDecision) -> Hidden:
    return Hidden(reason=decision.reason, at=decision.at)


def _nothing(_: UnitOfWork, __: str, ___: CaseDecision) -> bool:
    return False


def _told(_: UnitOfWork, __: str, ___: CaseDecision) -> bool:
    return True


def _hide_entry(unit: UnitOfWork, entry_id: str, decision: CaseDecision) -> bool:
    return entries.set_hidden(unit, entry_id, _why(decision))


def _restore_entry(unit: UnitOfWork, entry_id: str, _: CaseDecision) -> bool:
    return entries.set_hidden(unit, entry_id, None)


def _correct(unit: UnitOfWork, entry_id: str, decision: CaseDecision) -> bool:
    return entries.identify(unit, entry_id, decision.animal_id) is not None


def _hide_texts(unit: UnitOfWork, uid: str, decision: CaseDecision) -> bool:
    return people.hide_texts(unit, uid, _why(decision))


def _restore_texts(unit: UnitOfWork, uid: str, _: CaseDecision) -> bool:
    return people.restore_texts(unit, uid)


def _hide_name(unit: UnitOfWork, uid: str, decision: CaseDecision) -> bool:
    return _renamed(unit, uid, people.hide_name(unit, uid, _why(decision)))


def _restore_name(unit: UnitOfWork, uid: str, _: CaseDecision) -> bool:
    return _renamed(unit, uid, people.restore_name(unit, uid))


def _renamed(unit: UnitOfWork, uid: str, name: str | None) -> bool:
    """Show friends a person's new name; return False if there is none."""
    if name:
        social.rename(unit, uid, name)
    return name is not None


def _suspend(unit: UnitOfWork, uid: str, decision: CaseDecision) -> bool:
    return people.suspend(unit, uid, _why(decision)) and _follow(unit, uid, decision)


def _end_suspension(unit: UnitOfWork, uid: str, decision: CaseDecision) -> bool:
    return people.end_suspension(unit, uid) and _follow(unit, uid, decision)


def _follow(unit: UnitOfWork, uid: str, decision: CaseDecision) -> bool:
    """Update trees and likes after a person has become visible or invisible to others."""
    social.moved_on(unit, uid)
    for chore in (FOLLOW_PERSON, FOLLOW_LIKES):
        outbox.add_work(unit, chore, Work(subject=uid, at=decision.at))
    return True


EFFECTS: dict[tuple[CaseSubject, ModerationAction], Effect] = {
    (CaseSubject.ENTRY, ModerationAction.HIDE): _hide_entry,
    (CaseSubject.ENTRY, ModerationAction.RESTORE): _restore_entry,
    (CaseSubject.ENTRY, ModerationAction.CORRECT): _correct,
    (CaseSubject.ENTRY, ModerationAction.WARN): _told,
    (CaseSubject.ENTRY, ModerationAction.DISMISS): _nothing,
    (CaseSubject.PERSON, ModerationAction.HIDE): _hide_texts,
    (CaseSubject.PERSON, ModerationAction.RESTORE): _restore_texts,
    (CaseSubject.PERSON, ModerationAction.HIDE_NAME): _hide_name,
    (CaseSubject.PERSON, ModerationAction.RESTORE_NAME): _restore_name,
    (CaseSubject.PERSON, ModerationAction.SUSPEND): _suspend,
    (CaseSubject.PERSON, ModerationAction.UNSUSPEND): _end_suspension,
    (CaseSubject.PERSON, ModerationAction.WARN): _told,
    (CaseSubject.PERSON, ModerationAction.DISMISS): _nothing,
}


# Exports, deletions, housekeeping


def export(uid: str, cursor: str) -> Section:
    """Return a batch of a person's reports and appeals."""
    found, more = store.reports_by(uid, REPORTS_AT_ONCE, cursor)
    return Section([_show_report(one) for one in found], more)


def erase(uid: str, limit: int) -> int:
    """Delete a batch of the reports about a person, and anonymise the reports by them."""
    return store.erase_about(uid, limit) or store.forget_reporter(uid, limit)


def find_ended(at: datetime, cursor: str) -> Found:
    """Find cases whose retention period has ended."""
    return Found(*store.ended_before(at - rules.EVIDENCE_LIFETIME, CASES_AT_ONCE, cursor))


def drop_case(work: Work) -> str | None:
    """Delete a batch of a case's reports, then the case, if its retention period has still ended."""
    case = store.get_case(work.subject)
    if case is None or not rules.is_over(case, work.at):
        return None
    if store.delete_reports(work.subject, REPORTS_AT_ONCE) == REPORTS_AT_ONCE:
        return ENDED
    transact(lambda unit: _drop_case(unit, work))
    return None


def _drop_case(unit: UnitOfWork, work: Work) -> None:
    case = store.get_case_in(unit, work.subject)
    if case and rules.is_over(case, work.at):
        store.delete_case(unit, work.subject)
