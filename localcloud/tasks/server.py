"""The server: its queues, its RPC methods, and the delivery of tasks."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import grpc
import httpx
from google.cloud.tasks_v2 import types
from google.protobuf import empty_pb2

from localcloud.tasks.queue import Queue, backoff
from localcloud.tokens import authorization

MAX_TASK_BYTES = 1024 * 1024
MAX_SCHEDULE = timedelta(days=30)
DEFAULT_DEADLINE = timedelta(minutes=10)
BACK_OFF_STATUSES = {429, 503}


class RefusedError(Exception):
    """An error status returned to the client."""

    def __init__(self, code: grpc.StatusCode, message: str) -> None:
        super().__init__(message)
        self.code = code


class TasksServer:
    """The queues and the RPC methods that clients call."""

    def __init__(self) -> None:
        self.queues: dict[str, Queue] = {}
        self.deliveries: dict[str, asyncio.Task[None]] = {}
        self.http = httpx.AsyncClient(limits=httpx.Limits(max_connections=None))

    # Queues

    async def create_queue(self, request: types.CreateQueueRequest) -> types.Queue:
        if request.queue.name in self.queues:
            raise RefusedError(grpc.StatusCode.ALREADY_EXISTS, "Queue already exists")
        return self.new_queue(request.queue).spec

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

    def new_queue(self, spec: types.Queue) -> Queue:
        """Return the queue with this name, creating it as specified if it does not exist."""
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
        """Add a task and start delivering it."""
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
    oidc = task.http_request.oidc_token
    if oidc.service_account_email:
        headers |= authorization(oidc.service_account_email, oidc.audience or task.http_request.url)
    return headers
