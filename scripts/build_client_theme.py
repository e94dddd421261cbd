"""Generate the client's themes, light.tres and dark.tres, from the design tokens.

python -m scripts.build_client_theme [--check]

Sizes and lines are those of a narrow screen at 100 %; values that differ on a wide screen follow as `<name>_wide`, and
client/theme/look.gd adapts both to the screen and to the chosen text size.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "client/theme"
MODES = ("light", "dark")
FACES = (
    "Vollkorn-SemiBold", "Vollkorn-Medium", "Vollkorn-Italic",
    "Commissioner-Regular", "Commissioner-Medium", "Commissioner-SemiBold", "Commissioner-Bold",
)  # fmt: skip
NAME, NAME_MEDIUM, SCIENTIFIC, REGULAR, MEDIUM, SEMIBOLD, BOLD = FACES
CODE, TRACKING = "Commissioner-Bold-Code", 3  # the friend code's letters stand apart
OPENTYPE_FEATURES = {"lnum": 1, "tnum": 1}  # Vollkorn's own figures are old-style
STAGE = {
    "stage": "#0C2138",
    "stage_ink": "#EEF5FA",
    "stage_ink2": "#B3C7DA",
    "stage_line": "#25496D",
    "stage_line_art": "#A9D3F2",
}  # in both themes
SEALS = {"seal_umber": "#F3E7DD", "seal_steel": "#E4ECF2", "seal_gold": "#FBEFCF", "seal_prussian": "#DCE7F1"}
Tokens = dict[str, dict[str, dict[str, Any]]]  # mode, "base" or "classes", token or class
WIDE_INSETS = {
    "ProfileLeft": (40, 24, 28, 24),
    "ProfileMiddle": (32, 30, 32, 24),
    "SocialLeft": (40, 20, 28, 24),
    "SocialMiddle": (28, 26, 28, 24),
    "SocialRight": (24, 26, 32, 24),
    "StageInset": (44, 0, 48, 0),
    "CameraSide": (24, 0, 0, 0),
    "CameraPartSide": (0, 0, 24, 0),
    "CardLeft": (40, 20, 40, 24),
    "CardRight": (36, 20, 48, 24),
    "CountsInset": (0, 12, 0, 0),
    "GridInset": (0, 14, 0, 0),
    "EntryLead": (0, 4, 0, 24),
}
INSETS = {  # left, top, right, bottom
    "CardHead": (3, 0, 3, 7),
    "GhostInset": (9, 9, 9, 9),
    "SilhouetteInset": (16, 16, 16, 16),
    "PlateHead": (2, 3, 2, 9),
    "PlateFoot": (2, 8, 2, 2),
    "FactInset": (0, 10, 0, 10),
    "RowInset": (0, 11, 0, 12),
    "PlayerHead": (3, 2, 3, 6),
    "PlayerLine": (0, 12, 0, 12),
    "ProfileLeft": (16, 14, 16, 0),
    "ProfileMiddle": (16, 16, 16, 24),
    "ProfileRight": (26, 30, 28, 24),
    "SocialLeft": (16, 14, 16, 0),
    "SocialMiddle": (16, 8, 16, 24),
    "SocialRight": (16, 20, 16, 24),
    "ByClassInset": (0, 10, 0, 8),
    "HintInset": (0, 1, 0, 0),
    "EntryLead": (0, 4, 0, 22),
    "HangSmallStart": (-10, 0, 0, 0),
    "HangSmall": (-6, 0, 0, 0),
    "HeaderInset": (-10, 0, -10, 0),
    "DexRow": (0, 8, 0, 7),
    "BarInset": (0, 8, 0, 0),
    "HangEnd": (0, 0, -10, 0),
    "CountsInset": (0, 6, 0, 0),
    "GridInset": (0, 10, 0, 0),
    "HangPage": (0, 0, -16, 0),
    "HeadingInset": (0, 0, 0, 6),
    "CardLeft": (16, 0, 16, 0),
    "CardRight": (16, 12, 16, 24),
    "PlateCaption": (4, 14, 4, 10),
    "HangButton": (-10, 0, 0, 10),
    "CardHeader": (-10, 8, -10, 4),
    "GalleryInset": (0, 16, 0, 0),
    "HangBoth": (-12, 2, -12, 0),
    "StageInset": (0, 0, 0, 0),
    "CameraSide": (0, 0, 0, 0),
    "CameraPartSide": (0, 0, 0, 0),
    "RowStrip": (16, 8, 16, 8),
}
GAPS = (0, 2, 3, 4, 6, 7, 8, 10, 12, 14, 16, 20, 24, 32)

FIELD_COLOURS = {
    "font_color": "ink",
    "font_selected_color": "ink",
    "font_uneditable_color": "ink2",
    "font_readonly_color": "ink2",
    "font_placeholder_color": "ink3",
    "caret_color": "primary",
    "selection_color": "primary_tint",
    "clear_button_color": "ink2",
}

# style: face, (size, line), (size, line) on a wide screen, colour
LABELS: dict[str, tuple[str, tuple[int, int], tuple[int, int], str]] = {
    "Title": (NAME, (28, 32), (34, 38), "ink"),
    "Heading": (NAME, (20, 24), (22, 26), "ink"),
    "Headline": (NAME, (26, 30), (34, 38), "ink"),
    "Brand": (NAME, (24, 28), (26, 30), "ink"),
    "PlateName": (NAME, (22, 25), (30, 34), "ink"),
    "PlateScientific": (SCIENTIFIC, (18, 24), (22, 30), "ink2"),
    "PlateTaxon": (NAME_MEDIUM, (17, 24), (20, 30), "ink2"),
    "RevealName": (NAME, (21, 25), (26, 30), "ink"),
    "RevealScientific": (SCIENTIFIC, (17, 22), (20, 25), "ink2"),
    "CardName": (NAME, (16, 20), (17, 21), "ink"),
    "CardNameLong": (NAME, (14, 16), (15, 17), "ink"),
    "CardScientificName": (SCIENTIFIC, (16, 20), (17, 21), "ink"),
    "CardScientific": (SCIENTIFIC, (14, 18), (15, 19), "ink2"),
    "CardTaxon": (NAME_MEDIUM, (14, 18), (15, 19), "ink2"),
    "CardGhost": (NAME_MEDIUM, (16, 20), (17, 21), "ink2"),
    "CardNumber": (NAME, (15, 20), (15, 20), "ink2"),
    "Taxon": (NAME_MEDIUM, (16, 22), (16, 22), "ink"),
    "TaxonScientific": (SCIENTIFIC, (16, 22), (16, 22), "ink"),
    "Notes": (NAME_MEDIUM, (16, 24), (16, 24), "ink"),
    "Statistic": (NAME, (24, 28), (24, 28), "ink"),
    "Body": (REGULAR, (16, 24), (16, 24), "ink"),
    "BodyDim": (REGULAR, (16, 24), (16, 24), "ink2"),
    "BodyStrong": (BOLD, (16, 24), (16, 24), "ink"),
    "Row": (MEDIUM, (16, 20), (16, 20), "ink"),
    "RowStrong": (SEMIBOLD, (16, 20), (16, 20), "ink"),
    "RowDanger": (REGULAR, (16, 22), (16, 22), "danger"),
    "Small": (REGULAR, (14, 20), (14, 20), "ink"),
    "SmallDim": (REGULAR, (14, 20), (14, 20), "ink2"),
    "SmallStrong": (BOLD, (14, 20), (14, 20), "ink"),
    "SmallGold": (SEMIBOLD, (14, 20), (14, 20), "gold_ink"),
    "SmallDanger": (MEDIUM, (14, 20), (14, 20), "danger"),
    "SmallGood": (MEDIUM, (14, 20), (14, 20), "good"),
    "SmallStage": (REGULAR, (14, 20), (14, 20), "stage_ink2"),
    "Caption": (REGULAR, (13, 18), (13, 18), "ink2"),
    "FieldLabel": (SEMIBOLD, (14, 18), (14, 18), "ink"),
    "Hint": (REGULAR, (13, 18), (13, 18), "ink2"),
    "HintBad": (MEDIUM, (13, 18), (13, 18), "danger"),
    "Overline": (SEMIBOLD, (13, 16), (13, 16), "ink2"),
    "OverlineInk": (SEMIBOLD, (13, 16), (13, 16), "ink"),
    "OverlinePrimary": (SEMIBOLD, (13, 16), (13, 16), "primary"),
    "Micro": (MEDIUM, (12, 14), (12, 14), "ink2"),
    "Tab": (MEDIUM, (12, 14), (12, 14), "ink2"),
    "TabOn": (BOLD, (12, 14), (12, 14), "primary"),
    "NewMark": (BOLD, (12, 22), (12, 22), "on_gold"),
    "Counter": (SEMIBOLD, (13, 18), (13, 18), "stage_ink"),
    "Dot": (BOLD, (12, 16), (12, 16), "on_danger"),
    "TagDanger": (BOLD, (12, 16), (12, 16), "danger"),
    "TagGold": (BOLD, (12, 16), (12, 16), "gold_ink"),
    "TagInk": (BOLD, (12, 16), (12, 16), "ink"),
    "StageTitle": (NAME, (28, 32), (34, 38), "stage_ink"),
    "StageBrand": (NAME, (24, 28), (26, 30), "stage_ink"),
    "StageBody": (REGULAR, (16, 24), (16, 24), "stage_ink2"),
    "ChipWord": (SEMIBOLD, (14, 18), (14, 18), "ink"),
    "ChipWordOn": (SEMIBOLD, (14, 18), (14, 18), "paper"),
    "ChipCount": (MEDIUM, (14, 18), (14, 18), "ink2"),
    "ChipCountOn": (BOLD, (14, 18), (14, 18), "paper"),
    "ButtonWords": (SEMIBOLD, (16, 20), (16, 20), "white"),
    "PlayerTitle": (NAME, (15, 20), (15, 20), "primary"),
    "PlayerSince": (MEDIUM, (13, 16), (13, 16), "primary"),
    "PlayerInitial": (NAME, (34, 40), (40, 46), "primary"),
    "PlayerName": (NAME, (22, 26), (22, 26), "ink"),
    "AvatarInitial": (NAME, (18, 24), (18, 24), "primary"),
    "FriendCode": (CODE, (34, 38), (34, 38), "stage_ink"),
    "FriendCodeInk": (CODE, (34, 38), (34, 38), "ink"),
    "BoxNumber": (BOLD, (14, 20), (14, 20), "on_gold"),
    "PartTitle": (NAME, (20, 24), (34, 38), "ink"),
    "PartLead": (REGULAR, (14, 20), (16, 24), "ink2"),
}  # fmt: skip


@dataclass
class Box:
    """A StyleBoxFlat: colours by token, the rest in pixels."""

    fill: str | None = None
    radius: int | tuple[int, int, int, int] = 0
    edge: str | None = None
    borders: tuple[int, int, int, int] = (1, 1, 1, 1)
    margins: tuple[int, int, int, int] = (0, 0, 0, 0)
    foot: str | None = None
    shadow: bool = False
    expand: tuple[int, int, int, int] = (0, 0, 0, 0)


def evenly(vertical: int, horizontal: int | None = None) -> tuple[int, int, int, int]:
    """Return margins in the order left, top, right, bottom."""
    across = vertical if horizontal is None else horizontal
    return (across, vertical, across, vertical)


@dataclass
class Look:
    """The contents of a Theme resource."""

    colours: dict[str, str]
    dark: bool
    resources: dict[str, str] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)

    def set(self, kind: str, item: str, name: str, value: str) -> None:
        self.entries[f"{kind}/{item}/{name}"] = value

    def derive(self, kind: str, base: str) -> None:
        self.entries[f"{kind}/base_type"] = f'&"{base}"'

    def colour(self, kind: str, name: str, token: str) -> None:
        self.set(kind, "colors", name, godot_colour(self.colours[token]))

    def face(self, kind: str, face: str, size: tuple[int, int], wide: tuple[int, int] | None = None) -> None:
        wide = wide or size
        self.set(kind, "fonts", "font", f'SubResource("{identifier(face)}")')
        self.set(kind, "font_sizes", "font_size", str(size[0]))
        self.set(kind, "font_sizes", "font_size_wide", str(wide[0]))
        self.set(kind, "constants", "line", str(size[1]))
        self.set(kind, "constants", "line_wide", str(wide[1]))

    def box(self, kind: str, name: str, box: Box) -> None:
        identifier = f"{kind}_{name}"
        self.resources[identifier] = f'[sub_resource type="StyleBoxFlat" id="{identifier}"]\n' + "\n".join(
            self._lines(box)
        )
        self.set(kind, "styles", name, f'SubResource("{identifier}")')

    def _lines(self, box: Box) -> Iterator[str]:
        sides = ("left", "top", "right", "bottom")
        corners = ("top_left", "top_right", "bottom_right", "bottom_left")
        radii = box.radius if isinstance(box.radius, tuple) else (box.radius,) * 4
        for side, margin in zip(sides, box.margins, strict=True):
            yield f"content_margin_{side} = {margin}.0"
        yield f"bg_color = {godot_colour(self.colours[box.fill]) if box.fill else 'Color(0, 0, 0, 0)'}"
        if not box.fill:
            yield "draw_center = false"
        if box.edge:
            yield from (f"border_width_{side} = {width}" for side, width in zip(sides, box.borders, strict=True))
            yield f"border_color = {godot_colour(self.colours[box.edge])}"
        yield from (f"corner_radius_{corner} = {radius}" for corner, radius in zip(corners, radii, strict=True))
        yield "corner_detail = 12"
        yield from (f"expand_margin_{side} = {by}.0" for side, by in zip(sides, box.expand, strict=True) if by)
        yield from self._depth(box)
        yield "anti_aliasing_size = 0.6"

    def _depth(self, box: Box) -> Iterator[str]:
        if box.foot:
            yield f"shadow_color = {godot_colour(self.colours[box.foot])}"
            yield "shadow_size = 1\nshadow_offset = Vector2(0, 1)"
        elif box.shadow and not self.dark:
            yield f"shadow_color = {godot_colour('#0B20361F')}"
            yield "shadow_size = 14\nshadow_offset = Vector2(0, 4)"

    def text(self) -> str:
        fonts = [
            f'[ext_resource type="FontFile" path="res://fonts/{face}.ttf" id="{identifier(face)}_file"]'
            for face in FACES
        ]
        faces = [*(font_variation(face, face, 0) for face in FACES), font_variation(CODE, BOLD, TRACKING)]
        entries = "\n".join(f"{key} = {value}" for key, value in sorted(self.entries.items()))
        resource = (
            f'[resource]\ndefault_font = SubResource("{identifier(REGULAR)}")\ndefault_font_size = 16\n{entries}\n'
        )
        return (
            '[gd_resource type="Theme" format=3]\n\n'
            + "\n".join(fonts)
            + "\n\n"
            + "\n\n".join([*faces, *self.resources.values(), resource])
        )


def identifier(face: str) -> str:
    """Return a resource's id: letters, digits and underscores only."""
    return face.replace("-", "_")


