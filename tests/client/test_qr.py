"""The client's QR codes, read by a reader that knows nothing of them."""

import random
import string
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from tests.client.test_project import run_script

LONGEST = 106
SEED = 7

pytestmark = pytest.mark.timeout(600)


def test_a_reader_reads_what_was_written(engine: Path, project: Path, tmp_path: Path) -> None:
    letters = random.Random(SEED)
    texts = ["".join(letters.choices(string.ascii_letters + "#/:-ü", k=length)) for length in range(1, LONGEST - 20, 3)]
    texts += ["https://biologidex.example/#/f/K7QDM4XP", "a" * LONGEST]
    (tmp_path / "texts").write_text("\n".join(texts))
    run_script(engine, project, tmp_path, "res://tests/draw_qr_codes.gd", "--", str(tmp_path / "texts"), str(tmp_path))
    for index, text in enumerate(texts):
        (found,) = zxingcpp.read_barcodes(Image.open(tmp_path / f"{index}.png"))
        assert (found.text, found.format) == (text, zxingcpp.BarcodeFormat.QRCode)
