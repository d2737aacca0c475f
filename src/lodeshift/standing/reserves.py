"""How long what is in the ground lasts: by mineral on the tiers that pay, for the city, and beside it the books.

Life = paying reserve / yearly extraction, with extraction at the LARGEST yearly rate of the tiers in work: a
shortest life, not a forecast. A tier pays where the price at its gate (2024, without VAT) covers its cash cost; for ores the
cost is mining plus the recipe's variable O&M and bought inputs (power, reagents, gas); capital is not counted.
Tiers are estimates anchored on printed totals. City: L = sum(revenue) / sum(revenue / L).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from lodeshift.catalogue import city_rules, geology, goods, prices, recipes, tables, technologies
from lodeshift.chain.prices import price_at
from lodeshift.errors import LodeshiftError
from lodeshift.names import LABOUR
from lodeshift.records.diagnosis import BookReserve, MineralReserve, ReserveLife, Tier
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note, note

IN_MINING_COST: Final = frozenset({LABOUR, "diesel"})
_RESERVE_WORDS: Final = ("reserve", "retained", "proven", "verified")
_NOT_A_RESERVE: Final = ("geological", "in place", "cumulative", "output", "growth", "order of magnitude")
_NOT_MINED_HERE: Final = ("capacity", "planned", "plan", "peak", "bought", "all qinghai", "products")


class NoGradeError(LodeshiftError):
    """A tier's grade cannot be read against its recipe."""


@dataclass(frozen=True, slots=True)
class PricedTier:
    """A tier with what one tonne of product needs and gives. `contained` is t of the substance per t of product."""

    tier: Tier
    substance: str
    ore_per_product: float
    contained: float
    quality: str

    @property
    def product_t(self) -> float:
        return self.tier.ore_t[1] / self.ore_per_product

    @property
    def rate_product_t(self) -> float:
        return self.tier.rate_t / self.ore_per_product

    @property
    def extracted_product_t(self) -> float:
        return self.tier.extracted_t / self.ore_per_product


def reserve_life(deposits: Mapping[str, float], city: str) -> ReserveLife:
    """Reserve life of a place that draws on these deposits, with the books of the city's own.

    `deposits` are names of tiered deposits with a factor on their largest yearly rates (`deposits_of` gives those of
    a city at factor 1; a case may name others).

    Raises
    ------
    UnknownIdError : no tiered deposit is called so.
    """
    priced = [priced_tier(tier, factor) for name, factor in deposits.items() for tier in geology.tiers(deposit=name)]
    substances = dict.fromkeys(each.substance for each in priced)
    minerals = tuple(_mineral([p for p in priced if p.substance == substance]) for substance in substances)
    living = [m for m in minerals if m.life_years is not None and m.revenue_mcny > 0]
    revenue = sum(m.revenue_mcny for m in living)
    return ReserveLife(
        city_years=_city_life(living),
        depletion=sum(m.revenue_mcny * m.depletion for m in living) / revenue if revenue else None,
        national_share=_city_share(living),
        minerals=minerals,
        book=tuple(_book(each) for each in geology.deposits() if each.city_id == city),
    )


@cache
def deposits_of(city: str) -> Mapping[str, float]:
    """The tiered deposits of a city, each at factor 1."""
    return MappingProxyType(dict.fromkeys((tier.deposit for tier in geology.tiers(city=city)), 1.0))


def harmonic_life(revenue: Sequence[float], life_years: Sequence[float]) -> float:
    """sum(revenue) / sum(revenue / life): years of the city; a mineral with little revenue counts little."""
    return sum(revenue) / sum(r / life for r, life in zip(revenue, life_years, strict=True))


def _city_life(living: Sequence[MineralReserve]) -> tuple[float, float, float] | None:
    lives = [m.life_years for m in living if m.life_years is not None]
    if not lives or any(life[0] <= 0 for life in lives):
        return None
    revenue = [m.revenue_mcny for m in living]
    low, central, high = (harmonic_life(revenue, [life[k] for life in lives]) for k in range(3))
    return low, central, high


def _city_share(living: Sequence[MineralReserve]) -> float | None:
    """Revenue-weighted national share, each mineral cut at the full share; None where a mineral has no national figure."""
    revenue = sum(m.revenue_mcny for m in living)
    shares = [m.national_share for m in living]
    known = [share.central for share in shares if share is not None]
    if not living or not revenue or len(known) < len(living):
        return None
    full = city_rules.stage_cuts()["full_national_share_pct"]
    weighted = zip((m.revenue_mcny for m in living), known, strict=True)
    return sum(r * min(share, full) for r, share in weighted) / revenue / 100


def priced_tier(tier: geology.Tier, rate_factor: float = 1.0) -> PricedTier:
    """A tier at the gate of its province; `rate_factor` on its largest yearly rate.

    Raises
    ------
    NoGradeError : its grade cannot be read against its recipe.
    """
    process = recipes.process(tier.process)
    product = process.main
    counted = geology.grade_of(tier)
    if counted is None:  # coal and oil: the recipe counts tonnes in the ground
        per_product, contained = tier.recipe_factor, 1.0
    else:
        grade, recovery = tier.grade, tier.plant_recovery
        in_product = goods.mass_fraction(product, counted.element)
        if not grade or not recovery or not in_product:
            raise NoGradeError(f"{tier.row}: grade, recovery or the {counted.element} in {product} is missing")
        per_product = in_product / (grade / 100 * counted.mass_fraction * recovery)
        contained = in_product
    sold = prices.has_price(product, "sell")
    price = price_at(product, tier.province, "sell").central if sold else None
    cost = tier.mining_cost.central * (1.0 if counted is None else per_product)
    if counted is not None:
        cost += _concentrating(process, tier.province)
    ore = tier.ore
    record = Tier(
        deposit=tier.deposit,
        tier=tier.tier,
        name=tier.tier_name,
        in_work=tier.in_production,
        pays=None if price is None else price >= cost,
        ore_t=(ore.low, ore.central, ore.high),
        rate_t=tier.max_annual_t * rate_factor,
        extracted_t=tier.already_extracted_t,
        cost_cny_per_t=cost,
        price_cny_per_t=price,
        product=product,
        row=tier.row,
    )
    return PricedTier(record, tier.substance, per_product, contained, tier.quality)


