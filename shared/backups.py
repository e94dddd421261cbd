"""The check of Firestore's backups, hourly by housekeeping and on demand by operators."""

from datetime import datetime, timedelta

from shared import logs
from shared.cloud import backups
from shared.cloud.backups import Backups
from shared.part import Chore, Found, Part, Work
from shared.settings import settings

WITHIN = timedelta(hours=26)  # one is made daily, at a time of Google's choice


def are_ok(found: Backups, now: datetime) -> bool:
    """Return whether there is a backup from the last day, if one is due; a new database needs none yet."""
    return not found.are_due or now - max([found.since, *found.made_at]) < WITHIN


def find(_: datetime, __: str) -> Found:
    """Find the database to check; an emulator's has no backups."""
    return Found([] if settings().cloud_tasks_emulator_host else ["database"])


def check(work: Work) -> None:
    """Log an error if the database is not backed up as it should be."""
    found = backups.look()
    if not are_ok(found, work.at):
        logs.error("backup_missing", newest=max(found.made_at, default=None))


PART = Part("backups", collections=(), chores=(Chore("check-backups", check, find),))
