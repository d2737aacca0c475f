"""Everything the catalogue knows of one id: a city or place, a commodity, a process or technology, a deposit, a grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from lodeshift.catalogue import (
    geology,
    goods,
    indicators,
    industry,
    margins,
    places,
    power,
    prices,
    recipes,
    tables,
    technologies,
    trade,
    transport,
    weather,
)
from lodeshift.errors import InputError, UnknownIdError
from lodeshift.records.figure import Figure
from lodeshift.study.atlas import deposit_row
from lodeshift.study.atlas_goods import margin_row
from lodeshift.study.atlas_rows import AtlasRow, Listing, mark

FIGURE_COLUMNS: Mapping[str, str] = {
    "item": "",
    "low": "low",
    "central": "central",
    "high": "high",
    "unit": "unit",
    "year": "year",
    "mark": "sure?",
    "note": "note",
}


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one id: a heading, its plain facts, and lists."""

    id: str
    kind: str
    facts: tuple[tuple[str, str], ...]
    lists: tuple[Listing, ...]


def figure_row(item: str, figure: Figure) -> AtlasRow:
    """A figure as a row that keeps its range, unit, year, region, source and quality."""
    return {
        "item": item,
        "low": figure.low,
        "central": figure.central,
        "high": figure.high,
        "unit": figure.unit,
        "year": figure.year,
        "region": figure.region,
        "quality": figure.quality,
        "mark": mark(figure.quality),
        "note": figure.note,
        "source": figure.source,
        "row": figure.row,
    }


def _figures(title: str, figures: Mapping[str, Figure | None]) -> Listing:
    rows = tuple(figure_row(item, figure) for item, figure in figures.items() if figure is not None)
    return Listing(title, FIGURE_COLUMNS, rows)


def _facts(**cells: str) -> tuple[tuple[str, str], ...]:
    return tuple((name.replace("_", " "), cell) for name, cell in cells.items() if cell)


def _plain(title: str, rows: tuple[AtlasRow, ...], *columns: str) -> Listing:
    return Listing(title, {name: "sure?" if name == "mark" else name.replace("_", " ") for name in columns}, rows)


def commodity_card(id: str) -> Card:
    """Prices, history, taxes, makers and users of a commodity."""
    good = goods.commodity(id)
    roles: tuple[prices.Role, ...] = ("buy", "sell")
    base = {f"price to {role}": prices.base_price(id, role) for role in roles if prices.has_price(id, role)}
    if len(base) == 2 and len({figure.row for figure in base.values()}) == 1:
        base = {"price to buy or sell": base["price to buy"]}
    history = {figure.row: figure for region in ("CN", "EU", "world") for figure in prices.history(id, region)}
    rebates = {
        f"export rebate on {day}": trade.export_rebate(id, day)
        for day in (date(2024, 6, 30), date(2025, 6, 30), date(2026, 6, 30))
    }
    users = tuple(
        {"process": each.id, "direction": flow.direction, **_amount(flow)}
        for each in recipes.processes().values()
        for flow in each.flows
        if flow.commodity == id
    )
    elements = ", ".join(f"{element} {share:g}" for (name, element), share in goods.composition().items() if name == id)
    carried = {each.input: each.pass_through for each in prices.pass_through(id)}
    prior = prices.priors().get(id)
    swing = {"log volatility of a year": prior.log_volatility, "half-life": prior.half_life_years} if prior else {}
    annex = {True: "yes", False: "no", None: ""}[good.cbam_annex1]
    return Card(
        id=id,
        kind="commodity",
        facts=_facts(
            name=f"{good.name_en} / {good.name_zh}",
            unit=good.unit,
            kind=good.kind,
            hs6=good.hs6,
            CBAM_annex_I=annex,
            VAT_2024=f"{trade.vat_rate(id, date(2024, 7, 1)):.0%}",
            mass_fractions=elements,
            note=good.note,
        ),
        lists=(
            _figures("Base prices of 2024, CNY without VAT", base),
            _figures("Export rebate, share of price without VAT", rebates),
            _figures(
                "Price history in CNY of 2024 without VAT",
                {tables_row_year(row): figure for row, figure in history.items()},
            ),
            _figures("Pass-through of input prices", carried),
            _figures("How the price swings", swing),
            _plain(
                "Made and used by (per unit of main product)", users, "process", "direction", "amount", "unit", "mark"
            ),
        ),
    )


def _amount(flow: recipes.Flow) -> dict[str, str | float]:
    return {"amount": flow.amount.central, "unit": flow.amount.unit, "mark": mark(flow.amount.quality)}


