"""The part of exports and deletions."""

from datetime import datetime

from shared.part import Chore, Collection, Found, Part, Work
from shared.privacy import archive, rules, store
from shared.privacy.models import Deletion, DeletionReport, ExportRecord

EXPORTS_AT_ONCE = 200


def erase(uid: str, _: int) -> int:
    """Delete a person's export. The objects go first: a document that is still there is found again."""
    count = archive.delete_files(uid)
    store.delete_export(uid)
    return count


def find_old_exports(at: datetime, cursor: str) -> Found:
    """Find exports that have been there long enough."""
    return Found(*store.exports_ready_before(at - rules.EXPORT_LIFETIME, EXPORTS_AT_ONCE, cursor))


def drop_export(work: Work) -> None:
    """Delete an export, if its time still is over."""
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
