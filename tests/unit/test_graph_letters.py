"""How wide names are taken to be, against the font itself."""

import json
import sqlite3

from PIL import ImageFont

from scripts.build_advances import FONT, advances
from shared.graph.letters import ADVANCES, width
from shared.settings import settings

KERNED = 0.2
"""Of 14 pixels: how much wider kerning may make a name; an f before an apostrophe does, as in Middendorf's vole."""


def test_the_advances_are_the_fonts() -> None:
    assert json.loads(ADVANCES.read_text()) == advances()


def test_no_name_in_the_taxonomy_is_wider_than_its_letters() -> None:
    """As FreeType and HarfBuzz set it, kerned."""
    font = ImageFont.truetype(FONT, 1400)
    rows = sqlite3.connect(settings().taxonomy_path).execute("select name, common from taxon")
    names = [name for row in rows for name in row if name]
    assert len(names) > 400_000
    too_wide = [name for name in names if font.getlength(name) / 100 > width(name, 14) + KERNED]
    assert too_wide == []


def test_a_letter_that_the_font_has_not_is_as_wide_as_its_widest() -> None:
    assert width("ж", 1000) == max(advances().values())