def godot_colour(value: str) -> str:
    red, green, blue, *alpha = (int(value[i : i + 2], 16) / 255 for i in range(1, len(value), 2))
    return f"Color({red:.6g}, {green:.6g}, {blue:.6g}, {alpha[0] if alpha else 1:.6g})"


def font_variation(name: str, face: str, tracking: int) -> str:
    features = ", ".join(f"{int.from_bytes(tag.encode())}: {on}" for tag, on in OPENTYPE_FEATURES.items())
    return (
        f'[sub_resource type="FontVariation" id="{identifier(name)}"]\n'
        f'base_font = ExtResource("{identifier(face)}_file")\nopentype_features = {{{features}}}'
        + (f"\nspacing_glyph = {tracking}" if tracking else "")
    )


def add_palette(look: Look) -> None:
    for token in look.colours:
        look.colour("Palette", token, token)


def add_labels(look: Look) -> None:
    look.colour("Label", "font_color", "ink")
    look.face("Label", REGULAR, (16, 24))
    look.set("Label", "constants", "line_spacing", "0")
    for style, (face, size, wide, colour) in LABELS.items():
        look.derive(style, "Label")
        look.face(style, face, size, wide)
        look.colour(style, "font_color", colour)


def add_classes(look: Look, classes: dict[str, dict[str, str]]) -> None:
    for name, colours in classes.items():
        kind = name.capitalize()
        for part, value in colours.items():
            look.colours[f"{name}_{part}"] = value
            look.colour(kind, part, f"{name}_{part}")
        tint, edge = f"{name}_tint", f"{name}_edge"
        for size, radius, padding in (
            ("Card", 14, 9),
            ("RevealCard", 17, 12),
            ("Plate", 18, 13),
            ("WidePlate", 18, 17),
        ):
            look.derive(kind + size, "PanelContainer")
            look.box(kind + size, "panel", Box(tint, radius, edge, margins=evenly(padding), foot=edge))
        look.derive(f"{kind}Number", "CardNumber")
        look.colour(f"{kind}Number", "font_color", f"{name}_ink")
        look.derive(f"{kind}Bar", "ProgressBar")
        look.box(f"{kind}Bar", "background", Box("sunken", 5))
        look.box(f"{kind}Bar", "fill", Box(f"{name}_accent", 5))


