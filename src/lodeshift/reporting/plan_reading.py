"""What a page needs to know of a plan: sums over sites, capacities by kind, targets, accounts. Reads only the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from lodeshift.catalogue import goods, recipes
from lodeshift.records.plan import Account, AccountLine, Plan, PlanYear

Key = TypeVar("Key")
SUPPLY_KINDS: Final = ("wind", "pv", "ppa", "plant", "battery", "grid")
"""Kinds of supply in the order in which they are stacked: what has no fuel first."""
LEAST_SHOWN: Final = 0.05
"""Sizes below this (MW, MWh, t a year) are what a solver leaves over; a page does not tell them."""
SHARE_OF_WEIGHT: Final = 0.05
"""Share of sales from which on a good belongs to what a plan is about."""
ACCOUNTS: Final[tuple[Account, ...]] = ("region", "firm", "city")


@dataclass(frozen=True, slots=True)
class YearTotals:
    """One planning year over all sites. Energy in MWh, power in MW (sums over sites), money in mcny."""

    year: int
    demand_mwh: float
    wind_mwh: float
    pv_mwh: float
    ppa_mwh: float
    grid_mwh: float
    other_mwh: float
    """Own plants: demand less everything else (battery losses come off here too)."""
    curtailed_mwh: float
    peak_mw: float
    full_load_mw: float
    circuits: int
    circuits_low: int
    circuits_high: int
    sales_mcny: float
    value_added_mcny: float
    investment_mcny: float
    jobs: float
    emissions_t: float
    emissions_power_t: float
    water_m3: float
    waste_t: float

    @property
    def green_mwh(self) -> float:
        """Wind, sun and green contracts together."""
        return self.wind_mwh + self.pv_mwh + self.ppa_mwh

    @property
    def green_share(self) -> float:
        """Share of wind, sun and green contracts in all that was supplied."""
        supplied = self.green_mwh + self.grid_mwh + self.other_mwh
        return self.green_mwh / supplied if supplied > 0 else 0.0


def totals(plan: Plan) -> tuple[YearTotals, ...]:
    """Every planning year, summed over its sites."""
    return tuple(_total(plan, year) for year in plan.years)


def _total(plan: Plan, year: PlanYear) -> YearTotals:
    sites = list(year.sites.values())
    powers = [site.power for site in sites]
    plants = sum(
        float(series @ plan.slices.weight_h)
        for power in plan.power
        if power.year == year.year
        for name, series in power.supply_mw.items()
        if kind_of(name) == "plant"
    )
    return YearTotals(
        year=year.year,
        demand_mwh=sum(p.demand_mwh for p in powers),
        wind_mwh=sum(p.wind_mwh for p in powers),
        pv_mwh=sum(p.pv_mwh for p in powers),
        ppa_mwh=sum(p.ppa_mwh for p in powers),
        grid_mwh=sum(p.grid_mwh for p in powers),
        other_mwh=plants,
        curtailed_mwh=sum(p.curtailed_mwh for p in powers),
        peak_mw=sum(p.peak_mw for p in powers),
        full_load_mw=sum(p.full_load_mw for p in powers),
        circuits=sum(p.circuits for p in powers),
        circuits_low=sum(p.circuits_low for p in powers),
        circuits_high=sum(p.circuits_high for p in powers),
        sales_mcny=sum(s.sales_mcny for s in sites),
        value_added_mcny=sum(s.value_added_mcny for s in sites),
        investment_mcny=sum(s.investment_mcny for s in sites),
        jobs=sum(s.jobs for s in sites),
        emissions_t=sum(s.emissions_t for s in sites),
        emissions_power_t=sum(s.emissions_power_t for s in sites),
        water_m3=sum(s.water_m3 for s in sites),
        waste_t=sum(s.waste_t for s in sites),
    )


def kind_of(name: str) -> str:
    """Kind of a supply or use: "wind" of "wind:hexi", "grid" of "grid", "battery" of "battery:a discharge"."""
    return name.partition(":")[0].split(" ")[0]


def option_of(name: str) -> str:
    """Option of a supply or use: "hexi" of "wind:hexi"; the name itself where it has none."""
    return name.partition(":")[2] or name


def option_kinds(plan: Plan) -> Mapping[str, str]:
    """Kind of each power option (wind, pv, ppa, battery, plant), as the hourly power tells it."""
    found: dict[str, str] = {}
    for power in plan.power:
        for name in (*power.supply_mw, *power.available_mw, *power.use_mw):
            if ":" in name:
                found.setdefault(option_of(name), kind_of(name))
    return found


def capacity(plan: Plan, *, built: bool = False) -> Mapping[str, tuple[float, ...]]:
    """Capacity (or what was newly built) by process, power option or "circuits", one value per planning year."""
    names: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(plan.years))
    for index, year in enumerate(plan.years):
        for site in year.sites.values():
            for name, value in (site.built if built else site.capacity).items():
                names[name][index] += value
    shown = {name: tuple(v if abs(v) >= LEAST_SHOWN else 0.0 for v in values) for name, values in names.items()}
    return {name: values for name, values in shown.items() if any(values)}


def is_process(name: str) -> bool:
    """True for a process of the catalogue."""
    return name in recipes.processes()


def power_kind(plan: Plan, name: str) -> str:
    """Kind of a power option by its capacity's name ("hexi"; batteries "store MW" and "store MWh"); "circuits"; "" for
    anything else."""
    if name == "circuits":
        return name
    if is_store_energy(name) or name.endswith(" MW"):
        return "battery"
    return option_kinds(plan).get(name, "")


def is_store_energy(name: str) -> bool:
    """True for the energy of a battery ("store MWh"); its power is "store MW"."""
    return name.endswith(" MWh")


def capacity_of_kind(plan: Plan, kind: str) -> tuple[float, ...]:
    """Capacity of all options of one kind (MW; batteries MWh), one value per planning year."""
    rows = [
        values
        for name, values in capacity(plan).items()
        if not is_process(name) and power_kind(plan, name) == kind and (kind != "battery" or is_store_energy(name))
    ]
    return tuple(sum(column) for column in zip(*rows, strict=True)) if rows else (0.0,) * len(plan.years)


def outputs(plan: Plan, *, green: bool = False) -> Mapping[str, tuple[float, ...]]:
    """Output by commodity, one value per planning year, largest last output first."""
    found: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(plan.years))
    for index, year in enumerate(plan.years):
        for site in year.sites.values():
            for commodity, amount in (site.green_output_t if green else site.output_t).items():
                found[commodity][index] += amount
    kept = {c: tuple(v) for c, v in found.items() if green or max(v) > 1e-6}
    return dict(sorted(kept.items(), key=lambda item: -item[1][-1]))


def targets(plan: Plan) -> Mapping[str, Mapping[int, float]]:
    """Output targets by commodity and year, from the goals that say they are about output."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for goal in plan.goals.values():
        if goal.kind == "output":
            found[goal.subject][goal.year] = goal.target
    return found


