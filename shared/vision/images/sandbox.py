"""Standard pictures, made in a process limited to 10 s of CPU and 512 MiB, without access to anything of ours.

Whatever a photograph does to its decoder happens there: the process is killed, and the photograph refused. The process
is forked from a worker that has already loaded the libraries (forking takes milliseconds, loading half a second) and
knows none of this function's secrets.
"""

import atexit
import os
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path
from signal import SIGINT, SIGTERM, Signals
from typing import IO, cast

from shared.vision.images import protocol
from shared.vision.images.pictures import TOO_COMPLEX, Conversion, Pictures, RejectedImageError
from shared.vision.images.protocol import Ending, Request
from shared.vision.models import JobErrorCode

ROOT = Path(__file__).parents[3]
PASSED_ON = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "TMPDIR")
SPARING = {
    "OPENBLAS_NUM_THREADS": "1",  # threads do not survive a fork
    "MALLOC_ARENA_MAX": "1",  # one heap for all threads saves 10 MiB per photograph
}


class SandboxError(Exception):
    """The sandbox was stopped from outside; the photograph is not to blame."""


def convert(photograph: bytes) -> Conversion:
    """Make the standard pictures of a photograph.

    Raises:
        RejectedImageError: it is no photograph, too large, too complex, damaged, or in a format that is not taken.
        SandboxError: try again.

    """
    return _run(Request(quarter_turns=None), photograph, Conversion)


def turn(dex_png: bytes, quarter_turns: int) -> Pictures:
    """Rotate a photograph's standard picture clockwise, and make the others from it.

    Raises:
        RejectedImageError: it is damaged or too complex.
        SandboxError: try again.

    """
    return _run(Request(quarter_turns=quarter_turns), dex_png, Pictures)


class Worker:
    """The process that forks, and the file shared with it."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - open as long as the process
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "shared.vision.images.worker", str(self.file.fileno())],
            cwd=ROOT,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ} | SPARING,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[self.file.fileno()],
        )

    def run(self, request: Request, data: bytes) -> Ending:
        """Have a request processed; the answer is in the file.

        Raises:
            SandboxError: the process is gone.

        """
        protocol.overwrite(self.file, data)
        to, answers = cast("IO[bytes]", self.process.stdin), cast("IO[bytes]", self.process.stdout)
        try:
            to.write(request.model_dump_json().encode() + b"\n")
            to.flush()
        except BrokenPipeError:
            raise SandboxError("the worker is gone") from None
        if line := answers.readline():
            return Ending.model_validate_json(line)
        raise SandboxError("the worker died")

    def stop(self) -> None:
        """End the process and wait for it."""
        self.process.kill()
        self.process.communicate()
        self.file.close()


_lock = threading.Lock()


@cache
def _worker() -> Worker:
    worker = Worker()
    atexit.register(worker.stop)
    return worker


def _run[P: Pictures](request: Request, data: bytes, kind: type[P]) -> P:
    with _lock:
        worker = _worker()
        try:
            ending = worker.run(request, data)
            if ending.returncode:
                raise _died(ending)
            return protocol.read_answer(worker.file, kind)
        except SandboxError:
            _worker.cache_clear()
            raise
        finally:
            protocol.overwrite(worker.file)


def _died(ending: Ending) -> Exception:
    """Return the error for a process that died: it was stopped along with the function, or the photograph killed it."""
    if -ending.returncode in {SIGINT, SIGTERM}:
        return SandboxError(Signals(-ending.returncode).name)
    reason = Signals(-ending.returncode).name if ending.returncode < 0 else f"exit {ending.returncode}"
    used = f"{reason} after {ending.cpu_seconds:.1f} s of CPU, {ending.peak_kib // 1024} MiB"
    return RejectedImageError(JobErrorCode.IMAGE_TOO_COMPLEX, TOO_COMPLEX, used)
