"""Footprint of products at a site: scopes, electricity side by side, parts, tree, range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import goods, upstream
from lodeshift.records.footprint import Band, Branch, ProductAt, ProductFootprint, Scope2, WeakParameter
from lodeshift.records.note import Note, note
from lodeshift.tracing import contributions, uncertainty
from lodeshift.tracing.build import market_id
from lodeshift.tracing.network import ANNUAL, HOURLY, LOCATION, MONTHLY, REGIME, SCOPE1, SCOPE3, Key, System
from lodeshift.tracing.solve import Solution, activity, adjoint
from lodeshift.tracing.uncertainty import Draws

Vector = NDArray[np.float64]
LEFT_OUT: Final = ("wastes", "packaging", "use", "other_gases", "land")
"""What no footprint holds, beside capital goods."""
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
    system: System, products: Sequence[ProductAt], draws: Draws | None = None, cut_off: float = 0.01
) -> tuple[ProductFootprint, ...]:
    """Footprints of some products.

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
    positions = [system.index(market_id(each.product, each.site)) for each in products]
    drawn = uncertainty.footprints(system, positions, draws) if draws is not None else None
    answers = []
    for order, (made, position) in enumerate(zip(products, positions, strict=True)):
        total = float(found.total[position])
        factor = scale(made.product)
        band = Band(total * factor, total * factor, total * factor)
        if drawn is not None:
            band = uncertainty.band(total * factor, total_of(system, drawn[:, order, :]) * factor)
        tree = contributions.tree(system, position, found.total, cut_off)
        whole = _one(system, made, found, band, tree)
        answers.append(replace(whole, method=(*whole.method, note("tracing.cut_off_at", value=cut_off))))
    return tuple(answers)


def total_of(system: System, table: Vector) -> Vector:
    """Scope 1, location-based scope 2 and scope 3 together, of a table whose last axis holds the columns."""
    return np.asarray(sum(table[..., system.columns.index(name)] for name in (SCOPE1, LOCATION, SCOPE3)))


def _one(system: System, made: ProductAt, found: Carried, band: Band, tree: Branch) -> ProductFootprint:
    position, factor = system.index(market_id(made.product, made.site)), scale(made.product)
    row = found.solution.values[position]
    low, high = uncertainty.QUANTILES

    def column(name: str) -> float:
        return float(row[system.columns.index(name)]) * factor

    return ProductFootprint(
        product=made.product,
        site=made.site,
        year=made.year,
        unit=label(made.product),
        total=band,
        scope1=column(SCOPE1),
        scope2=Scope2(column(LOCATION), column(ANNUAL), column(MONTHLY), column(HOURLY)),
        scope3=column(SCOPE3),
        contributions=tuple(replace(each, value=each.value * factor) for each in contributions.parts(system, position)),
        tree=_scaled(tree, factor),
        allocation=system.allocation,
        power_by_regime={name.removeprefix(REGIME): column(name) for name in system.columns if name.startswith(REGIME)},
        left_out=left_out(),
        method=(
            note("tracing.cradle_to_gate"),
            note(f"tracing.solved_by_{found.solution.method}", value=found.solution.residual, nodes=len(system.nodes)),
            note("tracing.range_of_draws", low=low, high=high),
            *system.notes,
        ),
        weak=tuple(replace(each, effect=each.effect * factor) for each in weak_figures(system, position)),
    )


def left_out() -> tuple[Note, ...]:
    """What no footprint holds; of capital goods what the tables know of power plants (g CO2e/kWh)."""
    wind, solar = (1e3 * upstream.parameter("capital_goods", name).central for name in ("wind_turbine", "solar_panel"))
    return (
        note("tracing.left_out_capital", wind=wind, solar=solar),
        *(note(f"tracing.left_out_{key}") for key in LEFT_OUT),
    )


def _scaled(branch: Branch, factor: float) -> Branch:
    return replace(
        branch,
        value=branch.value * factor,
        own=branch.own * factor,
        rest=branch.rest * factor,
        branches=tuple(_scaled(each, factor) for each in branch.branches),
    )


def weak_figures(system: System, position: int) -> tuple[WeakParameter, ...]:
    """Estimated and recalled figures behind a node, those first whose range moves the footprint most.

    The effect of each parameter (t CO2e per unit of the node) is half its span times the derivative, which the two solves
    give without further runs: d(footprint)/d(parameter) = sum over its terms of factor x activity x what the term carries.
    """
    slope = slopes(system, position)
    effects = np.abs(slope * np.array([(figure.high - figure.low) / 2 for figure in system.figures]))
    moving = [int(i) for i in np.argsort(-effects) if system.figures[int(i)].weak and effects[i] > 0]
    return tuple(
        WeakParameter(_said(system.keys[i]), system.figures[i], float(effects[i])) for i in moving[:_SHOWN_WEAK]
    )


def slopes(system: System, position: int) -> Vector:
    """How much the footprint of a node (t CO2e per unit) moves per unit of each parameter."""
    demand = np.zeros(len(system.nodes))
    demand[position] = 1.0
    levels = activity(system.matrix(), demand).values
    total = carried(system).total
    slope = np.zeros(len(system.figures))
    for term in system.takes:
        if term.param >= 0:
            slope[term.param] += term.factor * levels[term.node] * total[term.of]
    for term in system.emits:
        if term.param >= 0 and term.column in contributions.SCOPE_OF:
            slope[term.param] += term.factor * levels[term.node]
    return slope


def _said(key: Key) -> Note:
    """What a parameter is, for a reader."""
    if key.kind == "flow":
        return note("tracing.figure_flow", key.subject, good=key.commodity)
    named = f"mode_{key.subject}" if key.kind in {"haul", "haul_km"} else key.subject
    return note(f"tracing.figure_{key.kind}", named)
