"""Obscured places: where an animal was, as others may know it. Pure functions."""

import hashlib
import math
from decimal import ROUND_FLOOR, Decimal

from shared.accounts.models import Geoprivacy
from shared.dex.documents import PublicPlace
from shared.vision.models import Place

CELL = Decimal("0.2")  # degrees; as iNaturalist obscures
EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG


def public_place(
    exact: Place | None, geoprivacy: Geoprivacy, entry_id: str, *, always_obscured: bool
) -> PublicPlace | None:
    """Return the place of an entry as others may know it; that of an animal that is always obscured is never open."""
    if exact is None or geoprivacy is Geoprivacy.PRIVATE:
        return None
    if geoprivacy is Geoprivacy.OBSCURED or always_obscured:
        return obscure(exact, entry_id)
    return PublicPlace(
        latitude=exact.latitude, longitude=exact.longitude, uncertainty_m=None, name=exact.name, obscured=False
    )


def obscure(exact: Place, entry_id: str) -> PublicPlace:
    """Return a random point of the place's 0.2° cell: the same for an entry as long as it stays in the cell.

    It is drawn from entry and cell alone, so it tells nothing of where in the cell the place is. The place's name, free
    text, is not shown.
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
    """Return where the cell of a coordinate begins; the last cell takes its end in as well."""
    start = (Decimal(str(degrees)) / CELL).to_integral_value(ROUND_FLOOR) * CELL
    return min(start, end - CELL)


def _diagonal_m(south: float) -> float:
    """Return the length of a cell's diagonal, where the cell is widest (equirectangular, some metres too long)."""
    nearest_equator = min(abs(south), abs(south + float(CELL)))
    high = math.radians(float(CELL)) * EARTH_RADIUS_M
    return math.hypot(high, high * math.cos(math.radians(nearest_equator)))
