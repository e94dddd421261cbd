"""Compare the conversion of photographs with the plain way: Pillow, LANCZOS, and PNG at its default level.

They alternate in fresh processes; wall time, CPU time, bytes and peak memory are ratios. Our conversion also makes
three more pictures, and runs in a sandbox; both processes count. The photographs are synthetic: noise smoothed until it
compresses like a camera's. Finally, it prints the size of the first screen of a list of real photographs.
"""

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from scripts.openapi import settings_for_loading
from shared.vision.images import protocol, sandbox
from shared.vision.images.pictures import Conversion
from shared.vision.images.protocol import Ending, Request
from shared.vision.images.sandbox import Worker
from shared.vision.models import Variant

ROOT = Path(__file__).parents[1]
SIZES = {"12 MP": (4000, 3000), "25 MP": (5776, 4336)}
ROUNDS = 5
PHOTOS = ROOT / "docs/photos"
CARDS = 20


def photograph(size: tuple[int, int]) -> Image.Image:
    """Return a picture with a photograph's mix of smooth areas, texture and sensor noise."""
    random = np.random.default_rng(1)
    width, height = size
    layers = np.zeros((height, width, 3), dtype=np.float32)
    for cells, strength in ((8, 90), (64, 40), (512, 18), (2048, 8)):
        grid = random.integers(0, 256, (cells * 3 // 4, cells, 3), dtype=np.uint8)
        layer = Image.fromarray(grid).resize(size, Image.Resampling.BICUBIC)
        layers += (np.asarray(layer, dtype=np.float32) - 128) * strength / 128
    layers += random.normal(0, 2, layers.shape)
    return Image.fromarray(np.clip(layers + 128, 0, 255).astype(np.uint8))


def plain(data: bytes) -> int:
    picture = Image.open(BytesIO(data)).convert("RGB")
    picture.thumbnail((2560, 2560), Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.save(out, "PNG")
    return len(out.getvalue())


def ours(data: bytes) -> int:
    ending = worker().run(Request(quarter_turns=None), data)
    in_sandbox.append(ending)
    return len(protocol.read_answer(worker().file, Conversion).files[Variant.DEX])


worker = cache(Worker)
in_sandbox = [Ending(returncode=0, cpu_seconds=0, peak_kib=0)]


def peak_kib() -> int:
    """Return the peak memory of this process (getrusage's starts at its parent's) and of the last sandbox process."""
    here = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])  # type: ignore[index]
    return here + in_sandbox[-1].peak_kib


def cpu_seconds() -> float:
    """Return the CPU seconds used by this process and the sandbox's processes."""
    return time.process_time() + sum(ending.cpu_seconds for ending in in_sandbox)


def measure(way: str, file: str) -> None:
    """Run one of the two ways in this process and print its measurements."""
    data = Path(file).read_bytes()
    run = {"plain": plain, "ours": ours}[way]
    run(Path(file).with_suffix(".small").read_bytes())  # load the libraries first
    idle = peak_kib()
    used, started = cpu_seconds(), time.perf_counter()
    size = run(data)
    took = {"seconds": time.perf_counter() - started, "cpu_seconds": cpu_seconds() - used}
    print(json.dumps({**took, "bytes": size, "peak_mib": (peak_kib() - idle) / 1024}))


def measured(way: str, file: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "scripts.bench_images", way, str(file)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=settings_for_loading())
    result: dict[str, float] = json.loads(ran.stdout)
    return result


def compare(name: str, size: tuple[int, int], folder: Path) -> None:
    file = folder / "photo.jpg"
    photograph(size).save(file, quality=92)
    photograph((400, 300)).save(file.with_suffix(".small"), "JPEG")
    rounds = [(measured("plain", file), measured("ours", file)) for _ in range(ROUNDS)]
    median = {
        way: {key: statistics.median(one[index][key] for one in rounds) for key in rounds[0][0]}
        for index, way in enumerate(("plain", "ours"))
    }
    faster, cheaper = (
        statistics.median(one[clock] / other[clock] for one, other in rounds) for clock in ("seconds", "cpu_seconds")
    )
    larger = median["ours"]["bytes"] / median["plain"]["bytes"]
    memory = median["ours"]["peak_mib"] / median["plain"]["peak_mib"]
    print(f"{name}: {faster:.1f} x as fast ({cheaper:.1f} x on the processor), {larger:.2f} x the bytes,", end=" ")
    print(f"{memory:.2f} x the memory", end=" ")
    print(f"({median['ours']['cpu_seconds']:.2f} s and {median['ours']['peak_mib']:.0f} MiB above the idle process)")


def weigh_first_screen() -> None:
    made = [sandbox.convert(photo.read_bytes()).files for photo in sorted(PHOTOS.glob("*.webp"))]
    mean = {variant: statistics.mean(len(files[variant]) for files in made) / 1000 for variant in Variant}
    print(
        f"First screen: {CARDS} thumbnails of {mean[Variant.THUMB]:.0f} kB, {CARDS * mean[Variant.THUMB]:.0f} kB; ",
        end="",
    )
    print(f"one opened: {mean[Variant.DISPLAY]:.0f} kB (as PNG {mean[Variant.DEX]:.0f} kB)")


def main() -> None:
    if len(sys.argv) > 1:
        measure(*sys.argv[1:])
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, size in SIZES.items():
            compare(name, size, Path(folder))
    weigh_first_screen()


if __name__ == "__main__":
    main()