def _of_weight(plan: Plan) -> set[str]:
    """Goods that bring at least `SHARE_OF_WEIGHT` of a planning year's sales."""
    sales: dict[tuple[int, str], float] = defaultdict(float)
    of_year: dict[int, float] = defaultdict(float)
    for trade in plan.trades:
        if trade.kind == "sell":
            sales[trade.year, trade.commodity] += trade.amount * trade.price_cny
            of_year[trade.year] += trade.amount * trade.price_cny
    return {c for (year, c), worth in sales.items() if worth >= SHARE_OF_WEIGHT * of_year[year] > 0}


def main_products(plan: Plan) -> tuple[str, ...]:
    """Products that the plan is about: those with a target and those that bring a good part of the sales; without
    targets those with a break-even price, else all that is sold."""
    made = outputs(plan)
    wanted = targets(plan)
    aimed = wanted.keys() | _of_weight(plan) if wanted else wanted.keys()
    for candidates in (aimed, plan.break_even.keys(), {t.commodity for t in plan.trades if t.kind == "sell"}):
        found = tuple(c for c in made if c in candidates)
        if found:
            return found
    return tuple(made)


def account(plan: Plan, name: Account) -> Mapping[AccountLine, tuple[float, ...]]:
    """Lines of one account in mcny, one value per planning year, largest first."""
    order = {year.year: i for i, year in enumerate(plan.years)}
    found: dict[AccountLine, list[float]] = defaultdict(lambda: [0.0] * len(order))
    for item in plan.accounts:
        if item.line.account == name and item.year in order:
            found[item.line][order[item.year]] += item.mcny
    kept = {item: tuple(values) for item, values in found.items() if any(abs(v) > 1e-9 for v in values)}
    return dict(sorted(kept.items(), key=lambda entry: -max(entry[1], key=abs)))


def net(items: Mapping[AccountLine, tuple[float, ...]], n_years: int) -> tuple[float, ...]:
    """Sum of an account's items per planning year."""
    return tuple(sum(values[i] for values in items.values()) for i in range(n_years))


def tonnes(commodity: str, amount: float) -> float | None:
    """An amount in tonnes; None for what is not counted by mass."""
    factor = goods.commodity(commodity).tonnes_per_unit
    return None if factor is None else amount * factor


def largest_first(items: Iterable[tuple[Key, float]], most: int) -> tuple[list[tuple[Key, float]], float]:
    """The `most` largest items by size, and the sum of the others."""
    ranked = sorted(items, key=lambda item: -abs(item[1]))
    return ranked[:most], sum(value for _, value in ranked[most:])
