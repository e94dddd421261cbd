"""Obscured places, as others may know them. Pure functions."""

import hashlib
import math
from decimal import ROUND_FLOOR, Decimal

from shared.accounts.models import Geoprivacy
from shared.dex.documents import PublicPlace
from shared.vision.models import Place

CELL = Decimal("0.2")  # degrees, as on iNaturalist
EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG


def public_place(
    exact: Place | None, geoprivacy: Geoprivacy, entry_id: str, *, always_obscured: bool
) -> PublicPlace | None:
    """Return an entry's place as others may know it; `always_obscured` overrides open geoprivacy."""
    if exact is None or geoprivacy is Geoprivacy.PRIVATE:
        return None
    if geoprivacy is Geoprivacy.OBSCURED or always_obscured:
        return obscure(exact, entry_id)
    return PublicPlace(
        latitude=exact.latitude, longitude=exact.longitude, uncertainty_m=None, name=exact.name, obscured=False
    )


def obscure(exact: Place, entry_id: str) -> PublicPlace:
    """Return a random point in the place's 0.2° cell, the same for an entry as long as it stays in the cell.

    It depends only on entry and cell, so it reveals nothing about the position in the cell. The place's name, which is
    free text, is dropped.
    """
    south, west = _cell(exact.latitude, 90), _cell(exact.longitude, 180)
    drawn = hashlib.sha256(f"{entry_id}/{south}/{west}".encode()).digest()
    up, along = (int.from_bytes(part) / 2**64 for part in (drawn[:8], drawn[8:16]))
    size = float(CELL)
    return PublicPlace(
        latitude=round(float(south) + size * up, 5),
        longitude=round(float(west) + size * along, 5),
        uncertainty_m=math.ceil(_diagonal_m(float(south))),
        name=None,
        obscured=True,
    )


def _cell(degrees: float, end: int) -> Decimal:
    """Return the start of a coordinate's cell; the last cell includes its end."""
    start = (Decimal(str(degrees)) / CELL).to_integral_value(ROUND_FLOOR) * CELL
    return min(start, end - CELL)


def _diagonal_m(south: float) -> float:
    """Return the length of a cell's diagonal at its widest (equirectangular, a few metres too long)."""
    nearest_equator = min(abs(south), abs(south + float(CELL)))
    high = math.radians(float(CELL)) * EARTH_RADIUS_M
    return math.hypot(high, high * math.cos(math.radians(nearest_equator)))
