"""A Cloud Tasks server: the part of google.cloud.tasks.v2 that HTTP tasks need, over gRPC, in memory.

    python -m localcloud.tasks_server PORT [--data FILE]

Held to the behaviour that Google documents: named tasks are taken once, deliveries are tried again with exponential
backoff (a `Retry-After` of 429 or 503 is obeyed), rates and concurrency are limited by queue. Like Google's, it knows
only queues that were created. With `--data`, what is queued outlives a restart.
"""

import argparse
import asyncio
import base64
import json
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import grpc
import httpx
from google.cloud.tasks_v2 import types
from google.protobuf import empty_pb2

MAX_TASK_BYTES = 1024 * 1024
MAX_SCHEDULE = timedelta(days=30)
DEFAULT_DEADLINE = timedelta(minutes=10)
DEFAULT_RETRY = types.RetryConfig(
    max_attempts=100, min_backoff=timedelta(milliseconds=100), max_backoff=timedelta(hours=1), max_doublings=16
)
DEFAULT_RATES = types.RateLimits(max_dispatches_per_second=500, max_concurrent_dispatches=1000)
BACK_OFF_STATUSES = {429, 503}


class RefusedError(Exception):
    """What the client is told instead of an answer."""

    def __init__(self, code: grpc.StatusCode, message: str) -> None:
        super().__init__(message)
        self.code = code


def backoff(retry: types.RetryConfig, attempts: int) -> timedelta:
    """Return the pause after so many attempts: doubled `max_doublings` times, then growing linearly.

    Source: Cloud Tasks' reference of RetryConfig.max_doublings.
    """
    doublings = min(attempts - 1, retry.max_doublings)
    linear = attempts - 1 - doublings
    step: timedelta = retry.min_backoff * 2**doublings
    longest: timedelta = retry.max_backoff
    pause: timedelta = min(step * (1 + linear), longest)
    return pause


class Queue:
    """A queue, its tasks, and the names that it has taken."""

    def __init__(self, spec: types.Queue) -> None:
        self.spec = types.Queue(spec)
        self.spec.retry_config = _with_defaults(spec.retry_config, DEFAULT_RETRY)
        self.spec.rate_limits = _with_defaults(spec.rate_limits, DEFAULT_RATES)
        self.spec.state = types.Queue.State.RUNNING
        self.tasks: dict[str, types.Task] = {}
        self.taken: set[str] = set()
        self.running = asyncio.Event()
        self.running.set()
        self.slots = asyncio.Semaphore(self.spec.rate_limits.max_concurrent_dispatches)
        self.next_dispatch = 0.0

    async def turn(self) -> None:
        """Wait until the queue runs and its rate allows one more dispatch."""
        await self.running.wait()
        now = time.monotonic()
        at = max(now, self.next_dispatch)
        self.next_dispatch = at + 1 / self.spec.rate_limits.max_dispatches_per_second
        await asyncio.sleep(at - now)


def _with_defaults[Config](config: Config, defaults: Config) -> Config:
    merged = type(config)(defaults)  # type: ignore[call-arg]
    type(config).pb(merged).MergeFrom(type(config).pb(config))  # type: ignore[attr-defined]
    return merged


