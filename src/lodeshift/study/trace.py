"""What does each tonne carry: footprints, power by the hour, border and battery figures of a run or of products in a city."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np

from lodeshift import runs
from lodeshift.border.price import USUAL, Terms, border_cost, precursor_sefa
from lodeshift.catalogue import border_rules, goods, places, recipes, upstream
from lodeshift.catalogue.upstream import METHODS
from lodeshift.chain import network as chain
from lodeshift.errors import InputError, Problem, UnknownIdError, named
from lodeshift.names import ELECTRICITY
from lodeshift.records.border import BorderCost
from lodeshift.records.footprint import Compared, Passport, ProductAt, ProductFootprint, Sharing, Trace
from lodeshift.records.note import Note, note
from lodeshift.records.plan import Plan
from lodeshift.study.standing import places_of_run
from lodeshift.tracing import footprint, from_plan, passport, uncertainty
from lodeshift.tracing.allocation import co_products
from lodeshift.tracing.build import Setting, Uncovered, market_id, system
from lodeshift.tracing.cbam_values import recipe_value
from lodeshift.tracing.network import System
from lodeshift.tracing.uncertainty import Draws

DRAWS: Final = 1000
SEED: Final = 1


@dataclass(frozen=True, slots=True)
class Question:
    """Products made in a city, as a user asks. `made_here` None means the steps of the product's own chain."""

    products: tuple[str, ...]
    city: str
    year: int = 2026
    made_here: tuple[str, ...] | None = None
    routes: Mapping[str, str] = field(default_factory=dict)
    allocation: Mapping[str, str] = field(default_factory=dict)
    direct_line: float = 0.0
    ppa: float = 0.0
    destination: str = "EU"
    category: str = "ev_m1_n1"
    draws: int = DRAWS
    seed: int = SEED
    cut_off: float = 0.01


def made_here(product: str, routes: Mapping[str, str], province: str = "", year: int = 2026) -> frozenset[str]:
    """Steps counted on the site: the product's process and its inputs' processes of the same chain.

    An input for which the table has an upstream factor counts as bought (a foil maker buys cathode copper).

    Raises
    ------
    UnknownIdError : no process makes the product.
    """
    steps = chain.steps_to(product, routes, upstream.factors(), province, year)
    if not steps:
        made = {process.main for process in recipes.processes().values()}
        raise UnknownIdError("product with a recipe", product, made)
    return frozenset(steps)


def city(question: Question) -> Trace:
    """Answer for products in a city from recipes.

    Raises
    ------
    UnknownIdError : a product, city, process or method that is not known.
    InputError : shares of green power that exceed the load, a year before the grid data, missing inputs.
    """
    _check(question)
    place = places.find(question.city)
    steps = set(question.made_here or ())
    if question.made_here is None:
        for product in question.products:
            steps |= made_here(product, question.routes, place.province_en, question.year)
    setting = Setting(
        site=place.id,
        province=place.province_en or upstream.NATIONAL,
        year=question.year,
        on_site=frozenset(steps),
        routes=question.routes,
        allocation=_methods(question.allocation),
        power={"": _shares(question, place.province_en)},
    )
    network = system(setting, question.products)
    drawn = uncertainty.draw([network], question.draws, np.random.default_rng(question.seed))
    keys = [ProductAt(product, place.id, question.year) for product in question.products]
    answers = footprint.product_footprints(network, keys, drawn, question.cut_off)
    return Trace(
        source=_source(place.id, question.year, sorted(steps)),
        products=answers,
        border=tuple(cost for product in question.products for cost in _border(product, setting, question.destination)),
        battery=_batteries(setting, question, (network, drawn)),
        power=(),
        compared=_pairs(network, keys, drawn),
        warnings=(*_green_notes(question), *_unused_routes(question, network)),
        places={place.id: place.id},
    )


def _source(site: str, year: int, steps: Sequence[str]) -> Note:
    if not steps:
        return note("tracing.from_recipes_all_bought", site=site, year=year)
    return note("tracing.from_recipes", site=site, year=year, steps=tuple(steps))


