"""Measure frame times of the client's tree with 10,000 and 100,000 animals, beside the design's goals.

python -m scripts.bench_client_tree [ANIMALS …]

What the engine works for a frame on the CPU while the view moves, at 1280x720. Needs an engine and, on a machine
without a screen, Xvfb.
"""

import re
import subprocess
import sys

from scripts import get_godot
from scripts.draw_client import display
from scripts.export_client import PROJECT, import_project
from scripts.programs import MissingProgramError

GOALS_MS = {10_000: 4.0, 100_000: 8.0}
SECONDS = 1800
FIGURE = re.compile(r"^(\d+) (\w+) (.+): render ([\d.]+) ms, script [\d.]+ ms$")


def verdict(line: str) -> str:
    """A line that the client printed, with the goal behind a figure that has one."""
    figure = FIGURE.match(line)
    goal = GOALS_MS.get(int(figure[1])) if figure else None
    if figure is None or goal is None:
        return line
    return f"{line} (goal {goal:g}: {'kept' if float(figure[4]) <= goal else 'MISSED'})"


def main() -> None:
    try:
        engine = get_godot.get()
    except MissingProgramError as missing:
        sys.exit(str(missing))
    import_project(engine, PROJECT)
    counts = sys.argv[1:] or [str(count) for count in GOALS_MS]
    command = [str(engine), "--rendering-driver", "opengl3", "--audio-driver", "Dummy", "--resolution", "1280x720"]
    command += ["--path", str(PROJECT), "--script", "tests/screens/bench_tree.gd", "--", *counts]
    with display() as environment:
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=True)
    problems = [line for line in ran.stderr.splitlines() if "SCRIPT ERROR" in line]
    if problems:
        sys.exit(problems[0])
    for line in ran.stdout.splitlines():
        if " ms" in line:
            print(verdict(line))


if __name__ == "__main__":
    main()
