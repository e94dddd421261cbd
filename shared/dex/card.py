"""The card of an entry."""

from enum import StrEnum

from pydantic import ConfigDict, Field

from shared.base_model import Model
from shared.text import Line


class Background(StrEnum):
    """The background of a card."""

    PLAIN = "plain"
    FOREST = "forest"
    MEADOW = "meadow"
    MOUNTAIN = "mountain"
    DESERT = "desert"
    OCEAN = "ocean"
    RIVER = "river"
    NIGHT = "night"


class Shape(StrEnum):
    """The shape of the picture."""

    SQUARE = "square"
    ROUNDED = "rounded"
    CIRCLE = "circle"
    HEXAGON = "hexagon"


class Frame(StrEnum):
    """The frame of the picture."""

    NONE = "none"
    THIN = "thin"
    WOOD = "wood"
    GOLD = "gold"


class Art(StrEnum):
    """A sticker's picture."""

    PAW = "paw"
    LEAF = "leaf"
    STAR = "star"
    HEART = "heart"
    SUN = "sun"
    MOON = "moon"
    FEATHER = "feather"
    SHELL = "shell"


class Sticker(Model):
    """A sticker; its centre is in fractions of the card's width and height."""

    model_config = ConfigDict(extra="forbid")

    art: Art
    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)
    scale: float = Field(1, ge=0.25, le=4)
    degrees: float = Field(0, ge=-180, le=180, description="Clockwise")


class Customizations(Model):
    """The customizations of a card."""

    model_config = ConfigDict(extra="forbid")

    background: Background = Background.PLAIN
    shape: Shape = Shape.ROUNDED
    frame: Frame = Frame.NONE
    stickers: list[Sticker] = Field(default_factory=list, max_length=10)
    caption: Line | None = Field(None, max_length=80)
