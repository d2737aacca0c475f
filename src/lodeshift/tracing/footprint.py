"""Footprint of products at a site: scopes, electricity side by side, parts, tree, range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import goods
from lodeshift.records.figure import Figure
from lodeshift.records.footprint import Band, Branch, ProductFootprint, Scope2
from lodeshift.tracing import contributions, uncertainty
from lodeshift.tracing.build import market_id
from lodeshift.tracing.network import ANNUAL, HOURLY, LOCATION, MONTHLY, REGIME, SCOPE1, SCOPE3, System
from lodeshift.tracing.solve import Solution, activity, adjoint
from lodeshift.tracing.uncertainty import Draws

Vector = NDArray[np.float64]
LEFT_OUT: Final = (
    "capital goods: plants, machines, buildings, own wind turbines and panels (12 and 40 g CO2e/kWh, recalled)",
    "treatment of wastes and waste water",
    "packaging, commuting, research, offices",
    "use and end of life of the product (the battery passport adds the latter)",
    "fluorocarbons of aluminium smelting and other gases that the recipes do not name",
    "land-use change",
)
_LABEL: Final[Mapping[str, tuple[str, float]]] = MappingProxyType(
    {"t": ("kgCO2e/kg", 1.0), "MWh": ("kgCO2e/kWh", 1.0), "MW": ("kgCO2e/kW", 1.0)}
)
"""Label and factor by unit of the good: the network counts t CO2e per unit, and t per t is kg per kg."""
_SHOWN_WEAK: Final = 8


def label(commodity: str) -> str:
    """Unit of a footprint per unit of a commodity, as people write it: always in kg CO2e."""
    unit = goods.commodity(commodity).unit
    return _LABEL.get(unit, (f"kgCO2e/{unit}", 1000.0))[0]


def scale(commodity: str) -> float:
    """Factor from the network's t CO2e per unit of a commodity to the unit of `label`."""
    return _LABEL.get(goods.commodity(commodity).unit, ("", 1000.0))[1]


@dataclass(frozen=True)
class Carried:
    """The adjoint solution: what one unit of each node carries, by column, and in all (location-based)."""

    solution: Solution
    total: Vector


def carried(system: System) -> Carried:
    """Footprints of all nodes in one transposed solve (all columns at once)."""
    solution = adjoint(system.matrix(), system.emissions(), "lu" if len(system.nodes) < 500 else "auto")
    total = np.sum([solution.values[:, system.columns.index(name)] for name in (SCOPE1, LOCATION, SCOPE3)], axis=0)
    return Carried(solution, total)


def product_footprints(
    system: System,
    products: Sequence[tuple[str, str, int]],
    draws: Draws | None = None,
    cut_off: float = 0.01,
) -> tuple[ProductFootprint, ...]:
    """Footprints of products given as (commodity, site, year).

    Parameters
    ----------
    draws : for the range; without them the band is the central value alone.
    cut_off : of the tree, as a share of the footprint.

    Raises
    ------
    UnknownIdError : a product that the network does not hold.
    SingularNetworkError : a loop that takes as much of itself as it gives.
    """
    found = carried(system)
    positions = [system.index(market_id(commodity, site)) for commodity, site, _ in products]
    drawn = uncertainty.footprints(system, positions, draws) if draws is not None else None
    answers = []
    for order, ((commodity, site, year), position) in enumerate(zip(products, positions, strict=True)):
        total = float(found.total[position])
        factor = scale(commodity)
        band = Band(total * factor, total * factor, total * factor)
        if drawn is not None:
            band = uncertainty.band(total * factor, total_of(system, drawn[:, order, :]) * factor)
        answers.append(_one(system, (commodity, site, year), position, (found, band, cut_off)))
    return tuple(answers)


def total_of(system: System, table: Vector) -> Vector:
    """Scope 1, location-based scope 2 and scope 3 together, of a table whose last axis holds the columns."""
    return np.asarray(sum(table[..., system.columns.index(name)] for name in (SCOPE1, LOCATION, SCOPE3)))


def _one(
    system: System, product: tuple[str, str, int], position: int, rest: tuple[Carried, Band, float]
) -> ProductFootprint:
    commodity, site, year = product
    found, band, cut_off = rest
    row = found.solution.values[position]
    factor = scale(commodity)

    def column(name: str) -> float:
        return float(row[system.columns.index(name)]) * factor

    return ProductFootprint(
        product=commodity,
        name=goods.commodity(commodity).name_en,
        site=site,
        year=year,
        unit=label(commodity),
        total=band,
        scope1=column(SCOPE1),
        scope2=Scope2(column(LOCATION), column(ANNUAL), column(MONTHLY), column(HOURLY)),
        scope3=column(SCOPE3),
        contributions=tuple(replace(each, value=each.value * factor) for each in contributions.parts(system, position)),
        tree=_scaled(contributions.tree(system, position, found.total, cut_off), factor),
        allocation=system.allocation,
        power_by_regime={name.removeprefix(REGIME): column(name) for name in system.columns if name.startswith(REGIME)},
        left_out=LEFT_OUT,
        method=(
            "cradle to gate, GWP over 100 years (IPCC AR6), power location-based in the total",
            f"network of {len(system.nodes)} nodes solved by {found.solution.method}, "
            f"residual {found.solution.residual:.0e}",
            "range: 5 and 95 % of draws over the table ranges, rows used twice move together; shares of co-products fixed",
            f"tree cut off at {cut_off:.1%} of the footprint",
            *system.words,
        ),
        weak=weak_figures(system, position),
    )


def _scaled(branch: Branch, factor: float) -> Branch:
    return replace(
        branch,
        value=branch.value * factor,
        own=branch.own * factor,
        rest=branch.rest * factor,
        branches=tuple(_scaled(each, factor) for each in branch.branches),
    )


def weak_figures(system: System, position: int) -> tuple[tuple[str, Figure], ...]:
    """Estimated and recalled figures behind a node, those first whose range moves the footprint most.

    The effect of each parameter is half its span times the derivative, which the two solves give without further runs:
    d(footprint)/d(parameter) = sum over its terms of factor x activity x what the term carries.
    """
    demand = np.zeros(len(system.nodes))
    demand[position] = 1.0
    levels = activity(system.matrix(), demand).values
    total = carried(system).total
    slope = np.zeros(len(system.figures))
    for term in system.takes:
        if term.param >= 0:
            slope[term.param] += term.factor * levels[term.node] * total[term.of]
    for term in system.emits:
        if term.param >= 0 and term.column in {SCOPE1, LOCATION, SCOPE3}:
            slope[term.param] += term.factor * levels[term.node]
    spans = np.array([figure.high - figure.low for figure in system.figures])
    order = np.argsort(-np.abs(slope * spans))
    moving = [int(i) for i in order if system.figures[int(i)].weak and slope[i] * spans[i]]
    return tuple((_said(system.keys[i]), system.figures[i]) for i in moving[:_SHOWN_WEAK])


def _said(key: str) -> str:
    """A parameter's key in words: "recipe:copper_foil_6um:in:electricity" gives "copper_foil_6um electricity"."""
    parts = [part for part in key.split(":") if part not in {"recipe", "in", "out", "byproduct"}]
    return " ".join(parts)
