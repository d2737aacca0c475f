"""The figures of Lanzhou New Area as a reader with the CSV tables in front of him would take them: own readers, own
conversions. Only the hours of wind and sun are the package's (their second road stands in `test_climate_real_series`).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from lodeshift.climate import series, slices

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "cases" / "lanzhou-new-area"
TABLES = ROOT / "src" / "lodeshift" / "catalogue" / "tables"
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
NO_GOODS = {"electricity", "labour", "co2_direct", "ch4_direct"}

Array = NDArray[np.float64]
Row = dict[str, str]


def table(folder: Path, name: str) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float:
    """The number at the head of a cell ("60 kt/a" gives 60)."""
    return float(text.split(maxsplit=1)[0])


@dataclass(frozen=True)
class Plant:
    """What a process takes and costs, per unit of product."""

    net: dict[str, float]
    mwh: float
    jobs: float
    capex: float
    fixed: float
    running: float
    life: float
    build: float
    availability: float
    ramp: float
    may_build: bool
    kind: str
    min_load: float
    ramp_per_hour: float


class Lanzhou:
    """The figures of the case, as a reader with the tables in front of him would take them."""

    def __init__(self, hours: int) -> None:
        head = yaml.safe_load((CASE / "case.yaml").read_text(encoding="utf-8"))
        self.years: list[int] = head["horizon"]["planning_years"]
        self.decided: int = head["horizon"]["decision_year"]
        ends = [*self.years[1:], self.years[-1] + head["horizon"]["last_years"]]
        self.stands_for = [end - y for y, end in zip(self.years, ends, strict=True)]
        self.assumed = {r["item"]: float(r["central"]) for r in table(CASE, "assumptions")}
        self.rate = self.assumed["discount_rate"]
        base = head["base_year"]
        self.worth = [
            sum((1 + self.rate) ** (base - t) for t in range(y, end)) for y, end in zip(self.years, ends, strict=True)
        ]
        self.gap = [b - a for a, b in zip([self.decided, *self.years], self.years, strict=False)]
        self.cost = {(r["tech_id"], r["metric"]): float(r["central"]) for r in table(TABLES, "capex")}
        self.cost |= {(r["id"], r["item"]): float(r["central"]) for r in table(CASE, "overrides")}
        self.hourly = self._hours(head)
        wind, sun = ([h for o, (k, h) in self.hourly.items() if k == kind] for kind in ("wind", "pv"))
        self.slices = slices.make(hours, wind, sun, year=head["climate_year"])
        self.w = self.slices.weight_h
        self.price, self.sale = self._prices()
        self.freight = {r["mode"]: r for r in table(TABLES, "freight")}
        self.pay = self._pay()
        self.plants = {r["process"]: self._plant(r) for r in table(CASE, "processes")}

    def path(self, name: str, year: int, subject: str = "", otherwise: float = 1.0) -> float:
        rows = [r for r in table(CASE, "paths") if r["path"] == name and r["subject"] in (subject, "")]
        own = [r for r in rows if r["subject"] == subject] or rows
        if not own:
            return otherwise
        points = sorted((int(r["year_of"]), float(r["central"])) for r in own)
        return float(np.interp(year, [p[0] for p in points], [p[1] for p in points]))

    def _hours(self, head: dict[str, object]) -> dict[str, tuple[str, Array]]:
        found = {}
        for r in table(CASE, "power"):
            if r["kind"] in ("wind", "pv"):
                full = number(r["full_load_hours"])
                made = series.hourly(
                    r["place"] or r["site"],
                    seed=int(str(head["climate_seed"])),
                    year=int(str(head["climate_year"])),
                    wind_full_load_hours=full if r["kind"] == "wind" else None,
                    pv_full_load_hours=full if r["kind"] == "pv" else None,
                )
                found[r["option"]] = (r["kind"], made.wind_cf if r["kind"] == "wind" else made.pv_cf)
        return found

    def seen(self, whole: Array, ceiling: float) -> Array:
        """The hours of the slices, scaled (and cut at the ceiling) so that the year's energy is kept."""
        taken = np.array([whole[h : h + self.slices.length_h].mean() for h in self.slices.start_hour], dtype=np.float64)
        goal = float(whole.sum())
        low, high = 0.0, 1000.0
        for _ in range(200):
            middle = (low + high) / 2
            if float(np.minimum(middle * taken, ceiling) @ self.w) < goal:
                low = middle
            else:
                high = middle
        return np.minimum(high * taken, ceiling)

    def profile(self, option: str) -> Array:
        """Capacity factors by slice; what is below a thousandth counts as nothing, as the plan says of itself."""
        found = self.seen(self.hourly[option][1], 1.0)
        found[found < 1e-3] = 0.0
        return found

    def _prices(self) -> tuple[dict[str, float], dict[str, float]]:
        buy: dict[str, float] = {}
        sell: dict[str, float] = {}
        for r in table(TABLES, "base_prices"):
            if r["role"] in ("both", "buy"):
                buy[r["commodity"]] = float(r["central"])
            if r["role"] in ("both", "sell"):
                sell[r["commodity"]] = float(r["central"])
        return buy, sell

    def _pay(self) -> float:
        rows = [
            r for r in table(TABLES, "wages")
            if r["coverage"] == "urban non-private units" and r["sector"] == "manufacturing"
            and r["region"] == "Gansu" and not r["place"]
        ]  # fmt: skip
        charges = next(float(r["central"]) for r in table(TABLES, "wages") if "total employer charges" in r["sector"])
        return float(max(rows, key=lambda r: r["year"])["central"]) * (1 + charges)

    def _plant(self, row: Row) -> Plant:
        id = row["process"]
        net: dict[str, float] = defaultdict(float)
        for r in table(TABLES, "recipes"):
            if r["process_id"] == id:
                net[r["flow"]] += float(r["central"]) * (-1 if r["direction"] == "in" else 1)
        flex = next(r["flex_class"] for r in table(TABLES, "flexibility") if r["tech_id"] == id)
        capex = self.cost[id, "capex"]
        return Plant(
            net={c: v for c, v in net.items() if c not in NO_GOODS and v},
            mwh=-net["electricity"],
            jobs=-net["labour"],
            capex=capex / 1e3,
            fixed=self.cost[id, "fixed_om"] * capex / 1e3,
            running=(self.cost[id, "variable_om"] - net["labour"] * self.pay) / 1e3,
            life=self.cost[id, "lifetime"],
            build=self.cost[id, "build_time"] + self.assumed["permit_time"],
            availability=float(row["availability"]),
            ramp=float(row["ramp_up"]),
            may_build=row["may_build"] == "true",
            kind=flex if flex in ("batch", "shift") else "steady",
            min_load=self.cost[id, "min_load"],
            ramp_per_hour=self.cost[id, "ramp_per_hour"],
        )

    def tariff(self) -> tuple[Array, float, float]:
        """CNY/MWh by hour of the year, wheeling of a contract without losses, demand charge CNY/MW/month."""
        rows = [r for r in table(TABLES, "tariffs") if r["grid"] == "Gansu"]

        def of(metric: str) -> float:
            r = next(r for r in rows if r["metric"] == metric and r["voltage"] in ("220kV+", "all", ""))
            return float(r["central"]) / (1.13 if r["vat"] == "included" else 1.0)

        self.loss = of("upstream_line_loss_rate") / 100
        still = 1000 * (of("td_energy_two_part") + of("government_funds")) + self.assumed["system_operation_fee"]
        factor = np.ones(24)
        for r in table(TABLES, "tariff_windows"):
            if r["grid"] == "Gansu":
                assert r["months"] == "1-12"
                for span in r["hours"].split(";"):
                    start, end = (int(part) for part in span.split("-"))
                    factor[start:end] = float(r["central"])
        assert self.assumed["tou_applies_to_td"] == 0
        day = self.assumed["market_energy_price"] * (1 + self.loss) * factor + still
        return np.tile(day, 365), still, 1000 * of("demand_charge")

    def haul(self, modes: str, km: str) -> float:
        """CNY per tonne over the legs of a route."""
        legs = zip(modes.split("+"), km.removesuffix(" km").split("+"), strict=True)
        return sum(
            float(self.freight[m]["fixed_cny_per_t_central"]) + float(self.freight[m]["cny_per_tkm_central"]) * float(d)
            for m, d in legs
        )

    def annuity(self, life: float) -> float:
        return float(self.rate / (1 - (1 + self.rate) ** -life))

    def vintages(self, life: float, ready: float) -> list[list[int]]:
        """For each vintage (planning year of coming on line) the positions of the years in which it stands."""
        return [
            [k for k, y in enumerate(self.years) if v <= y < v + life] if v >= self.decided + ready - 1e-9 else []
            for v in self.years
        ]
