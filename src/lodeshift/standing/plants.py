"""What stands in a city: plants read from the tables of firms and of deposits, sized, with the ore they draw on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from lodeshift.catalogue import geology, goods, industry, places, recipes, tables, ties
from lodeshift.catalogue.assumptions import Assumptions
from lodeshift.chain import ores
from lodeshift.chain.network import maker, whole
from lodeshift.chain.unit import chain, dug_ore
from lodeshift.errors import UnitError
from lodeshift.standing.facts import CityFacts
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


@dataclass(frozen=True, slots=True)
class Ore:
    """One tier of ore as a plant sees it: t ore, t ore a year, product per t ore. Its cost: CNY per unit of product over
    the process's own cash cost (`extra_cost`), or in all (`full_cost`, then that replaces the process's)."""

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
    derived: bool = False


def ore_of(tier: geology.Tier, assumed: Assumptions) -> Ore:
    """A tier for the simulation. Coal and oil tiers state their full cash cost per t lifted; ore tiers state their cost
    over the recipe's reference, per t ore."""
    dug = chain(tier.process, tier.city_id, assumed)
    per_unit = dug.ore[1] if dug.ore else 1.0
    product = ores.worth(tier) / per_unit
    lifted = tier.recipe_factor != 1.0
    extra = 0.0 if lifted else tier.cost_over_reference / product
    full = tier.mining_cost.central if lifted else None
    return Ore(tier.ore.central, tier.max_annual_t, product, extra, full)


def mines(city: str, assumed: Assumptions) -> list[Plant]:
    """Mines of a city from the deposit tiers: one plant per process; capacity is what tiers in production give a year."""
    by_process: dict[str, list[geology.Tier]] = {}
    for tier in geology.tiers(city=city):
        by_process.setdefault(tier.process, []).append(tier)
    found = []
    for process, tiers in by_process.items():
        own = tuple(ore_of(t, assumed) for t in tiers)
        rated = sum(o.rate_t * o.product_per_ore for o, t in zip(own, tiers, strict=True) if t.in_production)
        output = _output_of(city, recipes.process(process).main)
        capacity = min(rated, output / assumed.central("full_use")) if output else rated
        if capacity > _LEAST_COUNT:
            found.append(Plant(process, capacity, own, tiers[0].row))
    return found


def _output_of(city: str, commodity: str) -> float:
    """Output of a commodity in a city by the table of firms, units a year; 0 where it has none."""
    sizes = []
    for company in industry.companies():
        if company.city_id == city and company.commodity == commodity and stands(company):
            size = _per_year(company, goods.commodity(commodity).unit)
            sizes += [size] if size else []
    return max(sizes, default=0.0)


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


def stands(company: industry.Company) -> bool:
    """Whether a row counts something that is there; a count of all rare-earth oxides is no count of one of them."""
    status = company.status.lower()
    if company.note.startswith("REO"):
        return False
    return status.startswith(_STANDS) and not any(word in status for word in _ELSEWHERE)


def works(city: str, taken: frozenset[str]) -> list[Plant]:
    """Plants of a city from the table of firms, without the commodities already `taken` by its mines; each makes its
    good by the usual route of the province.

    Where a row speaks for all firms of the city, it counts in place of the single ones.
    """
    province = places.place(city).province_en
    rows: dict[str, list[tuple[industry.Company, float]]] = {}
    for company in industry.companies():
        made = company.city_id == city and company.commodity not in taken | _NO_PLANTS and stands(company)
        process = maker(company.commodity, province) if made and company.commodity else None
        if process is None:
            continue
        size = _per_year(company, recipes.process(process).unit)
        if size is not None and size > 0:
            rows.setdefault(process, []).append((company, size))
    found = []
    for process, known in rows.items():
        whole = [(c, s) for c, s in known if any(word in c.company for word in _WHOLE)]
        chosen = [max(whole, key=lambda pair: pair[0].year)] if whole else known
        found.append(Plant(process, sum(s for _, s in chosen), (), chosen[0][0].row))
    return found


def _main_mine(words: str) -> str:
    """The mining process of the first resource word that has one; "" where none has."""
    diggers = {ore[0]: p for p in whole().processes if (ore := dug_ore(p)) is not None}
    for word in (part.strip() for part in words.split(",")):
        for row in tables.read("resource_words"):
            if row["word"] == word and row["commodity"] in diggers:
                return diggers[row["commodity"]]
    return ""


def assumed_mine(city: CityFacts, value_added: float, assumed: Assumptions) -> Plant | None:
    """A mine that makes the city's mining value added (mcny), where no deposit is on the tables.

    Process by the city's first resource word; ore for as many years as its stage of 2013 lets expect (assumed, wide).
    None where no resource word has a mining recipe.
    """
    process = _main_mine(city.resource_words)
    if not process or value_added <= 0:
        return None
    dug = chain(process, city.id, assumed)
    per_unit = dug.revenue - dug.goods - dug.upkeep_bought
    years = assumed.central(f"ore_life_{city.stage or 'mature'}")
    capacity = value_added * 1e6 / per_unit
    per_ore = 1.0 / (dug.ore[1] if dug.ore else 1.0)
    rate = assumed.central("assumed_mine_room") * capacity
    ore = Ore(capacity * years / per_ore, rate / per_ore, per_ore, 0.0)
    return Plant(process, capacity, (ore,), "", derived=True)


def existing(city: CityFacts, mining: float, assumed: Assumptions) -> list[Plant]:
    """All plants of a city: mines on the tables (else one assumed from `mining` value added, mcny) and works."""
    dug = mines(city.id, assumed)
    if not dug and math.isfinite(mining):
        sized = assumed_mine(city, mining, assumed)
        dug = [sized] if sized else []
    standing = dug + works(city.id, frozenset(recipes.process(p.process).main for p in dug))
    return standing + [p for p in (_next_step(plant, standing) for plant in dug) if p is not None]


def _next_step(mine: Plant, standing: list[Plant]) -> Plant | None:
    """The works beside a mine whose concentrate does not travel."""
    process = ties.tied("worked_beside").get(mine.process, "")
    if not process or any(plant.process == process for plant in standing):
        return None
    per_unit = -recipes.process(process).amount(recipes.process(mine.process).main)
    return Plant(process, mine.capacity / per_unit, (), mine.row, derived=True)
