"""The plan as CSV tables for people who calculate on: one row per thing, units in the head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from lodeshift.files import write
from lodeshift.records.plan import Plan


def write_tables(folder: Path, plan: Plan) -> None:
    """Write years.csv, capacity.csv, power.csv, flows.csv, trades.csv, accounts.csv, goals.csv into a new folder."""
    write.make_folder(folder, new=True)
    write.table(folder / "years.csv", _YEARS, _years(plan))
    write.table(folder / "capacity.csv", ("year", "site", "what", "built", "capacity", "activity"), _capacity(plan))
    write.table(folder / "power.csv", _POWER, _power(plan))
    write.table(
        folder / "flows.csv",
        ("year", "site", "process", "commodity", "amount_units"),
        ((f.year, f.site, f.process, f.commodity, f.amount) for f in plan.flows),
    )
    write.table(
        folder / "trades.csv",
        ("year", "site", "kind", "market", "commodity", "amount_units", "price_cny", "freight_cny", "border_cny"),
        (
            (t.year, t.site, t.kind, t.market, t.commodity, t.amount, t.price_cny, t.freight_cny, t.border_cny)
            for t in plan.trades
        ),
    )
    write.table(
        folder / "accounts.csv",
        ("account", "year", "item", "mcny"),
        ((a.line.account, a.year, a.line.name, a.mcny) for a in plan.accounts),
    )
    write.table(
        folder / "goals.csv",
        ("goal", "kind", "subject", "year", "target", "reached", "unit", "marginal_mcny"),
        ((k, g.kind, g.subject, g.year, g.target, g.reached, g.unit, g.marginal) for k, g in plan.goals.items()),
    )


_YEARS = (
    "year", "site", "sales_mcny", "value_added_mcny", "jobs", "emissions_t", "emissions_power_t", "water_m3",
    "waste_t", "investment_mcny",
)  # fmt: skip
_POWER = (
    "year", "site", "demand_mwh", "wind_mwh", "pv_mwh", "ppa_mwh", "grid_mwh", "curtailed_mwh", "peak_mw",
    "full_load_mw", "circuits", "circuits_low", "circuits_high",
)  # fmt: skip


def _years(plan: Plan) -> Iterable[Sequence[object]]:
    for year in plan.years:
        for name, site in year.sites.items():
            yield (year.year, name, *(getattr(site, column) for column in _YEARS[2:]))


def _power(plan: Plan) -> Iterable[Sequence[object]]:
    for year in plan.years:
        for name, site in year.sites.items():
            yield (year.year, name, *(getattr(site.power, column) for column in _POWER[2:]))


def _capacity(plan: Plan) -> Iterable[Sequence[object]]:
    for year in plan.years:
        for name, site in year.sites.items():
            for what in dict.fromkeys((*site.capacity, *site.built)):
                there, new = site.capacity.get(what, 0.0), site.built.get(what, 0.0)
                yield (year.year, name, what, new, there, site.activity.get(what, 0.0))
