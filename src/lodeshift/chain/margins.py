"""Cash margin and margin after capital of every process and chain at the base prices: a check of recipes and prices.

CNY of 2024 without VAT per unit of main product, central values. Ores in the ground, brine and vented methane count
zero, and a deposit's cost is not in it. Capital = capex x annuity at full use; at use u divide it by u.
value_added = revenue + by-products - bought goods and energy - bought part of O&M (labour is inside value added).
A negative margin is a finding, not an error: 2024 was a glut. The notes of `margin_notes.csv` say which are credible.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Final

from lodeshift.catalogue import goods, prices, recipes, tables, technologies
from lodeshift.catalogue.conventions import convention
from lodeshift.chain.costs import annuity_per_year, process_cost
from lodeshift.errors import UnknownIdError
from lodeshift.names import CO2, ELECTRICITY, LABOUR

_FREE: Final = frozenset({"coal_in_ground", "oil_in_ground", "ch4_direct", "lithium_brine"})
_FUELS: Final = frozenset({"natural_gas", "heat", "coal", "diesel"})
_FUEL_IS_FEEDSTOCK: Final = frozenset({"coal_power", "methanol_coal"})


@dataclass(frozen=True, slots=True)
class Step:
    """One process of a chain, run `runs` times per unit of the chain's main product."""

    process: str
    runs: float


@dataclass(frozen=True, slots=True)
class Margin:
    """One row of the table; all money in CNY per `unit` of `main`."""

    id: str
    main: str
    unit: str
    revenue: float
    byproducts: float
    goods: float
    power: float
    fuel_heat: float
    labour: float
    variable_om: float
    fixed_om: float
    capital: float
    power_mwh: float
    value_added: float
    co2_at_full_allowance_price: float
    unpriced: tuple[str, ...]
    note: str

    @property
    def cash(self) -> float:
        """Revenue and by-products less everything paid in the year."""
        costs = self.goods + self.power + self.fuel_heat + self.labour + self.variable_om + self.fixed_om
        return self.revenue + self.byproducts - costs

    @property
    def after_capital(self) -> float:
        """Cash margin less the yearly cost of capital."""
        return self.cash - self.capital

    @property
    def cash_at_cheap_power(self) -> float:
        """Cash margin with power at the price of cheap regions (`conventions.csv`) instead of the base price."""
        saved = prices.base_price(ELECTRICITY).central - convention("cheap_power").central
        return self.cash + saved * self.power_mwh

    @property
    def cash_share(self) -> float:
        """Cash margin over revenue (over by-products where the process is paid for what it takes in)."""
        return self.cash / (self.revenue or self.byproducts)


def discount_rate() -> float:
    """Real rate of the capital charge; a case states its own."""
    return convention("margin_discount_rate").central


def _free(commodity: str) -> bool:
    return commodity in _FREE or (goods.commodity(commodity).kind == "ore" and not prices.has_price(commodity))


@cache
def chains() -> Mapping[str, tuple[tuple[Step, ...], str, str]]:
    """Steps, main product and toll fee (or "") of each chain; a step that feeds a later one runs as often as needed."""
    need: dict[str, dict[str, float]] = {}
    found: dict[str, tuple[tuple[Step, ...], str, str]] = {}
    for row in tables.read("margin_chains"):
        wanted = need.setdefault(row["chain"], {})
        runs = tables.number(row, "runs") or wanted[row["runs_for"]]
        for flow in recipes.process(row["process"]).inputs:
            wanted[flow.commodity] = wanted.get(flow.commodity, 0.0) + flow.amount.central * runs
        steps, _, _ = found.get(row["chain"], ((), "", ""))
        found[row["chain"]] = ((*steps, Step(row["process"], runs)), row["main"], row["toll"])
    return MappingProxyType(found)


