"""Which figures a plan leans on, and how much money hangs on each: the trail from a number on the page to its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lodeshift.records.figure import Figure
from lodeshift.records.plan import WeakFigure


@dataclass(frozen=True, slots=True)
class UsedFigure:
    """A figure, and what it multiplies: money per year = figure x `mcny_per_unit` x amount of `driver` in the plan.

    `driver` names an amount of the last planning year ("activity site/process", "trade <market>", ...); blank where
    no money is proportional to the figure.
    """

    name: str
    figure: Figure
    driver: str = ""
    mcny_per_unit: float = 0.0


@dataclass(slots=True)
class Trail:
    """Figures in the order in which they were used; each name once."""

    figures: dict[str, UsedFigure] = field(default_factory=dict)

    def use(self, name: str, figure: Figure, driver: str = "", mcny_per_unit: float = 0.0) -> float:
        """Note a figure and give its central value."""
        self.figures.setdefault(name, UsedFigure(name, figure, driver, mcny_per_unit))
        return figure.central


def weak_figures(used: Iterable[UsedFigure], amounts: Mapping[str, float]) -> tuple[WeakFigure, ...]:
    """Estimated and recalled figures with the money that hangs on them, largest first.

    effect = (high - low) / 2 x mcny_per_unit x amount of the driver in the last planning year. Figures whose driver
    did not move in this plan have no effect and stand last, without being dropped.
    """
    found = [
        WeakFigure(
            u.name, u.figure, abs((u.figure.high - u.figure.low) / 2.0 * u.mcny_per_unit * amounts.get(u.driver, 0.0))
        )
        for u in used
        if u.figure.weak
    ]
    return tuple(sorted(found, key=lambda w: -w.effect_mcny_per_year))
