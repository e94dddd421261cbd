"""What the scheduler calls: exports that people wait for, people who go, and the proof that nothing of them is left.

Every step can be repeated, and dies half-way without harm: the next run goes on.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from shared import audit, idempotency, logs
from shared.accounts import service as accounts
from shared.animals import service as animals
from shared.base_model import Model
from shared.batches import for_each, run_all
from shared.cloud import storage
from shared.cloud.firestore import transact
from shared.dex import upkeep as dex
from shared.privacy import archive, rules, store
from shared.privacy.models import Deletion, DeletionReport, Scan
from shared.privacy.service import shut_out
from shared.settings import settings
from shared.social import service as social
from shared.vision import service as vision


class Report(Model):
    """What a run did."""

    exported: int
    exports_over: int
    erased: int


def run(now: datetime | None = None) -> Report:
    """Do what people wait for; whose turn fails is nobody else's delay.

    Raises:
        ExceptionGroup: some of it failed, and is done again by the next run.

    """
    now = now or datetime.now(UTC)
    report = Report(**run_all({request: partial(answer, now) for request, answer in REQUESTS.items()}))
    logs.info("requests_done", **report.model_dump())
    return report


def prove(now: datetime | None = None) -> int:
    """Prove of those who have gone that nothing is left, by one search for all of them; return of how many.

    The search reads every document, so it begins only when somebody has been gone for a day.
    """
    now = now or datetime.now(UTC)
    gone = {uid: deletion for uid, deletion in store.deletions() if deletion.erased_at}
    if not any(deletion.erased_at and deletion.erased_at + rules.PROVEN_AFTER < now for deletion in gone.values()):
        return 0
    scan = store.search(list(gone))
    return sum(_settle(uid, deletion, scan, now) for uid, deletion in gone.items())


def _settle(uid: str, deletion: Deletion, scan: Scan, now: datetime) -> bool:
    if deletion.erased_at is None or deletion.erased_at + rules.PROVEN_AFTER >= now:
        return False
    if scan.traces[uid]:
        logs.error("deletion_incomplete", uid=uid, left=scan.traces[uid])
        _erase(uid, deletion, now)
        return False
    report = DeletionReport(
        **deletion.model_dump(),
        proven_at=now,
        documents_searched=scan.documents,
        objects_searched=scan.objects,
    )
    store.finish_deletion(uid, report)
    logs.info("deletion_proven", report=rules.report_id(uid))
    return True


def _make_exports(now: datetime) -> int:
    waiting = [uid for uid, export in store.exports() if export.ready_at is None]
    return for_each(waiting, lambda uid: _make_export(uid, now))


def _make_export(uid: str, now: datetime) -> None:
    size_bytes = archive.write(uid)
    transact(lambda unit: store.finish_export(unit, uid, size_bytes, now))


def _delete_old_exports(now: datetime) -> int:
    over = [uid for uid, export in store.exports() if rules.is_over(export, now)]
    return for_each(over, _erase_export)


def _erase_export(uid: str) -> int:
    """The object goes first: a document that is still there is found again."""
    storage.delete(settings().media_bucket, archive.object_name(uid))
    store.delete_export(uid)
    return 1


def _erase_all(now: datetime) -> int:
    waiting = {uid: deletion for uid, deletion in store.deletions() if deletion.erased_at is None}
    return for_each(waiting, lambda uid: _erase(uid, waiting[uid], now))


REQUESTS: dict[str, Callable[[datetime], int]] = {
    "exported": _make_exports,
    "exports_over": _delete_old_exports,
    "erased": _erase_all,
}


# Entries go before the jobs whose pictures they show; the account goes last, so that a run that dies begins again.
PARTS: dict[str, Callable[[str], int]] = {
    "friendships": social.erase,
    "entries": dex.erase,
    "jobs": vision.erase,
    "discoveries": animals.erase,
    "idempotency_keys": idempotency.erase,
    "exports": _erase_export,
    "audit_lines": audit.erase,
    "accounts": accounts.erase,
}


def _erase(uid: str, deletion: Deletion, now: datetime) -> None:
    shut_out(uid)
    erased = {part: erase(uid) for part, erase in PARTS.items()}
    counts = {part: deletion.erased.get(part, 0) + count for part, count in erased.items()}
    store.set_deletion(uid, Deletion(requested_at=deletion.requested_at, erased_at=now, erased=counts))
    logs.info("deletion_erased", uid=uid, **erased)
