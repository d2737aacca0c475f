"""Bought and own power of a site by the hour: what covers the load when it is matched by the year, the month, the hour.

Excess of one hour never covers another, except through storage, which hands on the mix of its charging hours less its
loss. Formulas: GHG Protocol Scope 2 and the 24/7 matching of hourly supply to load (CFE score); see docs/trace.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import border_rules
from lodeshift.errors import Problems
from lodeshift.records.footprint import PowerMatch
from lodeshift.records.plan import SitePower, Slices

Series = NDArray[np.float64]
Kind = Literal["direct_line", "ppa"]
KINDS: Final[tuple[Kind, ...]] = ("direct_line", "ppa")
_EXPORT: Final = "export"
_BATTERY: Final = "battery"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Power of one site and year sorted by what it covers, MW per slice.

    `load` is what processes draw; `covered` is load met by green supply in the same slice, by kind, storage included;
    `shifted` is green generation in the slice in which it becomes usable (own generation less charging plus
    discharging), by kind, for matching over longer periods; `loads` is the load by process; `lost_mwh` what storage
    loses of a year's charging, by what it was charged from ("grid" beside the kinds).
    """

    site: str
    year: int
    hours: Series
    month: NDArray[np.int64]
    load: Series
    loads: Mapping[str, Series]
    covered: Mapping[Kind, Series]
    shifted: Mapping[Kind, Series]
    supply_mwh: Mapping[str, float]
    lost_mwh: Mapping[str, float]


def _group(series: Mapping[str, Series], prefixes: tuple[str, ...], length: int) -> Series:
    found = [value for name, value in series.items() if name.split(":")[0] in prefixes]
    return np.sum(found, axis=0) if found else np.zeros(length)


def _check(power: SitePower, slices: Slices) -> None:
    problems = Problems(f"{power.site} {power.year}")
    length = len(slices.weight_h)
    for name, series in {**power.supply_mw, **{f"use {key}": value for key, value in power.use_mw.items()}}.items():
        if len(series) != length:
            problems.problem("tracing.other_length", None, name, f"{len(series)} slices", str(length))
        elif np.any(series < -1e-6):
            problems.problem("value.out_of_range", None, name, "negative power", ">= 0")
    problems.check()


def coverage(power: SitePower, slices: Slices) -> Coverage:
    """Sort a site's power: own lines serve the load first, then PPAs, then storage, the grid last.

    Raises
    ------
    InputError : series of the wrong length or with negative power; all of them.
    """
    _check(power, slices)
    length, hours = len(slices.weight_h), np.asarray(slices.weight_h, dtype=np.float64)
    loads = {
        name: np.maximum(series, 0.0)
        for name, series in power.use_mw.items()
        if name != _EXPORT and name.split(":")[0] != _BATTERY
    }
    load = np.sum(list(loads.values()), axis=0) if loads else np.zeros(length)
    supply = {
        "direct_line": _group(power.supply_mw, ("wind", "pv"), length),
        "ppa": _group(power.supply_mw, ("ppa",), length),
    }
    charge = _group(power.use_mw, (_BATTERY,), length)
    discharge = _group(power.supply_mw, (_BATTERY,), length)
    left, room = load.copy(), charge.copy()
    to_load: dict[Kind, Series] = {}
    to_store: dict[Kind, Series] = {}
    for kind in KINDS:
        to_load[kind] = np.minimum(supply[kind], left)
        left = left - to_load[kind]
        to_store[kind] = np.minimum(supply[kind] - to_load[kind], room)
        room = room - to_store[kind]
    given = _storage(to_store, room, discharge, hours)
    covered, shifted = {}, {}
    for kind in KINDS:
        from_store = np.minimum(given[kind], left)
        left = left - from_store
        covered[kind] = to_load[kind] + from_store
        shifted[kind] = supply[kind] - to_store[kind] + given[kind]
    totals = {name: float(hours @ series) for name, series in power.supply_mw.items()}
    stored: dict[str, Series] = {kind: to_store[kind] for kind in KINDS}
    lost = _lost({**stored, "grid": room}, discharge, hours)
    return Coverage(power.site, power.year, hours, slices.month, load, loads, covered, shifted, totals, lost)


def _lost(stored: Mapping[str, Series], discharge: Series, hours: Series) -> dict[str, float]:
    """MWh that storage loses in the year, by what charged it: the same share of every kind."""
    charged = {kind: float(hours @ series) for kind, series in stored.items()}
    whole = sum(charged.values())
    share = max(0.0, 1.0 - float(hours @ discharge) / whole) if whole > 0.0 else 0.0
    return {kind: share * amount for kind, amount in charged.items()}