class TasksServer:
    """The queues, and the gRPC methods that a client calls."""

    def __init__(self) -> None:
        self.queues: dict[str, Queue] = {}
        self.deliveries: dict[str, asyncio.Task[None]] = {}
        self.http = httpx.AsyncClient(limits=httpx.Limits(max_connections=None))

    # Queues

    async def create_queue(self, request: types.CreateQueueRequest) -> types.Queue:
        if request.queue.name in self.queues:
            raise RefusedError(grpc.StatusCode.ALREADY_EXISTS, "Queue already exists")
        return self._new_queue(request.queue).spec

    async def get_queue(self, request: types.GetQueueRequest) -> types.Queue:
        return self._queue(request.name).spec

    async def list_queues(self, request: types.ListQueuesRequest) -> types.ListQueuesResponse:
        mine = [queue.spec for name, queue in self.queues.items() if name.startswith(request.parent + "/")]
        return types.ListQueuesResponse(queues=mine)

    async def pause_queue(self, request: types.PauseQueueRequest) -> types.Queue:
        queue = self._queue(request.name)
        queue.running.clear()
        queue.spec.state = types.Queue.State.PAUSED
        return queue.spec

    async def resume_queue(self, request: types.ResumeQueueRequest) -> types.Queue:
        queue = self._queue(request.name)
        queue.running.set()
        queue.spec.state = types.Queue.State.RUNNING
        return queue.spec

    async def purge_queue(self, request: types.PurgeQueueRequest) -> types.Queue:
        queue = self._queue(request.name)
        for name in list(queue.tasks):
            self._drop(name)
        return queue.spec

    def _queue(self, name: str) -> Queue:
        if name not in self.queues:
            raise RefusedError(grpc.StatusCode.NOT_FOUND, "Queue does not exist")
        return self.queues[name]

    def _new_queue(self, spec: types.Queue) -> Queue:
        return self.queues.setdefault(spec.name, Queue(spec))

    # Tasks

    async def create_task(self, request: types.CreateTaskRequest) -> types.Task:
        queue, task = self._queue(request.parent), types.Task(request.task)
        now = datetime.now(UTC)
        if len(types.Task.serialize(task)) > MAX_TASK_BYTES:
            raise RefusedError(grpc.StatusCode.INVALID_ARGUMENT, "Task size too large")
        if task.schedule_time and task.schedule_time > now + MAX_SCHEDULE:
            raise RefusedError(grpc.StatusCode.INVALID_ARGUMENT, "Task scheduled more than 30 days ahead")
        task.name = task.name or f"{request.parent}/tasks/{time.time_ns()}"
        if task.name in queue.taken:
            raise RefusedError(grpc.StatusCode.ALREADY_EXISTS, "The task name was used before")
        task.create_time = now
        task.schedule_time = task.schedule_time or now
        task.http_request.http_method = task.http_request.http_method or types.HttpMethod.POST
        self.add(queue, task)
        return task

    async def get_task(self, request: types.GetTaskRequest) -> types.Task:
        return self._task(request.name)

    async def list_tasks(self, request: types.ListTasksRequest) -> types.ListTasksResponse:
        return types.ListTasksResponse(tasks=list(self._queue(request.parent).tasks.values()))

    async def delete_task(self, request: types.DeleteTaskRequest) -> empty_pb2.Empty:
        self._task(request.name)
        self._drop(request.name)
        return empty_pb2.Empty()

    async def run_task(self, request: types.RunTaskRequest) -> types.Task:
        task = self._task(request.name)
        self.deliveries[task.name].cancel()
        task.schedule_time = datetime.now(UTC)
        self.add(self._queue_of(task.name), task)
        return task

    def add(self, queue: Queue, task: types.Task) -> None:
        """Take a task and start to deliver it."""
        queue.taken.add(task.name)
        queue.tasks[task.name] = task
        self.deliveries[task.name] = asyncio.create_task(self._deliver(queue, task))

    def _queue_of(self, task_name: str) -> Queue:
        return self._queue(task_name.rpartition("/tasks/")[0])

    def _task(self, name: str) -> types.Task:
        task = self._queue_of(name).tasks.get(name)
        if task is None:
            raise RefusedError(grpc.StatusCode.NOT_FOUND, "Task does not exist")
        return task

    def _drop(self, name: str) -> None:
        self._queue_of(name).tasks.pop(name, None)
        self.deliveries.pop(name).cancel()

    # Delivery

    async def _deliver(self, queue: Queue, task: types.Task) -> None:
        while True:
            await asyncio.sleep((task.schedule_time - datetime.now(UTC)).total_seconds())
            async with queue.slots:
                await queue.turn()
                status, retry_after = await self._dispatch(task)
            task.dispatch_count += 1
            if 200 <= status < 300 or task.dispatch_count == queue.spec.retry_config.max_attempts:
                break
            pause = backoff(queue.spec.retry_config, task.dispatch_count)
            task.schedule_time = datetime.now(UTC) + max(pause, retry_after)
        queue.tasks.pop(task.name, None)
        self.deliveries.pop(task.name, None)

    async def _dispatch(self, task: types.Task) -> tuple[int, timedelta]:
        request = task.http_request
        deadline = task.dispatch_deadline or DEFAULT_DEADLINE
        try:
            response = await asyncio.wait_for(
                self.http.request(
                    types.HttpMethod(request.http_method).name,
                    request.url,
                    content=request.body,
                    headers=dict(request.headers) | _headers(task),
                    timeout=None,
                ),
                deadline.total_seconds(),
            )
        except (httpx.HTTPError, TimeoutError):
            return 0, timedelta(0)
        seconds = response.headers.get("Retry-After", "")
        obeyed = response.status_code in BACK_OFF_STATUSES and seconds.isdigit()
        return response.status_code, timedelta(seconds=int(seconds) if obeyed else 0)