def tables_row_year(row: str) -> str:
    """Series and year that a price row was quoted in, for the row name "prices.csv:14"."""
    found = tables.read("prices")[int(row.partition(":")[2]) - 2]
    return f"{found['series_id']} {found['year']}"


def process_card(id: str) -> Card:
    """Recipe, costs, flexibility, element balances and margin of a process; costs only for other technologies."""
    technology = technologies.technology(id)
    flexibility = technologies.flexibility(id)
    lists = [_figures("Costs and life (CNY of 2024 without VAT)", technology.metrics)]
    facts = _facts(
        name=f"{technology.name_en} / {technology.name_zh}",
        product=technology.product,
        load=f"{flexibility.flex_class}; follows hourly power: {flexibility.can_follow}; {flexibility.note} "
        f"({mark(flexibility.quality)})",
    )
    if id in recipes.processes():
        process = recipes.process(id)
        facts += _facts(chain=process.chain, year=process.year, region=process.region, note=process.note)
        flows = {f"{flow.direction} {flow.commodity}": flow.amount for flow in process.flows}
        balances = tuple(
            {
                "element": rule.element,
                "recovery": round(recipes.element_recovery(id, rule.element), 4),
                "from": rule.recovery_min,
                "to": rule.recovery_max,
            }
            for rule in recipes.balance_rules()
            if rule.process == id
        )
        margin = margin_row(margins.margin(id))
        lists = [
            _figures(f"Recipe, per {process.unit} of {process.main}", flows),
            *lists,
            _plain("Element balance: recovered share and its bounds", balances, "element", "recovery", "from", "to"),
            _plain(
                "Margin at base prices of 2024", (margin,), "revenue", "cash_margin", "margin_after_capital", "note"
            ),
        ]
    return Card(id, "process" if id in recipes.processes() else "technology", facts, tuple(lists))


def deposit_card(name: str) -> Card:
    """Book figures and tiers of a deposit."""
    found = [each for each in geology.deposits() if each.deposit.lower() == name.lower()]
    if not found:
        raise UnknownIdError("deposit", name, {each.deposit for each in geology.deposits()})
    first = found[0]
    rows = tuple(deposit_row(each) for each in found)
    tier_rows = tuple(
        {
            "tier": each.tier,
            "name": each.tier_name,
            "ore_mt": round(each.ore.central / 1e6, 2),
            "ore_low_mt": round(each.ore.low / 1e6, 2),
            "ore_high_mt": round(each.ore.high / 1e6, 2),
            "grade": f"{'' if each.grade is None else each.grade} {each.grade_unit}",
            "mining_cost": each.mining_cost.central,
            "cost_unit": each.mining_cost_unit,
            "max_kt_a": None if each.max_annual_t is None else round(each.max_annual_t / 1e3),
            "mark": mark(each.quality),
            "source": each.source,
        }
        for each in geology.tiers()
        if each.deposit == first.deposit
    )
    return Card(
        id=first.deposit,
        kind="deposit",
        facts=_facts(place=first.city_id, province=first.province),
        lists=(
            _plain(
                "Book figures", rows, "substance", "quantity", "unit", "grade", "grade_unit", "basis", "as_of", "mark"
            ),
            _plain(
                *("Tiers that a plan can draw on", tier_rows),
                *("tier", "name", "ore_mt", "grade", "mining_cost", "cost_unit", "max_kt_a", "mark"),
            ),
        ),
    )


def grid_card(grid: str, voltage: str = "220kV+") -> Card:
    """Tariff of a grid at 220 kV and above, its windows, emission factor and curtailment."""
    tariff = power.tariff(grid, voltage)
    parts = {name: getattr(tariff, name) for name in ("energy", "transmission", "line_loss_share", "government_funds")}
    parts |= {name: getattr(tariff, name) for name in ("system_operation_fee", "demand_charge", "capacity_charge")}
    curtailed = power.curtailment(grid)
    parts |= {"wind curtailed (assumption)": curtailed.wind, "sun curtailed (assumption)": curtailed.solar}
    windows = tuple(
        {
            "band": window.band,
            "months": _ranges(sorted(window.months)),
            "hours": "; ".join(f"{start:g}-{end:g}" for start, end in window.spans),
            "multiplier": window.multiplier.central,
            "mark": mark(window.multiplier.quality),
        }
        for window in tariff.windows
    )
    return Card(
        id=grid,
        kind=f"tariff grid, {voltage}, two-part",
        facts=_facts(missing=", ".join(tariff.missing), voltages=", ".join(power.voltages(grid))),
        lists=(
            _figures("Prices without VAT", parts),
            _plain("Time-of-use windows (Beijing time)", windows, "band", "months", "hours", "multiplier", "mark"),
        ),
    )


