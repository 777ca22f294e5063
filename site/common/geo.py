"""Distances on the sphere, computed by the database: good to a few metres over a region."""

from math import asin, cos, radians, sin, sqrt
from typing import Any

from django.db.models import F, FloatField, Func, Value
from django.db.models.functions import ASin, Cos, Power, Radians, Sin, Sqrt

#: Mean radius of the Earth, in kilometres.
EARTH = 6371.0
Point = tuple[float, float]


def distance_km(point: Point, latitude: Any = "latitude", longitude: Any = "longitude") -> Any:
    """Kilometres between `point` (latitude, longitude in degrees) and two columns or expressions (haversine)."""
    column = F(latitude) if isinstance(latitude, str) else latitude
    meridian = F(longitude) if isinstance(longitude, str) else longitude
    here, there = Value(radians(point[0]), FloatField()), Radians(column)
    half_lat = Power(Sin((there - here) / 2.0), 2)
    half_lon = Power(Sin(Radians(meridian - Value(point[1], FloatField())) / 2.0), 2)
    haversine = half_lat + Cos(here) * Cos(there) * half_lon
    # Rounding may pass 1 by a hair at the antipodes, where the arc sine has no value.
    bounded = Func(haversine, Value(1.0), function="LEAST", output_field=FloatField())
    return ASin(Sqrt(bounded)) * Value(2 * EARTH, FloatField())


def kilometres(start: Point, end: Point) -> float:
    """The same in Python, for places already read."""
    lat1, lon1, lat2, lon2 = (radians(value) for value in (*start, *end))
    haversine = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, haversine)))
