"""Saving and loading queues, so that tasks survive a restart."""

import json
from pathlib import Path

from google.cloud.tasks_v2 import types

from localcloud.tasks.server import TasksServer


def save(tasks: TasksServer, path: Path) -> None:
    """Write every queue and its pending tasks to a file."""
    state = [
        {"queue": types.Queue.to_json(queue.spec), "tasks": [types.Task.to_json(task) for task in queue.tasks.values()]}
        for queue in tasks.queues.values()
    ]
    path.write_text(json.dumps(state))


def load(tasks: TasksServer, path: Path) -> None:
    """Read the file that `save` wrote, and resume delivery."""
    for saved in json.loads(path.read_text()):
        queue = tasks.new_queue(types.Queue.from_json(saved["queue"]))
        for task in saved["tasks"]:
            tasks.add(queue, types.Task.from_json(task))
