"""What a person asks about everything that is held about them."""

from datetime import UTC, datetime, timedelta

from shared import logs
from shared.accounts import service as accounts
from shared.cloud import auth, storage
from shared.privacy import rules, store
from shared.privacy.models import DeletionReply, DeletionReport, ExportReply, ExportStatus
from shared.problems import Code, Problem
from shared.settings import settings

LINK_LIFETIME = timedelta(minutes=15)


def get_export(uid: str) -> ExportReply:
    """Return a person's export, asked for now if it was not; housekeeping makes it."""
    export = store.get_export(uid) or store.request_export(uid, datetime.now(UTC))
    if export.ready_at is None:
        return ExportReply(**export.model_dump())
    url = storage.sign_download(
        settings().media_bucket,
        f"exports/{uid}.zip",
        filename="biologidex.zip",
        expires=datetime.now(UTC) + LINK_LIFETIME,
    )
    return ExportReply(**export.model_dump(), url=url, expires_at=export.ready_at + rules.EXPORT_LIFETIME)


def is_ready(export: ExportReply) -> bool:
    """Tell whether an export can be fetched."""
    return export.status is ExportStatus.READY


def delete_me(identity: auth.Identity) -> DeletionReply:
    """End a person's access and hide them at once; housekeeping deletes the rest.

    Raises:
        Problem: `recent_sign_in_required`.

    """
    now = datetime.now(UTC)
    if not rules.is_recent(identity.signed_in_at, now):
        raise Problem(Code.RECENT_SIGN_IN_REQUIRED)
    return delete(identity.uid, now)


def delete(uid: str, now: datetime) -> DeletionReply:
    """Begin the deletion of a person; beginning it again changes nothing."""
    deletion = store.request_deletion(uid, now)
    shut_out(uid)
    logs.info("deletion_requested", uid=uid)
    return DeletionReply(requested_at=deletion.requested_at)


def get_report(uid: str) -> DeletionReport | None:
    """Return the proof that nothing is left of a person; None when there is none (yet)."""
    return store.get_report(uid)


def shut_out(uid: str) -> None:
    """Let nobody sign in as a person, and nobody see them, from now on."""
    accounts.shut_out(uid)
    accounts.hide(uid)