def add_button(
    look: Look, kind: str, fills: tuple[str | None, str | None, str | None], ink: str, **shape: object
) -> None:
    """Add a kind of button: its fill when normal, hovered and pressed, and its ink."""
    edge, radius, margins = (str(shape["edge"]) if "edge" in shape else None), shape.get("radius", 12), shape["margins"]
    expand = shape.get("expand", evenly(0))
    assert isinstance(radius, int) and isinstance(margins, tuple) and isinstance(expand, tuple)  # noqa: S101  # for the type checker
    if kind != "Button":
        look.derive(kind, "Button")
    for state, fill in zip(("normal", "hover", "pressed"), fills, strict=True):
        look.box(kind, state, Box(fill, radius, edge, margins=margins, expand=expand))
    for state, twin in (("hover_pressed", "pressed"), ("disabled", "normal")):
        look.set(kind, "styles", state, f'SubResource("{kind}_{twin}")')
    for state in ("", "hover_", "pressed_", "hover_pressed_", "focus_"):
        look.colour(kind, f"font_{state}color", ink)
        look.colour(kind, f"icon_{state or 'normal_'}color", ink)
    look.colour(kind, "font_disabled_color", "ink3")
    look.colour(kind, "icon_disabled_color", "ink3")


def add_buttons(look: Look) -> None:
    look.set("Button", "styles", "focus", 'SubResource("none")')
    look.set("Button", "constants", "h_separation", "8")
    look.set("Button", "constants", "icon_max_width", "20")
    look.face("Button", SEMIBOLD, (16, 20))
    add_button(look, "Button", (None, "sunken", "sunken"), "ink", edge="line_strong", margins=evenly(14, 20))
    add_button(look, "Primary", ("primary", "primary_press", "primary_press"), "on_primary", margins=evenly(14, 20))
    look.box("Primary", "disabled", Box("sunken", 12, margins=evenly(14, 20)))
    add_button(look, "PrimaryStage", ("stage_ink", "stage_ink2", "stage_ink2"), "stage", margins=evenly(14, 20))
    add_button(look, "Danger", ("danger", "danger", "danger"), "on_danger", margins=evenly(14, 20))
    look.box("Danger", "disabled", Box("sunken", 12, margins=evenly(14, 20)))
    add_button(look, "Link", (None, "primary_tint", "primary_tint"), "primary", margins=evenly(14, 12))
    add_button(look, "LinkDanger", (None, "danger_tint", "danger_tint"), "danger", margins=evenly(14, 12))
    add_button(look, "LinkStage", (None, "stage_line", "stage_line"), "stage_ink", margins=evenly(14, 12))
    add_button(look, "StageButton", (None, "stage_line", "stage_line"), "stage_ink", margins=evenly(12, 6))
    add_button(look, "Back", (None, "sunken", "sunken"), "ink", margins=evenly(12, 12))
    add_button(look, "GoldButton", ("gold", "gold", "gold"), "on_gold", radius=17, margins=evenly(7))
    for small, base in (("PrimarySmall", "Primary"), ("ButtonSmall", "Button")):
        fills: tuple[str | None, str | None, str | None] = (None, "sunken", "sunken")
        if base == "Primary":
            fills = ("primary", "primary_press", "primary_press")
        shape = {"edge": "line_strong"} if base == "Button" else {}
        add_button(look, small, fills, "on_primary" if base == "Primary" else "ink", margins=evenly(12, 16), **shape)
        look.face(small, SEMIBOLD, (15, 20))
    add_button(
        look, "Liked", ("gold_tint", "gold_tint", "gold_tint"), "gold_ink", edge="gold_ink", margins=evenly(12, 16)
    )
    look.face("Liked", SEMIBOLD, (15, 20))
    add_button(look, "LinkSmall", (None, "primary_tint", "primary_tint"), "primary", margins=evenly(12, 6))
    look.face("LinkSmall", BOLD, (14, 20))
    add_button(
        look, "LinkFlush", (None, "primary_tint", "primary_tint"), "primary", margins=evenly(12, 0), expand=evenly(0, 8)
    )
    look.face("LinkFlush", BOLD, (14, 20))
    look.box("PrimarySmall", "disabled", Box("sunken", 12, margins=evenly(12, 16)))
    for kind, fill, ink, edge in (
        ("IconButton", None, "ink", None),
        ("IconButtonDim", None, "ink2", None),
        ("IconButtonStage", None, "stage_ink", None),
        ("IconButtonBoxed", "surface", "ink", "line"),
    ):
        hover = "stage_line" if kind.endswith("Stage") else "sunken"
        shape = {"edge": edge} if edge else {}
        add_button(look, kind, (fill, hover, hover), ink, margins=evenly(10), **shape)
        look.set(kind, "constants", "icon_max_width", "24")
    add_toggles(look)


