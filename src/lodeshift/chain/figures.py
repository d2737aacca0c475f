"""The one book of figures: what low, central and high mean, where each figure is used, and how much hangs on it.

One meaning in the whole house: central is the median, each side is half of a normal distribution, low and high are its
10th and 90th percentile (2nd and 98th where a row says "min and max"), and values stay in the field's range.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import NormalDist
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lodeshift.errors import LodeshiftError
from lodeshift.records.figure import Figure, Matter, Span
from lodeshift.records.note import Note

Array = NDArray[np.float64]
REACH: Final[dict[Span, float]] = {"p10_p90": NormalDist().inv_cdf(0.9), "min_max": NormalDist().inv_cdf(0.98)}
"""Standard deviations from the median to low and high."""
_SHARES: Final = frozenset({"share", "1"})


def value_at(figure: Figure, z: ArrayLike) -> Array:
    """Values of a figure at standard normal numbers `z` (any shape): two half normals joined at the median, within the
    field's range.

    The range: what cannot be negative (low >= 0) stays at or above 0, a share (unit "share" or "1" with low >= 0 and
    high <= 1) at or below 1.
    """
    at = np.asarray(z, dtype=np.float64)
    side = np.where(at > 0, figure.high - figure.central, figure.central - figure.low)
    least, most = limits(figure)
    return np.clip(figure.central + at * side / REACH[figure.span], least, most)


def limits(figure: Figure) -> tuple[float, float]:
    """The range of a figure's field: (least, most) that it can be at all."""
    least = 0.0 if figure.low >= 0 else -np.inf
    most = 1.0 if figure.unit in _SHARES and figure.low >= 0 and figure.high <= 1 else np.inf
    return least, most


DriverKind = Literal[
    "horizon", "process", "purchase", "sale", "route", "tier", "source", "store", "grid", "site", "carbon", "policy"
]


@dataclass(frozen=True, slots=True)
class Driver:
    """The thing of a plan whose amount a figure multiplies: a process at a site, a market row, a battery, ..."""

    kind: DriverKind
    subject: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class FigureKey:
    """One figure at one place: the row that it stands in, and where it is used (blank: in the whole plan)."""

    row: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a figure. `matter` says how it reaches the objective (see `records.figure.Matter`)."""

    key: FigureKey
    figure: Figure
    driver: Driver
    label: Note
    matter: Matter


@dataclass(slots=True)
class FigureBook:
    """Every use of every figure, in order; nothing is overwritten, and the same use told twice is one use.

    Figures whose keys are in `moved` are given at their high end: the same reading code then tells what moves with them.
    """

    moved: frozenset[FigureKey] = frozenset()
    _uses: dict[Use, None] = field(default_factory=dict)

    @property
    def uses(self) -> tuple[Use, ...]:
        return tuple(self._uses)

    def figure(
        self, figure: Figure, label: Note, driver: Driver, matter: Matter = "cost", place: str | None = None
    ) -> Figure:
        """Note a use and give the figure, its central value at the high end where it is moved. A figure counts at the site
        of its driver, unless `place` says for what its row stands (blank: the whole plan).

        Raises
        ------
        LodeshiftError : the figure names no row, so that nobody could follow it.
        """
        if not figure.row:
            raise LodeshiftError(f"the figure behind {label.kind} ({label.subject}) names no row of a table")
        key = FigureKey(figure.row, driver.site if place is None else place)
        self._uses.setdefault(Use(key, figure, driver, label, matter))
        return replace(figure, central=figure.high) if key in self.moved else figure

    def take(
        self, figure: Figure, label: Note, driver: Driver, matter: Matter = "cost", place: str | None = None
    ) -> float:
        """As `figure`; its value."""
        return self.figure(figure, label, driver, matter, place).central

    def along(
        self, points: Sequence[tuple[int, Figure]], year: int, label: Note, driver: Driver, matter: Matter = "cost"
    ) -> float | None:
        """Value of a path in a year: interpolated between its points (in rising order of years), held constant outside;
        None without points. A point counts for the site that its row names (its region)."""
        if not points:
            return None
        after = next((i for i, (at, _) in enumerate(points) if at >= year), len(points) - 1)
        here = points[after : after + 1] if points[after][0] <= year or after == 0 else points[after - 1 : after + 1]
        values = [self.take(figure, replace(label, year=at), driver, matter, figure.region) for at, figure in here]
        if len(values) == 1:
            return values[0]
        (first, _), (last, _) = here
        return values[0] + (values[1] - values[0]) * (year - first) / (last - first)

    def by_figure(self) -> Iterator[tuple[FigureKey, tuple[Use, ...]]]:
        """Every figure with all its uses, in the order of first use."""
        found: dict[FigureKey, list[Use]] = {}
        for use in self._uses:
            found.setdefault(use.key, []).append(use)
        for key, uses in found.items():
            yield key, tuple(uses)