def _check(question: Question) -> None:
    problems = []
    if not question.products:
        problems.append(
            Problem("option.missing", "--product", None, "product", "none", "a commodity such as copper_foil_6um")
        )
    for name, share in (("direct line", question.direct_line), ("PPA", question.ppa)):
        if not 0.0 <= share <= 1.0:
            problems.append(
                Problem("value.out_of_range", "power", None, name, f"{share:g}", "a share of the load from 0 to 1")
            )
    if question.direct_line + question.ppa > 1.0 + 1e-12:
        total = f"{question.direct_line + question.ppa:g}"
        problems.append(
            Problem("value.out_of_range", "power", None, "direct line and PPA", total, "at most the whole load")
        )
    if question.year < upstream.first_grid_year():
        expected = f"{upstream.first_grid_year()} or later"
        problems.append(Problem("value.out_of_range", "--year", None, "year", str(question.year), expected))
    problems.extend(_draw_problems(question))
    if problems:
        raise InputError(problems)
    for product in question.products:
        goods.commodity(product)
    _category(question.category)
    for commodity, process in question.routes.items():
        made = recipes.process(process)
        if goods.commodity(commodity).id not in (made.main, *co_products(made)):
            raise UnknownIdError(f"process that makes {commodity}", process, recipes.makers(commodity))


def _draw_problems(question: Question | RunQuestion) -> list[Problem]:
    problems = []
    if question.draws < 2:
        problems.append(Problem("value.out_of_range", "--draws", None, "draws", str(question.draws), "at least 2"))
    if question.seed < 0:
        problems.append(Problem("value.out_of_range", "--seed", None, "seed", str(question.seed), "0 or more"))
    if not 0.0 <= question.cut_off <= 1.0:
        problems.append(
            Problem("value.out_of_range", "--cut-off", None, "cut-off", str(question.cut_off), "a share from 0 to 1")
        )
    return problems


def _methods(chosen: Mapping[str, str]) -> dict[str, Sharing]:
    known: dict[str, Sharing] = {word: word for word in METHODS}
    return {recipes.process(process).id: named("allocation method", word, known) for process, word in chosen.items()}


def _shares(question: Question, province: str) -> Uncovered:
    """Cover of every load by stated shares, taken as matched in every hour; regimes by the evidence they accept."""
    factor = upstream.grid_factor(province or upstream.NATIONAL, question.year).central
    residual = factor * upstream.parameter("power", "residual_ratio").central
    given = {"direct_line": question.direct_line, "ppa": question.ppa}
    regimes = {}
    for regime in border_rules.regimes():
        covered = sum(share for kind, share in given.items() if kind in border_rules.accepted(regime))
        rest = factor if border_rules.rest_is_average(regime) else residual
        regimes[regime] = (1.0 - covered) * rest
    whole = 1.0 - question.direct_line - question.ppa
    return Uncovered(1.0 - question.direct_line, whole, whole, whole, regimes)


def _green_notes(question: Question) -> tuple[Note, ...]:
    if not question.direct_line and not question.ppa:
        return ()
    return (note("tracing.green_matched_every_hour"),)


def _unused_routes(question: Question, network: System) -> tuple[Note, ...]:
    """Routes that change nothing, since the good is bought with an upstream factor or not used at all."""
    stages = {node.stage for node in network.nodes}
    return tuple(
        note("tracing.route_changes_nothing", commodity, process=process)
        for commodity, process in question.routes.items()
        if process not in stages
    )


def _border(product: str, setting: Setting, destination: str) -> tuple[BorderCost, ...]:
    """Default values, and the recipe's own value where it gives one, for goods of Annex I."""
    if goods.commodity(product).id == ELECTRICITY:
        return ()
    default = border_cost(product, setting.year, destination, USUAL)
    if default.basis == "none":
        return (default,)
    found = recipe_value(product, setting)
    if found is None:
        return (default,)
    sefa = precursor_sefa(found.precursors, setting.year)
    actual = border_cost(
        product, setting.year, destination, Terms(see=found.see, precursor_sefa=sefa, route=found.route)
    )
    return (default, replace(actual, notes=(*actual.notes, note("tracing.cbam_not_verified"), *found.notes)))


def _batteries(setting: Setting, question: Question, known: tuple[System, Draws]) -> tuple[Passport, ...]:
    network, drawn = known
    return tuple(
        passport.passport(setting, product, _category(question.category), draws=drawn, network=network)
        for product in question.products
        if product in border_rules.batteries()
    )


def _category(word: str) -> passport.Category:
    return named("battery category", word, {known: known for known in passport.CATEGORIES})