def add_toggles(look: Look) -> None:
    for kind, height in (("Chip", 8), ("ChipTool", 12)):
        radius = 18 if kind == "Chip" else 12
        margins = (13, height, 13 if kind == "Chip" else 38, height)
        add_button(look, kind, ("surface", "sunken", "ink"), "ink", edge="line", radius=radius, margins=margins)
        look.face(kind, SEMIBOLD, (14, 18) if kind == "Chip" else (14, 20))
        look.set(kind, "constants", "h_separation", "7")
        look.box(kind, "pressed", Box("ink", radius, margins=margins))
        for state in ("pressed", "hover_pressed"):
            look.colour(kind, f"font_{state}_color", "paper")
    add_button(
        look, "ChipTint", ("surface", "sunken", "primary_tint"), "ink", edge="line", radius=18, margins=evenly(8, 13)
    )
    look.face("ChipTint", SEMIBOLD, (14, 18))
    look.box("ChipTint", "pressed", Box("primary_tint", 18, "primary", margins=evenly(8, 13)))
    add_button(look, "Segment", (None, None, "raised"), "ink2", radius=9, margins=evenly(10, 14))
    look.face("Segment", SEMIBOLD, (14, 18))
    add_button(look, "ViewToggle", (None, "sunken", "primary_tint"), "ink", radius=9, margins=evenly(8, 10))
    for kind, ink in (("ChipTint", "primary"), ("Segment", "ink"), ("ViewToggle", "primary")):
        for state in ("pressed", "hover_pressed"):
            look.colour(kind, f"font_{state}_color", ink)
            look.colour(kind, f"icon_{state}_color", ink)
    add_button(look, "Tap", (None, None, None), "ink", margins=evenly(0))
    add_button(look, "TapRow", (None, "sunken", "sunken"), "ink", radius=10, margins=evenly(0))
    add_button(look, "TileBare", (None, "sunken", "sunken"), "ink2", radius=8, margins=evenly(8))
    add_button(look, "Tile", (None, "sunken", "sunken"), "ink2", edge="line_strong", radius=8, margins=evenly(8))
    add_button(look, "Disc", ("primary", "primary_press", "primary_press"), "on_primary", radius=28, margins=evenly(14))
    add_button(
        look, "DiscWide", ("primary", "primary_press", "primary_press"), "on_primary", radius=18, margins=evenly(14)
    )
    for kind in ("Disc", "DiscWide"):
        look.set(kind, "constants", "icon_max_width", "28")


