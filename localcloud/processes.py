"""Child processes that are started, watched and stopped together."""

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

START_SECONDS = 180  # enough for a busy machine
STOP_SECONDS = 10
PORTS = range(15_000, 32_000)  # below the ephemeral ports of common systems
PORTS_AT_ONCE = 50


class ProcessDiedError(Exception):
    """A process ended unexpectedly; the message contains the end of its log."""


def free_port() -> int:
    """Return a free port on loopback that no other caller of this function gets."""
    return next(port for port in _own_ports() if not in_use(port))


@cache
def _own_ports() -> Iterator[int]:
    """Yield ports reserved for this process: it holds the first of each block, so others choose another block."""
    with contextlib.ExitStack() as held:
        while True:
            lock = held.enter_context(socket.socket())
            first = random.choice(PORTS[::PORTS_AT_ONCE])  # noqa: S311 - no secret
            with contextlib.suppress(OSError):
                lock.bind(("127.0.0.1", first))
                yield from range(first + 1, first + PORTS_AT_ONCE)


def in_use(port: int) -> bool:
    """Return whether a port on loopback is in use."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answers(url: str) -> Callable[[], bool]:
    """Return a check that a URL responds, with any status."""

    def check() -> bool:
        try:
            requests.get(url, timeout=2)
            return True
        except requests.RequestException:
            return False

    return check


def listens(port: int) -> Callable[[], bool]:
    """Return a check that something listens on a port."""
    return lambda: in_use(port)


@dataclass
class _Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path


def obey_signals() -> None:
    """End on any usual signal as on Ctrl-C, even if a shell started this in the background with SIGINT ignored."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.default_int_handler)


class Processes:
    """A context manager for child processes, each with its own log file, that leaves nothing running.

    A guard process is told of each child, and kills them if this process no longer can.
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
        """Start a process in its own group, so that Ctrl-C reaches it only through `stop`."""
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
        """Return the id of the process group of a process and its descendants."""
        return next(child.process.pid for child in self._children if child.name == name)

    def _tell_guard(self, group: int) -> None:
        if self._guard is None:
            command = [sys.executable, "-m", "localcloud.guard"]
            self._guard = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True, text=True)
        print(group, file=self._guard.stdin, flush=True)

    def wait_until(self, what: str, ready: Callable[[], bool]) -> None:
        """Wait until a check holds.

        Raises:
            ProcessDiedError: a process ended, or the time limit passed.

        """
        deadline = time.monotonic() + START_SECONDS
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                raise ProcessDiedError(f"{what} did not start within {START_SECONDS} s; its log is in {self.logs}.")
            time.sleep(0.05)

    def check(self) -> None:
        """Raise `ProcessDiedError` if a process has ended."""
        for child in self._children:
            if child.process.poll() is not None:
                tail = "\n".join(child.log.read_text(errors="replace").splitlines()[-15:])
                raise ProcessDiedError(f"{child.name} ended with status {child.process.returncode}:\n{tail}")

    def stop(self) -> None:
        """End every process in reverse order; kill those that do not react, and all if this is interrupted."""
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
        """Have the guard kill what is left, including what the processes themselves left behind."""
        if self._guard:
            self._guard.communicate()
        for child in self._children:
            child.process.wait()
        self._children.clear()
        self._guard = None


def _signal(child: _Child, sign: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.process.pid, sign)
