"""The part for exports and deletions."""

from datetime import datetime

from shared.part import Chore, Collection, Found, Part, Work
from shared.privacy import archive, rules, store
from shared.privacy.models import Deletion, DeletionReport, ExportRecord

EXPORTS_AT_ONCE = 200


def erase(uid: str, _: int) -> int:
    """Delete a person's export. Objects come first, so that an interrupted deletion is found again by its document."""
    count = archive.delete_files(uid)
    store.delete_export(uid)
    return count


def find_old_exports(at: datetime, cursor: str) -> Found:
    """Find expired exports."""
    return Found(*store.exports_ready_before(at - rules.EXPORT_LIFETIME, EXPORTS_AT_ONCE, cursor))


def drop_export(work: Work) -> None:
    """Delete an export if it is still expired."""
    export = store.get_export(work.subject)
    if export and rules.is_over(export, work.at):
        erase(work.subject, 1)


PART = Part(
    "exports",
    collections=(
        Collection("exports/{uid}", ExportRecord),
        Collection("deletions/{uid}", Deletion),
        Collection("deletion_reports/{hash}", DeletionReport),
    ),
    erase=erase,
    chores=(Chore("drop-export", drop_export, find_old_exports),),
    objects=(archive.OBJECTS,),
)
