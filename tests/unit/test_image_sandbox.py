"""Whatever a photograph does to its decoder, it is refused in time and affects nobody else."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from signal import SIGABRT, SIGALRM, SIGKILL, SIGSEGV, SIGTERM, SIGXCPU

import pytest
from PIL import Image

from shared.vision.images import protocol, sandbox
from shared.vision.images.pictures import Conversion, RejectedImageError
from shared.vision.images.protocol import Ending, Request
from shared.vision.images.sandbox import SandboxError, Worker
from shared.vision.models import JobErrorCode, Variant
from tests.conftest import picture_bytes

MISDEED = """
import os, signal, sys
from shared.vision.images import conversion, worker
from shared.vision.images.protocol import Request
def misdeed(data):
    {code}
conversion.convert, worker.CPU_SECONDS, worker.SECONDS = misdeed, 1, {seconds}
worker._work_and_exit(Request(quarter_turns=None), open(sys.argv[1], "r+b", buffering=0))
"""


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def test_a_photograph_becomes_pictures_in_a_process_of_its_own() -> None:
    made = sandbox.convert(picture_bytes())
    assert (made.width, made.height, set(made.files)) == (64, 48, set(Variant))


def test_a_refusal_comes_back_as_it_was_said() -> None:
    with pytest.raises(RejectedImageError, match="damaged or incomplete") as refused:
        sandbox.convert(picture_bytes(size=(800, 600))[:3000])
    assert (refused.value.code, "VipsJpeg" in refused.value.cause) == (JobErrorCode.IMAGE_DAMAGED, True)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_pictures_are_turned_without_the_photograph(turns: int) -> None:
    standard = sandbox.convert(picture_bytes()).files[Variant.DEX]
    turned = sandbox.turn(standard, turns)
    expected = Image.open(BytesIO(standard)).rotate(-90 * turns, expand=True)
    assert Image.open(BytesIO(turned.files[Variant.DEX])).tobytes() == expected.tobytes()
    assert {Image.open(BytesIO(data)).size for data in turned.files.values()} == {expected.size}


@pytest.mark.parametrize(
    ("code", "seconds", "returncode"),
    [
        ("while True: pass", 60, -SIGXCPU),
        ("signal.pause()", 1, -SIGALRM),
        ("bytearray(512 * 2**20)", 60, 1),
        ("os.kill(os.getpid(), signal.SIGSEGV)", 60, -SIGSEGV),
    ],
)
def test_who_uses_too_much_is_ended(tmp_path: Path, code: str, seconds: int, returncode: int) -> None:
    (tmp_path / "photograph").touch()
    program = MISDEED.format(code=code, seconds=seconds)
    ran = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "photograph"], cwd=sandbox.ROOT, capture_output=True
    )
    assert ran.returncode == returncode


@pytest.mark.parametrize("returncode", [-SIGXCPU, -SIGALRM, -SIGSEGV, -SIGABRT, -SIGKILL, 1])
def test_a_photograph_that_ends_its_process_is_too_complex(monkeypatch: pytest.MonkeyPatch, returncode: int) -> None:
    with pytest.raises(RejectedImageError) as refused:
        convert_with_ending(monkeypatch, returncode)
    assert refused.value.code is JobErrorCode.IMAGE_TOO_COMPLEX


def test_a_process_that_somebody_else_ends_says_nothing_of_the_photograph(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SandboxError):
        convert_with_ending(monkeypatch, -SIGTERM)


def convert_with_ending(monkeypatch: pytest.MonkeyPatch, returncode: int) -> None:
    ending = Ending(returncode=returncode, cpu_seconds=10, peak_kib=1024)
    monkeypatch.setattr(Worker, "run", lambda *_: ending)
    sandbox.convert(picture_bytes())


def test_a_worker_that_is_gone_is_replaced() -> None:
    sandbox.convert(picture_bytes())
    sandbox._worker().process.kill()
    with pytest.raises(SandboxError):
        sandbox.convert(picture_bytes())
    assert sandbox.convert(picture_bytes()).width == 64


def test_the_worker_knows_no_secret_and_keeps_no_photograph() -> None:
    sandbox.convert(picture_bytes())
    environment = Path(f"/proc/{sandbox._worker().process.pid}/environ").read_bytes()
    assert {line.partition(b"=")[0].decode() for line in environment.split(b"\0") if line} <= {
        *sandbox.PASSED_ON,
        *sandbox.SPARING,
    }
    assert sandbox._worker().file.seek(0, 2) == 0


HEAVY: dict[str, Callable[[], bytes]] = {
    "100 MP JPEG": lambda: saved(Image.new("RGB", (11500, 8600)), "JPEG", quality=60),
    "30 MP progressive JPEG": lambda: saved(
        Image.new("RGB", (6500, 4600)), "JPEG", progressive=True, subsampling=0, quality=90
    ),
    "50 MP CMYK JPEG": lambda: saved(Image.new("CMYK", (8600, 5800)), "JPEG", quality=60),
    "100 MP PNG": lambda: saved(Image.new("RGB", (11500, 8600)), "PNG", compress_level=1),
    "50 MP HEIC": lambda: saved(Image.new("RGB", (8600, 5800)), "HEIF", quality=10, enc_params={"preset": "ultrafast"}),
    "30 MP AVIF": lambda: saved(Image.new("RGB", (6500, 4600)), "AVIF", quality=40, speed=10),
    "30 MP transparent GIF": lambda: saved(Image.new("P", (6500, 4600)), "GIF", transparency=0),
    "30 MP WebP": lambda: saved(Image.new("RGB", (6500, 4600)), "WEBP", quality=60, method=0),
    "50 MP TIFF": lambda: saved(Image.new("RGB", (8600, 5800)), "TIFF", compression="tiff_lzw"),
}


@pytest.mark.parametrize("kind", HEAVY)
def test_the_largest_pictures_that_are_taken_fit_into_the_limits(kind: str) -> None:
    worker = Worker()
    ending = worker.run(Request(quarter_turns=None), HEAVY[kind]())
    assert protocol.read_answer(worker.file, Conversion).width == 2560
    worker.stop()
    assert (ending.returncode, ending.cpu_seconds < 10, ending.peak_kib < 512 * 1024) == (0, True, True)


@pytest.mark.parametrize(
    ("kind", "size", "options"),
    [
        ("JPEG", (6500, 4700), {"progressive": True}),
        ("AVIF", (6500, 4700), {"speed": 10}),
        ("JPEG", (8700, 5800), {"mode": "CMYK"}),
        ("GIF", (6500, 4700), {}),
    ],
)
def test_larger_ones_of_a_kind_that_must_be_decoded_whole_are_refused(
    kind: str, size: tuple[int, int], options: dict[str, object]
) -> None:
    with pytest.raises(RejectedImageError) as refused:
        sandbox.convert(saved(Image.new(str(options.pop("mode", "RGB")), size), kind, **options))
    assert refused.value.code is JobErrorCode.IMAGE_TOO_COMPLEX
