"""Housekeeping, started by Cloud Scheduler: it finds the chores that are due and queues one task per subject.

A run does none of the work itself, so that one failing or enormous subject does not hold up the others. Finding and
working proceed in pieces, each a task that queues the next.
"""

from datetime import datetime

from shared import logs, outbox
from shared.base_model import Model
from shared.batches import for_each
from shared.part import Chore, Work
from shared.parts import CHORES

LEFT_AT_ONCE = 500
FIND = "find/"


class Report(Model):
    """The result of a run: chore → number of tasks queued."""

    queued: dict[str, int]
    sent: int


def run(at: datetime, *, urgent: bool) -> Report:
    """Queue the chores that are due, and send the tasks left in the outbox.

    Raises:
        ExceptionGroup: some could not be found or queued; the others were.

    """
    queued: dict[str, int] = {}

    def find(chore: Chore) -> None:
        queued[chore.name] = _find(chore, Work(subject="", at=at))

    sent = outbox.send_left(LEFT_AT_ONCE, at)
    for_each([chore for chore in CHORES.values() if chore.find and chore.urgent is urgent], find)
    report = Report(queued=queued, sent=sent)
    logs.info("housekeeping_done", **report.model_dump())
    return report


def do(name: str, work: Work) -> None:
    """Do one piece of a chore, or find more of its subjects (`find/…`), and queue the next piece.

    Raises:
        KeyError: there is no such chore.

    """
    chore = CHORES[name.removeprefix(FIND)]
    if name.startswith(FIND):
        _find(chore, work)
        return
    cursor = chore.step(work)
    if cursor is not None:
        outbox.send(outbox.task_of(name, work.next_piece(cursor)))


def _find(chore: Chore, work: Work) -> int:
    if chore.find is None:
        return 0
    found = chore.find(work.at, work.cursor)
    for subject in found.subjects:
        outbox.send(outbox.task_of(chore.name, Work(subject=subject, at=work.at)))
    if found.cursor is not None:
        outbox.send(outbox.task_of(FIND + chore.name, work.next_piece(found.cursor)))
    return len(found.subjects)
