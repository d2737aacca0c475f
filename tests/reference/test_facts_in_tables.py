"""Facts stand in tables: a number with a unit in its name stands in code with a reason only."""

from __future__ import annotations

import ast
from functools import cache

from tests.test_house import MODULES, name_of, none_of, tree_of

UNITS_IN_NAMES = frozenset(
    [
        "h",
        "hours",
        "days",
        "years",
        "months",
        "km",
        "m",
        "m2",
        "m3",
        "um",
        "k",
        "degc",
        "deg",
        "w",
        "kw",
        "mw",
        "mwh",
        "gw",
        "gwh",
        "twh",
        "kv",
        "mva",
        "kg",
        "t",
        "kt",
        "mt",
        "cny",
        "mcny",
        "eur",
        "usd",
        "pct",
        "jobs",
        "s",
    ]
)
"""Words that make a name that of a quantity."""
CONSTANTS = {
    "calendar": (
        "names:HOURS_PER_DAY", "names:HOURS_PER_WEEK", "names:HOURS_PER_YEAR", "names:MONTH_DAYS", "climate/own:_LEAP_HOURS",
        "climate/slices:BLOCK_HOURS", "climate/slices:_DECEMBER_HOURS", "climate/sun:BEIJING_UTC_OFFSET_H", "climate/sun:_DAYS_BEFORE_LEAP_DAY",
        "simulation/step_firms:HOURS", "climate/shape:_WARM_MONTHS", "climate/sky:_SAMPLE_DAYS",
    ),
    "figure of the earth and the sun": (
        "catalogue/places:EARTH_RADIUS_KM", "climate/chance:KM_PER_DEGREE", "climate/sun:SOLAR_CONSTANT_W_PER_M2",
        "climate/site:TABLE_OUTSIDE_W_PER_M2", "matching/power:OBLIQUITY_DEG", "matching/power:BEIJING_MERIDIAN_DEG",
        "climate/turbine:STANDARD_AIR_KG_PER_M3",
    ),
    "the model of weather, panel and turbine, told and sourced on its page": (
        "climate/chance:WARM_UP_H", "climate/panel:TEMPERATURE_LOSS_PER_K", "climate/panel:_CELL_REFERENCE_DEGC",
        "climate/panel:_BRIGHT_W_PER_M2", "climate/series:MOST_WIND_HOURS", "climate/series:MOST_PV_HOURS",
        "climate/series:_SCALES_M_PER_S", "climate/site:FARTHEST_NEIGHBOUR_KM", "climate/turbine:SPECIFIC_POWER_W_PER_M2",
        "climate/turbine:CUT_IN_M_PER_S", "climate/turbine:CUT_OUT_M_PER_S", "climate/turbine:_GRID_M_PER_S",
        "climate/weather:_HOTTEST_CLOCK_AFTER_NOON_H", "climate/weather:_TEMPERATURE_ANOMALY_K",
        "climate/weather:_ANOMALY_MEMORY_H",
    ),
    "step from one unit to another": (
        "planning/prepare_goods:K_CNY", "planning/prepare_power:CNY_PER_MWH", "simulation/budget:M", "simulation/backtest:_JOBS",
    ),
    "ends of the bands of a printed table": ("catalogue/city_rules:BANDS_PCT",),
    "thickness that a law of foils is written for": ("tracing/foil:_REFERENCE_UM",),
    "how a method works, or what a screen shows": (
        "diagnosis/evidence:GROWTH_SPAN_YEARS", "planning/at_targets:LEAST_HOURS", "planning/solve_plan:COARSE_HOURS",
        "program/solve:WAIT_S", "program/solve:START_S", "reporting/figures/maps:STEP_DEG",
        "reporting/figures/maps:CURVE_STEP_DEG", "reporting/futures_told:NO_ORE_YEARS", "simulation/baselines:_DRIFT_YEARS",
        "simulation/drivers:_LEAST_MONTHS", "simulation/step_people:DECLINE_OF_JOBS", "start/build:YEARS",
        "start/figures:JOBS_YEARS", "study/simulate:_JOBS_KEPT", "tasks:_DYING_S", "tasks:_DASK_PATIENCE_S",
        "tasks:_DASK_LOOK_S",
    ),
}  # fmt: skip
"""Numbers with a unit in their name that may stand in code, by reason; all others stand in the catalogue's tables."""


@cache
def quantities_in_code() -> frozenset[str]:
    """Module-level numbers with a unit in their name, outside `units.py`: "climate/turbine:CUT_IN_M_PER_S"."""
    found = set()
    for file in MODULES:
        for node in tree_of(file).body if name_of(file) not in ("units.py", "simulation/rows.py") else ():
            if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
                continue
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name) and n.id.isupper()]
            plain = (
                n.value for n in ast.walk(node.value) if isinstance(n, ast.Constant) and not isinstance(n.value, bool)
            )
            if any(isinstance(value, int | float) for value in plain):
                module = name_of(file).removesuffix(".py")
                found |= {f"{module}:{n}" for n in names if UNITS_IN_NAMES & set(n.lower().strip("_").split("_"))}
    return frozenset(found)


def test_constants_of_the_world_stand_in_the_tables() -> None:
    excused = {name for names in CONSTANTS.values() for name in names}
    none_of(sorted(quantities_in_code() - excused), "a quantity stands in a table, or here with its reason")
    none_of(sorted(excused - quantities_in_code()), "no such quantity is left: take it off the list")
