"""Random mutations of small valid files in each format: each yields a picture or a refusal."""

import random
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from shared.vision.images import protocol
from shared.vision.images.pictures import Conversion, RejectedImageError
from shared.vision.images.protocol import Request
from shared.vision.images.sandbox import Worker
from tests.unit.test_images import exif

MUTANTS = 60
KINDS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "HEIF", "AVIF", "MPO")


def original(kind: str) -> bytes:
    pixels = np.random.default_rng(1).integers(0, 255, (40, 56, 3), dtype=np.uint8)
    out = BytesIO()
    options = {} if kind in {"GIF", "BMP", "MPO"} else {"exif": exif()}
    Image.fromarray(pixels).save(out, kind, **options)
    return out.getvalue()


ORIGINALS = {kind: original(kind) for kind in KINDS}


def mutant(data: bytes, chance: random.Random) -> bytes:
    """Return a file with some bytes changed, its end cut off, or the rest of another file appended."""
    at, broken = chance.randrange(len(data)), bytearray(data)
    match chance.choice(("flip", "header", "truncate", "splice", "repeat", "zero")):
        case "flip":
            for _ in range(chance.randint(1, 20)):
                broken[chance.randrange(len(data))] = chance.randrange(256)
        case "header":
            broken[chance.randrange(min(len(data), 200))] ^= 1 << chance.randrange(8)
        case "truncate":
            del broken[at:]
        case "splice":
            other = chance.choice(list(ORIGINALS.values()))
            broken[at:] = other[chance.randrange(len(other)) :]
        case "repeat":
            broken[at:at] = data[at : at + chance.randint(1, 2000)] * chance.randint(1, 5)
        case "zero":
            broken[at : at + 100] = bytes(100)
    return bytes(broken)


@pytest.mark.parametrize("kind", KINDS)
def test_of_any_mutant_comes_a_picture_or_a_refusal(kind: str) -> None:
    chance, worker = random.Random(kind), Worker()
    for _ in range(MUTANTS):
        ending = worker.run(Request(quarter_turns=None), mutant(ORIGINALS[kind], chance))
        assert (ending.returncode, ending.cpu_seconds < 10) == (0, True)
        try:
            assert protocol.read_answer(worker.file, Conversion).width > 0
        except RejectedImageError as refused:
            assert str(refused)
    worker.stop()
