"""The sandbox's worker: it loads the libraries once and forks a process for each photograph.

    python -m shared.vision.images.worker FD

Each line on standard input is a request, with the photograph in the file; each line on standard output says how the
process that handled it ended. Its answer is in the file.
"""

import os
import resource
import signal
import sys
import warnings
from io import FileIO

from PIL import Image

from shared.vision.images import conversion, protocol
from shared.vision.images.pictures import Conversion, Pictures, RejectedImageError
from shared.vision.images.protocol import Answer, Ending, Request

CPU_SECONDS = 10
SECONDS = 40  # wall time; less than a conversion's lease
DATA_BYTES = 448 * 2**20  # 512 MiB including the libraries' code


def main() -> None:
    """Serve requests until the input ends, along with the function that started this."""
    warnings.simplefilter("ignore")  # Pillow warns about problems that it works around
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the function
    file = FileIO(int(sys.argv[1]), "r+")
    _load()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _work_and_exit(Request.model_validate_json(line), file)
        _, status, used = os.wait4(child, 0)
        ending = Ending(
            returncode=os.waitstatus_to_exitcode(status),
            cpu_seconds=used.ru_utime + used.ru_stime,
            peak_kib=used.ru_maxrss,
        )
        print(ending.model_dump_json(), flush=True)  # noqa: T201


def _load() -> None:
    """Preload everything except what starts threads, which would not survive a fork."""
    Image.init()
    for model in (Answer, Conversion, Pictures):
        model.model_rebuild()


def _work_and_exit(request: Request, file: FileIO) -> None:
    returncode = 1
    try:
        _limit()
        _work(request, file)
        returncode = 0
    finally:
        os._exit(returncode)


def _limit() -> None:
    """Have the system kill this process if it uses more than a photograph needs."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (DATA_BYTES, DATA_BYTES))
    signal.alarm(SECONDS)


def _work(request: Request, file: FileIO) -> None:
    file.seek(0)
    data = file.read()
    turns = request.quarter_turns
    try:
        pictures = conversion.convert(data) if turns is None else conversion.turn(data, turns)
    except RejectedImageError as error:
        protocol.write_refusal(file, error)
    else:
        protocol.write_pictures(file, pictures)


if __name__ == "__main__":
    main()
