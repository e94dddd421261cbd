"""Pending exports, account deletions, and the proof that no data is left.

Every step is bounded and idempotent, and can be interrupted: the next one continues.
"""

import time
from collections.abc import Sequence
from datetime import datetime

from shared import logs
from shared.cloud.firestore import transact
from shared.part import Chore, Found, Part, Work
from shared.privacy import archive, rules, store
from shared.privacy.models import Deletion, DeletionReport
from shared.privacy.service import shut_out

PEOPLE_AT_ONCE = 200
THINGS_AT_ONCE = 100
MAX_SECONDS = 60  # far below the deadline of a task
NEXT = "next"


class Privacy:
    """The chores that concern a person's data in all parts."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._exports = [export for part in parts for export in part.exports]

    def chores(self) -> tuple[Chore, ...]:
        """Return the chores, deletions first."""
        return (
            Chore("erase", self.erase, self.find_deletions, urgent=True),
            Chore("export", self.export, self.find_unfinished_exports, urgent=True),
            Chore("prove", self.prove, self.find_provable),
        )

    def find_deletions(self, _: datetime, cursor: str) -> Found:
        """Find people whose deletion is pending."""
        return Found(*store.unfinished_deletions(PEOPLE_AT_ONCE, cursor))

    def erase(self, work: Work) -> str | None:
        """Delete a batch of a person's data, part by part in order; the account comes last."""
        uid, deletion = work.subject, store.get_deletion(work.subject)
        if deletion is None or deletion.erased_at:
            return None
        shut_out(uid)
        counts, is_over = self._erase(uid, deletion.erased)
        erased_at = work.at if is_over else None
        store.set_deletion(uid, deletion.model_copy(update={"erased": counts, "erased_at": erased_at}))
        if is_over:
            logs.info("deletion_erased", uid=uid, **counts)
        return None if is_over else NEXT

    def _erase(self, uid: str, counts: dict[str, int]) -> tuple[dict[str, int], bool]:
        until, counts = time.monotonic() + MAX_SECONDS, dict(counts)
        for part in self._parts:
            while part.erase and (count := part.erase(uid, THINGS_AT_ONCE)):
                counts[part.name] = counts.get(part.name, 0) + count
                if time.monotonic() > until:
                    return counts, False
        return counts, True

    def find_provable(self, at: datetime, cursor: str) -> Found:
        """Find people whose deletion is old enough to be proven."""
        return Found(*store.erased_before(at - rules.PROVEN_AFTER, PEOPLE_AT_ONCE, cursor))

    def prove(self, work: Work) -> None:
        """Search every declared place for the uid; report that nothing is left, or repeat the deletion."""
        uid, deletion = work.subject, store.get_deletion(work.subject)
        if deletion is None or deletion.erased_at is None or not rules.is_provable(deletion, work.at):
            return
        places = dict(self.places_of(uid))
        left = [path for found in places.values() for path in found]
        if left:
            logs.error("deletion_incomplete", uid=uid, left=left)
            store.set_deletion(uid, deletion.model_copy(update={"erased_at": None}))
            return
        report = DeletionReport(
            requested_at=deletion.requested_at,
            erased_at=deletion.erased_at,
            erased=deletion.erased,
            proven_at=work.at,
            places_searched=len(places),
        )
        transact(lambda unit: store.finish_deletion(unit, uid, report))
        logs.info("deletion_proven", report=rules.report_id(uid))

    def places_of(self, uid: str) -> list[tuple[str, list[str]]]:
        """Return every place that can hold a person's uid, and what was found there."""
        stored = [collection for part in self._parts for collection in part.collections]
        collections = [collection for collection in stored if collection.model is not Deletion]
        objects = [prefix for part in self._parts for prefix in part.objects]
        return list(store.places_of(uid, collections, objects))

    def find_unfinished_exports(self, _: datetime, cursor: str) -> Found:
        """Find people whose export is pending."""
        return Found(*store.unfinished_exports(PEOPLE_AT_ONCE, cursor))

    def export(self, work: Work) -> str | None:
        """Write the next file of a person's export."""
        return NEXT if archive.write_next_file(work.subject, self._exports, work.at) else None
