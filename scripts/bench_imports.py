"""Compare each HTTP function's imports at a cold start with functions-framework and google-cloud-firestore alone.

Fresh processes alternate; the figures are CPU times, the ratio is the median over the rounds.
"""

import compileall
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

from scripts.openapi import HTTP_FUNCTIONS, settings_for_loading

ROOT = Path(__file__).parents[1]
ROUNDS = 21
BASE = "import functions_framework, google.cloud.firestore"


def cpu_seconds(code: str) -> float:
    """Return the CPU time of running code in a fresh interpreter."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, **settings_for_loading()}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    for folder in ("shared", "functions"):  # as the buildpack of Cloud Run functions does
        compileall.compile_dir(ROOT / folder, quiet=1)
    programs = {"base": BASE} | {
        name: f"import functions_framework; import functions.{name}.main" for name in HTTP_FUNCTIONS
    }
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, code in programs.items():
            times[name].append(cpu_seconds(code))
    for name, measured in times.items():
        ratio = statistics.median(own / base for own, base in zip(measured, times["base"], strict=True))
        print(f"{name:8} {statistics.median(measured):.2f} s CPU  {ratio:.2f} x")


if __name__ == "__main__":
    main()
