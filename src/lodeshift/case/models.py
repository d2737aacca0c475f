"""The case as one checked record: its head (`case.yaml`) and its tables (`rows.py`), with the ways to ask it things."""

from __future__ import annotations

import itertools
from typing import Annotated, Final

from pydantic import Field, field_validator, model_validator

from lodeshift.case.fields import (
    ASSUMPTION_ITEMS,
    ASSUMPTION_UNITS,
    GOAL_UNITS,
    PATH_UNITS,
    AssumptionItem,
    ChargeFrom,
    Frozen,
    GoalKind,
    MarketKind,
    PathName,
    PlantStatus,
    PowerKind,
    Ranged,
    Sense,
    Sourced,
    Supply,
    Text,
)
from lodeshift.case.rows import (
    Assumption,
    CaseDeposit,
    Goal,
    Market,
    Override,
    OverrideTable,
    PathPoint,
    Plant,
    PowerOption,
    ProcessChoice,
    Route,
    Scenario,
    Site,
)
from lodeshift.catalogue.prices import BASE_YEAR
from lodeshift.errors import InputError
from lodeshift.names import HOURS_PER_YEAR, Objective
from lodeshift.records.figure import Figure

__all__ = [
    "ASSUMPTION_ITEMS",
    "ASSUMPTION_UNITS",
    "GOAL_UNITS",
    "PATH_UNITS",
    "TABLES",
    "Assumption",
    "AssumptionItem",
    "Case",
    "CaseDeposit",
    "CaseHead",
    "ChargeFrom",
    "Frozen",
    "Goal",
    "GoalKind",
    "Horizon",
    "Market",
    "MarketKind",
    "Override",
    "PathName",
    "PathPoint",
    "Plant",
    "PlantStatus",
    "PowerKind",
    "PowerOption",
    "ProcessChoice",
    "Ranged",
    "Route",
    "Scenario",
    "Sense",
    "Site",
    "Sourced",
    "Supply",
]


class Horizon(Frozen):
    """Which years are planned. Each planning year stands for the years up to the next one; the last for `last_years`."""

    planning_years: tuple[int, ...] = Field(min_length=1)
    """The years that are planned, rising."""
    last_years: int = Field(default=5, ge=1, le=40)
    """How many years the last planning year stands for."""
    decision_year: int
    """The year in which the first new build can be decided; it is on line after permit and build time."""

    @model_validator(mode="after")
    def _rising(self) -> Horizon:
        years = self.planning_years
        if any(later <= earlier for earlier, later in itertools.pairwise(years)):
            raise ValueError(f"planning_years must rise; found {list(years)}")
        if self.decision_year > years[0]:
            raise ValueError(f"decision_year {self.decision_year} lies after the first planning year {years[0]}")
        return self


NAME_PATTERN: Final = r"^[a-z0-9][a-z0-9-]*$"
"""What a case may be called: its folder and its runs are named after it."""


class CaseHead(Frozen):
    """`case.yaml`."""

    name: Annotated[str, Field(pattern=NAME_PATTERN)]
    """Id of the case: small letters, digits, hyphens."""
    title_en: Annotated[Text, Field(min_length=1)]
    """Name in English."""
    title_zh: Text = ""
    """Name in Chinese."""
    about: Text = ""
    """One sentence on what the case is."""
    base_year: int = BASE_YEAR
    """Year of the money: all prices are constant yuan of this year, without VAT. Only the year of the bundled prices."""
    horizon: Horizon
    """The three keys below."""
    objective: Objective = "least_cost"
    """`least_cost` (of meeting the targets) or `max_npv`."""
    hours: int = Field(default=672, ge=24, le=HOURS_PER_YEAR)
    """Hours that are planned when the command does not say: 8760, 2190 (4-hour means), 672 (4 weeks)."""
    climate_seed: int = 1
    """Seed of the made wind and sun; the same seed gives the same year."""
    climate_year: int = 2023
    """Calendar year whose weekdays and sun positions the hourly series use (not a leap year)."""

    @field_validator("base_year")
    @classmethod
    def _year_of_the_prices(cls, year: int) -> int:
        if year != BASE_YEAR:  # costs and prices of the catalogue are not carried to another year's money
            raise ValueError(f"{BASE_YEAR}, the year of the bundled prices and costs")
        return year

    @model_validator(mode="after")
    def _no_leap_year(self) -> CaseHead:
        if self.climate_year % 4 == 0 and (self.climate_year % 100 != 0 or self.climate_year % 400 == 0):
            raise ValueError(f"climate_year {self.climate_year} is a leap year; the hourly series have 8760 hours")
        return self


