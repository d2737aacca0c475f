"""What it costs to build and run things: capital, O&M, lifetime, build time, and how far the load can follow power."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lodeshift.catalogue import tables
from lodeshift.errors import named
from lodeshift.names import Quality
from lodeshift.records.figure import Figure


@dataclass(frozen=True, slots=True)
class Technology:
    """Cost and life of a process, generator, store, line or substation. Units stand in each metric's `Figure`.

    metrics: capex (CNY per capacity), build_time and lifetime (year), fixed_om (share of capex per year),
    variable_om (CNY per unit of product), min_economic_scale (capacity), min_load (share of capacity),
    ramp_per_hour (share of capacity per hour; not for every technology). CNY of 2024 without VAT.
    """

    id: str
    name_en: str
    name_zh: str
    product: str
    metrics: Mapping[str, Figure]

    def metric(self, name: str) -> Figure:
        """One metric; UnknownIdError where this technology has no such row."""
        return named(f"metric of {self.id}", name, self.metrics)


@dataclass(frozen=True, slots=True)
class Flexibility:
    """How the load of a process can follow hourly power; `can_follow` holds the table's words ("yes", "no", ...)."""

    process: str
    flex_class: str
    can_follow: str
    note: str
    source: str
    quality: Quality


@cache
def technologies() -> Mapping[str, Technology]:
    """All technologies by id: every process, and wind, PV, batteries, 330 kV lines and substations, hydrogen stores."""
    heads: dict[str, tables.Row] = {}
    metrics: dict[str, dict[str, Figure]] = {}
    for row in tables.read("capex"):
        heads.setdefault(row["tech_id"], row)
        metrics.setdefault(row["tech_id"], {})[row["metric"]] = tables.figure(row)
    return MappingProxyType(
        {
            id: Technology(id, row["name_en"], row["name_zh"], row["product"], MappingProxyType(metrics[id]))
            for id, row in heads.items()
        }
    )


def technology(id: str) -> Technology:
    """The technology with this id; a process has the technology of the same id.

    Raises
    ------
    UnknownIdError : no such technology; close matches are named.
    """
    return named("technology", id, technologies())


@cache
def _flexibilities() -> Mapping[str, Flexibility]:
    every = tables.records(Flexibility, "flexibility", process="tech_id", can_follow="can_follow_hourly_power")
    return MappingProxyType({each.process: each for each in every})


def flexibility(process: str) -> Flexibility:
    """How the load of a process (or technology) can follow hourly power.

    Raises
    ------
    UnknownIdError : no row for this id.
    """
    return named("process with a flexibility row", process, _flexibilities())


@cache
def bought_om() -> tuple[Figure, Figure]:
    """Shares of fixed and of variable O&M that are bought from others; the rest is pay and own work."""
    rows = {row["measure"]: row for row in tables.read("employment_gdp")}
    return tables.figure(rows["bought part of fixed O&M"]), tables.figure(rows["bought part of variable O&M"])


@cache
def announced_projects() -> tuple[tables.Row, ...]:
    """Investment of announced projects one by one (`capex_points.csv`): not audited, often with land and later phases."""
    return tables.read("capex_points")
