"""How the card of an entry looks."""

from enum import StrEnum

from pydantic import ConfigDict, Field

from shared.base_model import Model


class Background(StrEnum):
    """What is behind the picture."""

    PLAIN = "plain"
    FOREST = "forest"
    MEADOW = "meadow"
    MOUNTAIN = "mountain"
    DESERT = "desert"
    OCEAN = "ocean"
    RIVER = "river"
    NIGHT = "night"


class Shape(StrEnum):
    """How the picture is cut."""

    SQUARE = "square"
    ROUNDED = "rounded"
    CIRCLE = "circle"
    HEXAGON = "hexagon"


class Frame(StrEnum):
    """What is around the picture."""

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
    """A sticker: its middle as fractions of the card's width and height."""

    model_config = ConfigDict(extra="forbid")

    art: Art
    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)
    scale: float = Field(1, ge=0.25, le=4)
    degrees: float = Field(0, ge=-180, le=180, description="Clockwise")


class Customizations(Model):
    """How a person has dressed the card of an entry."""

    model_config = ConfigDict(extra="forbid")

    background: Background = Background.PLAIN
    shape: Shape = Shape.ROUNDED
    frame: Frame = Frame.NONE
    stickers: list[Sticker] = Field(default_factory=list, max_length=10)
    caption: str | None = Field(None, max_length=80)