def _storage(
    to_store: Mapping[Kind, Series], from_grid: Series, discharge: Series, hours: Series
) -> dict[Kind, Series]:
    """Discharge by kind: the store is one well-mixed pool, followed through the year, which ends as it began.

    Its round trip is what the series themselves show (all discharged over all charged); the loss falls on every kind
    alike.
    """
    parts = np.stack([*(to_store[kind] for kind in KINDS), from_grid]) * hours
    out = discharge * hours
    whole_in, whole_out = float(parts.sum()), float(out.sum())
    if whole_in <= 0.0 or whole_out <= 0.0:
        return {kind: np.zeros_like(discharge) for kind in KINDS}
    efficiency = min(1.0, whole_out / whole_in)
    mean_mix = parts.sum(axis=1) / whole_in
    pool = np.zeros(len(parts))
    given = np.zeros_like(parts)
    for _ in range(2):  # the second pass starts with what the first one left: the year closes on itself
        for t in range(out.size):
            pool = pool + parts[:, t]
            if out[t] <= 0.0:
                continue
            taken = out[t] / efficiency
            held = float(pool.sum())
            share = pool / held if held > 1e-12 else mean_mix
            given[:, t] = share * out[t]
            pool = np.maximum(pool - share * taken, 0.0)
    safe = np.where(hours > 0, hours, 1.0)
    return {kind: given[k] / safe for k, kind in enumerate(KINDS)}


def _matched(found: Coverage, kinds: frozenset[Kind], matching: str, load: Series, extra_mwh: float = 0.0) -> float:
    """MWh of `load` (one process's, MW per slice) covered by the kinds when matched by year, month or hour."""
    hours = found.hours
    if matching == "hour":
        green = np.sum([found.covered[kind] for kind in KINDS if kind in kinds], axis=0) if kinds else 0.0 * found.load
        share = np.divide(green, found.load, out=np.zeros_like(found.load), where=found.load > 0)
        return float(hours @ (np.minimum(share, 1.0) * load))
    usable = np.sum([found.shifted[kind] for kind in KINDS if kind in kinds], axis=0) if kinds else 0.0 * found.load
    if matching == "year":
        whole = float(hours @ found.load)
        share_of_year = min(1.0, (float(hours @ usable) + extra_mwh) / whole) if whole > 0 else 0.0
        return share_of_year * float(hours @ load)
    total = 0.0
    for month in np.unique(found.month):
        chosen = found.month == month
        whole = float(hours[chosen] @ found.load[chosen])
        if whole > 0:
            share_of_month = min(1.0, float(hours[chosen] @ usable[chosen]) / whole)
            total += share_of_month * float(hours[chosen] @ load[chosen])
    return total


def matches(
    found: Coverage, grid_factor: float, residual_factor: float, certificates_mwh: float = 0.0
) -> tuple[PowerMatch, ...]:
    """How the load of every process of a site was covered in a year, and its factor under each regime.

    Parameters
    ----------
    grid_factor, residual_factor : t CO2/MWh of bought power: the grid's average, and what nobody claims.
    certificates_mwh : bought certificates of the year; they count only where a regime takes them, matched by the year.
    """
    both = frozenset(KINDS)
    answers = []
    whole = float(found.hours @ found.load)
    for process, load in found.loads.items():
        total = float(found.hours @ load)
        if total <= 0.0:
            continue
        green = {
            matching: _matched(found, both, matching, load, certificates_mwh if matching == "year" else 0.0)
            for matching in ("year", "month", "hour")
        }
        regimes = {
            regime: _regime(found, regime, load, (grid_factor, residual_factor, certificates_mwh)) / total
            for regime in border_rules.regimes()
        }
        line = _matched(found, frozenset({"direct_line"}), "hour", load)
        answers.append(
            PowerMatch(
                site=found.site,
                process=process,
                year=found.year,
                load_mwh=total,
                supply_mwh={"direct_line_used": line, **found.supply_mwh},
                green_annual_mwh=green["year"],
                green_monthly_mwh=green["month"],
                green_hourly_mwh=green["hour"],
                grid_factor=grid_factor,
                residual_factor=residual_factor,
                by_regime=regimes,
                lost_mwh={kind: lost * total / whole for kind, lost in found.lost_mwh.items()},
            )
        )
    return tuple(answers)


def _regime(found: Coverage, regime: str, load: Series, rest: tuple[float, float, float]) -> float:
    """t CO2 of a load under one regime: what accepted evidence covers counts zero, the rest its mix."""
    grid_factor, residual_factor, certificates_mwh = rest
    accepted = border_rules.accepted(regime)
    kinds = frozenset(kind for kind in KINDS if kind in accepted)
    matching = {border_rules.evidence()[regime, kind].matching for kind in accepted}
    period = "hour" if "hour" in matching else "year"
    extra = certificates_mwh if "certificate" in accepted and period == "year" else 0.0
    covered = _matched(found, kinds, period, load, extra)
    factor = grid_factor if border_rules.rest_is_average(regime) else residual_factor
    drawn = float(found.hours @ load)
    whole = float(found.hours @ found.load)
    lost = sum(amount for kind, amount in found.lost_mwh.items() if kind not in kinds) * drawn / whole
    return (drawn + lost - covered) * factor
