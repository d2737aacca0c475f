"""What only the whole case shows: ids that name nothing, doubles, years outside the horizon, goods without price or way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, Final

from lodeshift.case import flows, needs, quantities
from lodeshift.case.fields import SUBJECT_KINDS
from lodeshift.case.rows import Goal, Market, Override, PowerOption
from lodeshift.case.validate import Draft, Placed
from lodeshift.catalogue import geology, goods, places, power, prices, recipes, technologies, transport, weather
from lodeshift.errors import Problem, UnknownIdError, did_you_mean

DEFAULT_TECHNOLOGY: Final[Mapping[str, str]] = {"wind": "wind_onshore", "pv": "pv_utility"}
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "sites": ("site",),
    "processes": ("site", "process"),
    "plants": ("plant", "site", "process"),
    "deposits": ("site", "deposit"),
    "markets": ("market", "site", "commodity", "kind"),
    "routes": ("from_site", "to_site", "commodity", "mode"),
    "power": ("option",),
    "goals": ("goal",),
    "assumptions": ("item", "site"),
    "paths": ("path", "subject", "site", "year_of"),
    "overrides": ("table", "id", "item"),
    "scenarios": ("scenario", "path", "subject"),
}


def problems(draft: Draft) -> list[Problem]:
    """All problems of a draft that its single rows do not show."""
    checks: tuple[Callable[[Draft], Iterable[Problem]], ...] = (
        _doubles,
        _sites,
        _site_names,
        _processes,
        _deposits,
        _markets,
        _routes,
        _power,
        _goals,
        _subjects,
        _overrides,
        _scenarios,
        flows.problems,
        needs.problems,
    )
    return list(chain.from_iterable(check(draft) for check in checks))


def unknown(placed: Placed[Any], column: str, found: str, known: Iterable[str], kind: str) -> Iterator[Problem]:
    """A problem where `found` is none of the known ids."""
    ids = list(known)
    if found in ids:
        return
    close = did_you_mean(found, ids)
    hint = f"did you mean {' or '.join(close)}?" if close else ""
    if not hint and len(ids) <= 12:
        hint = f"known here: {', '.join(ids) or 'none'}"
    yield placed.problem("case.unknown_id", column, repr(found), f"the id of a {kind}", hint)


def _doubles(draft: Draft) -> Iterator[Problem]:
    for table, columns in _KEYS.items():
        first: dict[tuple[object, ...], int] = {}
        for placed in draft.rows(table):
            key = tuple(getattr(placed.value, column) for column in columns)
            if key in first:
                what = " / ".join(str(part) for part in key if part != "")
                yield placed.problem(
                    "table.double_row",
                    " + ".join(columns),
                    f"{what} a second time",
                    f"each once (first in row {first[key]})",
                )
            first.setdefault(key, placed.row)


def _sites(draft: Draft) -> Iterator[Problem]:
    for placed in draft.rows("sites"):
        site = placed.value
        yield from unknown(placed, "place", site.place, places.places(), "place of the catalogue")
        grid = site.tariff_grid or (places.places()[site.place].tariff_grid if site.place in places.places() else "")
        if site.tariff_grid or site.place in places.places():
            yield from unknown(placed, "tariff_grid", grid, power.grids(), "tariff grid")
        if grid in power.grids():
            try:
                power.tariff(grid, site.tariff_voltage)
            except UnknownIdError:
                yield from unknown(placed, "tariff_voltage", site.tariff_voltage, power.voltages(grid), "voltage band")


def _site_names(draft: Draft) -> Iterator[Problem]:
    """Every table's site must be one of sites.csv; blank means all where the table allows it."""
    sites = [placed.value.site for placed in draft.rows("sites")]
    for table in ("processes", "plants", "deposits", "markets", "power", "goals", "assumptions", "paths"):
        for placed in draft.rows(table):
            if placed.value.site or table in ("processes", "plants", "deposits", "markets", "power"):
                yield from unknown(placed, "site", placed.value.site, sites, "site of sites.csv")


def _processes(draft: Draft) -> Iterator[Problem]:
    listed = {(placed.value.site, placed.value.process) for placed in draft.rows("processes")}
    for placed in draft.rows("processes"):
        yield from unknown(placed, "process", placed.value.process, recipes.processes(), "process")
        if placed.value.may_build and placed.value.process in recipes.processes():
            known = technologies.technologies().get(placed.value.process)
            if known is None or "capex" not in known.metrics:
                yield placed.problem(
                    "case.no_capital_cost",
                    "may_build",
                    "true, but the catalogue has no capital cost",
                    "false, or rows in overrides.csv for a process with costs",
                    "costs of this process would be taken as zero",
                )
    for placed in draft.rows("plants"):
        plant = placed.value
        if plant.process not in recipes.processes():
            yield from unknown(placed, "process", plant.process, recipes.processes(), "process")
        elif (plant.site, plant.process) not in listed:
            yield placed.problem(
                "case.process_not_listed",
                "process",
                f"{plant.process}, not listed at {plant.site}",
                "a row in processes.csv",
                f"add {plant.site},{plant.process} there (may_build false if no more may be built)",
            )