def _headers(task: types.Task) -> dict[str, str]:
    queue, _, name = task.name.rpartition("/tasks/")
    headers = {
        "User-Agent": "Google-Cloud-Tasks",
        "X-CloudTasks-QueueName": queue.rpartition("/")[2],
        "X-CloudTasks-TaskName": name,
        "X-CloudTasks-TaskRetryCount": str(task.dispatch_count),
        "X-CloudTasks-TaskExecutionCount": str(task.dispatch_count),
        "X-CloudTasks-TaskETA": f"{task.schedule_time.timestamp():.6f}",
    }
    if task.http_request.oidc_token.service_account_email:
        headers["Authorization"] = f"Bearer {_unsigned_token(task.http_request)}"
    return headers


def _unsigned_token(request: types.HttpRequest) -> str:
    now = int(time.time())
    claims = {
        "iss": "https://accounts.google.com",
        "aud": request.oidc_token.audience or request.url,
        "email": request.oidc_token.service_account_email,
        "email_verified": True,
        "iat": now,
        "exp": now + 3600,
    }
    parts = [json.dumps(part).encode() for part in ({"alg": "none", "typ": "JWT"}, claims)]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + "."


# The gRPC service

METHODS: dict[str, tuple[Any, Any]] = {
    "CreateQueue": (types.CreateQueueRequest, types.Queue),
    "GetQueue": (types.GetQueueRequest, types.Queue),
    "ListQueues": (types.ListQueuesRequest, types.ListQueuesResponse),
    "PauseQueue": (types.PauseQueueRequest, types.Queue),
    "ResumeQueue": (types.ResumeQueueRequest, types.Queue),
    "PurgeQueue": (types.PurgeQueueRequest, types.Queue),
    "CreateTask": (types.CreateTaskRequest, types.Task),
    "GetTask": (types.GetTaskRequest, types.Task),
    "ListTasks": (types.ListTasksRequest, types.ListTasksResponse),
    "DeleteTask": (types.DeleteTaskRequest, None),
    "RunTask": (types.RunTaskRequest, types.Task),
}


def _handler(method: Callable[[Any], Awaitable[Any]], request: Any, response: Any) -> grpc.RpcMethodHandler:
    async def serve(message: Any, context: grpc.aio.ServicerContext) -> Any:
        try:
            return await method(message)
        except RefusedError as refused:
            await context.abort(refused.code, str(refused))

    serialize = response.serialize if response else empty_pb2.Empty.SerializeToString
    return grpc.unary_unary_rpc_method_handler(serve, request.deserialize, serialize)


def _service(tasks: TasksServer) -> grpc.GenericRpcHandler:
    handlers = {
        name: _handler(getattr(tasks, _snake(name)), request, response) for name, (request, response) in METHODS.items()
    }
    return grpc.method_handlers_generic_handler("google.cloud.tasks.v2.CloudTasks", handlers)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def save(tasks: TasksServer, path: Path) -> None:
    """Write every queue with its waiting tasks to a file."""
    state = [
        {"queue": types.Queue.to_json(queue.spec), "tasks": [types.Task.to_json(task) for task in queue.tasks.values()]}
        for queue in tasks.queues.values()
    ]
    path.write_text(json.dumps(state))


def load(tasks: TasksServer, path: Path) -> None:
    """Read what `save` wrote, and go on delivering."""
    for saved in json.loads(path.read_text()):
        queue = tasks._new_queue(types.Queue.from_json(saved["queue"]))
        for task in saved["tasks"]:
            tasks.add(queue, types.Task.from_json(task))


async def serve(port: int, data: Path | None) -> None:
    """Serve until SIGTERM or SIGINT."""
    tasks = TasksServer()
    if data and data.exists():
        load(tasks, data)
    server = grpc.aio.server(options=[("grpc.max_receive_message_length", 4 * MAX_TASK_BYTES)])
    server.add_generic_rpc_handlers((_service(tasks),))
    server.add_insecure_port(f"127.0.0.1:{port}")
    await server.start()
    stopped = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stopped.set)
    await stopped.wait()
    if data:
        save(tasks, data)
    await server.stop(grace=0)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(options.port, options.data))


if __name__ == "__main__":
    main()
