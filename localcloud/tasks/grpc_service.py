"""The gRPC service in front of the server."""

from collections.abc import Awaitable, Callable
from typing import Any

import grpc
from google.cloud.tasks_v2 import types
from google.protobuf import empty_pb2

from localcloud.tasks.server import RefusedError, TasksServer

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


def service(tasks: TasksServer) -> grpc.GenericRpcHandler:
    """Return the service that calls the methods of a server."""
    handlers = {
        name: _handler(getattr(tasks, _snake(name)), request, response) for name, (request, response) in METHODS.items()
    }
    return grpc.method_handlers_generic_handler("google.cloud.tasks.v2.CloudTasks", handlers)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
