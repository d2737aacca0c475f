"""What lies in the ground: deposits as their books print them, and the tiers that a plan draws on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from lodeshift.catalogue import goods, prices, tables
from lodeshift.errors import UnknownIdError
from lodeshift.names import Quality
from lodeshift.records.figure import Figure


@dataclass(frozen=True, slots=True)
class Deposit:
    """One substance of one deposit, as printed. `commodity` is an id of `goods` where one fits, else "".

    `quantity` counts `unit` ("t Ni"); `ore_t` is ore in t; `annual_output` counts `output_unit` a year.
    Reserve classes (`basis`) follow the page's wording (Chinese classes, not JORC).
    """

    deposit: str
    city_id: str
    province: str
    substance: str
    commodity: str
    ore_flow: str
    basis: str
    quantity: float | None
    unit: str
    grade: float | None
    grade_unit: str
    ore_t: float | None
    annual_output: float | None
    output_unit: str
    output_year: str
    as_of: str
    confidence: str
    source: str
    quality: Quality
    note: str
    row: str


@dataclass(frozen=True, slots=True)
class Tier:
    """A part of a deposit with one grade, cost and rate; what a plan draws on. All splits into tiers are estimates.

    ore: tonnes of `ore_flow` (in the unit of the recipe `process`) that can be drawn; `liftable_t` is coal or oil
    itself where the recipe counts tonnes in the ground (`recipe_factor` t per t lifted). `mining_cost` is the full
    cash cost per t of `mining_cost_unit`; the mining recipe already holds an average mine, so a plan charges only
    `cost_over_reference`. `max_annual_t`, `already_extracted_t` are in the unit of `ore`.
    """

    deposit: str
    city_id: str
    province: str
    substance: str
    commodity: str
    tier: int
    tier_name: str
    ore_flow: str
    process: str
    in_production: bool
    recipe_factor: float
    ore: Figure
    liftable_t: float
    grade: float | None
    grade_unit: str
    plant_recovery: float | None
    mining_cost: Figure
    mining_cost_unit: str
    cost_over_reference: float
    max_annual_t: float
    already_extracted_t: float
    basis: str
    source: str
    quality: Quality
    note: str
    row: str


@cache
def deposits() -> tuple[Deposit, ...]:
    """All deposits, one row per substance, in the order of the table."""
    return tables.records(Deposit, "deposits", quantity="quantity_t")


@cache
def _tiers() -> tuple[Tier, ...]:
    return tuple(
        tables.record(
            Tier,
            row,
            {"process": "process_id"},
            ore=_span(row, "ore_t", "t"),
            mining_cost=_span(row, "mining_cost", row["mining_cost_unit"]),
        )
        for row in tables.read("deposit_tiers")
    )


def _span(row: tables.Row, column: str, unit: str) -> Figure:
    """Figure of columns `x_low`, `x`, `x_high`."""
    as_figure = dict(row, low=row[f"{column}_low"], central=row[column], high=row[f"{column}_high"])
    return tables.figure(as_figure, unit=unit)


@cache
def ores() -> frozenset[str]:
    """Goods that only a deposit gives: ores (also coal, oil and brine in the ground) without a price to buy."""
    return frozenset(
        id for id, good in goods.commodities().items() if good.kind == "ore" and not prices.has_price(id, "buy")
    )


@dataclass(frozen=True, slots=True)
class Grade:
    """What a tier's grade counts: an element, and its mass fraction in what the grade names (Li in Li2O)."""

    element: str
    mass_fraction: float


def grade_of(tier: Tier) -> Grade | None:
    """The element that a tier's grade stands for; None where it counts none (coal, oil)."""
    unit = tier.grade_unit.replace("%", "").strip()
    for row in tables.read("grade_units"):
        if row["grade_unit"] == unit:
            return Grade(row["element"], tables.needed(row, "mass_fraction"))
    return Grade(unit, 1.0) if (tier.ore_flow, unit) in goods.composition() else None


def tiers(deposit: str | None = None, city: str | None = None) -> tuple[Tier, ...]:
    """Tiers of a deposit, of all deposits of a city, or all; in the order of the table.

    Raises
    ------
    UnknownIdError : no tiered deposit is called so. A city without tiered deposits gives an empty tuple.
    """
    known = {each.deposit for each in _tiers()}
    if deposit is not None and deposit not in known:
        raise UnknownIdError("deposit with tiers", deposit, known)
    return tuple(
        each
        for each in _tiers()
        if (deposit is None or each.deposit == deposit) and (city is None or each.city_id == city)
    )
