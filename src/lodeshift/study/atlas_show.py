"""Everything the catalogue knows of one id: a city or place, a commodity, a process or technology, a deposit, a grid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from lodeshift.catalogue import (
    geology,
    goods,
    indicators,
    industry,
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
from lodeshift.chain import margins
from lodeshift.errors import InputError, UnknownIdError
from lodeshift.records.atlas import Card, Listing
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note, note
from lodeshift.study.atlas import deposit_row, margin_row
from lodeshift.study.atlas_rows import base_prices, cells, facts_of, figure_list, mark, plain_list


def commodity_card(id: str) -> Card:
    """Prices, history, taxes, makers and users of a commodity."""
    good = goods.commodity(id)
    base = {note(f"atlas.price_to_{role}"): figure for role, figure in base_prices(id).items()}
    history = {figure.row: figure for region in ("CN", "EU", "world") for figure in prices.history(id, region)}
    rebates = {
        note("atlas.rebate_on", str(day)): trade.export_rebate(id, day)
        for day in (date(2024, 6, 30), date(2025, 6, 30), date(2026, 6, 30))
    }
    users = (
        {
            "process": each.id,
            "direction": flow.direction,
            "amount": flow.amount.central,
            **cells(flow.amount, "unit mark"),
        }
        for each in recipes.processes().values()
        for flow in each.flows
        if flow.commodity == id
    )
    elements = ", ".join(f"{element} {share:g}" for (name, element), share in goods.composition().items() if name == id)
    carried = {each.input: each.pass_through for each in prices.pass_through(id)}
    prior = prices.priors().get(id)
    swing = (
        {note("atlas.log_volatility"): prior.log_volatility, note("atlas.half_life"): prior.half_life_years}
        if prior
        else {}
    )
    annexes: dict[bool | None, str | Note] = {True: note("atlas.yes"), False: note("atlas.no"), None: ""}
    return Card(
        id=id,
        kind=note("atlas.commodity"),
        facts=facts_of(
            name=f"{good.name_en} / {good.name_zh}",
            unit=good.unit,
            kind=good.kind,
            hs6=good.hs6,
            CBAM_annex_I=annexes[good.cbam_annex1],
            VAT_2024=f"{trade.vat_rate(id, date(2024, 7, 1)):.0%}",
            mass_fractions=elements,
            note=good.note,
        ),
        lists=(
            figure_list(note("atlas.base_prices_of", year=prices.BASE_YEAR), base.items()),
            figure_list(note("atlas.rebates"), rebates.items()),
            figure_list(
                note("atlas.price_history", year=prices.BASE_YEAR),
                [(tables_row_year(row), figure) for row, figure in history.items()],
            ),
            figure_list(note("atlas.pass_through"), carried.items()),
            figure_list(note("atlas.swings"), swing.items()),
            plain_list(note("atlas.made_and_used"), users, "process direction amount unit mark"),
        ),
    )


def tables_row_year(row: str) -> str:
    """Series and year that a price row was quoted in, for the row name "prices.csv:14"."""
    found = tables.read("prices")[int(row.partition(":")[2]) - 2]
    return f"{found['series_id']} {found['year']}"


def process_card(id: str) -> Card:
    """Recipe, costs, flexibility, element balances and margin of a process; costs only for other technologies."""
    technology = technologies.technology(id)
    flexibility = technologies.flexibility(id)
    lists = [figure_list(note("atlas.costs_and_life", year=prices.BASE_YEAR), technology.metrics.items())]
    facts = facts_of(
        name=f"{technology.name_en} / {technology.name_zh}",
        product=technology.product,
        load=note(
            "atlas.load",
            flexibility.flex_class,
            follows=str(flexibility.can_follow),
            why=flexibility.note,
            mark=mark(flexibility.quality),
        ),
    )
    if id in recipes.processes():
        process = recipes.process(id)
        facts |= facts_of(chain=process.chain, year=process.year, region=process.region, note=process.note)
        flows = {f"{flow.direction} {flow.commodity}": flow.amount for flow in process.flows}
        balances = (
            {
                "element": rule.element,
                "recovery": round(recipes.element_recovery(id, rule.element), 4),
                "from": rule.recovery_min,
                "to": rule.recovery_max,
            }
            for rule in recipes.balance_rules()
            if rule.process == id
        )
        lists = [
            figure_list(note("atlas.recipe", process.main, unit=process.unit), flows.items()),
            *lists,
            plain_list(note("atlas.element_balance"), balances, "element recovery from to"),
            plain_list(
                note("atlas.margin_of", year=prices.BASE_YEAR),
                (margin_row(margins.margin(id)),),
                "revenue cash_margin margin_after_capital note",
            ),
        ]
    kind = note("atlas.process") if id in recipes.processes() else note("atlas.technology")
    return Card(id, kind, facts, tuple(lists))


def deposit_card(name: str) -> Card:
    """Book figures and tiers of a deposit."""
    found = [each for each in geology.deposits() if each.deposit.lower() == name.lower()]
    if not found:
        raise UnknownIdError("deposit", name, {each.deposit for each in geology.deposits()})
    first = found[0]
    tier_rows = (
        {
            "tier": each.tier,
            "name": each.tier_name,
            "ore_mt": round(each.ore.central / 1e6, 2),
            "ore_low_mt": round(each.ore.low / 1e6, 2),
            "ore_high_mt": round(each.ore.high / 1e6, 2),
            "grade": f"{'' if each.grade is None else each.grade} {each.grade_unit}",
            "mining_cost": each.mining_cost.central,
            "cost_unit": each.mining_cost_unit,
            "max_kt_a": round(each.max_annual_t / 1e3),
            **cells(each, "mark source"),
        }
        for each in geology.tiers()
        if each.deposit == first.deposit
    )
    return Card(
        id=first.deposit,
        kind=note("atlas.deposit"),
        facts=facts_of(place=first.city_id, province=first.province),
        lists=(
            plain_list(
                note("atlas.book_figures"),
                map(deposit_row, found),
                "substance quantity unit grade grade_unit basis as_of mark",
            ),
            plain_list(
                note("atlas.deposit_tiers"),
                tier_rows,
                "tier name ore_mt grade mining_cost cost_unit max_kt_a mark",
            ),
        ),
    )


def grid_card(grid: str, voltage: str = "220kV+") -> Card:
    """Tariff of a grid at 220 kV and above, its windows, emission factor and curtailment."""
    tariff = power.tariff(grid, voltage)
    curtailed = power.curtailment(grid)
    fees = "energy transmission line_loss_share government_funds system_operation_fee demand_charge capacity_charge"
    parts: list[tuple[str | Note, Figure | None]] = [
        *cells(tariff, fees).items(),
        (note("atlas.wind_curtailed"), curtailed.wind),
        (note("atlas.sun_curtailed"), curtailed.solar),
    ]
    windows = (
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
        kind=note("atlas.tariff_grid", voltage),
        facts=facts_of(missing=", ".join(tariff.missing), voltages=", ".join(power.voltages(grid))),
        lists=(
            figure_list(note("atlas.tariff_parts"), parts),
            plain_list(note("atlas.tariff_windows"), windows, "band months hours multiplier mark"),
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
    return Card(id, note("atlas.place", where.kind), _place_facts(id), (*_place_numbers(id), *_place_industry(id)))


def _place_facts(id: str) -> dict[str, str | Note]:
    where, tier = places.place(id), places.city_tier(id)
    city = places.cities().get(id)
    resource = note("atlas.main_resources", city.resource_type, main=city.main_resources) if city else ""
    return facts_of(
        name=f"{where.name_en} / {where.name_zh}",
        province=where.province_en,
        stage_2013=city.stage if city else "",
        resource=resource,
        exhausted_batch=city.exhausted_batch if city else "",
        city_tier=note("atlas.tier_of_city", tier.tier, mark=mark(tier.quality)) if tier else "",
        position=f"{where.lat:.3f} N, {where.lon:.3f} E",
        lies_in=where.within,
        tariff_grid=where.tariff_grid,
        climate_from=where.climate_place if where.climate_place != id else "",
    )


def _place_numbers(id: str) -> tuple[Listing, ...]:
    where = places.place(id)
    known = (
        {
            **cells(each, "indicator year value"),
            "unit": f"{each.unit} {each.base}".strip(),
            **cells(each, "mark source"),
        }
        for each in indicators.indicators(id)
    )
    pages = (
        {**{key: cell for key, cell in row.items() if key not in ("id", tables.ROW)}, "mark": mark(row["quality"])}
        for row in indicators.series(id)
    )
    columns = "indicator year value unit mark"
    lists = [
        plain_list(note("atlas.census"), known, columns),
        plain_list(note("atlas.public_pages"), pages, f"{columns} note"),
        figure_list(note("atlas.grid_connection"), power.grid_connection(id).items()),
    ]
    if where.climate_place:
        normals = weather.normals(id)
        lists.append(
            figure_list(
                note("atlas.climate"),
                [
                    (note("atlas.pv_hours"), normals.pv_full_load_hours),
                    (note("atlas.wind_hours"), normals.wind_full_load_hours),
                ],
            )
        )
    routes = {
        note("atlas.route", site=each.id, mode=mode): transport.route_km(id, each.id)
        for each in places.places().values()
        if (mode := transport.route_mode(id, each.id)) is not None
    }
    lists.append(figure_list(note("atlas.routes"), routes.items()))
    return tuple(lists)


def _place_industry(id: str) -> tuple[Listing, ...]:
    of_firms = "company product capacity unit year status mark"
    firms = (cells(each, f"{of_firms} source") for each in industry.companies() if each.city_id == id)
    ores = (deposit_row(each) for each in geology.deposits() if each.city_id == id)
    groups = (
        {"id": each.id, "cluster": each.name_en, **cells(each, "field mark source")}
        for each in industry.clusters()
        if id in each.city_ids
    )
    return (
        plain_list(note("atlas.firms"), firms, of_firms),
        plain_list(note("atlas.deposits_of"), ores, "deposit substance quantity unit grade grade_unit tiers mark"),
        plain_list(note("atlas.clusters_of"), groups, "id cluster field mark"),
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
