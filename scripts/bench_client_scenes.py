"""Measure the client's dex with 5,000 animals, and its tree with 10,000 and 100,000, beside the design's goals.

python -m scripts.bench_client_scenes

What the engine works for a frame on the CPU while the view moves, at 1280x720: as it measures it itself
(`viewport_get_measured_render_time_cpu`), so without what the graphics card does, or what stands in for one. And what
the script does before each, and how long the dex takes to start from its copy on the device. On this machine, and
exported in Chromium. Needs an engine; on a machine without a screen Xvfb; for the browser Chromium.
"""

import re
import subprocess
import sys
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import ConsoleMessage

from localcloud.prerequisites import MissingProgramError
from scripts import get_chromium, get_godot
from scripts.draw_client import display
from scripts.export_client import PROJECT, export, import_project
from tests.client.browser import chromium

GOALS_MS = {5_000: 8.0, 10_000: 4.0, 100_000: 8.0}
START_GOAL_MS = 1000.0
SCENES = ("res://tests/screens/dex_bench.tscn", "res://tests/screens/tree_bench.tscn")
LAST_LINE = "Measured."
SIZE = (1280, 720)
SECONDS = 900
FIGURE = re.compile(r"^(\d+) (\w+) (.+): render ([\d.]+) ms, script [\d.]+ ms, \d+ draws$")
START = re.compile(r"^\d+ dex: started in (\d+) ms$")


def verdict(line: str) -> str:
    """A line that the client printed, with the goal behind a figure that has one."""
    if start := START.match(line):
        return with_goal(line, float(start[1]), START_GOAL_MS)
    if figure := FIGURE.match(line):
        return with_goal(line, float(figure[4]), GOALS_MS[int(figure[1])])
    return line


def with_goal(line: str, figure: float, goal: float) -> str:
    return f"{line} (goal {goal:g}: {'kept' if figure <= goal else 'MISSED'})"


def report(where: str, lines: list[str]) -> None:
    """Print the figures, or end with what went wrong."""
    if LAST_LINE not in lines:
        sys.exit(f"{where}: the measuring ended early\n" + "\n".join(lines))
    for line in lines:
        if " ms" in line:
            print(f"{where}: {verdict(line)}")


def run_here(engine: Path, scene: str) -> list[str]:
    """Return what a scene prints on this machine."""
    resolution = "x".join(str(side) for side in SIZE)
    command = [str(engine), "--rendering-driver", "opengl3", "--audio-driver", "Dummy", "--resolution", resolution]
    with display() as environment:
        ran = subprocess.run(
            [*command, "--path", str(PROJECT), scene],
            env=environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
        )
    return ran.stdout.splitlines()


def start_with(scene: str, project: Path) -> None:
    """Let a copy of the project begin with a scene, and take it into the export."""
    for name, setting, value in (
        ("project.godot", "run/main_scene", scene),
        ("export_presets.cfg", "exclude_filter", ""),
    ):
        path = project / name
        path.write_text(re.sub(rf'^{setting}=".*"$', f'{setting}="{value}"', path.read_text(), flags=re.MULTILINE))


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files, and writes no line for each."""

    def log_message(self, *_: object) -> None:
        """Write nothing."""


def is_last(message: ConsoleMessage) -> bool:
    return LAST_LINE in message.text.splitlines()


def run_in_browser(engine: Path, executable: Path, scene: str) -> list[str]:
    """Return what a scene prints in Chromium."""
    lines: list[str] = []

    def note(message: ConsoleMessage) -> None:
        lines.extend(message.text.splitlines())

    with tempfile.TemporaryDirectory() as folder:
        export(engine, Path(folder), partial(start_with, scene))
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=folder)) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            with chromium(executable) as browser:
                page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
                page.on("console", note)
                page.goto(f"http://127.0.0.1:{server.server_port}/")
                page.wait_for_event("console", is_last, timeout=SECONDS * 1000)
            server.shutdown()
    return lines


def main() -> None:
    try:
        engine, executable = get_godot.get(), get_chromium.get()
    except MissingProgramError as missing:
        sys.exit(str(missing))
    import_project(engine, PROJECT)
    for scene in SCENES:
        report("native", run_here(engine, scene))
        report("browser", run_in_browser(engine, executable, scene))


if __name__ == "__main__":
    main()
