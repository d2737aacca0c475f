"""What the simulation assumes where no table has a row: each with low, central, high, and where it comes from.

Most are ours (`estimate`); some are national figures from memory (`recalled`). A user's case may replace any of them.
Low and high are read as an 80 % interval when draws are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from lodeshift.errors import UnknownIdError
from lodeshift.names import Quality
from lodeshift.records.figure import Figure

OURS: Final = "own estimate for the simulation"
RECALLED: Final = "recalled from general knowledge; no document at hand"


def _row(name: str, values: tuple[float, float, float], unit: str, quality: Quality, note: str) -> tuple[str, Figure]:
    low, central, high = values
    source = RECALLED if quality == "recalled" else OURS
    return name, Figure(low, central, high, unit, "2024", "CN", source, quality, note, row=f"assumptions:{name}")


_ROWS: Final = (
    # growth
    _row("trend_long_run", (0.01, 0.02, 0.03), "1/a", "estimate", "log growth of output per head once China is rich"),
    _row("jobs_share", (0.15, 0.3, 0.45), "1", "estimate", "share of a city's lead in growth that is more jobs"),
    _row("zone_jobs_share", (0.4, 0.6, 0.8), "1", "estimate", "as jobs_share, for a new zone that fills with plants"),
    _row("zone_own_weight", (0.5, 0.75, 1.0), "1", "estimate", "how much of a new zone's own growth is believed"),
    _row("deepening", (0.2, 0.5, 0.8), "1", "estimate", "value added per tonne of works over growth of output per job"),
    _row("agriculture_growth", (0.01, 0.025, 0.035), "1/a", "estimate", "value added of farming"),
    _row("agriculture_leaving", (0.01, 0.02, 0.03), "1/a", "estimate", "farm jobs that go each year"),
    # value added per job over that of manufacturing
    _row("output_per_job_mining", (1.2, 1.7, 2.4), "1", "recalled", "national accounts 2020 over census jobs 2020"),
    _row("output_per_job_utilities", (1.4, 1.9, 2.5), "1", "recalled", "as mining"),
    _row("output_per_job_construction", (0.35, 0.45, 0.6), "1", "recalled", "as mining"),
    _row("zone_secondary_share", (0.45, 0.58, 0.7), "1", "estimate", "industrial zone without published sector shares"),
    _row("zone_jobs_per_head", (0.4, 0.5, 0.6), "1", "estimate", "zone without a census of its own"),
    # people
    _row("linkage", (0.3, 0.55, 0.8), "1", "estimate", "private service jobs that go with basic jobs"),
    _row("migration_elasticity", (0.08, 0.2, 0.4), "1/a", "estimate", "net migration per gap in jobs per worker"),
    _row("drift_doubt", (0.0, 0.003, 0.006), "1/a", "estimate", "doubt about the drift read from two censuses"),
    _row("unemployment", (0.045, 0.051, 0.06), "1", "recalled", "surveyed urban rate, 2024 mean"),
    _row("participation_change", (-0.006, -0.003, 0.0), "1/a", "estimate", "ageing: labour force per head"),
    _row("natural_change", (-0.002, -0.001, 0.0), "1/a", "recalled", "births less deaths per head, country, 2024"),
    _row("natural_change_by_age", (-0.0011, -0.0008, -0.0005), "1/a", "estimate", "per point of people over 65"),
    _row("age_65_share", (13.5, 13.5, 13.5), "%", "recalled", "people over 65, country, census 2020"),
    _row("natural_change_slope", (-0.0005, -0.0003, -0.0001), "1/a2", "estimate", "further fall each year"),
    # firms
    _row("cost_spread", (0.15, 0.25, 0.4), "1", "estimate", "half width of unit costs around their mean"),
    _row("base_use", (0.65, 0.75, 0.85), "1", "recalled", "use of industrial capacity, 2024 (NBS quarterly, 75 %)"),
    _row("hurdle", (0.07, 0.11, 0.16), "1/a", "estimate", "after-tax return at which firms replace plants"),
    _row(
        "capital_rate",
        (0.06, 0.08, 0.1),
        "1/a",
        "estimate",
        "cost of capital of committed projects, as in the margin table",
    ),
    _row("delay", (-0.3, 0.6, 2.0), "a", "estimate", "building late against plan"),
    _row("recovery", (0.1, 0.6, 1.0), "1", "estimate", "how far products that sell below full cost come back to it"),
    _row("permit_years", (0.5, 1.0, 2.0), "a", "estimate", "from decision to start of building"),
    _row("ramp_years", (1.0, 2.0, 3.0), "a", "estimate", "start of output to full output"),
    _row("capital_overrun", (-0.1, 0.05, 0.3), "1", "estimate", "log of cost of capital goods over the table"),
    _row("grade", (-0.12, 0.0, 0.08), "1", "estimate", "log of ore grade over the table"),
    _row("mechanisation", (0.01, 0.03, 0.05), "1/a", "estimate", "fall of labour per unit of output"),
    _row("growth_room", (1.0, 1.15, 1.3), "1", "estimate", "capacity that place and market allow over today's"),
    _row(
        "ore_life_growing", (25.0, 45.0, 80.0), "a", "estimate", "where no deposit is on the tables, by stage of 2013"
    ),
    _row("ore_life_mature", (12.0, 25.0, 50.0), "a", "estimate", "as growing"),
    _row("ore_life_declining", (3.0, 9.0, 20.0), "a", "estimate", "as growing"),
    _row("ore_life_regenerative", (6.0, 15.0, 35.0), "a", "estimate", "as growing"),
    _row("reserve", (-0.3, 0.0, 0.3), "1", "estimate", "log of ore in the ground over the table"),
    _row("land_m2_per_mcny", (250.0, 400.0, 700.0), "m2/mCNY", "estimate", "plant land per million yuan of capital"),
    # public money
    _row("tax_rate", (0.06, 0.075, 0.09), "1", "recalled", "local budget revenue over GDP; 2024: 11.9 of 135 trillion"),
    _row("vat_rate", (0.13, 0.13, 0.13), "1", "recalled", "VAT on goods"),
    _row("vat_local", (0.5, 0.5, 0.5), "1", "recalled", "local share of VAT since 2016"),
    _row("profit_tax_local", (0.4, 0.4, 0.4), "1", "recalled", "local share of profit tax"),
    _row("resource_tax", (0.02, 0.05, 0.1), "1", "recalled", "share of mine sales, set by provinces"),
    _row("spending_share", (0.13, 0.18, 0.25), "1", "recalled", "local budget spending over GDP"),
    _row("debt_share", (0.2, 0.35, 0.6), "1", "recalled", "local debt on the books over GDP, end of 2024"),
    _row("interest", (0.025, 0.032, 0.04), "1/a", "recalled", "mean rate of local bonds"),
    _row("training_cost", (0.001, 0.004, 0.01), "mCNY/place", "estimate", "course and pay for a quarter"),
    _row("discount", (0.03, 0.05, 0.08), "1/a", "estimate", "for adding up years"),
    _row("profit_tax", (0.15, 0.25, 0.25), "1", "recalled", "profit tax; 15 % for encouraged industries in the west"),
    _row("land_price", (60.0, 150.0, 300.0), "CNY/m2", "estimate", "industrial land of the lower classes"),
    _row("green_premium", (5.0, 20.0, 50.0), "CNY/MWh", "estimate", "green power over grid power"),
    # carbon
    _row("carbon_growth", (0.0, 0.05, 0.1), "1/a", "estimate", "national allowance price after 2025"),
    _row("carbon_volatility", (0.2, 0.3, 0.4), "1", "estimate", "yearly log change"),
    _row("free_share", (0.9, 0.97, 1.0), "1", "recalled", "free allocation over emissions, 2024"),
    _row("policy_pace", (0.0, 0.02, 0.05), "1/a", "estimate", "fall of free allocation"),
    _row("eu_share", (0.0, 0.03, 0.08), "1", "estimate", "share of a border good's output that goes to the EU"),
    _row("grid_factor_fall", (0.02, 0.035, 0.05), "1/a", "estimate", "fall of the grid's emission factor"),
    # demand: growth per year by end use, and its yearly shock
    _row("demand_batteries", (0.03, 0.08, 0.14), "1/a", "estimate", "cells and what goes into them"),
    _row("demand_metals", (0.005, 0.02, 0.035), "1/a", "estimate", "base and minor metals, chemicals"),
    _row("demand_steel", (-0.03, -0.012, 0.003), "1/a", "estimate", "steel and its raw materials"),
    _row("demand_coal", (-0.045, -0.02, 0.005), "1/a", "estimate", "coal after its peak"),
    _row("demand_oil", (-0.03, -0.01, 0.008), "1/a", "estimate", "oil after its peak"),
    _row("demand_renewables", (0.0, 0.05, 0.1), "1/a", "estimate", "solar, wind, magnets, hydrogen"),
    _row("shock_batteries", (0.08, 0.12, 0.18), "1", "estimate", "yearly log change of demand"),
    _row("shock_metals", (0.03, 0.04, 0.06), "1", "estimate", "as batteries"),
    _row("shock_steel", (0.03, 0.04, 0.06), "1", "estimate", "as batteries"),
    _row("shock_coal", (0.02, 0.035, 0.05), "1", "estimate", "as batteries"),
    _row("shock_oil", (0.02, 0.03, 0.05), "1", "estimate", "as batteries"),
    _row("shock_renewables", (0.08, 0.12, 0.18), "1", "estimate", "as batteries"),
    _row("offtake_room", (1.05, 1.15, 1.4), "1", "estimate", "output that could be sold over output of the base year"),
    # prices
    _row("level_doubt", (0.4, 0.6, 0.9), "1", "estimate", "doubt about the long-run price over its volatility"),
    _row("within_group", (0.3, 0.5, 0.7), "1", "estimate", "correlation of prices of one group without monthly data"),
    _row("across_groups", (0.0, 0.15, 0.3), "1", "estimate", "correlation of prices of two groups"),
)


@cache
def assumptions() -> Mapping[str, Figure]:
    """All assumptions by name."""
    return MappingProxyType(dict(_ROWS))


def assumption(name: str) -> Figure:
    """One assumption.

    Raises
    ------
    UnknownIdError : no such assumption.
    """
    known = assumptions()
    if name not in known:
        raise UnknownIdError("assumption", name, known)
    return known[name]


def central(name: str) -> float:
    """Central value of an assumption."""
    return assumption(name).central
