"""The money a second time, from what the plan does and not from its program: three accounts and the objective.

region  value added (sales - bought intermediate inputs), by chain, with the power works and trade apart
firm    every yuan the plants earn and pay, capital as an annuity, then taxes, land, grants
city    its part of VAT and profit tax, land revenue, less grants, support, training and circuits
memo    VAT payable (value added at market prices = value added + this), what least cost counts sales against

Taxes, land, grants and support are transfers between firm and city: they cancel in the region.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from lodeshift.catalogue import trade
from lodeshift.chain.costs import annuity_per_year
from lodeshift.climate.slices import billing_months
from lodeshift.planning.amounts import Amounts
from lodeshift.planning.horizon import alive, standing
from lodeshift.planning.inputs import Array, PlanInputs
from lodeshift.records.plan import Account, AccountLine, Item


class _Entry(Protocol):
    """Writes one firm item: mcny by year, and which share of it is bought from others."""

    def __call__(self, item: Item, mcny: Array, share_bought: float = 0.0, *, subject: str = "") -> None: ...


@dataclass(frozen=True, slots=True)
class Policy:
    """What the city takes and gives; shares and CNY."""

    profit_tax_rate: float = 0.0
    profit_tax_local_share: float = 0.0
    vat_local_share: float = 0.0
    land_cny_per_unit: float = 0.0
    """Land price x land per unit of new yearly capacity."""
    grant_share: float = 0.0
    support_cny_per_mwh: float = 0.0


@dataclass(slots=True)
class Books:
    """Items by account, each an array over planning years in mcny; + is good for the account's owner."""

    items: dict[AccountLine, Array]
    bought: dict[Item, Array]
    """What of each firm item is bought from others (negative) or sold (positive): value added sums these."""

    def total(self, account: Account) -> Array:
        found = [v for line, v in self.items.items() if line.account == account]
        return np.asarray(np.sum(found, axis=0)) if found else np.zeros(0)


def keep_books(inputs: PlanInputs, amounts: Amounts, policy: Policy) -> Books:
    """All accounts of a plan from its amounts.

    `discounted(books)` equals the program's objective to rounding: the test that nothing is counted twice or lost.
    """
    books = before_transfers(inputs, amounts)
    _region(inputs, amounts, books)
    _transfers(inputs, amounts, books, policy)
    return books


def before_transfers(inputs: PlanInputs, amounts: Amounts) -> Books:
    """What firm and city earn and pay others, without what they pay each other: all that the objective counts."""
    n_years = len(inputs.horizon.years)
    items: dict[AccountLine, Array] = defaultdict(lambda: np.zeros(n_years))
    bought: dict[Item, Array] = defaultdict(lambda: np.zeros(n_years))

    def firm(item: Item, mcny: Array, share_bought: float = 0.0, *, subject: str = "") -> None:
        items[AccountLine("firm", item, subject)] += mcny
        bought[item] = bought[item] + share_bought * mcny

    _plants(inputs, amounts, firm)
    _trade(inputs, amounts, firm, items)
    _power(inputs, amounts, firm, items)
    for site, limits in inputs.limits.items():
        trained = amounts.trained[site] * limits.training_cost_mcny_per_job / inputs.horizon.represented
        items[AccountLine("city", "training")] -= trained
    return Books({k: v for k, v in items.items() if np.any(v)}, dict(bought))


def discounted(inputs: PlanInputs, books: Books) -> float:
    """The objective (a cost) as the books have it: firm and city before transfers, and the reference of least cost."""
    return float(inputs.horizon.weight @ cost_by_year(inputs, books))


def cost_by_year(inputs: PlanInputs, books: Books) -> Array:
    """The same before discounting, mcny of each planning year."""
    transfers = {"profit tax", "VAT", "land", "grants", "power price support"}
    total = np.zeros(len(inputs.horizon.years))
    for line, mcny in books.items.items():
        if line.account in ("firm", "city") and line.item not in transfers:
            total = total - mcny
        elif line == AccountLine("memo", "reference value of sales"):
            total = total + mcny
    return total


def _charged(inputs: PlanInputs, builds: Array, capex: float, life: float) -> Array:
    return np.asarray(builds @ alive(inputs.horizon, life)) * capex * annuity_per_year(inputs.horizon.rate, life)