def _evaluate(id: str, main: str, steps: tuple[Step, ...], toll: str = "") -> Margin:
    """Margin of some processes run together; flows made and used among them cancel."""
    net: dict[str, float] = {}
    fuel_use: dict[str, float] = {}
    variable = fixed = capital = 0.0
    for step in steps:
        process = recipes.process(step.process)
        for flow in process.flows:
            amount = flow.net * step.runs
            net[flow.commodity] = net.get(flow.commodity, 0.0) + amount
            if amount < 0 and flow.commodity in _FUELS and process.id not in _FUEL_IS_FEEDSTOCK:
                fuel_use[flow.commodity] = fuel_use.get(flow.commodity, 0.0) - amount
        cost = process_cost(process.id)
        if cost is None:
            raise UnknownIdError("technology", process.id, technologies.technologies())
        variable += cost.variable_om * step.runs
        fixed += cost.fixed_om * step.runs
        capital += annuity_per_year(discount_rate(), cost.life_years) * cost.capex * step.runs
    if toll:  # the customer brings the powder and pays a fee for each tonne made
        for flow in recipes.process(steps[0].process).inputs:
            if goods.commodity(flow.commodity).id == "green_anode":
                del net[flow.commodity]
    flows = {name: amount for name, amount in net.items() if abs(amount) > 1e-9 and not _free(name)}
    margin = _priced(id, main, flows, fuel_use, toll)
    of_fixed, of_variable = technologies.bought_om()
    upkeep = of_variable.central * variable + of_fixed.central * fixed
    bought = margin.goods + margin.power + margin.fuel_heat + upkeep
    value_added = margin.revenue + margin.byproducts - bought
    return replace(margin, variable_om=variable, fixed_om=fixed, capital=capital, value_added=value_added)


def _priced(id: str, main: str, flows: Mapping[str, float], fuel_use: Mapping[str, float], toll: str) -> Margin:
    sums = dict.fromkeys(("revenue", "byproducts", "goods", "power", "fuel_heat", "labour", "co2"), 0.0)
    unpriced = []
    for name, amount in flows.items():
        role: prices.Role = "sell" if amount > 0 else "buy"
        account = _account(name, amount, main, name in fuel_use)
        if account == "co2":
            sums["co2"] += amount * prices.base_price(name).central
            continue
        priced_as = toll if toll and account == "revenue" else name
        if not prices.has_price(priced_as, role):
            unpriced.append(name)
            continue
        sums[account] += abs(amount) * prices.base_price(priced_as, role).central
    return Margin(
        id=id,
        main=main,
        unit=goods.commodity(main).unit,
        revenue=sums["revenue"],
        byproducts=sums["byproducts"],
        goods=sums["goods"],
        power=sums["power"],
        fuel_heat=sums["fuel_heat"],
        labour=sums["labour"],
        variable_om=0.0,
        fixed_om=0.0,
        capital=0.0,
        power_mwh=max(0.0, -flows.get(ELECTRICITY, 0.0)),
        value_added=0.0,
        co2_at_full_allowance_price=sums["co2"],
        unpriced=tuple(unpriced),
        note=notes().get(id, ""),
    )


def _account(name: str, amount: float, main: str, is_fuel: bool) -> str:
    if name == CO2:
        return "co2"
    if amount > 0:
        return "revenue" if name == main else "byproducts"
    if name == ELECTRICITY:
        return "power"
    if name == LABOUR:
        return "labour"
    return "fuel_heat" if is_fuel else "goods"


@cache
def notes() -> Mapping[str, str]:
    """What makers reported and why a margin is what it is, by process or chain."""
    return MappingProxyType({row["row"]: row["note"] for row in tables.read("margin_notes")})


def margin(id: str) -> Margin:
    """Margin of a process, or of a chain of `margin_chains.csv`.

    Raises
    ------
    UnknownIdError : neither a process nor a chain.
    """
    if id in recipes.processes():
        return _evaluate(id, recipes.process(id).main, (Step(id, 1.0),))
    if id not in chains():
        raise UnknownIdError("process or chain", id, [*recipes.processes(), *chains()])
    steps, main, toll = chains()[id]
    return _evaluate(id, main, steps, toll)


@cache
def margins() -> tuple[Margin, ...]:
    """Margins of all processes, then of all chains and tolls, in the order of the tables."""
    return tuple(margin(id) for id in (*recipes.processes(), *chains()))
