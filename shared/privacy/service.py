"""Exports and deletions, as requested by people."""

from datetime import UTC, datetime, timedelta

from shared import logs
from shared.accounts import people, sessions
from shared.cloud import storage
from shared.cloud.auth import identity
from shared.cloud.firestore import UnitOfWork, transact
from shared.privacy import archive, rules, store
from shared.privacy.models import DeletionReply, DeletionReport, ExportFile, ExportRecord, ExportReply, ExportStatus
from shared.problems import Code, Problem
from shared.settings import settings
from shared.social import service as social

LINK_LIFETIME = timedelta(minutes=15)


def request_export(uid: str) -> ExportReply:
    """Request an export, which housekeeping writes; an existing one, ready or not, is kept."""
    now = datetime.now(UTC)

    def work(unit: UnitOfWork) -> ExportRecord:
        if stored := store.get_export_in(unit, uid):
            return stored
        export = ExportRecord(requested_at=now)
        store.put_export(unit, uid, export)
        return export

    return _show(uid, transact(work))


def get_export(uid: str) -> ExportReply:
    """Return a person's export.

    Raises:
        Problem: `not_found`: there is none.

    """
    export = store.get_export(uid)
    if export is None:
        raise Problem(Code.NOT_FOUND, "You have no export. Exports are deleted after a week.")
    return _show(uid, export)


def _show(uid: str, export: ExportRecord) -> ExportReply:
    if export.ready_at is None:
        return ExportReply(status=ExportStatus.PREPARING, requested_at=export.requested_at, ready_at=None)
    return ExportReply(
        status=ExportStatus.READY,
        requested_at=export.requested_at,
        ready_at=export.ready_at,
        expires_at=export.ready_at + rules.EXPORT_LIFETIME,
        files=[_file(uid, number, size) for number, size in enumerate(export.file_sizes, start=1)],
    )


def _file(uid: str, number: int, size_bytes: int) -> ExportFile:
    name, expires = f"biologidex-{number}.zip", datetime.now(UTC) + LINK_LIFETIME
    where = archive.object_name(uid, number)
    url = storage.sign_download(settings().media_bucket, where, filename=name, expires=expires)
    return ExportFile(name=name, size_bytes=size_bytes, url=url)


def delete_me(identity: identity.Identity) -> DeletionReply:
    """End a person's access and hide them at once; housekeeping deletes their data.

    Raises:
        Problem: `recent_sign_in_required`.

    """
    now = datetime.now(UTC)
    if not rules.is_recent(identity.signed_in_at, now):
        raise Problem(Code.RECENT_SIGN_IN_REQUIRED)
    return delete(identity.uid, now)


def delete(uid: str, now: datetime) -> DeletionReply:
    """Start a person's deletion; repeating it changes nothing."""
    deletion = store.request_deletion(uid, now)
    try:
        shut_out(uid)
    except Exception as error:
        if not identity.is_outage(error):
            raise
        logs.warning("auth_user_not_disabled", uid=uid, cause=str(error))  # the data is hidden, and erasure tries again
    logs.info("deletion_requested", uid=uid)
    return DeletionReply(requested_at=deletion.requested_at)


def get_report(uid: str) -> DeletionReport | None:
    """Return the proof that no data is left of a person; None if there is none yet."""
    return store.get_report(uid)


def shut_out(uid: str) -> None:
    """Hide a person from everybody and prevent sign-ins from now on."""
    people.hide(uid)
    try:
        sessions.shut_out(uid)
    finally:
        social.changed(uid)