def _concentrating(process: recipes.Process, province: str) -> float:
    """Variable O&M and the bought inputs of the recipe that have a price there, CNY per t of product.

    Labour and diesel are left out: most of both is mining's, and the tier's mining cost holds it.
    """
    variable = technologies.technology(process.id).metric("variable_om").central
    bought = sum(
        flow.amount.central * price_at(flow.commodity, province).central
        for flow in process.flows
        if flow.direction == "in" and flow.commodity not in IN_MINING_COST and prices.has_price(flow.commodity, "buy")
    )
    return variable + bought


def _mineral(tiers: list[PricedTier]) -> MineralReserve:
    working = [p for p in tiers if p.tier.in_work]
    paying = [p for p in tiers if p.tier.pays]
    rate = sum(p.rate_product_t for p in working)
    spans = [sum(p.tier.ore_t[k] / p.ore_per_product for p in paying) for k in range(3)]
    extracted = sum(p.extracted_product_t for p in tiers)
    known = extracted + spans[1]
    price = tiers[0].tier.price_cny_per_t
    empties = sorted((p.product_t / p.rate_product_t, p.rate_product_t) for p in working if p.rate_product_t > 0)
    return MineralReserve(
        mineral=tiers[0].substance,
        product=tiers[0].tier.product,
        life_years=(spans[0] / rate, spans[1] / rate, spans[2] / rate) if rate else None,
        in_work_years=sum(p.product_t for p in working) / rate if rate else None,
        first_empty_years=empties[0][0] if empties else None,
        first_empty_share=empties[0][1] / rate if empties else None,
        depletion=extracted / known if known else 1.0,
        revenue_mcny=0.0 if price is None else rate * price / 1e6,
        contained_t=sum(p.rate_product_t * p.contained for p in working),
        national_share=_national_share(tiers[0].substance, working),
        tiers=tuple(p.tier for p in tiers),
        quality="recalled" if any(p.quality == "recalled" for p in tiers) else "estimate",
    )


@cache
def national_output() -> dict[str, tables.Row]:
    """Rows of `national_output.csv` by substance."""
    return {row["substance"]: row for row in tables.read("national_output")}


def _national_share(substance: str, working: Sequence[PricedTier]) -> Figure | None:
    """Share of the country's output at the largest rates, %, cut at 100 (rates are upper bounds, quotas may bind)."""
    row = national_output().get(substance)
    if row is None or not working:
        return None
    amounts = {
        "product": sum(p.rate_product_t for p in working),
        "contained": sum(p.rate_product_t * p.contained for p in working),
        "ore": sum(p.tier.rate_t for p in working),
    }
    nation = tables.figure(row)
    low, central, high = (
        min(100.0, 100 * amounts[row["counted_as"]] / n) for n in (nation.high, nation.central, nation.low)
    )
    remark = note("diagnosis.exceeds_the_country") if central == 100 else note("diagnosis.at_largest_rates")
    return Figure(
        low, central, high, "%", nation.year, "CN", nation.source, nation.quality, "", nation.row, remark=remark
    )


def _book(deposit: geology.Deposit) -> BookReserve:
    printed = deposit.quantity
    figure = None if printed is None else Figure(
        printed, printed, printed, deposit.unit, deposit.as_of, deposit.city_id, deposit.source, deposit.quality,
        deposit.note, deposit.row,
    )  # fmt: skip
    years, why = _book_years(deposit)
    capacity = deposit.annual_output if "bought feed" in deposit.output_unit else None
    return BookReserve(deposit.deposit, deposit.substance, deposit.basis, figure, deposit.row, years, capacity, why)


def _book_years(deposit: geology.Deposit) -> tuple[float | None, Note]:
    """Book reserve over output where both count the same thing, else None and why."""
    basis, unit = deposit.basis.lower(), deposit.output_unit.lower()
    if not deposit.annual_output:
        return None, note("diagnosis.no_output_printed")
    if not any(word in basis for word in _RESERVE_WORDS) or any(word in basis for word in _NOT_A_RESERVE):
        return None, note("diagnosis.no_reserve", basis=deposit.basis)
    if any(word in unit for word in _NOT_MINED_HERE):
        return None, note("diagnosis.other_output", unit=deposit.output_unit)
    amount = deposit.ore_t if re.search(r"\bore\b", unit) else deposit.quantity
    if not amount or not unit.startswith("t"):
        return None, note("diagnosis.units_differ", unit=deposit.unit, output=deposit.output_unit)
    printed = note(
        "diagnosis.book_output", value=deposit.annual_output, unit=deposit.output_unit, when=deposit.output_year
    )
    return amount / deposit.annual_output, printed
