"""Which estimated or recalled figures a case leans on, largest effect first.

Effect = half the span from low to high x the amount used at the targets (`amounts.at_targets`), in mcny a year; for
capital the change of the yearly cost of the new capacity. Figures whose amount only a plan decides (lines, own power,
taxes, ...) are listed without an effect. It says where a better figure pays most, not how wrong a result is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from lodeshift.case.amounts import Amounts, Key, at_targets
from lodeshift.case.fields import MarketKind
from lodeshift.case.models import Case
from lodeshift.catalogue import goods, prices, recipes, technologies, transport
from lodeshift.catalogue.margins import annuity_per_year
from lodeshift.errors import UnitError
from lodeshift.names import CO2, ELECTRICITY, WEAK_QUALITIES
from lodeshift.records.figure import Figure
from lodeshift.units import conversion

MEASURE: Final = (
    "effect = half the span from low to high x the amount used at the targets, million yuan a year; capital counts with "
    "the yearly cost of the new capacity"
)
_PER_MWH: Final = frozenset({"market_energy_price", "system_operation_fee"})


@dataclass(frozen=True, slots=True)
class WeakFigure:
    """One weak figure. `effect_mcny` is None where the amount is decided by a plan; `of` says what it is multiplied with."""

    name: str
    figure: Figure
    effect_mcny: float | None
    of: str


def weak_figures(case: Case) -> tuple[WeakFigure, ...]:
    """All estimated and recalled figures that the case uses, those with the largest effect first."""
    amounts = at_targets(case) or Amounts(case.head.horizon.planning_years[-1])
    found = [
        *_prices(case, amounts),
        *_freight(case, amounts),
        *_recipes(case, amounts),
        *_technologies(case, amounts),
        *_assumptions(case, amounts),
        *_paths(case, amounts),
    ]
    weak = [each for each in found if each.figure.quality in WEAK_QUALITIES]
    return tuple(sorted(weak, key=lambda each: -1.0 if each.effect_mcny is None else each.effect_mcny, reverse=True))


def _half(figure: Figure) -> float:
    return (figure.high - figure.low) / 2


def _overridden(case: Case, table: str, id: str, item: str, otherwise: Figure) -> Figure:
    row = next((o for o in case.overrides if (o.table, o.id, o.item) == (table, id, item)), None)
    return otherwise if row is None else row.figure(row=f"overrides.csv:{id}")


def _price(case: Case, key: Key, kind: MarketKind) -> Figure | None:
    """Price of a commodity at a site: of the first market row that states one, else the catalogue's."""
    site, commodity = key
    for row in case.markets:
        if (row.site, row.commodity, row.kind) == (site, commodity, kind) and row.destination == "domestic":
            if row.price_cny is not None:
                low = row.price_cny if row.price_low_cny is None else row.price_low_cny
                high = row.price_cny if row.price_high_cny is None else row.price_high_cny
                unit = f"CNY/{goods.commodity(commodity).unit}"
                return Figure(
                    low,
                    row.price_cny,
                    high,
                    unit,
                    "",
                    site,
                    row.source,
                    row.quality,
                    row.note,
                    f"markets.csv:{row.market}",
                )
            break
    if not prices.has_price(commodity, kind):
        return None
    return _overridden(case, "base_prices", commodity, kind, prices.base_price(commodity, kind))


def _prices(case: Case, amounts: Amounts) -> Iterator[WeakFigure]:
    both: tuple[tuple[MarketKind, dict[Key, float]], ...] = (("buy", amounts.bought), ("sell", amounts.sold))
    for kind, traded in both:
        for key, amount in traded.items():
            figure = _price(case, key, kind)
            if figure is not None:
                unit = goods.commodity(key[1]).unit
                word = "bought" if kind == "buy" else "sold"
                effect = abs(_half(figure) * amount) / 1e6
                yield WeakFigure(f"price of {key[1]} {word}", figure, effect, f"{amount:,.0f} {unit} a year")


def _freight(case: Case, amounts: Amounts) -> Iterator[WeakFigure]:
    """Freight of the first route of each good that is bought or sold."""
    for kind, traded in (("buy", amounts.bought), ("sell", amounts.sold)):
        for (site, commodity), amount in traded.items():
            rows = [row for row in case.markets if (row.site, row.commodity, row.kind) == (site, commodity, kind)]
            tonnes = amount * (goods.commodity(commodity).tonnes_per_unit or 0.0)
            for mode, km in zip(rows[0].mode, rows[0].distance_km, strict=True) if rows else ():
                figure = transport.cost_cny_per_t(mode, km)
                name = f"freight of {commodity}, {rows[0].market} ({mode}, {km:g} km)"
                yield WeakFigure(name, figure, _half(figure) * tonnes / 1e6, f"{tonnes:,.0f} t a year")


