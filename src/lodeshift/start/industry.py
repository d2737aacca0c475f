"""Which processes fit a place: from its deposits, its firms and what it is known to dig, and the next steps down the chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from lodeshift import units
from lodeshift.case.fields import PlantStatus
from lodeshift.case.rows import Plant
from lodeshift.catalogue import geology, goods, industry, places, prices, recipes, siting
from lodeshift.catalogue.conventions import convention
from lodeshift.chain.network import feeds, maker, whole
from lodeshift.errors import UnitError
from lodeshift.names import ELECTRICITY, LABOUR

STEPS_FROM_DEPOSITS: Final = 3
"""How many steps down the chain from the mines of the place's deposits are offered."""
STEPS_FROM_PURCHASE: Final = 1
"""The same from goods of the place's mines for which no deposit is on the table."""
_REPLACED: Final = {"nickel_smelting_matte": "nickel_converter_matte"}
"""Processes that are not offered because another one does the same on the same ore and keeps its by-metals."""
_COUNTED_IN_OXIDES: Final = {"ndpr_separation": "ree_concentrate"}
"""Separation is rated in tonnes of all rare-earth oxides: feed of the recipe."""
_TOTALS: Final = ("all", "total", "whole cluster", "and others", "(others)")


@dataclass(slots=True)
class Industry:
    """What a first case offers: processes, existing plants, deposits, and goods that come from the place's own mines."""

    processes: list[str] = field(default_factory=list)
    why: dict[str, str] = field(default_factory=dict)
    plants: list[Plant] = field(default_factory=list)
    deposits: list[str] = field(default_factory=list)
    local: set[str] = field(default_factory=set)
    """Goods that the place's mines are known to give, but for which no deposit with tonnage stands in the catalogue."""
    missing: list[str] = field(default_factory=list)
    level: dict[str, int] = field(default_factory=dict)
    """Steps of each process from a deposit of the place (the mine is 0); only those of the deposits' chains."""

    def add(self, process: str, why: str) -> None:
        if process not in self.why:
            self.processes.append(process)
            self.why[process] = why

    @property
    def made(self) -> set[str]:
        return {flow.commodity for id in self.processes for flow in recipes.process(id).outputs}


def of_place(place: str, site: str, wanted: Iterable[str] = ()) -> Industry:
    """What the catalogue knows of a place's industry.

    Parameters
    ----------
    wanted : further processes that the user asks for.

    Raises
    ------
    UnknownIdError : a wanted process is unknown.
    """
    found = Industry()
    for tier in geology.tiers(city=place):
        if tier.deposit not in found.deposits:
            found.deposits.append(tier.deposit)
        found.add(tier.process, f"deposit {tier.deposit}")
        found.level[tier.process] = 0
    _resources(found, place)
    for step in range(1, STEPS_FROM_DEPOSITS + 1):
        mains = {recipes.process(id).main for id in found.level}
        for process in _next_step(found, found.made):
            if feeds(process) & mains:
                found.level[process] = step
    for _ in range(STEPS_FROM_PURCHASE):
        _next_step(found, found.local)
    _firms(found, place, site)
    for process in wanted:
        found.add(recipes.process(process).id, "asked for")
    _drop_without_inputs(found)
    return found


def _resources(found: Industry, place: str) -> None:
    """Goods of the place's main resources for which no deposit is on the table: bought from its own mines."""
    city = places.cities().get(place)
    if city is None:
        return
    known = siting.mined_goods()
    words = [word.strip() for word in city.main_resources.replace(";", ",").split(",")]
    for word in words:
        plain = word.split(" (")[0].removeprefix("lignite (")
        goods_of_word = known.get(plain, ("crude_oil",) if plain.endswith("oil field") else ())
        found.local.update(good for good in goods_of_word if good not in found.made)
        if not goods_of_word:
            found.missing.append(f"resource '{word}': no commodity of the catalogue stands for it")
    for good in sorted(found.local):
        found.missing.append(
            f"deposit: no tonnage of {good} is on the table for {city.name_en}; it is bought at the base price instead"
        )


def _next_step(found: Industry, at_hand: set[str]) -> list[str]:
    """Add the processes that work up what is at hand (their other feeds can be bought); their ids."""
    added = []
    for process, main in zip(whole().processes, whole().main, strict=True):
        feed = feeds(process)
        if process in found.why or process in _REPLACED or main == ELECTRICITY or not feed & at_hand:
            continue
        if all(good in at_hand or prices.has_price(good) for good in feed):
            found.add(process, f"uses {', '.join(sorted(feed & at_hand))} of the place")
            added.append(process)
    return added


