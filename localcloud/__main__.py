"""`make run`: start the local cloud, print its addresses, and stop everything on Ctrl-C."""

import argparse
import shlex
import sys
import tempfile
import time
from pathlib import Path

import requests

from localcloud.emulators import SCHEDULER_ACCOUNT
from localcloud.prerequisites import ROOT, MissingProgramError
from localcloud.processes import ProcessDiedError, obey_signals
from localcloud.scheduler import Scheduler
from localcloud.stack import PortInUseError, Stack

PLAYER = {"username": "ash", "email": "ash@example.org", "password": "pallet-town-1"}


def sign_up_player(url: str) -> None:
    """Create the demo account, unless it exists from an earlier run."""
    new = {**PLAYER, "password_confirm": PLAYER["password"]}
    answer = requests.post(f"{url}/api/v1/users", json=new, timeout=30)
    if answer.status_code != requests.codes.unprocessable:
        answer.raise_for_status()


def write_environment(stack: Stack, path: Path) -> Path:
    """Write the environment variables that lead a shell to this local cloud."""
    path.write_text("".join(f"{name}={shlex.quote(value)}\n" for name, value in stack.environment.items()))
    return path


def tell(stack: Stack, environment: Path, seconds: float) -> None:
    print(
        f"Ready in {seconds:.0f} s.\n"
        f"  Web        {stack.url}\n"
        f"  API docs   {stack.url}/api/docs/\n"
        f"  Sign in    {PLAYER['username']} / {PLAYER['password']}\n"
        f"  Try it     make demo API={stack.url}\n"
        f"  Logs       {stack.processes.logs}\n"
        f"  Operate    (set -a; . {environment}; .venv/bin/python -m scripts.admin --help)\n"
        "Ctrl-C stops everything.",
        flush=True,
    )


def run(options: argparse.Namespace, work: Path) -> None:
    started = time.monotonic()
    print("Starting the local cloud …", flush=True)
    with Stack(work, web_port=options.port, data=options.data) as stack:
        sign_up_player(stack.url)
        tell(stack, write_environment(stack, work / "env"), time.monotonic() - started)
        scheduler = Scheduler(stack.function_urls["housekeeping"], SCHEDULER_ACCOUNT)
        while True:
            stack.processes.check()
            scheduler.call_what_is_due()
            time.sleep(0.5)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make run")
    parser.add_argument("--port", type=int, default=5000)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    obey_signals()
    (ROOT / "build").mkdir(exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="local-", dir=ROOT / "build") as work:
            run(options, Path(work))
    except KeyboardInterrupt:
        print("Stopped.")
        return 0
    except (MissingProgramError, PortInUseError, ProcessDiedError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