def _ranges(months: list[int]) -> str:
    """Months in short: [1, 2, 3, 7] gives "1-3, 7"."""
    runs: list[list[int]] = []
    for month in months:
        if runs and runs[-1][-1] == month - 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def place_card(id: str) -> Card:
    """Everything known of a city or place."""
    where = places.place(id)
    return Card(id, where.kind, _place_facts(id), (*_place_numbers(id), *_place_industry(id)))


def _place_facts(id: str) -> tuple[tuple[str, str], ...]:
    where, tier = places.place(id), places.city_tier(id)
    city = places.cities().get(id)
    resource = f"{city.resource_type}: {city.main_resources} (≈ recalled)" if city else ""
    return _facts(
        name=f"{where.name_en} / {where.name_zh}",
        province=where.province_en,
        stage_2013=city.stage if city else "",
        resource=resource,
        exhausted_batch=city.exhausted_batch if city else "",
        city_tier=f"{tier.tier} (≈ {tier.quality})" if tier else "",
        position=f"{where.lat:.3f} N, {where.lon:.3f} E",
        lies_in=where.within,
        tariff_grid=where.tariff_grid,
        climate_from=where.climate_place if where.climate_place != id else "",
    )


def _place_numbers(id: str) -> tuple[Listing, ...]:
    where = places.place(id)
    known = tuple(
        {
            "indicator": each.indicator,
            "year": each.year,
            "value": each.value,
            "unit": f"{each.unit} {each.base}".strip(),
            "mark": mark(each.quality),
            "source": each.source,
        }
        for each in indicators.indicators(id)
    )
    pages = tuple(
        {**{key: cell for key, cell in row.items() if key not in ("id", tables.ROW)}, "mark": mark(row["quality"])}
        for row in indicators.series(id)
    )
    columns = ("indicator", "year", "value", "unit", "mark")
    lists = [
        _plain("Census, GDP, people", known, *columns),
        _plain("Figures read on public pages", pages, *columns, "note"),
        _figures("Power connection", power.grid_connection(id)),
    ]
    if where.climate_place:
        normals = weather.normals(id)
        lists.append(
            _figures(
                "Climate (full-load hours before curtailment where the note says so)",
                {
                    "PV full-load hours": normals.pv_full_load_hours,
                    "wind full-load hours": normals.wind_full_load_hours,
                },
            )
        )
    routes = {
        f"{each.name_en} by {transport.route_mode(id, each.id)}": transport.route_km(id, each.id)
        for each in places.places().values()
    }
    lists.append(_figures("Routes", routes))
    return tuple(lists)


def _place_industry(id: str) -> tuple[Listing, ...]:
    firms = tuple(
        {
            "company": each.company,
            "product": each.product,
            "capacity": each.capacity,
            "unit": each.unit,
            "year": each.year,
            "status": each.status,
            "mark": mark(each.quality),
            "source": each.source,
        }
        for each in industry.companies()
        if each.city_id == id
    )
    ores = tuple(deposit_row(each) for each in geology.deposits() if each.city_id == id)
    groups = tuple(
        {"id": each.id, "cluster": each.name_en, "field": each.field, "mark": mark(each.quality), "source": each.source}
        for each in industry.clusters()
        if id in each.city_ids
    )
    return (
        _plain("Firms and projects", firms, "company", "product", "capacity", "unit", "year", "status", "mark"),
        _plain("Deposits", ores, "deposit", "substance", "quantity", "unit", "grade", "grade_unit", "tiers", "mark"),
        _plain("National clusters it belongs to", groups, "id", "cluster", "field", "mark"),
    )


def show(word: str) -> tuple[Card, ...]:
    """Cards of everything that bears this id or name (a commodity and a process may share one).

    Raises
    ------
    UnknownIdError : nothing bears it; close matches are given.
    InputError : a name that several places bear.
    """
    kinds: tuple[tuple[bool, Callable[[str], Card]], ...] = (
        (word in goods.commodities(), commodity_card),
        (word in technologies.technologies(), process_card),
        (any(each.deposit.lower() == word.lower() for each in geology.deposits()), deposit_card),
        (word in power.grids(), grid_card),
    )
    cards = [card(word) for holds, card in kinds if holds]
    try:
        cards.append(place_card(places.find(word).id))
    except UnknownIdError:
        if not cards:
            raise UnknownIdError("city, place, commodity, process, deposit or grid", word, _every_id()) from None
    except InputError:
        if not cards:
            raise
    return tuple(cards)


def _every_id() -> tuple[str, ...]:
    names = {each.deposit for each in geology.deposits()}
    return (*places.places(), *goods.commodities(), *technologies.technologies(), *names, *power.grids())
