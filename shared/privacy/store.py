"""The collections exports, deletions and deletion_reports, and the search for uids."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from google.api_core.exceptions import AlreadyExists
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.cloud import firestore, storage
from shared.cloud.firestore import UnitOfWork
from shared.part import Collection
from shared.privacy import rules
from shared.privacy.models import Deletion, DeletionReport, ExportRecord
from shared.settings import settings


def _export(uid: str) -> firestore.Reference:
    return firestore.client().collection("exports").document(uid)


def _deletion(uid: str) -> firestore.Reference:
    return firestore.client().collection("deletions").document(uid)


# Exports


def get_export(uid: str) -> ExportRecord | None:
    """Return a person's export."""
    stored = _export(uid).get().to_dict()
    return ExportRecord.model_validate(stored) if stored else None


def get_export_in(unit: UnitOfWork, uid: str) -> ExportRecord | None:
    """Return a person's export within a unit of work."""
    stored = unit.get(_export(uid))
    return ExportRecord.model_validate(stored) if stored else None


def put_export(unit: UnitOfWork, uid: str, export: ExportRecord) -> None:
    """Store a person's export."""
    unit.set(_export(uid), export.model_dump())


def delete_export(uid: str) -> None:
    """Delete a person's export."""
    _export(uid).delete()


def unfinished_exports(limit: int, cursor: str) -> tuple[list[str], str | None]:
    """Return the people whose exports are not ready, and a cursor if there are more."""
    waiting = firestore.client().collection("exports").where(filter=FieldFilter("ready_at", "==", None))
    return firestore.by_time(waiting, "requested_at", limit, cursor)


def exports_ready_before(moment: datetime, limit: int, cursor: str) -> tuple[list[str], str | None]:
    """Return the people whose exports became ready before a moment, and a cursor if there are more."""
    ready = firestore.client().collection("exports").where(filter=FieldFilter("ready_at", "<", moment))
    return firestore.by_time(ready, "ready_at", limit, cursor)


# Deletions


def request_deletion(uid: str, now: datetime) -> Deletion:
    """Record a deletion request, unless there is one."""
    deletion = Deletion(requested_at=now)
    try:
        _deletion(uid).create(deletion.model_dump())
    except AlreadyExists:
        return get_deletion(uid) or deletion
    return deletion


def get_deletion(uid: str) -> Deletion | None:
    """Return a person's deletion, until it is proven."""
    stored = _deletion(uid).get().to_dict()
    return Deletion.model_validate(stored) if stored else None


def set_deletion(uid: str, deletion: Deletion) -> None:
    """Store the progress of a deletion."""
    _deletion(uid).set(deletion.model_dump())


def unfinished_deletions(limit: int, cursor: str) -> tuple[list[str], str | None]:
    """Return the people whose deletion is unfinished, and a cursor if there are more."""
    waiting = firestore.client().collection("deletions").where(filter=FieldFilter("erased_at", "==", None))
    return firestore.by_time(waiting, "requested_at", limit, cursor)


def erased_before(moment: datetime, limit: int, cursor: str) -> tuple[list[str], str | None]:
    """Return the people erased before a moment, and a cursor if there are more."""
    erased = firestore.client().collection("deletions").where(filter=FieldFilter("erased_at", "<", moment))
    return firestore.by_time(erased, "erased_at", limit, cursor)


def finish_deletion(unit: UnitOfWork, uid: str, report: DeletionReport) -> None:
    """Replace the deletion by its report."""
    unit.set(firestore.client().collection("deletion_reports").document(rules.report_id(uid)), report.model_dump())
    unit.delete(_deletion(uid))


def get_report(uid: str) -> DeletionReport | None:
    """Return the proof that no data is left of a person."""
    stored = firestore.client().collection("deletion_reports").document(rules.report_id(uid)).get().to_dict()
    return DeletionReport.model_validate(stored) if stored else None


# Where a uid can be


def places_of(uid: str, collections: Iterable[Collection], objects: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield every place that can hold a person's uid, and what was found there (at most one match each).

    A place is an id or a field of a collection, or a prefix in the media bucket. The person's own deletion is excluded.
    """
    for collection in collections:
        yield from _ids(uid, collection)
        yield from _fields(uid, collection)
    for prefix in objects:
        name = prefix.replace("{uid}", uid)
        yield prefix, list(storage.names(settings().media_bucket, name))[:1]


def _ids(uid: str, collection: Collection) -> Iterator[tuple[str, list[str]]]:
    if "{uid}" not in collection.path:
        return
    parent, _, last = collection.path.rpartition("/")
    found = firestore.client().collection(parent.replace("{uid}", uid))
    if last == "{uid}":
        snapshots = [found.document(uid).get(field_paths=[])]
        yield collection.path, [one.reference.path for one in snapshots if one.exists]
        return
    query = found.order_by("__name__")
    if last.startswith("{uid}"):
        query = query.start_at({"__name__": uid}).end_before({"__name__": f"{uid}\uf8ff"})
    yield collection.path, [one.reference.path for one in query.select([]).limit(1).stream()]


def _fields(uid: str, collection: Collection) -> Iterator[tuple[str, list[str]]]:
    if "{uid}/" in collection.path:  # everything is below the person's own document
        return
    documents = firestore.client().collection(collection.path.rpartition("/")[0])
    for field, is_list in collection.uid_fields().items():
        holds = FieldFilter(field, "array_contains" if is_list else "==", uid)
        found = documents.where(filter=holds).select([]).limit(1).stream()
        yield f"{collection.path}.{field}", [one.reference.path for one in found]


def search(uid: str) -> list[str]:
    """Search ids and values of all documents at any depth, and all object names, for a uid; for operators.

    The person's own deletion, whose id is the uid, does not count.
    """
    traces = []
    for collection in firestore.client().collections():
        for snapshot in collection.recursive().stream():  # even below deleted documents
            path = snapshot.reference.path
            if uid in f"{path} {snapshot.to_dict()}" and path != _deletion(uid).path:
                traces.append(path)
    for bucket in (settings().uploads_bucket, settings().media_bucket):
        traces += [f"{bucket}/{name}" for name in storage.names(bucket) if uid in name]
    return traces
