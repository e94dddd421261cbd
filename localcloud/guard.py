"""Ends what a process started, once that process is gone, however it went: python -m localcloud.guard

It reads the ids of process groups, one a line, until whoever writes them closes the pipe, or dies.
"""

import contextlib
import os
import signal
import sys


def main() -> None:
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)
    for group in [int(line) for line in sys.stdin]:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    main()
