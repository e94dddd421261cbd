"""The look: themes are made of the tokens, whose contrasts hold, and every style that a scene names is there."""

import json
import re
from itertools import product
from pathlib import Path

import pytest

from scripts.build_client_theme import FOLDER, MODES, STAGE, theme
from scripts.export_client import PROJECT

TOKENS = json.loads((FOLDER / "tokens.json").read_text())
SURFACES = ("paper", "surface", "raised", "sunken")  # no edge of a control that one may use lies on the last
TEXT, LARGE = 4.5, 3.0  # WCAG 2.2, success criteria 1.4.3 and 1.4.11


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(mode: str) -> list[tuple[str, str, float]]:
    """Every ink with what it is drawn on, and the contrast that it needs."""
    base = TOKENS[mode]["base"]
    on_surfaces = [(base[ink], base[on], TEXT) for ink, on in product(("ink", "ink2", "primary"), SURFACES)]
    on_surfaces += [(base[edge], base[on], LARGE) for edge, on in product(("line_strong", "focus"), SURFACES[:3])]
    on_surfaces += [(base[ink], base[on], TEXT) for ink, on in product(("danger", "good"), ("paper", "surface"))]
    placed = [("on_primary", "primary"), ("on_gold", "gold"), ("on_danger", "danger"), ("gold_ink", "gold_tint")]
    placed += [("danger", "danger_tint"), ("good", "good_tint"), ("ink", "primary_tint"), ("ink", "danger_tint")]
    on_each_other = [(base[ink], base[on], TEXT) for ink, on in placed]
    on_stage = [(STAGE[ink], STAGE["stage"], TEXT) for ink in ("stage_ink", "stage_ink2")]
    return on_surfaces + on_each_other + on_stage + class_pairs(mode)


def class_pairs(mode: str) -> list[tuple[str, str, float]]:
    base = TOKENS[mode]["base"]
    found = []
    for colours in TOKENS[mode]["classes"].values():
        found += [(ink, colours["tint"], TEXT) for ink in (base["ink"], base["ink2"], colours["ink"])]
        found += [(colours["accent"], colours["tint"], LARGE), (colours["accent"], base["paper"], LARGE)]
    return found


@pytest.mark.parametrize("mode", MODES)
def test_the_theme_is_made_of_the_tokens(mode: str) -> None:
    assert (FOLDER / f"{mode}.tres").read_text() == theme(TOKENS, mode)


@pytest.mark.parametrize("mode", MODES)
def test_every_ink_can_be_read_on_what_it_is_drawn_on(mode: str) -> None:
    weak = [(ink, on, round(contrast(ink, on), 2)) for ink, on, least in pairs(mode) if contrast(ink, on) < least]
    assert weak == []


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_style_that_a_scene_names_is_in_the_theme() -> None:
    styles = set(re.findall(r"^(\w+)/", (FOLDER / "light.tres").read_text(), re.MULTILINE))
    missing = {
        (path.name, style)
        for path in PROJECT.rglob("*.tscn")
        for style in re.findall(r'theme_type_variation = &"(\w+)"', path.read_text())
        if style not in styles
    }
    assert missing == set()


def test_no_node_overrides_the_theme() -> None:
    """A switch of the theme does not reach an override."""
    files = [*PROJECT.rglob("*.tscn"), *PROJECT.rglob("*.gd")]
    guilty = [path.name for path in files if re.search(r"theme_override_|add_theme_\w+_override", path.read_text())]
    assert guilty == []


@pytest.mark.parametrize("folder", ["components", "screens"])
def test_what_has_no_words_has_a_name_for_screen_readers(folder: str) -> None:
    nodes = [
        (path.name, node)
        for path in (PROJECT / folder).rglob("*.tscn")
        for node in re.findall(r'\[node name="\w+" type="Button"[^\[]*', path.read_text())
    ]
    silent = [(name, node) for name, node in nodes if "icon = " in node and "text = " not in node and not named(node)]
    assert [(name, node.split('"')[1]) for name, node in silent] == []


def named(node: str) -> bool:
    return "accessibility_name" in node or NAMES_BY_SCRIPT.search(node) is not None


NAMES_BY_SCRIPT = re.compile(r'name="(Favorite|FavoriteWide|Back)"')  # the script names them


def test_every_drawing_comes_with_its_licence() -> None:
    assert (PROJECT / "art/icons/LICENSE-phosphor.txt").is_file()
    told = (PROJECT / "art/photos/credits.md").read_text()
    assert [photo.name for photo in Path(PROJECT / "art/photos").glob("*.webp") if photo.name not in told] == []
    assert "land.json | land at 1:110m" in (PROJECT / "art/map/credits.md").read_text()
    licences = {path.name for path in (PROJECT / "fonts").glob("OFL-*.txt")}
    assert licences == {"OFL-Commissioner.txt", "OFL-Vollkorn.txt"}
