"""How wide words are in the design's font for names, by the advances of its letters."""

import json
from functools import cache
from pathlib import Path

ADVANCES = Path(__file__).parent / "data/advances.json"
"""What scripts/build_advances.py has read in the font: letter → its advance in thousandths of its size."""


class _Advances(dict[str, float]):
    def __missing__(self, letter: str) -> float:
        """Take letters that the font does not have, or that names hardly ever have, to be as wide as its widest."""
        return self["widest"]


@cache
def _advances() -> _Advances:
    return _Advances(json.loads(ADVANCES.read_text()))


def width(text: str, size: float) -> float:
    """Return how wide a text is in letters of a size; kerning, which hardly ever makes it wider, is left out."""
    return sum(map(_advances().__getitem__, text)) * size / 1000
