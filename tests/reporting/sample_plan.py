"""A made-up plan for tests: its tonnes, megawatts and yuan balance, but it was not optimised and is no forecast.

Recipes, names and prices come from the catalogue; sizes and years follow nothing but the wish to look like a real run.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np

from lodeshift.catalogue import goods, prices, recipes
from lodeshift.names import ELECTRICITY, HOURS_PER_YEAR, Quality
from lodeshift.records import plan as record
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note, note

SITE = "lanzhou-new-area"
YEARS = (2026, 2028, 2030, 2032, 2035)
SUPPLIES = {"wind": "wind:wind-hexi-line", "pv": "pv:pv-local", "ppa": "ppa:wind-hexi-ppa", "grid": "grid"}
BATTERY = "battery:battery-green"
TARGET_T: Mapping[str, tuple[float, ...]] = {
    "copper_foil_6um": (108e3, 145e3, 175e3, 205e3, 245e3),
    "copper_foil_4p5um": (12e3, 25e3, 45e3, 70e3, 105e3),
    "graphite_anode_synthetic": (120e3, 225e3, 335e3, 440e3, 600e3),
    "lfp_cathode": (0.0, 0.0, 80e3, 130e3, 200e3),
}
MAKERS = {
    "copper_foil_6um": "copper_foil_6um",
    "copper_foil_4p5um": "copper_foil_4p5um",
    "graphite_anode_synthetic": "anode_finishing",
    "graphitized_powder": "graphitization_box",
    "green_anode": "anode_precursor_prep",
    "lfp_cathode": "lfp_synthesis",
}
OPTION_MW: Mapping[str, tuple[float, ...]] = {
    "wind-hexi-line": (0, 400, 900, 1200, 1600),
    "pv-local": (200, 600, 1000, 1300, 1900),
    "wind-hexi-ppa": (0, 100, 200, 200, 300),
    "battery-green MW": (0, 50, 150, 200, 300),
    "battery-green MWh": (0, 200, 600, 800, 1200),
}
CIRCUITS = ((3, 3, 3), (3, 3, 4), (4, 4, 5), (5, 4, 5), (6, 5, 7))


def sample_plan(hours: int = 672, seed: int = 7) -> record.Plan:
    """A plan of one site with five planning years and `hours` slices (672 = four weeks, 2190 = four-hour means, 8760)."""
    slices = _slices(hours)
    years, powers, flows, trades, accounts = [], [], [], [], []
    built_before: dict[str, float] = {}
    for index, year in enumerate(YEARS):
        activity = _activity(index)
        power = _power(index, activity, slices, np.random.default_rng(seed))
        powers.append(power)
        flows += _flows(year, activity)
        trades += _trades(year, index, activity)
        capacity = {p: a / 0.9 for p, a in activity.items()} | {o: float(mw[index]) for o, mw in OPTION_MW.items()}
        capacity["circuits"] = float(CIRCUITS[index][0])
        built = {k: v - built_before.get(k, 0.0) for k, v in capacity.items() if v - built_before.get(k, 0.0) > 0}
        built_before = capacity
        site = _site_year(index, activity, (built, capacity), power, slices)
        accounts += _accounts(year, site)
        years.append(record.PlanYear(year, 5.0 if year == YEARS[-1] else 2.5, {SITE: site}))
    products = tuple(TARGET_T)
    return record.Plan(
        case="sample-case",
        title={"en": "Sample New Area, battery materials", "zh": "示例新区电池材料"},
        objective="least_cost",
        objective_mcny=98_432.0,
        base_year=2024,
        discount_rate=0.08,
        slices=slices,
        years=tuple(years),
        power=tuple(powers),
        flows=tuple(flows),
        trades=tuple(trades),
        accounts=tuple(accounts),
        goals=_goals(),
        break_even=dict(zip(products, (88_900.0, 97_200.0, 24_400.0, 36_100.0), strict=True)),
        prices_today={p: prices.base_price(p, "sell").central for p in products},
        binding=_binding(),
        weak=_weak(),
        warnings=(note("planning.mean_hours", value=4.0),),
        solver={
            "method": "HiPO", "status": "optimal", "gap": 0.0004, "rows": 48_211.0, "columns": 61_730.0,
            "nonzeros": 412_000.0, "build_s": 0.4, "solve_s": 21.5, "lp_s": 9.2, "total_s": 23.1,
        },
        green=_green(),
        alternative=record.Alternative(
            "max_npv", 1_240.0, {YEARS[-1]: {"graphitization_box": 0.0, "copper_foil_6um": 90e3}},
            {YEARS[-1]: {"copper_foil_6um": 81e3, "graphite_anode_synthetic": 0.0}},
        ),
        answers=_answers(),
    )  # fmt: skip


def sample_sources() -> tuple[record.UsedFigure, ...]:
    """Some of the figures that such a plan rests on, from the catalogue."""
    found = []
    for process in MAKERS.values():
        for flow in recipes.process(process).inputs[:4]:
            label = note("planning.figure_flow", process, good=flow.commodity, side=f"flow_{flow.direction}")
            found.append(record.UsedFigure(label, "lanzhou-new-area", flow.amount, "amount"))
    for product in TARGET_T:
        label = note("planning.figure_price", product)
        found.append(record.UsedFigure(label, "lanzhou-new-area", prices.base_price(product, "sell"), "cost"))
    return tuple(found)


SAMPLE_META: Mapping[str, str] = {
    "run": "sample-0001",
    "lodeshift": "0.1.0",
    "seed": "7",
    "created": "2026-01-01T00:00:00Z",
}


def _slices(hours: int) -> record.Slices:
    if hours == 672:
        starts = np.concatenate([np.arange(168) + 24 * day for day in (14, 104, 195, 287)])
        length, weight = 1, np.full(672, HOURS_PER_YEAR / 672)
    else:
        length = HOURS_PER_YEAR // hours
        starts, weight = np.arange(hours) * length, np.full(hours, float(length))
    edges = np.cumsum([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) * 24
    month = np.searchsorted(edges, starts, side="right").astype(np.int64)
    return record.Slices(starts.astype(np.int64), length, weight, month)


def _activity(index: int) -> dict[str, float]:
    """Tonnes a year by process: what each target and each further step of its chain needs."""
    need = {c: t[index] for c, t in TARGET_T.items() if t[index] > 0}
    activity: dict[str, float] = {}
    while need:
        commodity, amount = need.popitem()
        process = MAKERS[commodity]
        activity[process] = activity.get(process, 0.0) + amount
        for flow in recipes.process(process).inputs:
            if flow.commodity in MAKERS:
                need[flow.commodity] = need.get(flow.commodity, 0.0) + amount * flow.amount.central
    return activity


def _power(
    index: int, activity: Mapping[str, float], slices: record.Slices, rng: np.random.Generator
) -> record.SitePower:
    n = slices.start_hour.size
    hour, day = slices.start_hour % 24, slices.start_hour // 24
    season = np.cos(2 * np.pi * (day - 172) / 365)
    sun = np.clip(np.sin(np.pi * (hour + slices.length_h / 2 - 7.1) / 12), 0, None) * (0.72 + 0.16 * season)
    gusts = np.convolve(rng.normal(size=n + 23), np.ones(24) / 24, "valid") * 1.6
    wind = np.clip(0.30 - 0.05 * season + gusts, 0.0, 0.95)
    sun = sun * np.clip(1 - 0.5 * np.abs(np.convolve(rng.normal(size=n + 23), np.ones(24) / 24, "valid") * 3), 0.2, 1)
    available = {
        SUPPLIES["wind"]: OPTION_MW["wind-hexi-line"][index] * wind,
        SUPPLIES["pv"]: OPTION_MW["pv-local"][index] * sun,
        SUPPLIES["ppa"]: OPTION_MW["wind-hexi-ppa"][index] * wind,
    }
    use = {p: np.full(n, a * -recipes.process(p).amount(ELECTRICITY) / HOURS_PER_YEAR) for p, a in activity.items()}
    furnace = use["graphitization_box"]
    shape = 0.85 + 0.3 * sun / max(sun.max(), 1e-9)
    use["graphitization_box"] = furnace * shape / np.average(shape, weights=slices.weight_h)
    demand = np.sum(list(use.values()), axis=0)
    supply, left = {}, demand.copy()
    for name, might in available.items():
        supply[name] = np.minimum(might, left)
        left = left - supply[name]
    spare = np.sum(list(available.values()), axis=0) - np.sum(list(supply.values()), axis=0)
    charge, discharge = _battery(spare, left, OPTION_MW["battery-green MWh"][index], slices)
    if charge.any():
        supply[SUPPLIES["pv"]] = supply[SUPPLIES["pv"]] + np.minimum(
            charge, available[SUPPLIES["pv"]] - supply[SUPPLIES["pv"]]
        )
        extra = charge - (np.sum([supply[k] for k in available], axis=0) - (demand - left))
        supply[SUPPLIES["wind"]] = supply[SUPPLIES["wind"]] + extra
        supply[BATTERY], use[BATTERY] = discharge, charge
    supply["grid"] = left - discharge
    price = np.where((hour >= 9) & (hour < 17), 280.0, np.where((hour >= 18) & (hour < 23), 560.0, 430.0))
    green = np.minimum(np.sum([v for k, v in supply.items() if k != "grid"], axis=0), demand)
    return record.SitePower(SITE, YEARS[index], supply, use, available, green, price, price * 1.08)


def _battery(
    spare: np.ndarray, short: np.ndarray, energy_mwh: float, slices: record.Slices
) -> tuple[np.ndarray, np.ndarray]:
    """Charge from what would be curtailed, give back as soon as it is short; 90 % round trip."""
    charge, discharge = np.zeros_like(spare), np.zeros_like(spare)
    level = 0.0
    for i in range(spare.size):
        charge[i] = min(spare[i], energy_mwh / 4, (energy_mwh - level) / slices.length_h)
        level += charge[i] * slices.length_h * 0.9
        if charge[i] == 0:
            discharge[i] = min(short[i], energy_mwh / 4, level / slices.length_h)
            level -= discharge[i] * slices.length_h
    return charge, discharge


def _flows(year: int, activity: Mapping[str, float]) -> list[record.Flow]:
    return [
        record.Flow(year, SITE, process, flow.commodity, amount * flow.net)
        for process, amount in activity.items()
        for flow in recipes.process(process).flows
    ]


def _trades(year: int, index: int, activity: Mapping[str, float]) -> list[record.Trade]:
    net: dict[str, float] = {}
    for flow in _flows(year, activity):
        net[flow.commodity] = net.get(flow.commodity, 0.0) + flow.amount
    found = []
    for commodity, amount in net.items():
        if commodity in (ELECTRICITY, "labour") or goods.commodity(commodity).kind == "waste" or abs(amount) < 1e-6:
            continue
        kind = "sell" if amount > 0 else "buy"
        price = prices.base_price(commodity, "sell" if amount > 0 else "buy").central
        parts = (
            ((0.85, "domestic", 250.0, 0.0), (0.15, "EU", 2400.0, 610.0))
            if amount > 0
            else ((1.0, "domestic", 120.0, 0.0),)
        )
        found += [
            record.Trade(year, SITE, commodity, kind, market, abs(amount) * part, price, freight, border, 2024)
            for part, market, freight, border in parts
        ]
    return found


def _site_year(
    index: int,
    activity: Mapping[str, float],
    sizes: tuple[dict[str, float], dict[str, float]],
    power: record.SitePower,
    slices: record.Slices,
) -> record.SiteYear:
    year = YEARS[index]
    trades = _trades(year, index, activity)
    sales = sum(t.amount * t.price_cny for t in trades if t.kind == "sell") / 1e6
    bought = sum(t.amount * (t.price_cny + t.freight_cny) for t in trades if t.kind == "buy") / 1e6
    energy = {k: float(v @ slices.weight_h) for k, v in power.supply_mw.items()}
    might = sum(float(v @ slices.weight_h) for v in power.available_mw.values())
    grid = energy["grid"]
    flows = _flows(year, activity)

    def total(commodity: str) -> float:
        return sum(f.amount for f in flows if f.commodity == commodity)

    used = energy[SUPPLIES["wind"]] + energy[SUPPLIES["pv"]] + energy[SUPPLIES["ppa"]]
    demand = float(sum(v for k, v in power.use_mw.items() if k != BATTERY) @ slices.weight_h)
    peak = float((power.supply_mw["grid"] + power.supply_mw[SUPPLIES["ppa"]]).max())
    totals = record.PowerTotals(
        demand, energy[SUPPLIES["wind"]], energy[SUPPLIES["pv"]], energy[SUPPLIES["ppa"]], grid, might - used, peak,
        float(np.sum(list(power.use_mw.values()), axis=0).max()) + 920, *CIRCUITS[index],
    )  # fmt: skip
    output = {c: t[index] for c, t in TARGET_T.items() if t[index] > 0}
    return record.SiteYear(
        built=sizes[0], capacity=sizes[1], activity=dict(activity), output_t=output,
        green_output_t={c: 0.4 * t for c, t in output.items()}, sales_mcny=sales,
        value_added_mcny=sales - bought - grid * 430 / 1e6, jobs=-total("labour"), emissions_t=total("co2_direct"),
        emissions_power_t=grid * 0.49, water_m3=-total("water"), waste_t=total("tailings"),
        investment_mcny=sum(sizes[0].get(p, 0.0) * 0.02 for p in activity), power=totals,
    )  # fmt: skip


def _accounts(year: int, site: record.SiteYear) -> list[record.AccountItem]:
    bought = site.sales_mcny - site.value_added_mcny
    power = site.power.grid_mwh * 430 / 1e6
    labour, capital = site.jobs * 0.11, site.sales_mcny * 0.13
    firm: list[tuple[record.Item, float]] = [
        ("sales", site.sales_mcny), ("bought inputs", power - bought), ("bought electricity", -power), ("labour", -labour),
        ("capital charge", -capital), ("fixed O&M", -capital * 0.25), ("profit tax", -40.0),
    ]  # fmt: skip
    region: list[tuple[record.Item, float]] = [
        ("sales", site.sales_mcny),
        ("bought inputs", power - bought),
        ("bought electricity", -power),
    ]
    city: list[tuple[record.Item, float]] = [("VAT", 210.0 + year - 2026), ("profit tax", 16.0), ("training", -12.0)]
    rows: list[tuple[record.Account, list[tuple[record.Item, float]]]] = [
        ("firm", firm),
        ("region", region),
        ("city", city),
    ]
    return [
        record.AccountItem(record.AccountLine(account, item), year, mcny)
        for account, items in rows
        for item, mcny in items
    ]


def _goals() -> dict[str, record.GoalResult]:
    found = {}
    for commodity, targets in TARGET_T.items():
        for index in (2, 4):
            if targets[index]:
                found[f"{commodity}-{YEARS[index]}"] = record.GoalResult(
                    targets[index],
                    targets[index],
                    "t",
                    0.021,
                    YEARS[index],
                    "output",
                    commodity,
                    "",
                    "min",
                )
    found["green-2035"] = record.GoalResult(0.35, 0.41, "1", 0.0, 2035, "green_share", "", "", "min")
    return found


def _binding() -> tuple[record.Binding, ...]:
    return (
        record.Binding(note("planning.limit_secure_supply", site=SITE, year=2035), 1.9, "MW"),
        record.Binding(note("planning.limit_potential", "wind-hexi-line", site=SITE, year=2035), 0.8, "MW"),
        record.Binding(note("planning.limit_people", site=SITE, year=2035), 0.12, "job"),
    )


def _weak() -> tuple[record.WeakFigure, ...]:
    def figure(low: float, central: float, high: float, unit: str, quality: Quality) -> Figure:
        return Figure(
            low, central, high, unit, "2024", "CN", "own engineering estimate", quality, row="assumptions.csv:17"
        )

    def weak(label: Note, of: Figure, a_year: float) -> record.WeakFigure:
        return record.WeakFigure(label, "lanzhou-new-area", of, 4.0 * a_year, a_year)

    return (
        weak(note("planning.figure_price", "needle_coke"), figure(5200, 6400, 8200, "CNY/t", "estimate"), 1104.0),
        weak(
            note("planning.figure_flow", "graphitization_box", good="electricity", side="flow_in"),
            figure(8, 9.5, 10.5, "MWh/t", "recalled"),
            372.0,
        ),
        weak(
            note("planning.figure_assumption", "firm_mw_per_further_circuit"),
            figure(500, 700, 840, "MW", "estimate"),
            96.0,
        ),
        weak(note("planning.figure_assumption", "discount_rate"), figure(0.06, 0.08, 0.10, "1", "estimate"), 611.0),
    )


def _green() -> tuple[record.GreenVariant, ...]:
    found = []
    for share in (0.0, 0.35, 0.6, 0.9):
        cost = {
            p: base * (1 + 0.03 * share**2)
            for p, base in (("copper_foil_6um", 88_100), ("graphite_anode_synthetic", 23_900), ("lfp_cathode", 35_900))
        }
        intensity = {
            p: {"scope1": s1, "scope2_location": s2 * (1 - share), "scope2_hourly": s2 * (1 - 0.85 * share)}
            for p, s1, s2 in (
                ("copper_foil_6um", 0.0, 4.2),
                ("graphite_anode_synthetic", 0.77, 6.9),
                ("lfp_cathode", 0.44, 1.9),
            )
        }
        found.append(
            record.GreenVariant(
                share,
                98_000 + 4200 * share**2,
                2400 * share,
                3100 * share,
                3600 * share**2,
                6e5 * share,
                6,
                cost,
                intensity,
            )
        )
    return tuple(found)


def _answers() -> record.Answers:
    reach = {"copper_foil_6um": 680e3, "graphite_anode_synthetic": 545e3, "lfp_cathode": 88e3}
    return record.Answers(
        circuits=record.Circuits(330.0, 3),
        chains={"cell_chain": record.ChainReach("battery_cell_lfp", reach, "lfp_cathode")},
        value_added_share={"copper_foil_6um": 0.14, "copper_foil_4p5um": 0.23},
    )


def empty_plan() -> record.Plan:
    """The smallest plan a page must survive: one year, nothing built, no variants."""
    plan = sample_plan(672)
    return dataclasses.replace(
        plan, years=plan.years[:1], power=plan.power[:1], goals={}, break_even={}, prices_today={}, binding=(), weak=(),
        warnings=(), green=(), alternative=None, answers=record.Answers(),
    )  # fmt: skip
