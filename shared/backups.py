"""Whether Firestore is backed up as it should be: housekeeping looks every hour, operators when they wish."""

from datetime import datetime, timedelta

from shared import logs
from shared.cloud import backups
from shared.cloud.backups import Backups
from shared.part import Chore, Found, Part, Work
from shared.settings import settings

WITHIN = timedelta(hours=26)  # one is made a day, at an hour of Google's choice


def are_ok(found: Backups, now: datetime) -> bool:
    """Tell whether there is a backup of the last day, where one is due; a new database needs none yet."""
    return not found.are_due or now - max([found.since, *found.made_at]) < WITHIN


def find(_: datetime, __: str) -> Found:
    """Find the database that may be backed up; emulators' is not."""
    return Found([] if settings().cloud_tasks_emulator_host else ["database"])


def check(work: Work) -> None:
    """Say so when the database is not backed up as it should be."""
    found = backups.look()
    if not are_ok(found, work.at):
        logs.error("backup_missing", newest=max(found.made_at, default=None))


PART = Part("backups", collections=(), chores=(Chore("check-backups", check, find),))