def _plants(inputs: PlanInputs, amounts: Amounts, firm: _Entry) -> None:
    for i, p in enumerate(inputs.processes):
        there, _ = standing(inputs.horizon, p.existing, p.ramp_up)
        stands = there + amounts.build[i] @ alive(inputs.horizon, p.life_years)
        firm("capital charge", -_charged(inputs, amounts.build[i], p.capex_mcny_per_k, p.life_years))
        firm("fixed O&M", -stands * p.fixed_om_mcny_per_k, inputs.bought_fixed_om)
        firm("variable O&M", -amounts.activity[i] * p.variable_om_mcny_per_k, inputs.bought_variable_om)
        firm("labour", -amounts.activity[i] * p.labour_mcny_per_k)
        if inputs.carbon_price_mcny_per_kt.size:
            firm("carbon price", -amounts.activity[i] * p.co2_t_per_unit * inputs.carbon_price_mcny_per_kt)
    for i, tier in enumerate(inputs.tiers):
        firm("mining above or below the reference mine", -amounts.extract[i] * tier.extra_cost_mcny_per_k, 1.0)


def _trade(inputs: PlanInputs, amounts: Amounts, firm: _Entry, items: dict[AccountLine, Array]) -> None:
    for i, m in enumerate(inputs.markets):
        amount = amounts.trade[i]
        if m.kind == "buy":
            firm("bought", -amount * m.price, 1.0, subject=m.commodity)
            firm("freight of inputs", -amount * m.freight, 1.0)
            continue
        firm("sold", amount * m.price, 1.0, subject=m.commodity)
        firm("freight of sales", -amount * m.freight, 1.0)
        firm("border and lost rebate", -amount * m.border, 1.0)
        green = amounts.green_sale.get(m.id)
        if green is not None:
            firm("premium for green output", green * m.premium, 1.0)
            firm("border saved by green output", green * (m.border - m.border_green), 1.0)
        if inputs.objective == "least_cost" and m.reference_price is not None:
            items[AccountLine("memo", "reference value of sales")] += amount * m.reference_price
    for i, route in enumerate(inputs.routes):
        worth = amounts.ship[i] * inputs.cny_per_unit.get(route.commodity, 0.0) / 1000.0
        if route.from_site in inputs.sites:
            firm("freight between sites", -amounts.ship[i] * route.freight, 1.0)
            firm("goods shipped between sites", worth, 1.0)
        if route.to_site in inputs.sites:
            firm("goods shipped between sites", -worth, 1.0)


def _power(inputs: PlanInputs, amounts: Amounts, firm: _Entry, items: dict[AccountLine, Array]) -> None:
    gwh = inputs.slices.weight_h / 1000.0
    for i, s in enumerate(inputs.sources):
        if s.supply == "ppa":
            if s.contract_mcny_per_mw is not None:
                firm("green power contracts", -amounts.mw[i] * s.contract_mcny_per_mw, 1.0)
            continue
        firm("capital charge of power", -_charged(inputs, amounts.mw_built[i], s.capex_mcny_per_mw, s.life_years))
        firm("fixed O&M of power", -amounts.mw[i] * s.fixed_om_mcny_per_mw, inputs.bought_fixed_om)
        if s.kind == "plant" and s.energy_cost_mcny_per_gwh is not None:
            firm("power from plants", -(amounts.power[s.site].plants[s.id] @ gwh) * s.energy_cost_mcny_per_gwh, 1.0)
    for b in inputs.stores:
        for built, capex in (
            (amounts.store_mw_built[b.id], b.power_capex_mcny_per_mw),
            (amounts.store_mwh_built[b.id], b.energy_capex_mcny_per_mwh),
        ):
            firm("capital charge of power", -_charged(inputs, built, capex, b.life_years))
        om = amounts.store_mw[b.id] * b.power_om_mcny_per_mw + amounts.store_mwh[b.id] * b.energy_om_mcny_per_mwh
        firm("fixed O&M of power", -om, inputs.bought_fixed_om)
    for site, power in amounts.power.items():
        grid = inputs.grids.get(site)
        if grid is None:
            continue
        firm("bought electricity", -((power.grid * grid.tariff) @ gwh), 1.0)
        months = _months(inputs, power.peak.shape[1])
        firm("demand charge", -(power.peak @ months) * grid.demand_charge_mcny_per_mw_month, 1.0)
        used = sum(power.own_available.values(), np.zeros_like(power.grid)) - power.spilled
        if power.own_available:
            firm("levies on own power", -(used @ gwh) * grid.levy_on_own_mcny_per_gwh, 1.0)
        if grid.export_price_mcny_per_gwh is not None:
            firm("sold electricity", (power.export @ gwh) * grid.export_price_mcny_per_gwh, 1.0)
        wheeling = next(
            (s.energy_cost_mcny_per_gwh for s in inputs.sources if s.site == site and s.supply == "ppa"), None
        )
        if wheeling is not None:
            firm("wheeling of contract power", -(power.contract @ gwh) * wheeling, 1.0)
        charge = _charged(inputs, power.circuits_built, grid.circuit_capex_mcny, grid.circuit_life_years)
        om = (power.circuits_built @ alive(inputs.horizon, grid.circuit_life_years)) * grid.circuit_om_mcny
        items[AccountLine("city", "circuits")] -= charge + om


