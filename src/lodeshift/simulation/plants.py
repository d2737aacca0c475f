"""What stands in a city: plants read from the tables of firms and of deposits, sized, with the ore they draw on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lodeshift.catalogue import geology, goods, industry, recipes, tables
from lodeshift.errors import UnitError
from lodeshift.simulation.assumptions import central
from lodeshift.simulation.chains import chain, makers
from lodeshift.units import conversion

_STANDS: Final = (
    "operating",
    "output",
    "built",
    "capacity",
    "commissioned",
    "phase 1 operating",
    "phase 1 done",
    "phases 1-2",
)
_WHOLE: Final = (", all", "whole cluster", "total", "and others")
_ELSEWHERE: Final = ("several sites", "own and bought", "idled", "shut", "planned", "target", "under construction")
_NO_PLANTS: Final = frozenset({"electricity"})
_LEAST_COUNT: Final = 1e-9


_NEXT_STEP: Final[Mapping[str, str]] = {
    "lepidolite_mining_concentrating": "li2co3_lepidolite",
    "nickel_copper_mining_concentrating": "nickel_converter_matte",
}
"""Concentrates too poor to travel far: where the tables name no works for them, they are worked up beside the mine."""
_FULL_USE: Final = 0.9
"""Capacity is taken as output over this, where only output is known."""


@dataclass(frozen=True, slots=True)
class Ore:
    """One tier of ore as a plant sees it: t ore, t ore a year, product per t ore. Its cost: CNY per unit of product over
    the process's own cash cost (`extra_cost`), or in all (`full_cost`, then that replaces the process's)."""

    name: str
    ore_t: float
    rate_t: float
    product_per_ore: float
    extra_cost: float
    full_cost: float | None = None


@dataclass(frozen=True, slots=True)
class Plant:
    """Existing capacity of one process in units a year; `ores` is empty for what digs nothing. `row` is where it stands
    in the tables, "" where it was derived from jobs and value added (`derived`)."""

    process: str
    capacity: float
    ores: tuple[Ore, ...]
    row: str
    note: str
    derived: bool = False


def reference_tonnes(tier: geology.Tier) -> float:
    """t of ore at the recipe's reference grade that a t of the tier's ore is worth: grade and recovery over the recipe's."""
    element = tier.grade_unit.replace("%", "").strip()
    reference = goods.composition().get((tier.ore_flow, element))
    if tier.grade is None or reference is None or "%" not in tier.grade_unit:
        return 1.0
    worth = tier.grade / 100.0 / reference
    if tier.plant_recovery is not None:
        worth *= tier.plant_recovery / recipes.element_recovery(tier.process, element)
    return worth


def ore_of(tier: geology.Tier) -> Ore:
    """A tier for the simulation. Coal and oil tiers state their full cash cost per t lifted; ore tiers state their cost
    over the recipe's reference, per t ore."""
    dug = chain(tier.process)
    per_unit = dug.ore[1] if dug.ore else 1.0
    product = reference_tonnes(tier) / per_unit
    lifted = tier.recipe_factor != 1.0
    extra = 0.0 if lifted else (tier.cost_over_reference or 0.0) / product
    rate = tier.max_annual_t if tier.max_annual_t is not None else tier.ore.central / 20.0
    full = tier.mining_cost.central if lifted else None
    return Ore(f"{tier.deposit}, {tier.tier_name}", tier.ore.central, rate, product, extra, full)


def mines(city: str) -> list[Plant]:
    """Mines of a city from the deposit tiers: one plant per process; capacity is what tiers in production give a year."""
    by_process: dict[str, list[geology.Tier]] = {}
    for tier in geology.tiers(city=city):
        by_process.setdefault(tier.process, []).append(tier)
    found = []
    for process, tiers in by_process.items():
        ores = tuple(ore_of(t) for t in tiers)
        rated = sum(o.rate_t * o.product_per_ore for o, t in zip(ores, tiers, strict=True) if t.in_production)
        output, row = _output_of(city, chain(process).main)
        capacity = min(rated, output / _FULL_USE) if output else rated
        if capacity > _LEAST_COUNT:
            names = ", ".join(dict.fromkeys(t.deposit for t in tiers))
            size = (
                f"output {output:,.0f} a year ({row})"
                if capacity < rated
                else "tiers in production at their largest rate"
            )
            found.append(Plant(process, capacity, ores, tiers[0].row, f"{names}: {size}"))
    return found