def _deposits(draft: Draft) -> Iterator[Problem]:
    known = {tier.deposit for tier in geology.tiers()}
    for placed in draft.rows("deposits"):
        yield from unknown(placed, "deposit", placed.value.deposit, known, "deposit with tiers")


def _markets(draft: Draft) -> Iterator[Problem]:
    for placed in draft.rows("markets"):
        market: Market = placed.value
        yield from unknown(placed, "commodity", market.commodity, goods.commodities(), "commodity")
        for mode in market.mode:
            yield from unknown(placed, "mode", mode, transport.modes(), "freight mode")
        if market.commodity in goods.commodities():
            good = goods.commodity(market.commodity)
            if market.price_cny is None and not prices.has_price(good.id, market.kind):
                yield placed.problem(
                    "case.no_price",
                    "price_cny",
                    "a blank",
                    f"a price in CNY/{good.unit} without VAT",
                    f"the catalogue has no base price to {market.kind} {good.id}; a blank never means zero",
                )
            if market.mode and good.tonnes_per_unit is None:
                yield placed.problem(
                    "case.no_freight",
                    "mode",
                    "+".join(market.mode),
                    "no freight",
                    f"{good.id} is counted in {good.unit}",
                )


def _routes(draft: Draft) -> Iterator[Problem]:
    sites = [placed.value.site for placed in draft.rows("sites")]
    for placed in draft.rows("routes"):
        route = placed.value
        yield from unknown(placed, "from_site", route.from_site, sites, "site of sites.csv")
        yield from unknown(placed, "to_site", route.to_site, sites, "site of sites.csv")
        yield from unknown(placed, "mode", route.mode, transport.modes(), "freight mode")
        if route.commodity:
            yield from unknown(placed, "commodity", route.commodity, goods.commodities(), "commodity")
        if route.from_site == route.to_site:
            yield placed.problem("case.same_site", "to_site", f"{route.to_site} again", "another site")


def _power(draft: Draft) -> Iterator[Problem]:
    stated = {placed.value.item for placed in draft.rows("assumptions")}
    for placed in draft.rows("power"):
        option: PowerOption = placed.value
        if option.technology:
            yield from unknown(placed, "technology", option.technology, technologies.technologies(), "technology")
        if option.place:
            yield from unknown(placed, "place", option.place, places.places(), "place of the catalogue")
        if option.kind in DEFAULT_TECHNOLOGY:
            yield from _climate(draft, placed)
            if option.supply == "ppa" and option.price_cny_per_mwh is None and "ppa_price" not in stated:
                yield placed.problem(
                    "case.no_ppa_price",
                    "price_cny_per_mwh",
                    "a blank",
                    "the price of the PPA",
                    "or a row ppa_price in assumptions.csv",
                )
        elif option.supply != "own":
            yield placed.problem(
                "case.supply_of_site", "supply", option.supply, "own", f"a {option.kind} stands at the site"
            )
        if option.kind == "plant" and option.price_cny_per_mwh is None:
            yield placed.problem(
                "case.no_running_cost",
                "price_cny_per_mwh",
                "a blank",
                "the running cost of the plant",
                "never zero silently",
            )
        if option.series_file and not _series_exists(draft.folder, option.series_file):
            yield placed.problem(
                "case.no_series",
                "series_file",
                repr(option.series_file),
                "a CSV file in the folder of the case",
                "name only, no path",
            )


def _climate(draft: Draft, placed: Placed[Any]) -> Iterator[Problem]:
    option: PowerOption = placed.value
    by_site = {each.value.site: each.value.place for each in draft.rows("sites")}
    place = option.place or by_site.get(option.site, "")
    if option.series_file or place not in places.places():
        return
    try:
        weather.normals(places.place(place).climate_place or place)
    except UnknownIdError as error:
        yield placed.problem(
            "case.no_climate", "place", repr(place), "a place with climate normals, or a series_file", str(error)
        )


def _series_exists(folder: str, name: str) -> bool:
    return Path(name).name == name and bool(folder) and (Path(folder) / name).is_file()