def _pairs(network: System, keys: Sequence[ProductAt], drawn: Draws) -> tuple[Compared, ...]:
    """Products of one unit side by side, on the same draws."""
    return tuple(
        _compared((network, first), (network, second), drawn)
        for first, second in itertools.combinations(keys, 2)
        if goods.commodity(first.product).unit == goods.commodity(second.product).unit
    )


def _compared(first: tuple[System, ProductAt], second: tuple[System, ProductAt], drawn: Draws) -> Compared:
    columns, centrals = [], []
    for network, made in (first, second):
        position = network.index(market_id(made.product, made.site))
        factor = footprint.scale(made.product)
        table = uncertainty.footprints(network, [position], drawn)[:, 0, :]
        columns.append(footprint.total_of(network, table) * factor)
        centrals.append(float(footprint.carried(network).total[position]) * factor)
    answer = uncertainty.compare(columns[0], columns[1], (centrals[0], centrals[1]))
    unit = footprint.label(first[1].product)
    return Compared(first[1], second[1], unit, answer.difference, answer.share_first_smaller)


@dataclass(frozen=True, slots=True)
class RunQuestion:
    """A run to be traced; `against` is a second run whose products are compared on the same draws."""

    run: str
    against: str | None = None
    destination: str = "EU"
    category: str = "ev_m1_n1"
    draws: int = DRAWS
    seed: int = SEED
    cut_off: float = 0.01


def run(question: RunQuestion) -> Trace:
    """Answer for everything that a run's plan sells, by site and planning year.

    Raises
    ------
    UnknownIdError : no such run.
    InputError : a run whose plan sells nothing, fewer than two draws, a negative seed.
    """
    problems = _draw_problems(question)
    if problems:
        raise InputError(problems)
    _category(question.category)
    border_rules.destination(question.destination)
    chosen = runs.load(question.run)
    years = from_plan.networks(chosen.plan, from_plan.Assumptions(provinces_of(chosen.path, chosen.plan)))
    others: tuple[from_plan.YearNetwork, ...] = ()
    if question.against is not None:
        other = runs.load(question.against)
        others = from_plan.networks(other.plan, from_plan.Assumptions(provinces_of(other.path, other.plan)))
    if not any(year.sold for year in years):
        raise InputError.one(
            "tracing.no_sales", str(question.run), None, "plan", "sells no good of its own", "a plan with sales"
        )
    drawn = uncertainty.draw(
        [year.system for year in (*years, *others)], question.draws, np.random.default_rng(question.seed)
    )
    products: list[ProductFootprint] = []
    border: list[BorderCost] = []
    battery: list[Passport] = []
    for year in years:
        products.extend(footprint.product_footprints(year.system, year.sold, drawn, question.cut_off))
        for made in year.sold:
            setting = year.settings[made.site]
            border.extend(_border(made.product, setting, question.destination))
            if made.product in border_rules.batteries():
                category = _category(question.category)
                battery.append(passport.passport(setting, made.product, category, draws=drawn, network=year.system))
    return Trace(
        source=note("tracing.from_run", run=chosen.name),
        products=tuple(products),
        border=tuple(border),
        battery=tuple(battery),
        power=tuple(match for year in years for match in year.power),
        compared=_over_time(years, others, drawn),
        warnings=tuple(dict.fromkeys(each for year in years for each in year.warnings)),
        places=places_of_run(chosen.path),
    )


def _over_time(
    years: Sequence[from_plan.YearNetwork], others: Sequence[from_plan.YearNetwork], drawn: Draws
) -> tuple[Compared, ...]:
    """Last year against first year of each product, and this plan against the other in the last year of both."""
    found = []
    first, last = years[0], years[-1]
    for made in last.sold:
        earlier = replace(made, year=first.year)
        if first is not last and earlier in first.sold:
            found.append(_compared((last.system, made), (first.system, earlier), drawn))
        if others:
            other = replace(made, year=others[-1].year)
            if other in others[-1].sold:
                found.append(_compared((last.system, made), (others[-1].system, other), drawn))
    return tuple(found)


def provinces_of(folder: Path, plan: Plan) -> dict[str, str]:
    """Province of each site of a run, from the case that lies in its folder; the national grid where it names none."""
    sites = {site for year in plan.years for site in year.sites}
    found = dict.fromkeys(sites, upstream.NATIONAL)
    for site, place in places_of_run(folder).items():
        if site in found:
            found[site] = places.place(place).province_en or upstream.NATIONAL
    return found
