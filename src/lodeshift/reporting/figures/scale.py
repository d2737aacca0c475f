"""From values to places on the page: nice ticks, linear scales, bands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lodeshift.errors import check_range

SMALLEST_SPAN = 1e-12
"""Share of the values below which two of them are one."""
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def nice_step(span: float, about: int) -> float:
    """The step 1, 2, 2.5 or 5 times a power of ten that cuts `span` into no more than `about` parts.

    `span` > 0, `about` >= 1.
    """
    check_range("span", span, at_least=1e-300)
    check_range("about", about, at_least=1)
    raw = span / about
    power = 10.0 ** math.floor(math.log10(raw))
    return next(step * power for step in _STEPS if step * power >= raw * (1 - 1e-9))


def nice_ticks(low: float, high: float, about: int = 5) -> tuple[float, ...]:
    """Round values that cover [low, high]: the first is at or below `low`, the last at or above `high`.

    Where both are (nearly) equal the span is taken from the value to zero, or 0..1 for zero.
    """
    check_range("low", low, at_least=-1e300, at_most=high)
    check_range("high", high, at_least=low, at_most=1e300)
    if high - low <= SMALLEST_SPAN * max(abs(high), abs(low), 1e3):
        low, high = min(low, 0.0), max(high, 0.0)
        if high - low <= SMALLEST_SPAN * 1e3:
            high = low + 1.0
    step = nice_step(high - low, about)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(i * step, 12) if abs(i * step) < 1e12 else i * step for i in range(first, last + 1))


def decimals(ticks: Sequence[float]) -> int:
    """Fewest decimals at which all ticks are written exactly (at most six)."""
    return next((n for n in range(6) if all(abs(round(t, n) - t) <= 1e-9 * max(1.0, abs(t)) for t in ticks)), 6)


@dataclass(frozen=True, slots=True)
class Linear:
    """Maps values in `domain` onto places in `places`, linearly and beyond."""

    domain: tuple[float, float]
    places: tuple[float, float]

    def __call__(self, value: float) -> float:
        low, high = self.domain
        start, end = self.places
        return start + (end - start) * ((value - low) / (high - low) if high != low else 0.0)


@dataclass(frozen=True, slots=True)
class Bands:
    """`count` bands of equal width between two places, with a gap that is a share of the band's pitch."""

    count: int
    places: tuple[float, float]
    gap: float = 0.3

    @property
    def pitch(self) -> float:
        """Distance from one band's start to the next."""
        return (self.places[1] - self.places[0]) / max(self.count, 1)

    @property
    def width(self) -> float:
        """Width of a band without its gap."""
        return self.pitch * (1 - self.gap)

    def start(self, index: int) -> float:
        """Where band `index` begins."""
        return self.places[0] + self.pitch * (index + self.gap / 2)

    def middle(self, index: int) -> float:
        """Centre of band `index`."""
        return self.places[0] + self.pitch * (index + 0.5)