def _goals(draft: Draft) -> Iterator[Problem]:
    years = draft.head.horizon.planning_years if draft.head else ()
    made = {
        recipes.process(p.value.process).main for p in draft.rows("processes") if p.value.process in recipes.processes()
    }
    for placed in draft.rows("goals"):
        goal: Goal = placed.value
        if years and goal.year not in years:
            yield placed.problem(
                "case.not_a_planning_year", "year", str(goal.year), f"a planning year: {', '.join(map(str, years))}"
            )
        if GOAL_IS_SHARE.get(goal.kind) and not 0 <= goal.value <= 1:
            yield placed.problem(
                "value.out_of_range",
                "value",
                f"{goal.value:g}",
                "a share from 0 to 1",
                "60 % may be written as 0.6 or 60 %",
            )
        elif goal.value < 0 and goal.kind != "emissions":
            yield placed.problem("value.out_of_range", "value", f"{goal.value:g}", "a value of 0 or more")
        yield from _subject_of_goal(draft, placed, made)


GOAL_IS_SHARE: Final[Mapping[str, bool]] = {"share_of_chain": True, "green_share": True, "own_use_share": True}


def _subject_of_goal(draft: Draft, placed: Placed[Goal], made: set[str]) -> Iterator[Problem]:
    goal = placed.value
    known: dict[str, list[str]] = {
        "commodity": list(goods.commodities()),
        "chain": list(recipes.chains()),
        "deposit": [each.value.deposit for each in draft.rows("deposits")],
        **{word: [word] for word in ("power", "generation", "load")},
    }
    kinds, required = SUBJECT_KINDS[goal.kind]
    if not goal.subject:
        if required:
            yield placed.problem("case.no_subject", "subject", "a blank", f"a {' or '.join(kinds)}")
        return
    if not kinds:
        yield placed.problem(
            "case.no_subject_wanted",
            "subject",
            repr(goal.subject),
            "a blank",
            f"a goal of kind {goal.kind} has no subject",
        )
        return
    ids = [id for kind in kinds for id in known[kind]]
    if goal.subject not in ids:
        yield from unknown(placed, "subject", goal.subject, ids, " or ".join(kinds))
    elif goal.kind in ("output", "green_share") and goal.subject not in made:
        yield placed.problem(
            "case.not_made_here",
            "subject",
            repr(goal.subject),
            "a product of a process in processes.csv",
            "list the process that makes it",
        )


def _subjects(draft: Draft) -> Iterator[Problem]:
    """Subjects of paths and scenarios are commodities; border prices and rebates always need one."""
    for table in ("paths", "scenarios"):
        for placed in draft.rows(table):
            row = placed.value
            if row.subject:
                yield from unknown(placed, "subject", row.subject, goods.commodities(), "commodity")
            elif table == "paths" and row.path in ("border_price", "border_price_green", "export_rebate"):
                yield placed.problem("case.no_subject", "subject", "a blank", "the commodity that crosses the border")
            if table == "paths" and row.path == "export_rebate" and not 0 <= row.low <= row.high <= 1:
                yield placed.problem("value.out_of_range", "central", f"{row.central:g}", "a share from 0 to 1")


def _overrides(draft: Draft) -> Iterator[Problem]:
    known: dict[str, Iterable[str]] = {
        "recipes": recipes.processes(),
        "technologies": technologies.technologies(),
        "base_prices": goods.commodities(),
    }
    for placed in draft.rows("overrides"):
        row: Override = placed.value
        ids = list(known[row.table])
        yield from unknown(placed, "id", row.id, ids, f"row of {row.table}")
        if row.id in ids and quantities.override_unit(row.model_dump()) is None:
            items: Iterable[str] = ("buy", "sell")
            if row.table == "recipes":
                items = [flow.commodity for flow in recipes.process(row.id).flows]
            elif row.table == "technologies":
                items = technologies.technology(row.id).metrics
            yield from unknown(placed, "item", row.item, items, f"figure of {row.id}")


def _scenarios(draft: Draft) -> Iterator[Problem]:
    rows = draft.rows("scenarios")
    if not rows:
        return
    probability: dict[str, float] = {}
    for placed in rows:
        known = probability.setdefault(placed.value.scenario, placed.value.probability)
        if known != placed.value.probability:
            yield placed.problem(
                "case.probabilities", "probability", f"{placed.value.probability:g}", f"{known:g} as in its first row"
            )
    total = sum(probability.values())
    if abs(total - 1) > 1e-6:
        hint = "one probability per scenario, repeated in each of its rows"
        yield Problem(
            "case.probabilities", draft.file("scenarios"), None, "probability", f"a sum of {total:g}", "1", hint
        )