def _output_of(city: str, commodity: str) -> tuple[float, str]:
    """Output of a commodity in a city by the table of firms, units a year, and the row; 0 where it has none."""
    sizes = []
    for company in industry.companies():
        if company.city_id == city and company.commodity == commodity and _stands(company):
            size = _per_year(company, goods.commodity(commodity).unit)
            sizes += [(size, company.row)] if size else []
    return max(sizes, default=(0.0, ""))


def _per_year(company: industry.Company, unit: str) -> float | None:
    """Capacity in units of the process a year; None where the table's unit does not fit."""
    if company.capacity is None:
        return None
    text = company.unit if company.unit.endswith("/a") else f"{company.unit}/a"
    months = 9.0 if "Jan-Sep" in company.status else 12.0
    try:
        return 12.0 / months * company.capacity * conversion(text, f"{unit}/a")
    except UnitError:
        return None


def _stands(company: industry.Company) -> bool:
    """Whether a row counts something that is there; a count of all rare-earth oxides is no count of one of them."""
    status = company.status.lower()
    if company.note.startswith("REO"):
        return False
    return status.startswith(_STANDS) and not any(word in status for word in _ELSEWHERE)


def works(city: str, taken: frozenset[str]) -> list[Plant]:
    """Plants of a city from the table of firms, without the commodities already `taken` by its mines.

    Where a row speaks for all firms of the city, it counts in place of the single ones.
    """
    rows: dict[str, list[tuple[industry.Company, float]]] = {}
    for company in industry.companies():
        commodity = company.commodity
        if (
            company.city_id != city
            or commodity in taken | _NO_PLANTS
            or commodity not in makers()
            or not _stands(company)
        ):
            continue
        size = _per_year(company, recipes.process(makers()[commodity]).unit)
        if size is not None and size > 0:
            rows.setdefault(commodity, []).append((company, size))
    found = []
    for commodity, known in rows.items():
        whole = [(c, s) for c, s in known if any(word in c.company for word in _WHOLE)]
        chosen = [max(whole, key=lambda pair: pair[0].year)] if whole else known
        note = "; ".join(f"{c.company} {s:,.0f} ({c.year}, {c.status})" for c, s in chosen)
        found.append(Plant(makers()[commodity], sum(s for _, s in chosen), (), chosen[0][0].row, note))
    return found


def _main_mine(words: str) -> str:
    """The mining process of the first resource word that has one; "" where none has."""
    diggers = {ore[0]: p for p in recipes.processes() if (ore := chain(p).ore) is not None}
    for word in (part.strip() for part in words.split(",")):
        for row in tables.read("resource_words"):
            if row["word"] == word and row["commodity"] in diggers:
                return diggers[row["commodity"]]
    return ""


def assumed_mine(words: str, stage: str, value_added: float) -> Plant | None:
    """A mine that makes the city's mining value added (mcny), where no deposit is on the tables.

    Process by the city's first resource word; ore for as many years as its stage of 2013 lets expect (assumed, wide).
    None where no resource word has a mining recipe.
    """
    process = _main_mine(words)
    if not process or value_added <= 0:
        return None
    dug = chain(process)
    per_unit = dug.revenue - dug.goods - dug.upkeep_bought
    years = central(f"ore_life_{stage or 'mature'}")
    capacity = value_added * 1e6 / per_unit
    per_ore = 1.0 / (dug.ore[1] if dug.ore else 1.0)
    ore = Ore(f"assumed {years:g} years of ore", capacity * years / per_ore, 1.3 * capacity / per_ore, per_ore, 0.0)
    return Plant(
        process, capacity, (ore,), "", f"sized on mining jobs; ore life {years:g} a assumed for stage {stage}", True
    )


def existing(city: str, words: str, stage: str, mining: float) -> list[Plant]:
    """All plants of a city: mines on the tables (else one assumed from `mining` value added, mcny) and works."""
    dug = mines(city)
    if not dug and math.isfinite(mining):
        assumed = assumed_mine(words, stage, mining)
        dug = [assumed] if assumed else []
    mined: Mapping[str, str] = {chain(p.process).main: p.process for p in dug}
    standing = dug + works(city, frozenset(mined))
    return standing + [p for p in (_next_step(plant, standing) for plant in dug) if p is not None]


def _next_step(mine: Plant, standing: list[Plant]) -> Plant | None:
    """The works beside a mine whose concentrate does not travel."""
    process = _NEXT_STEP.get(mine.process, "")
    if not process or any(plant.process == process for plant in standing):
        return None
    per_unit = -recipes.process(process).amount(chain(mine.process).main)
    return Plant(process, mine.capacity / per_unit, (), mine.row, "works up the mine's concentrate (assumed)", True)
