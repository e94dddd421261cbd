"""Generate shared/graph/data/advances.json: how wide the letters are of the font that names in trees are written in.

python -m scripts.build_advances
"""

import json

from PIL import ImageFont

from shared.graph.letters import ADVANCES

FONT = ADVANCES.parent / "Commissioner-Medium.ttf"
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180)]


def advances() -> dict[str, float]:
    """Return letter → advance in thousandths of the size, and that of the `widest` of them."""
    font = ImageFont.truetype(FONT, 1000, layout_engine=ImageFont.Layout.BASIC)
    known = {chr(code): font.getlength(chr(code)) for code in LATIN}
    return known | {"widest": max(known.values())}


def main() -> None:
    """Write the file."""
    ADVANCES.write_text(json.dumps(advances(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
