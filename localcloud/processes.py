"""Child processes: started together, watched, and ended together."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import requests

from localcloud.prerequisites import ROOT

START_SECONDS = 180  # on a busy machine, too
STOP_SECONDS = 10
PORTS = range(15_000, 32_000)  # below those that systems give to outgoing connections
PORTS_AT_ONCE = 50


class ProcessDiedError(Exception):
    """A process ended that should run; the message has the end of its log."""


def free_port() -> int:
    """Return a port on loopback that nobody listens on, and that nobody else who asks here is given."""
    return next(port for port in _own_ports() if not in_use(port))


@cache
def _own_ports() -> Iterator[int]:
    """Ports of this process alone: it holds the first of each block, so that others choose another block."""
    with contextlib.ExitStack() as held:
        while True:
            lock = held.enter_context(socket.socket())
            first = random.choice(PORTS[::PORTS_AT_ONCE])  # noqa: S311 - no secret
            with contextlib.suppress(OSError):
                lock.bind(("127.0.0.1", first))
                yield from range(first + 1, first + PORTS_AT_ONCE)


def in_use(port: int) -> bool:
    """Tell whether somebody listens on a port of loopback."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answers(url: str) -> Callable[[], bool]:
    """Return a check whether something, whatever it says, answers at a URL."""

    def check() -> bool:
        try:
            requests.get(url, timeout=2)
            return True
        except requests.RequestException:
            return False

    return check


def listens(port: int) -> Callable[[], bool]:
    """Return a check whether a port is served."""
    return lambda: in_use(port)


@dataclass
class _Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path


def obey_signals() -> None:
    """End as at Ctrl-C at any usual signal, also where a shell, starting this in the background, has it ignored."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.default_int_handler)


class Processes:
    """A group of child processes, each with a log file of its own. A context manager that leaves nothing running.

    A guard, a process that hears of each, ends them when this one cannot any more.
    """

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self.logs.mkdir(parents=True, exist_ok=True)
        self._children: list[_Child] = []
        self._guard: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str], cwd: Path) -> None:
        """Start a process in a group of its own, so that Ctrl-C reaches it only through `stop`."""
        log = self.logs / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                env={**os.environ, **environment},
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._children.append(_Child(name, process, log))
        self._tell_guard(process.pid)

    def group(self, name: str) -> int:
        """Return the id of the group that a process, and whatever it starts, is in."""
        return next(child.process.pid for child in self._children if child.name == name)

    def _tell_guard(self, group: int) -> None:
        if self._guard is None:
            command = [sys.executable, "-m", "localcloud.guard"]
            self._guard = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True, text=True)
        print(group, file=self._guard.stdin, flush=True)

    def wait_until(self, what: str, ready: Callable[[], bool]) -> None:
        """Wait until a check holds.

        Raises:
            ProcessDiedError: a process ended meanwhile, or the time was up.

        """
        deadline = time.monotonic() + START_SECONDS
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                raise ProcessDiedError(f"{what} did not start within {START_SECONDS} s; its log is in {self.logs}.")
            time.sleep(0.05)

    def check(self) -> None:
        """Raise `ProcessDiedError` when a process has ended."""
        for child in self._children:
            if child.process.poll() is not None:
                tail = "\n".join(child.log.read_text(errors="replace").splitlines()[-15:])
                raise ProcessDiedError(f"{child.name} ended with status {child.process.returncode}:\n{tail}")

    def stop(self) -> None:
        """End every process, the last started first; kill those that do not hear, and all when this is interrupted."""
        try:
            self._ask_to_end()
        finally:
            self._let_guard_end()

    def _ask_to_end(self) -> None:
        for child in reversed(self._children):
            _signal(child, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.0, deadline - time.monotonic()))

    def _let_guard_end(self) -> None:
        """Have the guard kill what is left, also what the processes themselves left behind."""
        if self._guard:
            self._guard.communicate()
        for child in self._children:
            child.process.wait()
        self._children.clear()
        self._guard = None


def _signal(child: _Child, sign: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.process.pid, sign)
