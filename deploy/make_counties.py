"""Room: deploy. Draw the county maps anew: python deploy/make_counties.py package/counties-10m.json

The input is the npm package us-atlas (`npm pack us-atlas@3.0.1`), TopoJSON made from the Cartographic Boundary Files of
the United States Census Bureau (2017, public domain); the package itself is under the ISC licence. The output is small
and our own: a shape a county, thinned (Douglas-Peucker on shared borders, so that neighbours still meet) and drawn on
an equirectangular sheet, for the page; names and middles, for "the nearest". Nothing here runs in the hub.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

STATES = {"23": ("Maine", "ME"), "27": ("Minnesota", "MN")}
WIDTH = 360.0  # of a drawing, in its own units
TRIANGLE = 3  # points of the smallest shape
TOLERANCE = 0.55  # of thinning, in the same
ROOT = Path(__file__).resolve().parent.parent
DRAWN = ROOT / "coordination" / "web" / "counties.json"
NAMED = ROOT / "coordination" / "model" / "counties.py"
SOURCE = "United States Census Bureau, Cartographic Boundary Files 2017, by way of us-atlas 3.0.1"
LICENCE = "Boundaries: public domain (17 U.S.C. 105). us-atlas: ISC. The thinning and drawing: as this project."
BEGINS = "    for county in (\n"  # the rows of NAMED stand between this line and the next
ENDS = "    )\n}\n"

Point = tuple[float, float]


def main(atlas: Path) -> None:
    """Write both files."""
    topology = json.loads(atlas.read_text(encoding="utf-8"))
    shapes = [one for one in topology["objects"]["counties"]["geometries"] if one["id"][:2] in STATES]
    arcs = unpacked(topology)
    drawn: dict[str, dict[str, Any]] = {}
    lines = []
    for code, (_, letters) in STATES.items():
        own = sorted((one for one in shapes if one["id"][:2] == code), key=lambda one: one["properties"]["name"])
        used = {abs_index(i) for one in own for ring in rings(one) for i in ring}
        project, height = sheet([point for i in used for point in arcs[i]])
        thin = {i: thinned([project(point) for point in arcs[i]]) for i in used}
        paths = {one["id"]: path(one, thin) for one in own}
        drawn[letters] = {"width": WIDTH, "height": round(height, 1), "paths": paths}
        for one in own:
            east, north = middle(one, arcs)
            name = one["properties"]["name"]
            lines.append(f'        County("{one["id"]}", "{name}", "{letters}", {north:.2f}, {east:.2f}),')
    whole = {"source": SOURCE, "licence": LICENCE, "made_by": "deploy/make_counties.py", "states": drawn}
    DRAWN.write_text(json.dumps(whole, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")
    head, begins, _rows = NAMED.read_text(encoding="utf-8").partition(BEGINS)
    NAMED.write_text(head + begins + "\n".join(lines) + "\n" + ENDS, encoding="utf-8")


def unpacked(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees (TopoJSON 1.0 section 2.1.4: quantised, each point by its step from the last)."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        found.append(points)
    return found


def rings(shape: dict[str, Any]) -> list[list[int]]:
    """The rings of a polygon or of several."""
    several = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return [ring for polygon in several for ring in polygon]


def abs_index(index: int) -> int:
    """An arc's number; negative ones (ones' complement) are walked backwards."""
    return index if index >= 0 else ~index


def sheet(points: list[Point]) -> tuple[Callable[[Point], Point], float]:
    """The projection on to the drawing, and the drawing's height."""
    east, west = max(x for x, _ in points), min(x for x, _ in points)
    north, south = max(y for _, y in points), min(y for _, y in points)
    narrow = math.cos(math.radians((north + south) / 2))
    scale = (WIDTH - 4) / ((east - west) * narrow)
    return (lambda p: ((p[0] - west) * narrow * scale + 2, (north - p[1]) * scale + 2)), (north - south) * scale + 4


def thinned(points: list[Point]) -> list[Point]:
    """Douglas-Peucker; the ends stay, so that borders still meet."""
    if len(points) < TRIANGLE or (points[0] == points[-1] and len(points) < TRIANGLE + 2):
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = math.hypot(bx - ax, by - ay)

    def off(point: Point) -> float:
        if length == 0:
            return math.hypot(point[0] - ax, point[1] - ay)
        return abs((bx - ax) * (ay - point[1]) - (ax - point[0]) * (by - ay)) / length

    worst = max(range(1, len(points) - 1), key=lambda i: off(points[i]))
    if off(points[worst]) <= TOLERANCE:
        return [points[0], points[-1]]
    return thinned(points[: worst + 1])[:-1] + thinned(points[worst:])


def path(shape: dict[str, Any], arcs: dict[int, list[Point]]) -> str:
    """The SVG path of a county, in whole tenths."""
    said = []
    for ring in rings(shape):
        points: list[Point] = []
        for index in ring:
            arc = arcs[abs_index(index)]
            points += (arc if index >= 0 else arc[::-1])[1 if points else 0 :]
        if len(points) > TRIANGLE:
            said.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points[:-1]) + "Z")
    return "".join(said)


def middle(shape: dict[str, Any], arcs: list[list[Point]]) -> Point:
    """The middle of the largest ring (area centroid)."""
    best, found = 0.0, (0.0, 0.0)
    for ring in rings(shape):
        points = [p for i in ring for p in (arcs[i] if i >= 0 else arcs[~i][::-1])]
        pairs = list(zip(points, points[1:] + points[:1], strict=True))
        cross = [a[0] * b[1] - b[0] * a[1] for a, b in pairs]
        area = sum(cross) / 2
        if abs(area) > best:
            best = abs(area)
            x = sum((a[0] + b[0]) * c for (a, b), c in zip(pairs, cross, strict=True)) / (6 * area)
            y = sum((a[1] + b[1]) * c for (a, b), c in zip(pairs, cross, strict=True)) / (6 * area)
            found = (x, y)
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
