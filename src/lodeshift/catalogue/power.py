"""What power costs and carries: tariffs by grid and voltage, time-of-use windows, grid factors, connections, curtailment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from lodeshift.catalogue import money, tables, trade
from lodeshift.catalogue.prices import BASE_YEAR
from lodeshift.errors import UnknownIdError
from lodeshift.names import ELECTRICITY
from lodeshift.records.figure import Figure

NATIONAL: Final = "China"
_BANDS: Final = ("peak", "valley", "sharp", "deep_valley")
"""Windows in the order in which they are laid over each other: a sharp peak replaces the peak it lies in."""


@dataclass(frozen=True, slots=True)
class Window:
    """One time-of-use band: `multiplier` holds for the hours [start, end) of the given months, Beijing time."""

    band: str
    months: frozenset[int]
    spans: tuple[tuple[float, float], ...]
    multiplier: Figure


@dataclass(frozen=True, slots=True)
class Tariff:
    """What a large two-part industrial user pays at a grid and voltage, CNY without VAT.

    energy, system_operation_fee, government_funds, transmission: CNY/MWh; `line_loss_share` multiplies the energy
    price; demand_charge CNY/MW/month and capacity_charge CNY/MVA/month (either one is paid). None where the tables
    hold no row: the case must then state an assumption. Government funds are as printed; whether they hold VAT is
    not said, so none is taken out (0.3 CNY/MWh at stake per 2.6 CNY/MWh of funds).
    """

    grid: str
    voltage: str
    energy: Figure | None
    transmission: Figure | None
    line_loss_share: Figure | None
    government_funds: Figure | None
    system_operation_fee: Figure
    demand_charge: Figure | None
    capacity_charge: Figure | None
    windows: tuple[Window, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the parts for which the tables hold no row."""
        parts = ("energy", "transmission", "line_loss_share", "government_funds", "demand_charge", "capacity_charge")
        return tuple(part for part in parts if getattr(self, part) is None)

    def multipliers(self, month: int) -> tuple[float, ...]:
        """24 hourly factors on the floating part of the price in a month (1-12), clock time; 1 in flat hours.

        Windows that begin at half past are averaged over the hour.
        """
        halves = [1.0] * 48
        for band in _BANDS:
            for window in self.windows:
                if window.band != band or month not in window.months:
                    continue
                for start, end in window.spans:
                    for half in range(round(start * 2), round(end * 2)):
                        halves[half % 48] = window.multiplier.central
        return tuple((halves[2 * hour] + halves[2 * hour + 1]) / 2 for hour in range(24))


def _months(text: str) -> frozenset[int]:
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def _clock(text: str) -> float:
    hour, _, minute = text.partition(":")
    return int(hour) + int(minute or 0) / 60


def _spans(text: str) -> tuple[tuple[float, float], ...]:
    spans = []
    for part in text.split(";"):
        start, end = (_clock(each) for each in part.strip().split("-"))
        spans.append((start, end if end > start else end + 24))
    return tuple(spans)


@cache
def _rows() -> Mapping[tuple[str, str], tuple[tables.Row, ...]]:
    return tables.grouped(tables.read("tariffs"), lambda row: (row["grid"], row["metric"]))


@cache
def grids() -> tuple[str, ...]:
    """Grids that have a two-part transmission price, in the order of the table."""
    return tuple(grid for grid, metric in _rows() if metric == "td_energy_two_part")


def voltages(grid: str) -> tuple[str, ...]:
    """Voltage bands of a grid's two-part tariff ("220kV+", "110kV", ...).

    Raises
    ------
    UnknownIdError : no such grid.
    """
    if grid not in grids():
        raise UnknownIdError("tariff grid", grid, grids())
    return tuple(row["voltage"] for row in _rows()[grid, "td_energy_two_part"])


def _price(grid: str, metric: str, voltage: str | None, unit: str) -> Figure | None:
    """One tariff figure without VAT, per MWh (from kWh) or per MW and month (from kW)."""
    for row in _rows().get((grid, metric), ()):
        if voltage is None or row["voltage"] in (voltage, "all"):
            figure = tables.figure(row)
            if row["vat"] == "included":
                figure = money.without_vat(figure, trade.vat_rate(ELECTRICITY, date(BASE_YEAR, 7, 1)))
            return money.scaled(figure, 1000, unit=unit)
    return None


def _band_name(grid: str, voltage: str) -> str:
    known = voltages(grid)
    if voltage in known:
        return voltage
    if voltage in ("110kV", "35kV") and "35-110kV" in known:  # Beijing and Guangdong print one band for both
        return "35-110kV"
    raise UnknownIdError(f"voltage band of {grid}", voltage, known)


@cache
def _windows(grid: str) -> tuple[Window, ...]:
    return tuple(
        Window(row["band"], _months(row["months"]), _spans(row["hours"]), tables.figure(row))
        for row in tables.read("tariff_windows")
        if row["grid"] == grid
    )


