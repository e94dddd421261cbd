"""The collection outbox: tasks that must not be lost (the transactional outbox pattern).

A task is stored in the unit of work that makes it necessary, and sent to Cloud Tasks once that is committed. If sending
fails, or the process dies before it, housekeeping sends the task later; its name prevents duplicates.
"""

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from google.cloud.firestore_v1.base_query import FieldFilter
from pydantic import Field

from shared import logs, traces
from shared.base_model import Model
from shared.batches import for_each
from shared.cloud import firestore, tasks
from shared.cloud.firestore import UnitOfWork
from shared.part import Collection, Part, Work

SENT_LATER_AFTER = timedelta(minutes=1)  # by then, the process that stored a task has sent it or failed


class Target(StrEnum):
    """The function that a task calls."""

    IDENTIFY = "identify"
    HOUSEKEEPING = "housekeeping"


class Task(Model):
    """`outbox/{name}`: a task that has not been sent yet."""

    name: str
    target: Target
    path: str = ""
    payload: dict[str, Any]
    created_at: datetime
    traceparent: str = Field(default_factory=traces.traceparent, description="The trace that it continues")


def add(unit: UnitOfWork, task: Task) -> None:
    """Store a task, and send it once the unit is committed."""
    unit.set(_reference(task.name), task.model_dump())
    unit.follow(lambda: _try_to_send(task))


def add_work(unit: UnitOfWork, chore: str, work: Work) -> None:
    """Store a housekeeping task, and send it once the unit is committed."""
    add(unit, task_of(chore, work))


def task_of(chore: str, work: Work) -> Task:
    """Return the task for a piece of housekeeping; the same piece always has the same name."""
    name = f"{chore.replace('/', '-')}-{hashlib.sha256(work.model_dump_json().encode()).hexdigest()[:24]}"
    payload = work.model_dump(mode="json")
    return Task(name=name, target=Target.HOUSEKEEPING, path=f"tasks/{chore}", payload=payload, created_at=work.at)


def send_left(limit: int, now: datetime) -> int:
    """Send tasks that are still in the outbox; return their number.

    Raises:
        ExceptionGroup: some could not be sent.

    """
    return for_each(left_since(now - SENT_LATER_AFTER, limit), _send_stored)


def left_since(before: datetime, limit: int) -> list[Task]:
    """Return the oldest unsent tasks that were stored before a moment."""
    query = _outbox().where(filter=FieldFilter("created_at", "<", before)).order_by("created_at").limit(limit)
    return [Task.model_validate(snapshot.to_dict()) for snapshot in query.stream()]


def send_named(name: str) -> None:
    """Send one task if it is still in the outbox, because somebody is waiting for it."""
    if stored := _reference(name).get().to_dict():
        _try_to_send(Task.model_validate(stored))


def _try_to_send(task: Task) -> None:
    try:
        _send_stored(task)
    except Exception as error:  # noqa: BLE001 - the change is committed, and housekeeping will send its task
        logs.warning("task_not_sent", task=task.name, cause=str(error))


def _send_stored(task: Task) -> None:
    send(task)
    _reference(task.name).delete()


def send(task: Task) -> None:
    """Send a task that need not be stored, because it would be found again."""
    tasks.enqueue(task.name, task.target, task.path, task.payload, task.traceparent)


def _outbox() -> Any:
    return firestore.client().collection("outbox")


def _reference(name: str) -> firestore.Reference:
    reference: firestore.Reference = _outbox().document(name)
    return reference


PART = Part("outbox", collections=(Collection("outbox/{name}", Task),))