def add_fields(look: Look) -> None:
    for kind, edge, width in (
        ("LineEdit", "line_strong", 1),
        ("LineEditBad", "danger", 2),
        ("SearchEdit", "line_strong", 1),
    ):
        if kind != "LineEdit":
            look.derive(kind, "LineEdit")
        fill, radius, tall = ("surface", 12, 12) if kind == "SearchEdit" else ("raised", 10, 14)
        margins = (44, tall, 16, tall) if kind == "SearchEdit" else evenly(tall, 16)
        look.box(kind, "normal", Box(fill, radius, edge, (width,) * 4, margins))
        look.box(kind, "read_only", Box("sunken", radius, edge, (width,) * 4, margins))
        look.box(kind, "focus", Box(None, radius + 1, "focus", (3,) * 4, margins, expand=evenly(1)))
    look.derive("NotesEdit", "TextEdit")
    look.face("NotesEdit", NAME_MEDIUM, (16, 24))
    for state in ("normal", "read_only"):
        look.box("NotesEdit", state, Box(None, margins=(0, 2, 0, 2)))
    look.set("TextEdit", "constants", "line_spacing", "0")
    look.box("TextEdit", "normal", Box("raised", 10, "line_strong", margins=evenly(12, 14)))
    look.box("TextEdit", "focus", Box(None, 11, "focus", (3,) * 4, evenly(12, 14), expand=evenly(1)))
    look.box("TextEdit", "read_only", Box("sunken", 10, "line_strong", margins=evenly(12, 14)))
    for kind in ("LineEdit", "TextEdit"):
        look.face(kind, REGULAR, (16, 20) if kind == "LineEdit" else (16, 24))
        for name, token in FIELD_COLOURS.items():
            look.colour(kind, name, token)


