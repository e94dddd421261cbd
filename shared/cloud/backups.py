"""Firestore's managed backups, through its admin API."""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from shared.settings import settings

if TYPE_CHECKING:
    from google.cloud.firestore_admin_v1 import FirestoreAdminClient


class Backups(NamedTuple):
    """The state of backups: whether they are due, when the database was created, and when good backups were made."""

    are_due: bool
    since: datetime
    made_at: list[datetime]


@cache
def client() -> "FirestoreAdminClient":
    """Return this process's Firestore admin client."""
    from google.cloud.firestore_admin_v1 import FirestoreAdminClient

    return FirestoreAdminClient()


def look() -> Backups:
    """Look up the backups of the database; they are due if it is protected from deletion."""
    from google.cloud.firestore_admin_v1.types.backup import Backup
    from google.cloud.firestore_admin_v1.types.database import Database

    project, region = settings().google_cloud_project, settings().region
    database = client().get_database(name=f"projects/{project}/databases/(default)")
    found = client().list_backups(parent=f"projects/{project}/locations/{region}").backups
    return Backups(
        are_due=database.delete_protection_state == Database.DeleteProtectionState.DELETE_PROTECTION_ENABLED,
        since=database.create_time,
        made_at=[one.snapshot_time for one in found if one.state == Backup.State.READY],
    )
