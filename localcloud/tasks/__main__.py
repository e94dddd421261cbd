"""Serves Cloud Tasks: python -m localcloud.tasks PORT [--data FILE]"""

import argparse
import asyncio
import signal
from contextlib import suppress
from pathlib import Path

import grpc

from localcloud.tasks.grpc_service import service
from localcloud.tasks.persistence import load, save
from localcloud.tasks.server import MAX_TASK_BYTES, TasksServer


async def serve(port: int, data: Path | None) -> None:
    """Serve until SIGTERM or SIGINT."""
    tasks = TasksServer()
    if data and data.exists():
        load(tasks, data)
    server = grpc.aio.server(options=[("grpc.max_receive_message_length", 4 * MAX_TASK_BYTES)])
    server.add_generic_rpc_handlers((service(tasks),))
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
