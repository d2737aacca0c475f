"""Points on the earth with a graticule. No land, no border is drawn: whose border is right is not ours to say."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lodeshift.errors import check_range
from lodeshift.reporting.figures import axes, svg

STEP_DEG = 10
CURVE_STEP_DEG = 2

_Put = Callable[[tuple[float, float]], svg.Point]


@dataclass(frozen=True, slots=True)
class MapPoint:
    """One place: latitude and longitude in degrees, name, words shown on hover, colour ("" = a hollow ring for no data),
    radius in px. `named` asks for the name on the map; it is written where there is room, in the order of the points."""

    lat: float
    lon: float
    label: str
    words: str
    colour: str
    radius: float = 4.0
    named: bool = False


@dataclass(frozen=True, slots=True)
class Albers:
    """Equal-area conic projection with two standard parallels (Snyder, Map Projections, USGS 1395, 1987, eq. 14-1 to
    14-6, sphere of radius 1). Angles in degrees."""

    lat_1: float
    lat_2: float
    lat_0: float
    lon_0: float

    @classmethod
    def for_points(cls, points: Sequence[MapPoint]) -> Albers:
        """Standard parallels a sixth of the span inside the outermost latitudes."""
        lats, lons = [p.lat for p in points], [p.lon for p in points]
        low, high = min(lats), max(lats)
        inset = max((high - low) / 6, 1.0)
        first, second = low + inset, high - inset
        if second - first < 1.0:
            first, second = (low + high) / 2 - 1.0, (low + high) / 2 + 1.0
        if abs(first + second) < 1.0:  # the cone would become a cylinder
            second += 2.0
        return cls(first, second, (low + high) / 2, (min(lons) + max(lons)) / 2)

    def __call__(self, lat: float, lon: float) -> tuple[float, float]:
        """x to the east and y to the south."""
        p1, p2, p0, p = (math.radians(v) for v in (self.lat_1, self.lat_2, self.lat_0, lat))
        n = (math.sin(p1) + math.sin(p2)) / 2
        c = math.cos(p1) ** 2 + 2 * n * math.sin(p1)
        rho = math.sqrt(max(c - 2 * n * math.sin(p), 0.0)) / n
        rho_0 = math.sqrt(max(c - 2 * n * math.sin(p0), 0.0)) / n
        theta = n * math.radians(lon - self.lon_0)
        return rho * math.sin(theta), -(rho_0 - rho * math.cos(theta))


@dataclass(frozen=True, slots=True)
class PointMap:
    """Points on a graticule of ten degrees. `keys` explain the colours."""

    points: tuple[MapPoint, ...]
    keys: tuple[axes.Key, ...] = ()

    def draw(self, width: float) -> svg.Drawing:
        """The drawing at `width` px; its height follows from the points."""
        for point in self.points:
            check_range(f"latitude of {point.label}", point.lat, at_least=-85, at_most=85)
            check_range(f"longitude of {point.label}", point.lon, at_least=-180, at_most=180)
        projection = Albers.for_points(self.points)
        places = [projection(p.lat, p.lon) for p in self.points]
        legend = axes.legend(self.keys, width)
        margin = 26.0
        left, right = min(x for x, _ in places), max(x for x, _ in places)
        top, bottom = min(y for _, y in places), max(y for _, y in places)
        scale = (width - 2 * margin) / max(right - left, 1e-3, (bottom - top) / 0.9)
        height = (bottom - top) * scale + 2 * margin
        sideways = margin + (width - 2 * margin - (right - left) * scale) / 2

        def put(place: tuple[float, float]) -> svg.Point:
            return sideways + (place[0] - left) * scale, margin + (place[1] - top) * scale

        size = (width, height)
        parts = [self._graticule(projection, put, size)]
        order = sorted(range(len(self.points)), key=lambda i: -self.points[i].radius)
        parts += [self._dot(self.points[i], put(places[i])) for i in order]
        parts.append(self._names([put(place) for place in places], size))
        frame = svg.element("rect", {"x": 0.5, "y": 0.5, "width": width - 1, "height": height - 1, "class": "frame"})
        return svg.Drawing(
            width, height + legend.height + 6, legend.body + svg.group([*parts, frame], dy=legend.height + 4)
        )

    def _graticule(self, projection: Albers, put: _Put, size: svg.Point) -> Markup:
        lats, lons = [p.lat for p in self.points], [p.lon for p in self.points]
        south, north = _tens(min(lats), max(lats))
        west, east = _tens(min(lons), max(lons))
        parts = []
        for lon in range(west, east + 1, STEP_DEG):
            curve = [put(projection(lat, lon)) for lat in range(south, north + 1, CURVE_STEP_DEG)]
            parts += _curve(curve, size, f"{abs(lon)}°{'E' if lon >= 0 else 'W'}", at_bottom=True)
        for lat in range(south, north + 1, STEP_DEG):
            curve = [put(projection(lat, lon)) for lon in range(west, east + 1, CURVE_STEP_DEG)]
            parts += _curve(curve, size, f"{abs(lat)}°{'N' if lat >= 0 else 'S'}", at_bottom=False)
        window = {"x": 0, "y": 0, "width": size[0], "height": size[1]}
        return svg.element("svg", window, *parts)  # an inner svg cuts what runs over its edge

    def _dot(self, point: MapPoint, where: svg.Point) -> Markup:
        attributes: dict[str, svg.Attribute] = {"cx": where[0], "cy": where[1], "r": point.radius}
        attributes |= {"fill": point.colour, "class": "place"} if point.colour else {"class": "ring"}
        return svg.element("circle", attributes, svg.element("title", {}, point.words))

    def _names(self, places: Sequence[svg.Point], size: svg.Point) -> Markup:
        """Names beside, above or under their points wherever they touch no point and no other name."""
        taken = [
            (x - p.radius, y - p.radius, x + p.radius, y + p.radius)
            for p, (x, y) in zip(self.points, places, strict=True)
        ]
        parts = []
        for point, (x, y) in zip(self.points, places, strict=True):
            if not point.named:
                continue
            wide, away = svg.text_width(point.label, 11), point.radius + 3
            for left, middle in (
                (x + away, y),
                (x - away - wide, y),
                (x - wide / 2, y - away - 5),
                (x - wide / 2, y + away + 6),
            ):
                box = (left, middle - 5, left + wide, middle + 5)
                if box[0] > 4 and box[2] < size[0] - 4 and not any(_touch(box, other) for other in taken):
                    taken.append(box)
                    parts.append(svg.text((left, middle + 4), point.label, css="place-name halo"))
                    break
        return svg.join(parts)


def _tens(low: float, high: float) -> tuple[int, int]:
    """The span widened to whole tens of degrees, one further so that the lines run to the frame."""
    return (
        (math.floor(low / STEP_DEG) - 1) * STEP_DEG,
        (math.ceil(high / STEP_DEG) + 1) * STEP_DEG,
    )


def _touch(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _curve(points: Sequence[svg.Point], size: svg.Point, label: str, *, at_bottom: bool) -> list[Markup]:
    """The part of a graticule line inside the frame, with its label where it leaves the frame."""
    parts = [svg.element("path", {"d": svg.polyline(points), "class": "graticule"})]
    visible = [p for p in points if 6 <= p[0] <= size[0] - 6 and 6 <= p[1] <= size[1] - 6]
    if visible:
        x, y = max(visible, key=lambda p: p[1]) if at_bottom else min(visible)
        where = (x + 3, size[1] - 5) if at_bottom else (4, y - 3)
        if where[0] + svg.text_width(label, 11) < size[0]:
            parts.append(svg.text(where, label, css="tick"))
    return parts
