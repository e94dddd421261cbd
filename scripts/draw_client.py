"""Draws every screen of the client in every state, and a contact sheet of them beside the design's mock-ups.

python -m scripts.draw_client [OUT] [--only PART] [--language de] [--mockups DIR]

Needs an engine and, on a machine without a screen, Xvfb. A mock-up is laid beside the drawing whose file has its name.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageDraw

from localcloud.prerequisites import MissingProgramError
from scripts import get_godot
from scripts.export_client import PROJECT, import_project

SIZES = ("390x844", "1280x720")
OUT = PROJECT.parent / "build/shots"
THUMBNAIL_HEIGHT = 420
MARGIN, LABEL = 12, 18
ROW_WIDTH = 3600
SECONDS = 1800


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """The environment with a screen in it: the machine's own, or a virtual one."""
    if os.environ.get("DISPLAY") or sys.platform != "linux":
        yield {**os.environ}
        return
    if not shutil.which("Xvfb"):
        sys.exit("There is no screen. Install Xvfb, or run this on a desktop.")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        number = os.read(read, 16).decode().strip()
        try:
            yield {**os.environ, "DISPLAY": f":{number}"}
        finally:
            server.terminate()


def draw(engine: Path, out: Path, only: str, language: str) -> None:
    """Draw the screens in both sizes; fail on whatever the engine logs as an error."""
    with display() as environment:
        for size in SIZES:
            command = [str(engine), "--rendering-driver", "opengl3", "--audio-driver", "Dummy", "--resolution", size]
            command += ["--path", str(PROJECT), "--script", "tests/screens/shots.gd", "--", str(out), only, language]
            ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=True)
            problems = [line for line in ran.stderr.splitlines() if "SCRIPT ERROR" in line]
            if problems:
                sys.exit("\n".join(problems))


def beside(shot: Path, mockups: Path | None) -> list[Path]:
    """The mock-up of a drawing, if there is one, and the drawing."""
    mockup = mockups / shot.name if mockups else None
    return [mockup, shot] if mockup and mockup.is_file() else [shot]


def thumbnail(paths: list[Path]) -> Image.Image:
    """Pictures side by side, under the name of the last."""
    images = [Image.open(path).convert("RGB") for path in paths]
    images = [
        image.resize((round(image.width * THUMBNAIL_HEIGHT / image.height), THUMBNAIL_HEIGHT)) for image in images
    ]
    width = sum(image.width for image in images) + 4 * (len(images) - 1)
    result = Image.new("RGB", (width, THUMBNAIL_HEIGHT + LABEL), "white")
    ImageDraw.Draw(result).text((2, 2), paths[-1].stem + ("  (mock-up, drawing)" if len(paths) > 1 else ""), "black")
    left = 0
    for image in images:
        result.paste(image, (left, LABEL))
        left += image.width + 4
    return result


def contact_sheet(shots: list[Path], mockups: Path | None) -> Image.Image:
    """All drawings in rows."""
    rows: list[list[Image.Image]] = [[]]
    for shot in shots:
        picture = thumbnail(beside(shot, mockups))
        if sum(other.width + MARGIN for other in rows[-1]) + picture.width > ROW_WIDTH:
            rows.append([])
        rows[-1].append(picture)
    height = THUMBNAIL_HEIGHT + LABEL + MARGIN
    sheet = Image.new("RGB", (ROW_WIDTH + MARGIN, height * len(rows) + MARGIN), "white")
    for index, row in enumerate(rows):
        left = MARGIN
        for picture in row:
            sheet.paste(picture, (left, MARGIN + index * height))
            left += picture.width + MARGIN
    return sheet


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("out", nargs="?", type=Path, default=OUT)
    parser.add_argument("--only", default="", help="draw what has this in its name")
    parser.add_argument("--language", default="en", help="en or de")
    parser.add_argument("--mockups", type=Path, help="a folder with the design's pictures")
    arguments = parser.parse_args()
    try:
        engine = get_godot.get()
    except MissingProgramError as missing:
        sys.exit(str(missing))
    import_project(engine, PROJECT)
    draw(engine, arguments.out.resolve(), arguments.only, arguments.language)
    shots = sorted(path for path in arguments.out.glob("*.png") if not path.name.startswith("contact-sheet"))
    for size in SIZES:
        of_size = [shot for shot in shots if size in shot.name and arguments.only in shot.name]
        if of_size:
            contact_sheet(of_size, arguments.mockups).save(arguments.out / f"contact-sheet-{size}.png")
    print(f"{len(shots)} drawings in {arguments.out}")


if __name__ == "__main__":
    main()