@cache
def tariff(grid: str, voltage: str = "220kV+") -> Tariff:
    """The tariff of a grid ("Gansu", "Inner Mongolia West") at a voltage band, CNY without VAT.

    Transmission prices are those of the fourth regulatory period (from August 2026); for base years 2024 and 2025
    they are used too, because the third period's table was not found.

    Raises
    ------
    UnknownIdError : no such grid or voltage band.
    """
    band = _band_name(grid, voltage)
    loss = _rows().get((grid, "upstream_line_loss_rate"))
    fee = _price(NATIONAL, "system_operation_fee", None, "CNY/MWh")
    if fee is None:
        raise UnknownIdError("tariff row", "system_operation_fee", [metric for _, metric in _rows()])
    return Tariff(
        grid=grid,
        voltage=voltage,
        energy=_price(grid, "market_energy_price", None, "CNY/MWh"),
        transmission=_price(grid, "td_energy_two_part", band, "CNY/MWh"),
        line_loss_share=money.scaled(tables.figure(loss[0]), 0.01, unit="1") if loss else None,
        government_funds=_price(grid, "government_funds", None, "CNY/MWh"),
        system_operation_fee=fee,
        demand_charge=_price(grid, "demand_charge", band, "CNY/MW/month"),
        capacity_charge=_price(grid, "capacity_charge", band, "CNY/MVA/month"),
        windows=_windows(grid),
    )


def national(metric: str) -> Figure:
    """A countrywide figure of `tariffs.csv` as printed: green_certificate_price, direct_green_power_min_share_of_load ...

    Raises
    ------
    UnknownIdError : no such national row.
    """
    rows = _rows().get((NATIONAL, metric))
    if not rows:
        raise UnknownIdError("national power figure", metric, [m for g, m in _rows() if g == NATIONAL])
    return tables.figure(rows[0])


@cache
def _factors() -> Mapping[str, Mapping[int, Figure]]:
    found: dict[str, dict[int, Figure]] = {}
    for row in tables.read("grid"):
        if row["metric"] == "grid_average_co2_factor":
            found.setdefault(row["region"], {})[int(row["year"])] = tables.figure(row)
    return MappingProxyType({region: MappingProxyType(years) for region, years in found.items()})


def factor_provinces() -> frozenset[str]:
    """Provinces with an emission factor of their own, and "China"."""
    return frozenset(_factors())


def co2_factor(province: str, year: int) -> Figure:
    """Average emission factor of a province's (or "China"'s) grid, tCO2/MWh.

    The figure of the year, or the newest earlier one, or the oldest: the figure's own `year` says which. After 2022
    nothing is published for provinces; a path for later years is the case's assumption.

    Raises
    ------
    UnknownIdError : no factor for this province.
    """
    known = _factors()
    if province not in known:
        raise UnknownIdError("province with a grid factor", province, known)
    years = known[province]
    earlier = [each for each in years if each <= year]
    return years[max(earlier) if earlier else min(years)]


def grid_connection(place: str) -> Mapping[str, Figure]:
    """What is known of a place's connection by item (peak_load, existing_firm_supply, ...), newest year of each.

    Empty where the table knows nothing of the place. Items replaced by the N-1 rule are left out.
    """
    found: dict[str, Figure] = {}
    for row in tables.read("grid_connection"):
        known = found.get(row["item"])
        newer = known is None or row["year"] >= known.year
        if row["place"] == place and not row["superseded_by"] and newer:
            found[row["item"]] = tables.figure(row)
    return found


def connection_rule() -> Mapping[str, Figure]:
    """The rule for secure power: n equal 330 kV circuits carry (n - 1) x n1_secure_mw_per_further_330kv_circuit."""
    return grid_connection("(rule)")


@dataclass(frozen=True, slots=True)
class Circuit:
    """What a large works of a province is joined to: voltage, the technologies that cost a circuit and its
    transformers, the MW that one short line carries, and the N-1 secure MW of each further circuit."""

    kv: float
    line: str
    line_mw: float
    substation: str
    firm_mw: Figure


@cache
def circuit(province: str) -> Circuit:
    """The circuits of a province: its own row, else the row of the rest of the country."""
    rows = {row["province"]: row for row in tables.read("grid_voltages")}
    row = rows.get(province, rows[""])
    return Circuit(
        tables.needed(row, "kv"), row["line"], tables.needed(row, "line_mw"), row["substation"], tables.figure(row)
    )


@dataclass(frozen=True, slots=True)
class Curtailment:
    """Share of available generation that is thrown away: planning assumption, and the printed rows (%, by period)."""

    wind: Figure
    solar: Figure
    printed: tuple[tables.Row, ...]


def curtailment(grid: str) -> Curtailment:
    """Curtailment of a grid ("Gansu", "Hebei South") or the country ("China"), as shares of available generation.

    Rows printed for a whole province (Hebei, Shaanxi, Guangdong) hold for each of its grids.

    Raises
    ------
    UnknownIdError : no planning assumption for this grid.
    """
    provinces = {row["grid"]: row["province"] for row in tables.read("tariffs") if row["grid"]}
    province = provinces.get(grid, grid)
    rows = [
        row
        for row in tables.read("tariffs")
        if "_curtailment" in row["metric"]
        and (row["grid"] == grid or (not row["grid"] and row["province"] == province))
    ]
    assumed = {row["metric"]: row for row in rows if row["metric"].endswith("assumption")}
    if len(assumed) < 2:
        known = [each for each in provinces if each in grids()]
        raise UnknownIdError("grid with a curtailment assumption", grid, known)
    wind, solar = (
        money.scaled(tables.figure(assumed[f"{kind}_curtailment_assumption"]), 0.01, unit="1")
        for kind in ("wind", "solar")
    )
    return Curtailment(wind, solar, tuple(row for row in rows if row["metric"] not in assumed))
