"""Cloud Tasks: one queue for all background work."""

import json
from functools import cache
from typing import TYPE_CHECKING

from shared.settings import settings

if TYPE_CHECKING:
    from google.cloud import tasks_v2

DISPATCH_DEADLINE_SECONDS = 180  # longer than any model call, so that none is made twice


@cache
def client() -> "tasks_v2.CloudTasksClient":
    """Return this process's Cloud Tasks client."""
    from google.cloud import tasks_v2

    emulator = settings().cloud_tasks_emulator_host
    if not emulator:
        return tasks_v2.CloudTasksClient()
    import grpc
    from google.cloud.tasks_v2.services.cloud_tasks.transports import CloudTasksGrpcTransport

    return tasks_v2.CloudTasksClient(transport=CloudTasksGrpcTransport(channel=grpc.insecure_channel(emulator)))


def _queue() -> str:
    configured = settings()
    path: str = client().queue_path(configured.google_cloud_project, configured.region, configured.tasks_queue)
    return path


def ping(timeout: float) -> object:
    """Check that Cloud Tasks responds."""
    return client().get_queue(name=_queue(), timeout=timeout, retry=None)


def enqueue(name: str, target: str, path: str, payload: dict[str, object], traceparent: str) -> None:
    """Enqueue a call of a function; a second task with the same name changes nothing."""
    from google.api_core.exceptions import AlreadyExists
    from google.cloud import tasks_v2
    from google.protobuf.duration_pb2 import Duration

    base, queue = _base_url(target), _queue()
    task = tasks_v2.Task(
        name=f"{queue}/tasks/{name}",
        dispatch_deadline=Duration(seconds=DISPATCH_DEADLINE_SECONDS),
        http_request=tasks_v2.HttpRequest(
            http_method=tasks_v2.HttpMethod.POST,
            url=f"{base}/{path}",
            headers={"Content-Type": "application/json", "traceparent": traceparent},
            body=json.dumps(payload).encode(),
            oidc_token=tasks_v2.OidcToken(service_account_email=settings().tasks_service_account, audience=base),
        ),
    )
    try:
        client().create_task(parent=queue, task=task)
    except AlreadyExists:
        return


def _base_url(target: str) -> str:
    urls = {"identify": settings().identify_url, "housekeeping": settings().housekeeping_url}
    return str(urls[target]).rstrip("/")