def add_panels(look: Look) -> None:
    look.box("PanelContainer", "panel", Box("surface", 16, "line"))
    panels = {
        "Paper": Box("paper"),
        "Surface": Box("surface"),
        "SidePanel": Box("surface", 0, "line", (1, 0, 0, 0)),
        "Stage": Box("stage"),
        "StageCard": Box("stage", 18, "line"),
        "Qr": Box("white", 10, margins=evenly(4)),
        "Post": Box("surface", 16, "line", margins=evenly(14)),
        "TabBar": Box("surface", 0, "line", (0, 1, 0, 0)),
        "Rail": Box("surface", 0, "line", (0, 0, 1, 0), (0, 16, 0, 12)),
        "DiscRing": Box("surface", 34, "line"),
        "Sheet": Box("surface", (22, 22, 0, 0), margins=(20, 18, 20, 20)),
        "Dialog": Box("surface", 22, "line", margins=evenly(24)),
        "Clear": Box(),
        "Divided": Box(None, 0, "line", (1, 0, 0, 0)),
        "ThumbnailRing": Box(None, 10, "primary", (2, 2, 2, 2), expand=evenly(4)),
        "Grip": Box("line", 2),
        "TapRow": Box(),
        "Float": Box("surface", 14, "line", margins=evenly(2), shadow=True),
        "Menu": Box("surface", 14, "line", margins=evenly(6), shadow=True),
        "Toast": Box("surface", 14, "line", margins=(16, 6, 8, 6), shadow=True),
        "ToolGroup": Box("surface", 12, "line", margins=evenly(3)),
        "NoteInfo": Box("primary_tint", 12, margins=evenly(12, 16)),
        "NoteGold": Box("gold_tint", 12, margins=evenly(10, 14)),
        "NoteDanger": Box("danger_tint", 12, margins=evenly(12, 14)),
        "NoteGood": Box("good_tint", 12, margins=evenly(12, 14)),
        "NoteQuiet": Box("sunken", 12, margins=evenly(12, 14)),
        "Bar": Box("sunken", 0, margins=evenly(6, 16)),
        "BarInfo": Box("primary_tint", 0, margins=evenly(2, 16)),
        "BlankPlate": Box("surface", 18, "line", margins=evenly(13), foot="line"),
        "PlayerCard": Box("primary_tint", 18, "player_edge", margins=evenly(13), foot="player_edge"),
        "SegmentedTrack": Box("sunken", 12, margins=evenly(3)),
        "Skeleton": Box("sunken", 8),
        "SkeletonCard": Box("sunken", 14),
        "Picture": Box("sunken", 8),
        "Counter": Box("counter", 14, margins=evenly(5, 10)),
        "GoldDisc": Box("gold", 17),
        "GoldMark": Box("gold", (0, 11, 11, 0), margins=(9, 0, 10, 0)),
        "GoldTag": Box("gold", 4, margins=(6, 0, 6, 0)),
        "DotOn": Box("primary", 4),
        "DotOff": Box("line_strong", 4),
        "Dot": Box("danger", 8, margins=evenly(0, 4)),
        "ActiveMark": Box("primary", (0, 3, 3, 0)),
        "StepDone": Box("good", 13),
        "StepFailed": Box("danger", 13),
        "Avatar": Box("surface", 22, "line_strong", margins=evenly(3)),
        "AvatarDisc": Box("primary_tint", 19),
        "BoxMark": Box(None, 8, "gold", (3, 3, 3, 3)),
        "BoxNumber": Box("gold", 4, margins=evenly(0, 7)),
        "BoxMarkOff": Box(None, 8, "stage_ink", (2, 2, 2, 2)),
        "FrameThin": Box(None, 8, "ink", (2, 2, 2, 2)),
        "FrameWood": Box(None, 8, "wood", (4, 4, 4, 4)),
        "FrameGold": Box(None, 8, "gold", (4, 4, 4, 4)),
    }
    for tag in ("danger", "gold_ink", "ink"):
        panels[f"Tag{tag.removesuffix('_ink').capitalize()}"] = Box("surface", 4, tag, margins=evenly(1, 5))
    for kind, box in panels.items():
        look.derive(f"{kind}Panel", "PanelContainer")
        look.box(f"{kind}Panel", "panel", box)


