"""From facts to a base year that adds up: value added and jobs by sector, plants sized and priced to fit them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lodeshift.catalogue import labour
from lodeshift.catalogue.assumptions import Assumptions
from lodeshift.chain.prices import price_at
from lodeshift.chain.unit import Chain, chain
from lodeshift.errors import UnknownIdError
from lodeshift.names import LABOUR
from lodeshift.records.note import Note, note
from lodeshift.standing.facts import CityFacts
from lodeshift.standing.plants import Plant, existing
from lodeshift.standing.sectors import sector_shares


@dataclass(frozen=True, slots=True)
class Site:
    """One plant of the base year, fitted to its place. CNY per unit of main product.

    `labour` jobs per unit, `wages` CNY per unit, `rent` what the place earns over the table's average plant (so that
    it runs as plants did in the base year), `output` units made in the base year, `tier_costs` over the cash cost.
    """

    plant: Plant
    chain: Chain
    assumed: Assumptions
    capacity: float
    labour: float
    wages: float
    rent: float
    output: float
    tier_costs: tuple[float, ...]

    @property
    def value_added(self) -> float:
        """CNY per unit at base prices, rent included."""
        return self.chain.revenue + self.rent - self.chain.goods - self.chain.upkeep_bought

    @property
    def full_margin(self) -> float:
        """Margin per unit at which the plant earns its capital: hurdle rate before profit tax."""
        return self.assumed.central("hurdle") * self.chain.capital / (1.0 - self.assumed.central("profit_tax_rate"))

    @property
    def rent_long(self) -> float:
        """Rent per unit in the long run: what lets the process earn its capital, at least today's."""
        return max(self.rent, self.full_margin - (self.chain.revenue - self.cash_cost))

    @property
    def replaced(self) -> float:
        """Share of retiring capacity that is being replaced in the base year: return over hurdle, at most 1."""
        margin = self.chain.revenue + self.rent - self.cash_cost
        return min(max(margin / max(self.full_margin, 1.0), 0.0), 1.0)

    @property
    def cash_cost(self) -> float:
        """Cash cost per unit at base prices, resource tax included."""
        levy = self.assumed.central("resource_tax") * self.chain.revenue if self.chain.is_resource else 0.0
        return self.chain.goods + self.wages + self.chain.upkeep + levy


@dataclass(frozen=True, slots=True)
class Economy:
    """The base year of a city. Money in mcny; `rest` is what no plant stands for."""

    facts: CityFacts
    assumed: Assumptions
    sites: tuple[Site, ...]
    agriculture: float
    services: float
    other: float
    resource_rest: float
    materials_rest: float
    other_jobs: float
    rest_jobs: float
    notes: tuple[Note, ...]


def _pay(province: str, sector: str) -> float:
    """Labour cost of the province over the catalogue's labour price; 1 where the province has no row."""
    try:
        return labour.labour_cost(province, sector).central / price_at(LABOUR).central
    except UnknownIdError:
        return 1.0


def fit_site(
    plant: Plant, place: str, jobs_factor: float, pay: float, assumed: Assumptions, scale: float = 1.0
) -> Site:
    """A plant with the wages of its place and the rent that makes it run as plants did in the base year."""
    made = chain(plant.process, place, assumed)
    capacity = plant.capacity * scale
    wages = made.wages * jobs_factor * pay
    site = Site(plant, made, assumed, capacity, made.labour * jobs_factor, wages, 0.0, 0.0, ())
    costs = tuple(
        ore.extra_cost if ore.full_cost is None else ore.full_cost - (made.goods + wages + made.upkeep)
        for ore in plant.ores
    )
    site = replace(site, tier_costs=costs)
    trial = site if capacity > 0 else replace(site, capacity=1.0)
    wanted = assumed.central("base_use") * trial.capacity
    low, high = 0.0, 2.0 * (site.cash_cost + made.revenue)
    if base_output(trial) < wanted:
        for _ in range(60):
            rent = 0.5 * (low + high)
            low, high = (rent, high) if base_output(replace(trial, rent=rent)) < wanted else (low, rent)
        site = replace(site, rent=high)
    return replace(site, output=base_output(site))


def paying_share(site: Site, extra_cost: float = 0.0) -> float:
    """Share of the site's capacity that pays at base prices on ore that costs `extra_cost` CNY per unit more."""
    cost = max(site.cash_cost, 1.0)
    margin = site.chain.revenue + site.rent - site.cash_cost - extra_cost
    return min(max(0.5 + 0.5 * margin / (site.assumed.central("cost_spread") * cost), 0.0), 1.0)