def _months(inputs: PlanInputs, groups: int) -> Array:
    return billing_months(inputs.slices)[1] if groups else np.zeros(0)


def value_added_by_process(inputs: PlanInputs, amounts: Amounts) -> Mapping[int, Array]:
    """Value added of each process (index -> mcny by year) at reference prices of the goods it gives and takes, before power."""
    found: dict[int, Array] = {}
    for i, p in enumerate(inputs.processes):
        goods = sum(v * inputs.cny_per_unit.get(c, 0.0) / 1000.0 for c, v in p.net.items())
        there, _ = standing(inputs.horizon, p.existing, p.ramp_up)
        stands = there + amounts.build[i] @ alive(inputs.horizon, p.life_years)
        bought = p.variable_om_mcny_per_k * inputs.bought_variable_om
        found[i] = amounts.activity[i] * (goods - bought) - stands * p.fixed_om_mcny_per_k * inputs.bought_fixed_om
    return found


def _region(inputs: PlanInputs, amounts: Amounts, books: Books) -> None:
    """Value added by chain at reference prices less its power; the rest (other market prices, freight, borders) apart."""
    total = np.asarray(np.sum(list(books.bought.values()), axis=0))
    power = power_bought(books)
    mwh = {i: amounts.activity[i] * p.mwh_per_unit for i, p in enumerate(inputs.processes)}
    all_mwh = np.maximum(np.sum(list(mwh.values()), axis=0), 1e-12) if mwh else np.ones_like(total)
    by_chain: dict[str, Array] = defaultdict(lambda: np.zeros_like(total))
    for i, goods in value_added_by_process(inputs, amounts).items():
        by_chain[inputs.processes[i].chain] = by_chain[inputs.processes[i].chain] + goods + power * mwh[i] / all_mwh
    for chain, mcny in by_chain.items():
        books.items[AccountLine("region", "value added", chain)] = mcny
    rest = total - np.sum(list(by_chain.values()), axis=0) if by_chain else total
    books.items[AccountLine("region", "markets, freight and borders")] = rest


_POWER_ITEMS: Final[tuple[Item, ...]] = (
    "bought electricity", "demand charge", "green power contracts", "wheeling of contract power", "levies on own power",
    "fixed O&M of power", "power from plants", "sold electricity",
)  # fmt: skip


def power_bought(books: Books) -> Array:
    """What the power of all plants cost others' hands, by planning year (negative): energy, charges, bought O&M, less sales."""
    parts = [books.bought[name] for name in _POWER_ITEMS if name in books.bought]
    return np.asarray(np.sum(parts, axis=0)) if parts else np.zeros(1)


def _transfers(inputs: PlanInputs, amounts: Amounts, books: Books, policy: Policy) -> None:
    profit = books.total("firm")
    taxable = np.maximum(profit, 0.0)
    tax = taxable * policy.profit_tax_rate
    home = np.zeros_like(profit)
    for i, m in enumerate(inputs.markets):
        sign = 1.0 if m.kind == "sell" else -1.0
        if m.destination == "domestic":
            home = home + sign * amounts.trade[i] * m.price
    power = power_bought(books)
    vat = np.array([trade.standard_rate(year) for year in inputs.horizon.years]) * (home + power)
    built = np.sum(amounts.build, axis=0) * 1000.0 if amounts.build.size else np.zeros_like(profit)
    per_year = 1.0 / inputs.horizon.represented
    land = built * policy.land_cny_per_unit / 1e6 * per_year
    grants = sum(
        (amounts.build[i] * p.capex_mcny_per_k for i, p in enumerate(inputs.processes)), np.zeros_like(profit)
    ) * policy.grant_share * per_year  # fmt: skip
    gwh = inputs.slices.weight_h / 1000.0
    drawn = sum((p.grid @ gwh for p in amounts.power.values()), np.zeros_like(profit))
    support = drawn * policy.support_cny_per_mwh / 1000.0
    books.items |= {
        AccountLine("firm", "profit tax"): -tax,
        AccountLine("firm", "land"): -land,
        AccountLine("firm", "grants"): grants,
        AccountLine("firm", "power price support"): support,
        AccountLine("city", "profit tax"): tax * policy.profit_tax_local_share,
        AccountLine("city", "VAT"): np.maximum(vat, 0.0) * policy.vat_local_share,
        AccountLine("city", "land"): land,
        AccountLine("city", "grants"): -grants,
        AccountLine("city", "power price support"): -support,
        AccountLine("memo", "VAT payable"): vat,
    }