class Case(Frozen):
    """One checked case. `tables` name the CSV files (and the sheets of a workbook)."""

    head: CaseHead
    sites: tuple[Site, ...]
    processes: tuple[ProcessChoice, ...] = ()
    plants: tuple[Plant, ...] = ()
    deposits: tuple[CaseDeposit, ...] = ()
    markets: tuple[Market, ...] = ()
    routes: tuple[Route, ...] = ()
    power: tuple[PowerOption, ...] = ()
    goals: tuple[Goal, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    paths: tuple[PathPoint, ...] = ()
    overrides: tuple[Override, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    folder: str = ""
    """Where the case was read from (for own hourly series)."""

    def assumption(self, item: str, site: str = "") -> Figure | None:
        """The figure of the site, else of the whole case, else None."""
        rows = {a.site: a for a in self.assumptions if a.item == item}
        row = rows.get(site) or rows.get("")
        return None if row is None else row.figure(row=f"assumptions.csv:{item}", region=row.site)

    def needed(self, item: AssumptionItem, site: str = "") -> Figure:
        """As `assumption`, but a missing figure is an error that names file and item."""
        figure = self.assumption(item, site)
        if figure is None:
            raise InputError.one(
                "case.no_assumption",
                "assumptions.csv",
                None,
                item,
                "no row",
                "a row with low, central, high, unit, source",
            )
        return figure

    def path_points(self, name: PathName, subject: str = "", site: str = "") -> tuple[PathPoint, ...]:
        """Points of the path that counts for a subject and site, by year: its own, else the case's general one."""
        for whose in dict.fromkeys(((subject, site), (subject, ""), ("", site), ("", ""))):
            points = [p for p in self.paths if p.path == name and (p.subject, p.site) == whose]
            if points:
                return tuple(sorted(points, key=lambda point: point.year_of))
        return ()

    def path_figures(self, name: PathName, subject: str = "", site: str = "") -> tuple[tuple[int, Figure], ...]:
        """The same points as (year, figure), each with its row."""
        return tuple(
            (
                p.year_of,
                p.figure(
                    row="paths.csv:" + " ".join(filter(None, (p.path, p.subject, p.site, str(p.year_of)))),
                    region=p.site,
                ),
            )
            for p in self.path_points(name, subject, site)
        )

    def override(self, table: OverrideTable, id: str, item: str) -> Figure | None:
        """The case's own figure in place of a row of the catalogue; None where it has none."""
        row = next((o for o in self.overrides if (o.table, o.id, o.item) == (table, id, item)), None)
        return None if row is None else row.figure(row=f"overrides.csv:{id} {item}")

    def factor(self, name: PathName, year: int, subject: str = "", site: str = "") -> float:
        """Value of a path that multiplies; 1 where the case has none. A stated 0 is 0."""
        stated = self.path(name, year, subject, site)
        return 1.0 if stated is None else stated

    def path(self, name: PathName, year: int, subject: str = "", site: str = "") -> float | None:
        """Central value of a path in a year, interpolated; None where the case has no such path."""
        points = [(point.year_of, point.central) for point in self.path_points(name, subject, site)]
        if not points:
            return None
        if year <= points[0][0]:
            return points[0][1]
        for (y0, v0), (y1, v1) in itertools.pairwise(points):
            if y0 <= year <= y1:
                return v0 + (v1 - v0) * (year - y0) / (y1 - y0)
        return points[-1][1]


TABLES: dict[str, type[Frozen]] = {
    "sites": Site,
    "processes": ProcessChoice,
    "plants": Plant,
    "deposits": CaseDeposit,
    "markets": Market,
    "routes": Route,
    "power": PowerOption,
    "goals": Goal,
    "assumptions": Assumption,
    "paths": PathPoint,
    "overrides": Override,
    "scenarios": Scenario,
}
"""Model of each table's rows, in the order in which they are read and written."""
