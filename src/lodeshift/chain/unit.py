"""A process with those before it whose product has no market: what a unit of its main product sells, buys, pays and emits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lodeshift.catalogue import geology, prices, recipes, technologies, ties
from lodeshift.catalogue.assumptions import Assumptions
from lodeshift.chain.costs import process_cost
from lodeshift.chain.network import maker
from lodeshift.chain.prices import delivered_cny, gate_price, price_at
from lodeshift.names import CO2, ELECTRICITY, LABOUR, METHANE


@dataclass(frozen=True, slots=True)
class Chain:
    """One process, with those before it whose product has no market. CNY per unit of `main` at its place, central values, 2024:
    what is sold at the gate, what is bought delivered.

    `sold` and `bought` are by commodity (> 0), without labour, ore in the ground and direct CO2. `power_mwh` is part
    of `bought` too. `ore` is the ore or ground flow and its amount per unit. `no_price` names flows left out.
    """

    process: str
    main: str
    unit: str
    sold: Mapping[str, float]
    bought: Mapping[str, float]
    labour: float
    power_mwh: float
    co2: float
    ch4: float
    capital: float
    fixed_om: float
    variable_om: float
    life_years: float
    build_years: float
    ore: tuple[str, float] | None
    no_price: tuple[str, ...]
    costs_known: bool

    @property
    def revenue(self) -> float:
        """CNY per unit at the prices of 2024."""
        return sum(self.sold.values())

    @property
    def goods(self) -> float:
        """CNY per unit for bought goods and energy at the prices of 2024."""
        return sum(self.bought.values())

    @property
    def end_use(self) -> str:
        """What the main product is for in the end, which moves its price."""
        return ties.tied("end_use")[recipes.process(self.process).chain]

    @property
    def upkeep(self) -> float:
        """O&M, CNY per unit at full use."""
        return self.fixed_om + self.variable_om

    @property
    def upkeep_bought(self) -> float:
        """Part of O&M that is bought from others."""
        fixed, variable = technologies.bought_om()
        return self.fixed_om * fixed.central + self.variable_om * variable.central

    @property
    def wages(self) -> float:
        """CNY per unit at the catalogue's labour price."""
        return self.labour * price_at(LABOUR).central

    @property
    def value_added(self) -> float:
        """CNY per unit: sales less bought goods, energy and the bought part of O&M (labour is inside)."""
        return self.revenue - self.goods - self.upkeep_bought

    @property
    def is_resource(self) -> bool:
        """Digs or lifts."""
        return self.ore is not None


def _flatten(process_id: str, runs: float, net: dict[str, float], steps: list[tuple[str, float]]) -> None:
    """Add a process's flows, running the usual makers of inputs that have no market price."""
    steps.append((process_id, runs))
    process = recipes.process(process_id)
    for flow in process.flows:
        amount = flow.net * runs
        unpriced = flow.direction == "in" and not prices.has_price(flow.commodity)
        before = maker(flow.commodity) if unpriced else None
        if before is not None and before not in {step for step, _ in steps}:
            _flatten(before, -amount, net, steps)
        else:
            net[flow.commodity] = net.get(flow.commodity, 0.0) + amount


@cache
def flat(process_id: str) -> tuple[Mapping[str, float], Sequence[tuple[str, float]]]:
    """Net flows of a process and of those taken in before it, and these processes with their runs."""
    net: dict[str, float] = {}
    steps: list[tuple[str, float]] = []
    _flatten(process_id, 1.0, net, steps)
    return net, steps


def dug_ore(process_id: str) -> tuple[str, float] | None:
    """The ore or ground flow that a process draws on, and its amount per unit; None where it digs nothing."""
    net, _ = flat(process_id)
    return next(((good, -amount) for good, amount in net.items() if amount < 0 and good in geology.ores()), None)


@cache
def chain(process_id: str, place: str, assumed: Assumptions) -> Chain:
    """A process at a place with its costs; processes before it are taken in where their product has no market price.

    Raises
    ------
    UnknownIdError : no such process.
    """
    process = recipes.process(process_id)
    net, steps = flat(process_id)
    sold, bought, missing = _priced(net, place)
    known = [(process_cost(step), runs) for step, runs in steps]
    main_cost = known[0][0]
    return Chain(
        process=process_id,
        main=process.main,
        unit=process.unit,
        sold=sold,
        bought=bought,
        labour=-net.get(LABOUR, 0.0),
        power_mwh=max(-net.get(ELECTRICITY, 0.0), 0.0),
        co2=max(net.get(CO2, 0.0), 0.0),
        ch4=max(net.get(METHANE, 0.0), 0.0),
        capital=sum(cost.capex * runs for cost, runs in known if cost)
        or assumed.central("years_of_sales") * sum(sold.values()),
        fixed_om=sum(cost.fixed_om * runs for cost, runs in known if cost),
        variable_om=sum(cost.variable_om * runs for cost, runs in known if cost),
        life_years=main_cost.life_years if main_cost else assumed.central("default_life"),
        build_years=main_cost.build_years if main_cost else assumed.central("default_build"),
        ore=dug_ore(process_id),
        no_price=missing,
        costs_known=all(cost is not None for cost, _ in known),
    )


def _priced(net: Mapping[str, float], place: str) -> tuple[dict[str, float], dict[str, float], tuple[str, ...]]:
    """Sales at the place's gate and purchases delivered to it; a good that costs money to get rid of counts as bought."""
    sold: dict[str, float] = {}
    bought: dict[str, float] = {}
    missing = []
    for commodity, amount in net.items():
        if commodity in (LABOUR, CO2) or (amount < 0 and commodity in geology.ores()) or abs(amount) < 1e-12:
            continue
        role: prices.Role = "sell" if amount > 0 else "buy"
        if not prices.has_price(commodity, role):
            missing.append(commodity)
            continue
        each = gate_price(commodity, place).central if amount > 0 else delivered_cny(commodity, place)
        money = amount * each
        target = sold if money > 0 else bought
        target[commodity] = target.get(commodity, 0.0) + abs(money)
    return sold, bought, tuple(missing)