def add_furniture(look: Look) -> None:
    look.set("ScrollContainer", "styles", "panel", 'SubResource("none")')
    look.set("ScrollContainer", "styles", "focus", 'SubResource("none")')
    for bar in ("VScrollBar", "HScrollBar"):
        look.box(bar, "scroll", Box(None, margins=evenly(3)))
        for name, token in (
            ("grabber", "line"),
            ("grabber_highlight", "line_strong"),
            ("grabber_pressed", "line_strong"),
        ):
            look.box(bar, name, Box(token, 3))
    for kind, fill in (("ProgressBar", "primary"), ("Confidence", "good")):
        if kind != "ProgressBar":
            look.derive(kind, "ProgressBar")
        look.box(kind, "background", Box("sunken", 4))
        look.box(kind, "fill", Box(fill, 4))
    for separator in ("HSeparator", "VSeparator"):
        look.resources[separator] = (
            f'[sub_resource type="StyleBoxLine" id="{separator}"]\n'
            f"color = {godot_colour(look.colours['line'])}\ngrow_begin = 0.0\ngrow_end = 0.0\n"
            f"vertical = {str(separator == 'VSeparator').lower()}"
        )
        look.set(separator, "styles", "separator", f'SubResource("{separator}")')
        look.set(separator, "constants", "separation", "1")
    look.box("TooltipPanel", "panel", Box("ink", 8, margins=evenly(6, 10)))
    look.face("TooltipLabel", REGULAR, (14, 20))
    look.colour("TooltipLabel", "font_color", "paper")


