"""The collections reports and moderation_cases."""

from datetime import datetime
from typing import Any

from google.cloud.firestore import Query
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.base_model import Id, Moment
from shared.cloud import firestore
from shared.cloud.firestore import UnitOfWork
from shared.moderation import rules
from shared.moderation.models import Case, Report
from shared.pages import Order, Values

ORDER: Order = {"opened_at": Moment, "__name__": Id}
DELETED = "deleted"


def _cases() -> Any:
    return firestore.client().collection("moderation_cases")


def _reports() -> Any:
    return firestore.client().collection("reports")


def _of(field: str, value: object) -> Any:
    return _reports().where(filter=FieldFilter(field, "==", value))


def get_case(case_id: str) -> Case | None:
    """Return a case."""
    stored = _cases().document(case_id).get().to_dict()
    return Case.model_validate(stored) if stored else None


def get_case_in(unit: UnitOfWork, case_id: str) -> Case | None:
    """Return a case within a unit of work."""
    stored = unit.get(_cases().document(case_id))
    return Case.model_validate(stored) if stored else None


def put_case(unit: UnitOfWork, case_id: str, case: Case) -> None:
    """Store a case."""
    unit.set(_cases().document(case_id), case.model_dump())


def open_cases(limit: int, after: Values | None) -> list[tuple[str, Case]]:
    """Return open cases with their ids, the oldest first, after the given values."""
    still_open = _cases().where(filter=FieldFilter("open", "==", True))
    query = firestore.in_order(still_open, ORDER, after, Query.ASCENDING)
    return [(one.id, Case.model_validate(one.to_dict())) for one in query.limit(limit).stream()]


def order_values(case_id: str, case: Case) -> Values:
    """Return a case's values of the queue's sort fields."""
    return {"opened_at": case.opened_at, "__name__": case_id}


def get_report_in(unit: UnitOfWork, report: Report) -> Report | None:
    """Return a person's report in this round of a case, within a unit of work."""
    stored = unit.get(_reports().document(rules.report_id(report.reporter, report.case, report.round)))
    return Report.model_validate(stored) if stored else None


def put_report(unit: UnitOfWork, report: Report) -> None:
    """Store a report."""
    unit.set(_reports().document(rules.report_id(report.reporter, report.case, report.round)), report.model_dump())


def reports_of(case_id: str, number: int, limit: int) -> list[Report]:
    """Return up to `limit` reports of a round of a case."""
    query = _of("case", case_id).where(filter=FieldFilter("round", "==", number)).limit(limit)
    return [Report.model_validate(snapshot.to_dict()) for snapshot in query.stream()]


def reports_by(uid: str, limit: int, after: str) -> tuple[list[Report], str | None]:
    """Return a batch of a person's reports and appeals, and the id to continue after, if any."""
    found, more = firestore.by_id(_of("reporter", uid), limit, after)
    return [Report.model_validate(snapshot.to_dict()) for snapshot in found], more


def ended_before(moment: datetime, limit: int, cursor: str) -> tuple[list[str], str | None]:
    """Return cases closed before a moment, and a cursor if there are more."""
    return firestore.by_time(_cases().where(filter=FieldFilter("ended_at", "<", moment)), "ended_at", limit, cursor)


def delete_reports(case_id: str, limit: int) -> int:
    """Delete a batch of a case's reports; return their number."""
    return firestore.delete_all(_of("case", case_id), limit)


def delete_case(unit: UnitOfWork, case_id: str) -> None:
    """Delete a case."""
    unit.delete(_cases().document(case_id))


def erase_about(uid: str, limit: int) -> int:
    """Delete a batch of the reports and cases about a person; return their number."""
    mine = _cases().where(filter=FieldFilter("person", "==", uid))
    return firestore.delete_all(_of("person", uid), limit) or firestore.delete_all(mine, limit)


def forget_reporter(uid: str, limit: int) -> int:
    """Anonymise a batch of a person's reports and remove their words; return their number."""
    found = list(_of("reporter", uid).select([]).limit(limit).stream())
    for snapshot in found:
        snapshot.reference.update({"reporter": DELETED, "words": None})
    return len(found)
