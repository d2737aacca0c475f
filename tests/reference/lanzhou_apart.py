"""Lanzhou New Area's plan written a second time, from the CSV tables alone: own formulas, own vintages.

Every law of the plan and every figure it takes is compared. Circuits are given. Money in million yuan, goods in kt,
power in MW.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from tests.reference.lanzhou_figures import CASE, TABLES, Array, Lanzhou, Plant, Row, number, table

Index = NDArray[np.int64]
Terms = list[tuple[Index | int, float | Array]]


@dataclass
class Program:
    """Columns, rows and triplets of min cost x with lower <= A x <= upper, columns at or above zero."""

    cost: list[Array] = field(default_factory=list)
    most: list[Array] = field(default_factory=list)
    lower: list[Array] = field(default_factory=list)
    upper: list[Array] = field(default_factory=list)
    row: list[Index] = field(default_factory=list)
    column: list[Index] = field(default_factory=list)
    value: list[Array] = field(default_factory=list)
    constant: float = 0.0
    columns: int = 0
    rows: int = 0

    def new(self, count: int, cost: float | Array = 0.0, most: float = math.inf) -> Index:
        self.cost.append(np.broadcast_to(np.asarray(cost, float), count).copy())
        self.most.append(np.full(count, most))
        self.columns += count
        return np.arange(self.columns - count, self.columns)

    def one(self, cost: float = 0.0, most: float = math.inf) -> int:
        return int(self.new(1, cost, most)[0])

    def hold(self, count: int, terms: Iterable[tuple[Index | int, float | Array]], lower: float, upper: float) -> None:
        """`count` rows: sum of columns x values within bounds; a single column is the same in every row."""
        rows = np.arange(self.rows, self.rows + count)
        self.rows += count
        self.lower.append(np.full(count, lower))
        self.upper.append(np.full(count, upper))
        for columns, values in terms:
            self.row.append(rows)
            self.column.append(np.broadcast_to(np.asarray(columns), count))
            self.value.append(np.broadcast_to(np.asarray(values, float), count))

    def sum(self, terms: Iterable[tuple[Index | int, float | Array]], lower: float, upper: float) -> None:
        """One row over all entries of all terms."""
        at = self.rows
        self.rows += 1
        self.lower.append(np.array([lower]))
        self.upper.append(np.array([upper]))
        for columns, values in terms:
            index = np.atleast_1d(columns)
            self.row.append(np.full(index.size, at))
            self.column.append(index)
            self.value.append(np.broadcast_to(np.asarray(values, float), index.size))


class Builder:
    """Writes the program year by year."""

    def __init__(self, case: Lanzhou, circuits: Sequence[int]) -> None:
        self.case, self.circuits, self.p = case, circuits, Program()
        self.goods: dict[tuple[str, int], Terms] = defaultdict(list)
        self.invested: dict[int, list[tuple[int, float]]] = defaultdict(list)
        self.activity: dict[tuple[str, int], int] = {}
        self.load: dict[int, Terms] = defaultdict(list)
        self.full: dict[int, list[tuple[int, float]]] = defaultdict(list)

    def program(self) -> Program:
        for id, plant in self.case.plants.items():
            self.add_plant(id, plant)
        self.add_trade()
        self.power = Power(self)
        for k in range(len(self.case.years)):
            self.power.add_year(k)
        self.add_circuits()
        self.add_limits()
        for terms in self.goods.values():
            self.p.sum(terms, 0.0, 0.0)
        self.add_goals()
        return self.p

    def capacity(
        self, capex: float, yearly: float, life: float, ready: float, open_: bool = True
    ) -> dict[int, list[int]]:
        """New capacity, one column per vintage; the columns that stand in each year. Capital by annuity while it stands."""
        case = self.case
        there: dict[int, list[int]] = defaultdict(list)
        for v, years in enumerate(case.vintages(life, ready)):
            if years and open_:
                each = (capex * case.annuity(life) + yearly) * sum(case.worth[k] for k in years)
                column = self.p.one(each)
                self.invested[v].append((column, capex))
                for k in years:
                    there[k].append(column)
        return there

    def usable(self, plant: Plant, age: float) -> float:
        return plant.ramp if age < 1 else 1.0

    def add_plant(self, id: str, plant: Plant) -> None:
        case, p = self.case, self.p
        stands = [
            (number(r["capacity"]), int(r["on_line"]), int(r["retire"] or int(r["on_line"]) + int(plant.life)))
            for r in table(CASE, "plants")
            if r["process"] == id and r["status"] != "announced"
        ]
        vintage = {
            column: v
            for v, columns in self._built(plant).items()
            for column in columns
        }  # fmt: skip
        for k, year in enumerate(case.years):
            act = self.activity[id, k] = p.one(plant.running * case.worth[k])
            old = [(size, year - start) for size, start, end in stands if start <= year < end]
            p.constant += plant.fixed * case.worth[k] * sum(size for size, _ in old)
            new = [(c, v) for c, v in vintage.items() if case.years[v] <= year < case.years[v] + plant.life]
            ages = {c: year - case.years[v] + case.gap[v] / 2 for c, v in new}
            p.sum(
                [(act, 1.0), *((c, -self.usable(plant, ages[c])) for c, _ in new)],
                -math.inf, sum(size * self.usable(plant, age) for size, age in old),
            )  # fmt: skip
            for good, amount in plant.net.items():
                self.goods[good, k].append((act, amount))
            if plant.mwh:
                self.draw(plant, k, act, sum(size for size, _ in old), [c for c, _ in new])

    def _built(self, plant: Plant) -> dict[int, list[int]]:
        case = self.case
        found: dict[int, list[int]] = {}
        for v, years in enumerate(case.vintages(plant.life, plant.build)):
            if years and plant.may_build:
                each = (plant.capex * case.annuity(plant.life) + plant.fixed) * sum(case.worth[k] for k in years)
                found[v] = [self.p.one(each)]
                self.invested[v].append((found[v][0], plant.capex))
        return found

    def draw(self, plant: Plant, k: int, act: int, old: float, new: list[int]) -> None:
        """Load of a process: steady, a mill that shifts within the day, or batch furnaces of 48 h started every 8 h."""
        p, w = self.p, self.case.w
        mean = plant.mwh * 1000 / 8760
        full = mean / plant.availability
        if plant.kind == "steady":
            self.load[k].append((act, mean))
            self.full[k].append((act, full))
            return
        per = 8 if plant.kind == "batch" else 1
        count = w.size // per
        least = plant.min_load if plant.kind == "shift" else 0.0
        move = p.new(count)
        reach = p.one()
        self.full[k].append((reach, 1.0))
        p.sum([(reach, 1.0), *((c, -full) for c in new)], -math.inf, old * full)
        p.sum([(act, mean), (reach, -1.0)], -math.inf, 0.0)
        p.hold(count, [(move, 1.0), (act, least * mean), (reach, -1.0)], -math.inf, 0.0)
        p.sum([(move, w.reshape(count, per).sum(axis=1) / 8760), (act, -(1 - least) * mean)], 0.0, 0.0)
        self.load[k].append((np.repeat(move, per), 1.0))
        if least:
            self.load[k].append((act, least * mean))
        if plant.kind == "batch":
            steps = round(self.case.assumed["batch_power_on"] / 8)
            begun = p.new(count)
            p.hold(count, [(move, 1.0), *((np.roll(begun, j), -1.0) for j in range(steps))], 0.0, 0.0)
        else:
            for day in move.reshape(-1, 24):
                p.sum([(day, 1 / 24), (act, -(1 - least) * mean)], 0.0, 0.0)
            if plant.ramp_per_hour < 1 - least:
                size = p.one()
                p.sum([(size, 1.0), *((c, -full) for c in new)], old * full, old * full)
                for sign in (1.0, -1.0):
                    terms: Terms = [(move, sign), (np.roll(move, 1), -sign), (size, -plant.ramp_per_hour)]
                    p.hold(count, terms, -math.inf, 0.0)

    def add_trade(self) -> None:
        case = self.case
        targeted = {r["subject"] for r in table(CASE, "goals") if r["kind"] == "output"}
        for r in table(CASE, "markets"):
            good = r["commodity"]
            haul = case.haul(r["mode"], r["distance_km"]) if r["mode"] else 0.0
            for k, year in enumerate(case.years):
                factor = case.path("price_factor", year, good)
                if r["kind"] == "buy":
                    cost, sign, grows = case.price[good] * factor + haul, 1.0, 1.0
                else:
                    got = (float(r["price_cny"]) if r["price_cny"] else case.sale[good]) * factor
                    cost = haul - got + (case.sale[good] * factor if good in targeted else 0.0)
                    if r["destination"] != "domestic":
                        kept = max(0.0, 0.13 - case.path("export_rebate", year, good, 0.0))
                        cost += kept * got + case.path("border_price", year, good, 0.0)
                    sign, grows = -1.0, case.path("demand_factor", year, good)
                most = number(r["volume"]) * grows if r["volume"] else math.inf
                self.goods[good, k].append((self.p.one(cost / 1e3 * case.worth[k], most), sign))

    def add_circuits(self) -> None:
        case, p, a = self.case, self.p, self.case.assumed
        size = {
            "line_330kv_single": a["candidate_line_length"],
            "substation_330kv": a["substation_mva_per_circuit"] * 1e3,
        }
        capex = sum(case.cost[t, "capex"] * n / 1e6 for t, n in size.items())
        yearly = sum(case.cost[t, "capex"] * case.cost[t, "fixed_om"] * n / 1e6 for t, n in size.items())
        life = min(case.cost[t, "lifetime"] for t in size)
        there = self.capacity(capex, yearly, life, a["circuit_build_time"] + a["permit_time"])
        firm, old = a["firm_mw_per_further_circuit"], a["existing_circuits"]
        for k, year in enumerate(case.years):
            further = self.circuits[k] - old
            p.sum([(c, 1.0) for c in there[k]], further, further)
            p.sum(self.full[k], -math.inf, firm * (self.circuits[k] - 1) - case.path("background_load", year))

    def add_limits(self) -> None:
        case, p = self.case, self.p
        trained: list[int] = []
        water = {r["process_id"]: float(r["central"]) for r in table(TABLES, "recipes") if r["flow"] == "water"}
        for k, year in enumerate(case.years):
            cost = case.assumed["training_cost"] / 1e6 / case.stands_for[k] * case.worth[k]
            trained.append(p.one(cost, case.assumed["training_places"] * case.gap[k]))
            jobs = [(self.activity[id, k], plant.jobs * 1e3) for id, plant in case.plants.items()]
            p.sum([*jobs, *((c, -1.0) for c in trained)], -math.inf, case.path("people", year))
            p.sum(self.invested[k], -math.inf, case.path("investment_budget", year) * case.gap[k])
            drunk = [(self.activity[id, k], water.get(id, 0.0)) for id in case.plants]
            p.sum(drunk, -math.inf, case.path("water_limit", year) * 1e3)

    def add_goals(self) -> None:
        case, p = self.case, self.p
        for r in table(CASE, "goals"):
            k = case.years.index(int(r["year"]))
            value = number(r["value"])
            acts = {id: self.activity[id, k] for id in case.plants}
            if r["kind"] == "output":
                made = [
                    (acts[i], plant.net[r["subject"]])
                    for i, plant in case.plants.items()
                    if plant.net.get(r["subject"], 0) > 0
                ]
                p.sum(made, value, math.inf)
            elif r["kind"] == "green_share":
                load = [(acts[i], -value * plant.mwh * 1000 / 8760) for i, plant in case.plants.items()]
                p.sum([(self.power.green[k], case.w / 8760), *load], 0.0, math.inf)
            else:
                assert r["kind"] == "own_use_share"
                could = [(c, -value * float(case.w @ gives)) for c, gives in self.power.could[k]]
                p.sum([(self.power.taken[k], case.w), (self.power.sold[k], -case.w), *could], 0.0, math.inf)


class Power:
    """Supply = load in every slice; green load never more than green supply of the slice."""

    def __init__(self, builder: Builder) -> None:
        self.b, self.case = builder, builder.case
        hourly, still, demand = self.case.tariff()
        self.tariff = self.case.seen(hourly, math.inf)
        self.still, self.demand = still, demand
        self.green: dict[int, Index] = {}
        self.taken: dict[int, Index] = {}
        self.sold: dict[int, Index] = {}
        self.could: dict[int, list[tuple[int, Array]]] = defaultdict(list)
        self.options = [r for r in table(CASE, "power") if r["kind"] in ("wind", "pv")]
        self.own = {r["option"]: self._own(r) for r in self.options if r["supply"] != "ppa"}
        self.battery = {part: self._battery(part) for part in ("power", "energy")}

    def _own(self, r: Row) -> dict[int, list[int]]:
        case, tech = self.case, r["technology"]
        capex = case.cost[tech, "capex"] / 1e3
        line = number(r["line_km"]) * float(r["line_cost_cny_per_mw_km"]) / 1e6
        ready = case.cost[tech, "build_time"] + case.assumed["permit_time"]
        return self.b.capacity(capex + line, case.cost[tech, "fixed_om"] * capex, case.cost[tech, "lifetime"], ready)

    def _battery(self, part: str) -> dict[int, list[int]]:
        case, tech = self.case, f"battery_storage_{part}"
        life = min(case.cost[f"battery_storage_{each}", "lifetime"] for each in ("power", "energy"))
        capex = case.cost[tech, "capex"] / 1e3
        return self.b.capacity(capex, capex * case.cost[tech, "fixed_om"], life, 0.5)

    def add_year(self, k: int) -> None:
        case, p, w = self.case, self.b.p, self.case.w
        n, gwh = w.size, w / 1e3 * self.case.worth[k]
        a = case.assumed
        scale = case.path("tariff_factor", case.years[k])
        bought = p.new(n, self.tariff * scale / 1e3 * gwh)
        delivered = self._contracts(k, gwh)
        taken = self.taken[k] = p.new(n, (a["standby_charge"] + a["levies_on_own_power"]) / 1e3 * gwh)
        for r in self.options:
            if r["supply"] != "ppa":
                gives = case.profile(r["option"]) * (1 - float(r["losses"]))
                there = self.own[r["option"]][k]
                p.sum([(c, 1.0) for c in there], -math.inf, number(r["potential_mw"]))
                self.could[k] += [(c, gives) for c in there]
        p.hold(n, [(taken, 1.0), *((c, -gives) for c, gives in self.could[k])], -math.inf, 0.0)
        sold = self.sold[k] = p.new(n, -a["export_price"] / 1e3 * gwh)
        yield_ = [(c, -a["export_share_limit"] * float(w @ gives)) for c, gives in self.could[k]]
        p.sum([(sold, w), *yield_], -math.inf, 0.0)
        charge, discharge = self._store(k)
        green = self.green[k] = p.new(n)
        p.hold(
            n, [(taken, 1.0), (delivered, 1.0), (discharge, 1.0), (charge, -1.0), (sold, -1.0), (green, -1.0)], 0.0, 0.0
        )
        p.hold(n, [(green, 1.0), (bought, 1.0), *((c, -np.asarray(mw)) for c, mw in self.b.load[k])], 0.0, 0.0)
        self._peaks(k, bought, delivered)

    def _contracts(self, k: int, gwh: Array) -> Index:
        case, p, n = self.case, self.b.p, self.case.w.size
        rows = [r for r in self.options if r["supply"] == "ppa"]
        first = number(rows[0]["price_cny_per_mwh"])  # all pay the first contract's wheeling: the plan's law of today
        delivered = p.new(n, (self.still + case.loss * first) / 1e3 * gwh)
        terms: Terms = [(delivered, 1.0)]
        for r in rows:
            each = number(r["price_cny_per_mwh"]) + case.assumed["ppa_premium"]
            cost = each * float(case.hourly[r["option"]][1].sum()) / 1e6 * case.worth[k]
            terms.append((p.one(cost, number(r["potential_mw"])), -case.profile(r["option"])))
        p.hold(n, terms, -math.inf, 0.0)
        return delivered

    def _store(self, k: int) -> tuple[Index, Index]:
        case, p, n = self.case, self.b.p, self.case.w.size
        potential = next(number(r["potential_mw"]) for r in table(CASE, "power") if r["kind"] == "battery")
        power, energy = self.battery["power"][k], self.battery["energy"][k]
        charge, discharge, level = p.new(n), p.new(n), p.new(n)
        root, hours = math.sqrt(case.assumed["battery_round_trip_efficiency"]), case.slices.length_h
        p.hold(
            n, [(level, 1.0), (np.roll(level, 1), -1.0), (charge, -root * hours), (discharge, hours / root)], 0.0, 0.0
        )
        p.hold(n, [(charge, 1.0), (discharge, 1.0), *((c, -1.0) for c in power)], -math.inf, 0.0)
        p.hold(n, [(level, 1.0), *((c, -1.0) for c in energy)], -math.inf, 0.0)
        p.sum([(c, 1.0) for c in power], -math.inf, potential)
        return charge, discharge

    def _peaks(self, k: int, bought: Index, delivered: Index) -> None:
        """Each run of hours that follow each other stands for its share of the twelve months' peaks."""
        case, p = self.case, self.b.p
        start, w = case.slices.start_hour, case.w
        assert np.unique(case.slices.month).size < 12
        run = 0
        of = [0]
        for i in range(1, w.size):
            run += int(start[i] != start[i - 1] + case.slices.length_h or w[i] != w[i - 1])
            of.append(run)
        group = np.array(of)
        months = np.array([12 * w[group == g].sum() / 8760 for g in range(run + 1)])
        peak = p.new(run + 1, self.demand / 1e6 * months * case.worth[k])
        p.hold(w.size, [(bought, 1.0), (delivered, 1.0), (peak[group], -1.0)], -math.inf, 0.0)
