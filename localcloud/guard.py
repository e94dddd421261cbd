"""Kills the children of a process once it is gone, however it ended: python -m localcloud.guard

It reads process group ids, one per line, until the writer closes the pipe or dies.
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
