"""A light outline of the five départements, drawn from the simplified contours of IGN Admin Express.

Shared borders are simplified once, so that neighbours still touch. Coordinates: an equirectangular projection at
50° north, which the drawing records so that a place can be put on it.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
WIDTH = 1000
MIDDLE = 50.0  # degrees north: where a degree of longitude keeps its true proportion
TOLERANCE = 0.012  # degrees, about one kilometre


def outline(shapes: dict[str, Any]) -> dict[str, Any]:
    """`viewBox`, one path by département code, the middle of each in degrees, and the projection."""
    rings = {feature["properties"]["code"]: list(_rings(feature)) for feature in shapes["features"]}
    owners: dict[Point, set[str]] = defaultdict(set)
    for code, lines in rings.items():
        for line in lines:
            for point in line:
                owners[point].add(code)
    west, east = min(p[0] for p in owners), max(p[0] for p in owners)
    south, north = min(p[1] for p in owners), max(p[1] for p in owners)
    scale = WIDTH / ((east - west) * math.cos(math.radians(MIDDLE)))

    def project(point: Point) -> tuple[int, int]:
        x = (point[0] - west) * math.cos(math.radians(MIDDLE)) * scale
        return round(x), round((north - point[1]) * scale)

    paths, centres = {}, {}
    for code, lines in sorted(rings.items()):
        largest = max(lines, key=len)
        simple = [_simplify_ring(line, owners) for line in lines if len(line) > len(largest) / 10]
        paths[code] = "".join(_path([project(point) for point in line]) for line in simple)
        xs, ys = [p[0] for p in largest], [p[1] for p in largest]
        centres[code] = (round((min(ys) + max(ys)) / 2, 4), round((min(xs) + max(xs)) / 2, 4))
    return {
        "viewBox": f"0 0 {WIDTH} {round((north - south) * scale)}",
        "projection": {"west": west, "north": north, "scale": round(scale, 3), "latitude": MIDDLE},
        "centres": centres,
        "paths": paths,
    }


def _rings(feature: dict[str, Any]) -> Iterator[list[Point]]:
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        yield [(point[0], point[1]) for point in polygon[0][:-1]]


def _simplify_ring(ring: list[Point], owners: dict[Point, set[str]]) -> list[Point]:
    """Cut the ring where its neighbour changes, simplify each piece the same way from both sides."""
    cuts = [i for i, point in enumerate(ring) if owners[point] != owners[ring[i - 1]]]
    if not cuts:
        cuts = [0]
    turned = ring[cuts[0] :] + ring[: cuts[0]] + [ring[cuts[0]]]
    marks = [cut - cuts[0] for cut in cuts] + [len(ring)]
    simple: list[Point] = []
    for start, end in pairwise(marks):
        piece = turned[start : end + 1]
        forward = piece[0] <= piece[-1]
        done = _douglas_peucker(piece if forward else piece[::-1])
        simple += (done if forward else done[::-1])[:-1]
    return simple


def _douglas_peucker(line: Sequence[Point]) -> list[Point]:
    if len(line) < 3:
        return list(line)
    distances = [_distance(point, line[0], line[-1]) for point in line[1:-1]]
    furthest = max(range(len(distances)), key=distances.__getitem__)
    if distances[furthest] <= TOLERANCE:
        return [line[0], line[-1]]
    middle = furthest + 1
    return _douglas_peucker(line[: middle + 1])[:-1] + _douglas_peucker(line[middle:])


def _distance(point: Point, first: Point, last: Point) -> float:
    """From a point to a segment, in degrees of latitude."""
    ratio = math.cos(math.radians(MIDDLE))
    (px, py), (ax, ay), (bx, by) = ((x * ratio, y) for x, y in (point, first, last))
    length = math.hypot(bx - ax, by - ay)
    if not length:
        return math.hypot(px - ax, py - ay)
    along = max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length**2))
    return math.hypot(px - ax - along * (bx - ax), py - ay - along * (by - ay))


def _path(points: Sequence[tuple[int, int]]) -> str:
    """Relative moves: half the size of absolute ones."""
    parts = [f"M{points[0][0]} {points[0][1]}"]
    for before, after in pairwise(points):
        if after != before:
            parts.append(f"l{after[0] - before[0]} {after[1] - before[1]}")
    return "".join(parts) + "Z"