def _firms(found: Industry, place: str, site: str) -> None:
    firms = [firm for firm in industry.companies() if firm.city_id == place and firm.commodity]
    single = {
        firm.commodity for firm in firms if firm.capacity and not _is_total(firm) and _status(firm) == "operating"
    }
    for firm in firms:
        province = places.place(place).province_en
        best = maker(firm.commodity, province, here=found.why, at_hand=found.made | found.local)
        if best is None or firm.commodity == ELECTRICITY:
            continue
        if best not in found.why and any(not prices.has_price(good) for good in feeds(best)):
            continue  # a mine without a deposit on the table
        found.add(best, f"{firm.company} makes {firm.product}")
        status = _status(firm)
        if status is None or (_is_total(firm) and firm.commodity in single):
            continue
        plant = _plant(firm, best, site, status, len(found.plants))
        if plant is None:
            found.missing.append(f"capacity of {firm.company}, {firm.product}: not known in a unit that fits {best}")
        else:
            found.plants.append(plant)


def _is_total(firm: industry.Company) -> bool:
    return firm.company.rsplit(",", 1)[-1].strip() in _TOTALS or firm.company.endswith("and others")


def _status(firm: industry.Company) -> PlantStatus | None:
    """Status of a plant from the words of the table; None for targets, reserves and parks."""
    words = firm.status.lower()
    if words.startswith(("target", "reported", "project", "park")) or firm.product.endswith("target"):
        return None
    if words.startswith(("operating", "output", "capacity", "built", "commissioned", "phase 1 operating")):
        return "operating"
    if "construction" in words or words.startswith(("phase 1", "construction")):
        return "committed"
    return "announced"


def _plant(firm: industry.Company, process: str, site: str, status: PlantStatus, number: int) -> Plant | None:
    unit = recipes.process(process).unit
    if firm.capacity is None or not firm.year:
        return None
    try:
        factor = units.conversion(firm.unit if "/" in firm.unit else f"{firm.unit}/a", f"{unit}/a")
    except UnitError:
        return None
    if process in _COUNTED_IN_OXIDES:
        oxides = convention("oxides_in_concentrate").central
        factor /= -recipes.process(process).amount(_COUNTED_IN_OXIDES[process]) * oxides
    name = "".join(c if c.isalnum() and c.isascii() else "-" for c in firm.company.lower()).strip("-")
    return Plant(
        plant=f"{'-'.join(part for part in name.split('-') if part)[:40].strip('-')}-{number + 1}",
        site=site,
        process=process,
        owner=firm.company,
        capacity=firm.capacity * factor,
        status=status,
        on_line=int(firm.year),
        source=firm.source,
        quality="estimate" if firm.status.startswith("output") else firm.quality,
        note=f"{firm.product}: {firm.status}; taken as {recipes.process(process).main}; on_line is the year of the source",
    )


def jobs(plants: Iterable[Plant]) -> float:
    """Jobs of the operating and committed plants by their recipes."""
    working = [plant for plant in plants if plant.status != "announced"]
    return sum(plant.capacity * -recipes.process(plant.process).amount(LABOUR) for plant in working)


def _drop_without_inputs(found: Industry) -> None:
    """Take out processes for which some input can be had neither here nor on a market; tell each."""
    ores = {tier.ore_flow for deposit in found.deposits for tier in geology.tiers(deposit=deposit)}
    while True:
        at_hand = found.made | found.local | ores
        lacking: Mapping[str, list[str]] = {
            id: [
                flow.commodity
                for flow in recipes.process(id).inputs
                if flow.commodity not in at_hand | {ELECTRICITY, LABOUR} and not prices.has_price(flow.commodity)
            ]
            for id in found.processes
        }
        out = {id: goods_ for id, goods_ in lacking.items() if goods_}
        if not out:
            break
        for id, goods_ in out.items():
            names = ", ".join(goods.commodity(each).name_en for each in goods_)
            found.missing.append(f"process {id} is left out: no deposit on the table gives {names}")
            found.processes.remove(id)
    found.plants = [plant for plant in found.plants if plant.process in found.processes]
