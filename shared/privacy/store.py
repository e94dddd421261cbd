"""The collections exports, deletions and deletion_reports; and the search through all of them."""

from collections.abc import Iterator
from datetime import datetime

from google.api_core.exceptions import AlreadyExists

from shared.cloud import firestore, storage
from shared.cloud.firestore import UnitOfWork
from shared.privacy import rules
from shared.privacy.models import Deletion, DeletionReport, Export, ExportStatus, Scan
from shared.settings import settings


def _export(uid: str) -> firestore.Reference:
    return firestore.client().collection("exports").document(uid)


def _deletion(uid: str) -> firestore.Reference:
    return firestore.client().collection("deletions").document(uid)


def get_export(uid: str) -> Export | None:
    """Return a person's export."""
    stored = _export(uid).get().to_dict()
    return Export.model_validate(stored) if stored else None


def request_export(uid: str, now: datetime) -> Export:
    """Ask for an export, unless one is asked for."""
    export = Export(status=ExportStatus.PREPARING, requested_at=now)
    try:
        _export(uid).create(export.model_dump())
    except AlreadyExists:
        return get_export(uid) or export
    return export


def finish_export(unit: UnitOfWork, uid: str, size_bytes: int, now: datetime) -> None:
    """Record that an export is ready; one that was deleted meanwhile stays deleted."""
    if unit.get(_export(uid)):
        unit.update(_export(uid), {"status": ExportStatus.READY, "ready_at": now, "size_bytes": size_bytes})


def delete_export(uid: str) -> None:
    """Delete a person's export."""
    _export(uid).delete()


def exports() -> Iterator[tuple[str, Export]]:
    """Yield every export with its uid: they live for days, so there are few."""
    for snapshot in firestore.client().collection("exports").stream():
        yield snapshot.id, Export.model_validate(snapshot.to_dict())


def request_deletion(uid: str, now: datetime) -> Deletion:
    """Note that a person goes, unless it is noted."""
    deletion = Deletion(requested_at=now)
    try:
        _deletion(uid).create(deletion.model_dump())
    except AlreadyExists:
        return Deletion.model_validate(_deletion(uid).get().to_dict())
    return deletion


def set_deletion(uid: str, deletion: Deletion) -> None:
    """Store how far a deletion is."""
    _deletion(uid).set(deletion.model_dump())


def deletions() -> Iterator[tuple[str, Deletion]]:
    """Yield everybody who goes and of whom it is not proven that nothing is left."""
    for snapshot in firestore.client().collection("deletions").stream():
        yield snapshot.id, Deletion.model_validate(snapshot.to_dict())


def finish_deletion(uid: str, report: DeletionReport) -> None:
    """Put the report in the place of the deletion, in one step."""
    database = firestore.client()
    batch = database.batch()
    batch.set(database.collection("deletion_reports").document(rules.report_id(uid)), report.model_dump())
    batch.delete(_deletion(uid))
    batch.commit()


def get_report(uid: str) -> DeletionReport | None:
    """Return the proof that nothing is left of a person."""
    stored = firestore.client().collection("deletion_reports").document(rules.report_id(uid)).get().to_dict()
    return DeletionReport.model_validate(stored) if stored else None


def search(uids: list[str]) -> Scan:
    """Look for people in every document, at any depth (ids and values), and every object's name.

    Their own deletions, which know them by their uids, do not count.
    """
    scan = Scan(documents=0, objects=0, traces={uid: [] for uid in uids})

    def look(where: str, text: str) -> None:
        for uid in uids:
            if uid in text and where != f"deletions/{uid}":
                scan.traces[uid].append(where)

    for life_list in firestore.client().collections():
        for snapshot in life_list.recursive().stream():  # also below documents that are not there any more
            scan.documents += 1
            path = snapshot.reference.path
            look(path, f"{path} {snapshot.to_dict()}")
    for bucket in (settings().uploads_bucket, settings().media_bucket):
        for name in storage.names(bucket):
            scan.objects += 1
            look(f"{bucket}/{name}", name)
    return scan