def _recipes(case: Case, amounts: Amounts) -> Iterator[WeakFigure]:
    for (site, process), activity in amounts.activity.items():
        for flow in recipes.process(process).flows:
            if flow.direction == "out" or flow.commodity == CO2:
                continue
            figure = _overridden(case, "recipes", process, flow.commodity, flow.amount)
            price = _price(case, (site, flow.commodity), "buy" if flow.direction == "in" else "sell")
            of = f"{activity:,.0f} {recipes.process(process).unit} a year"
            if price is None:
                yield WeakFigure(f"recipe {process}: {flow.commodity}", figure, None, of)
                continue
            effect = abs(_half(figure) * activity * price.central) / 1e6
            of = f"{of} at {price.central:,.0f} {price.unit}"
            yield WeakFigure(f"recipe {process}: {flow.commodity}", figure, effect, of)


def _technologies(case: Case, amounts: Amounts) -> Iterator[WeakFigure]:
    rate = case.assumption("discount_rate")
    for (_, process), activity in amounts.activity.items():
        known = technologies.technologies().get(process)
        if known is None:
            continue
        metrics = {m: _overridden(case, "technologies", process, m, f) for m, f in known.metrics.items()}
        unit = recipes.process(process).unit
        try:
            scale = conversion(metrics["capex"].unit, f"CNY/({unit}/a)")
        except UnitError:
            continue  # power plants and electrolysers: capital per kW
        built = amounts.built.get((_, process), 0.0)
        capex, life = metrics["capex"], metrics["lifetime"]
        invested = capex.central * scale * built
        yearly = annuity_per_year(rate.central, life.central) if rate else 1.0 / life.central
        of = f"{built:,.0f} {unit}/a of new capacity"
        yield WeakFigure(f"{process}: capital cost", capex, _half(capex) * scale * built * yearly / 1e6, of)
        if rate:
            spread = annuity_per_year(rate.central, life.low) - annuity_per_year(rate.central, life.high)
            yield WeakFigure(f"{process}: lifetime", life, spread / 2 * invested / 1e6, of)
        fixed = metrics["fixed_om"]
        effect = _half(fixed) * capex.central * scale * activity / 1e6
        yield WeakFigure(f"{process}: fixed O&M", fixed, effect, f"{activity:,.0f} {unit}/a of capacity")
        variable = metrics["variable_om"]
        each = conversion(variable.unit, f"CNY/{unit}")
        yield WeakFigure(
            f"{process}: variable O&M",
            variable,
            _half(variable) * each * activity / 1e6,
            f"{activity:,.0f} {unit} a year",
        )
        yield WeakFigure(f"{process}: build time", metrics["build_time"], None, "when it is on line")


def _assumptions(case: Case, amounts: Amounts) -> Iterator[WeakFigure]:
    for row in case.assumptions:
        figure = row.figure(row=f"assumptions.csv:{row.item}", region=row.site)
        name = row.item.replace("_", " ") + (f" ({row.site})" if row.site else "")
        if row.item in _PER_MWH:
            effect = _half(figure) * amounts.power_mwh / 1e6
            yield WeakFigure(name, figure, effect, f"{amounts.power_mwh / 1e6:,.1f} TWh a year, all from the grid")
        elif row.item == "discount_rate" and figure.low > 0:
            yield WeakFigure(name, figure, _capital_span(case, amounts, figure), "the capital of the new plants")
        else:
            yield WeakFigure(name, figure, None, "a plan decides how much")


def _capital_span(case: Case, amounts: Amounts, rate: Figure) -> float:
    """Half the change of the yearly capital cost of the new plants between the low and the high rate, mcny."""
    total = 0.0
    for (_, process), built in amounts.built.items():
        known = technologies.technologies().get(process)
        unit = recipes.process(process).unit
        if known is None or known.metric("capex").unit != f"CNY/({unit}/a)":
            continue
        capex = _overridden(case, "technologies", process, "capex", known.metric("capex"))
        life = known.metric("lifetime").central
        total += capex.central * built * (annuity_per_year(rate.high, life) - annuity_per_year(rate.low, life)) / 2
    return total / 1e6


def _paths(case: Case, amounts: Amounts) -> Iterator[WeakFigure]:
    """The point of each path nearest to the targets' year."""
    latest: dict[tuple[str, str, str], int] = {}
    for row in case.paths:
        key = (row.path, row.subject, row.site)
        if key not in latest or abs(row.year_of - amounts.year) <= abs(latest[key] - amounts.year):
            latest[key] = row.year_of
    for row in case.paths:
        if row.year_of != latest[row.path, row.subject, row.site]:
            continue
        figure = replace(row.figure(row=f"paths.csv:{row.path}", region=row.site), year=str(row.year_of))
        name = " ".join(part for part in (row.path.replace("_", " "), row.subject, f"in {row.year_of}") if part)
        if row.path == "tariff_factor":
            power = _overridden(case, "base_prices", ELECTRICITY, "buy", prices.base_price(ELECTRICITY))
            effect = _half(figure) * amounts.power_mwh * power.central / 1e6
            yield WeakFigure(name, figure, effect, f"{amounts.power_mwh / 1e6:,.1f} TWh a year, all from the grid")
        else:
            yield WeakFigure(name, figure, None, "a plan decides how much")