def add_gaps(look: Look) -> None:
    """Add rows, columns and grids, by the gap between their children."""
    for gap in GAPS:
        for kind, base in (("Row", "HBoxContainer"), ("Column", "VBoxContainer")):
            look.derive(f"{kind}{gap}", base)
            look.set(f"{kind}{gap}", "constants", "separation", str(gap))
        look.derive(f"Flow{gap}", "HFlowContainer")
        look.derive(f"Grid{gap}", "GridContainer")
        for axis in ("h", "v"):
            look.set(f"Flow{gap}", "constants", f"{axis}_separation", str(gap))
            look.set(f"Grid{gap}", "constants", f"{axis}_separation", str(gap))
        add_inset(look, f"Inset{gap}", evenly(gap))
    for kind, margins in INSETS.items():
        add_inset(look, kind, margins)
    for kind, margins in WIDE_INSETS.items():
        add_inset(look, kind, margins, "_wide")

    look.derive("BadgeGrid", "GridContainer")
    look.set("BadgeGrid", "constants", "h_separation", "6")
    look.set("BadgeGrid", "constants", "v_separation", "14")
    look.set("BadgeGrid", "constants", "h_separation_wide", "8")
    look.set("BadgeGrid", "constants", "v_separation_wide", "18")
    look.derive("CameraHalves", "BoxContainer")
    look.set("CameraHalves", "constants", "separation", "14")
    look.set("CameraHalves", "constants", "separation_wide", "56")
    look.derive("StagedHalves", "BoxContainer")
    look.set("StagedHalves", "constants", "separation", "-22")  # the sheet's round corners overlap the stage
    look.set("StagedHalves", "constants", "separation_wide", "0")
    look.derive("RowSaid", "BoxContainer")
    look.set("RowSaid", "constants", "separation", "5")
    look.derive("FactGrid", "GridContainer")
    look.set("FactGrid", "constants", "h_separation", "28")
    look.set("FactGrid", "constants", "v_separation", "0")


def add_inset(look: Look, kind: str, margins: tuple[int, int, int, int], suffix: str = "") -> None:
    look.derive(kind, "MarginContainer")
    for side, margin in zip(("left", "top", "right", "bottom"), margins, strict=True):
        look.set(kind, "constants", f"margin_{side}{suffix}", str(margin))


def theme(tokens: Tokens, mode: str) -> str:
    """Return the text of the Theme resource for a mode, `light` or `dark`."""
    base = tokens[mode]["base"]
    own = {"white": "#FFFFFF", "counter": "#0B2036C7", "wood": tokens[mode]["classes"]["mammalia"]["accent"]}
    own["player_edge"] = "#B7C5CF" if mode == "light" else "#3E6A8F"
    look = Look({**base, **STAGE, **SEALS, **own}, mode == "dark")
    look.resources["none"] = '[sub_resource type="StyleBoxEmpty" id="none"]'
    add_palette(look)
    add_labels(look)
    add_classes(look, tokens[mode]["classes"])
    add_buttons(look)
    add_fields(look)
    add_panels(look)
    add_furniture(look)
    add_gaps(look)
    return look.text()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is out of date")
    check = parser.parse_args().check
    tokens = json.loads((FOLDER / "tokens.json").read_text())
    for mode in MODES:
        path, text = FOLDER / f"{mode}.tres", theme(tokens, mode)
        if not check:
            path.write_text(text)
        elif path.read_text() != text:
            sys.exit(f"{path} is out of date: run python -m scripts.build_client_theme")


if __name__ == "__main__":
    main()