def base_output(site: Site) -> float:
    """Units a year that the site makes at base prices: the rules of `firms`, for one plant and one year."""
    if not site.plant.ores:
        return site.capacity * paying_share(site)
    left, made = site.capacity, 0.0
    for ore, extra in zip(site.plant.ores, site.tier_costs, strict=True):
        given = min(
            left, min(ore.rate_t, ore.ore_t / site.assumed.central("ore_years_kept")) * ore.product_per_ore
        ) * paying_share(site, extra)
        left -= given
        made += given
    return made


def economy(facts: CityFacts, assumed: Assumptions, added: Sequence[Plant] = ()) -> Economy:
    """The base year of a city with the plants on the tables and those `added` (a case's own; capacity may be 0).

    Plants that would make more than the largest part of their sector's value added are scaled down, and it is said.
    """
    sectors = sector_shares(facts.jobs, facts.gdp * facts.secondary_share, assumed)
    secondary = facts.gdp * facts.secondary_share
    notes = list(facts.notes)
    known = {plant.process for plant in added}
    plants = [p for p in existing(facts, sectors["mining"], assumed) if p.process not in known] + list(added)
    mines = [p for p in plants if chain(p.process, facts.id, assumed).is_resource]
    works = [p for p in plants if not chain(p.process, facts.id, assumed).is_resource]
    dug = _fit_mines(mines, facts, sectors["mining"], secondary, assumed, notes)
    mined = sum(s.output * s.value_added for s in dug) / 1e6
    mining = max(sectors["mining"], mined)
    room = assumed.central("largest_part") * max(secondary - mining - sectors["construction"], 0.0)
    made = _fit_works(works, facts, room, assumed, notes)
    worked = sum(s.output * s.value_added for s in made) / 1e6
    utilities = min(sectors["utilities"], max(secondary - mining - sectors["construction"] - worked, 0.0))
    other = max(secondary - mining - sectors["construction"] - worked - utilities, 0.0)
    agriculture = facts.gdp * facts.primary_share
    services = facts.gdp - agriculture - (mining + worked + utilities + other)
    mine_jobs, work_jobs = (sum(s.output * s.labour for s in group) for group in (dug, made))
    rest_jobs = max(facts.jobs["mining"] - mine_jobs, 0.0) + facts.jobs["utilities"]
    return Economy(
        facts=facts,
        assumed=assumed,
        sites=tuple(dug + made),
        agriculture=agriculture,
        services=services,
        other=other,
        resource_rest=mining - mined,
        materials_rest=utilities,
        other_jobs=max(facts.jobs["manufacturing"] - work_jobs, 0.0),
        rest_jobs=rest_jobs,
        notes=tuple(notes),
    )


def _fit_mines(
    mines: list[Plant], facts: CityFacts, mining: float, secondary: float, assumed: Assumptions, notes: list[Note]
) -> list[Site]:
    """Mines with the census's mining jobs, spread over them by value added. `mining`, `secondary`: value added of the
    sectors, mcny."""
    pay = _pay(facts.province, "mining")
    plain = [fit_site(plant, facts.id, 1.0, pay, assumed) for plant in mines]
    made = sum(s.output * s.value_added for s in plain) / 1e6
    limit = max(mining, assumed.central("largest_part") * (secondary - 0.5 * (secondary - mining)))
    scale = min(1.0, limit / made) if made > 0 else 1.0
    if scale < 1.0:
        notes.append(note("simulation.mines_scaled", value=made, counted=scale))
    covered = min(1.0, scale * made / mining) if mining > 0 else 1.0
    jobs = facts.jobs["mining"] * covered
    return [
        fit_site(s.plant, facts.id, _jobs_factor(s, jobs / max(made * 1e6, 1.0)), pay, assumed, scale) for s in plain
    ]


def _jobs_factor(site: Site, jobs_per_cny: float) -> float:
    """Labour per unit over the recipe's, where mining jobs are spread over mines by value added."""
    scale_free = jobs_per_cny * site.value_added
    least, most = (site.assumed.central(f"mine_jobs_{end}") for end in ("least", "most"))
    return min(max(scale_free / max(site.labour, 1e-12), least), most)


def _fit_works(
    works: list[Plant], facts: CityFacts, room: float, assumed: Assumptions, notes: list[Note]
) -> list[Site]:
    pay = _pay(facts.province, "manufacturing")
    plain = [fit_site(plant, facts.id, 1.0, pay, assumed) for plant in works]
    made = sum(s.output * s.value_added for s in plain) / 1e6
    scale = min(1.0, room / made) if made > 0 else 1.0
    if scale < 1.0:
        notes.append(note("simulation.works_scaled", value=made, counted=scale))
    return [fit_site(plant, facts.id, 1.0, pay, assumed, scale) for plant in works]
