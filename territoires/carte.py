"""Where a place falls on the map of tiles (`components/carte`): columns and rows of 11 km from the north-west corner.

The tiles were drawn once from the outlines of the five départements: a square belongs to the one that covers it most.
"""

from math import cos, radians

WEST, NORTH = 1.38, 51.09
TILE = 11.0
KM_PER_DEGREE = 111.2
#: A degree of longitude shrinks with latitude; the region is low enough for one value.
KM_PER_LONGITUDE = KM_PER_DEGREE * cos(radians(50))


def position(point: tuple[float, float] | None) -> tuple[str, str] | None:
    """Column and row, written for SVG; None without a point or outside the map."""
    if point is None:
        return None
    x = (point[1] - WEST) * KM_PER_LONGITUDE / TILE
    y = (NORTH - point[0]) * KM_PER_DEGREE / TILE
    return (f"{x:.1f}", f"{y:.1f}") if 0 <= x <= 19 and 0 <= y <= 23 else None
