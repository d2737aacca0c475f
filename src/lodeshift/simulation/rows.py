"""Names of the rows: what a draw keeps for all years (theta), its shocks, its record of a year, its summary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# Rows of theta (what a draw keeps for all years).
TREND_START = 0
DEVIATION_START = 1
TREND_LONG_RUN = 2
LINKAGE = 3
MIGRATION_ELASTICITY = 4
MIGRATION_DRIFT = 5
GRADE = 6
RESERVE = 7
DELAY = 8
CAPITAL_FACTOR = 9
HURDLE = 10
MECHANISATION = 11
CARBON_FACTOR = 12
POLICY_PACE = 13
RECOVERY = 14
FADE = 15
SPREAD = 16
PATH_GAIN = 17
# Habits of firms, people and the city, as the table of assumptions names them.
ORE_YEARS_KEPT = 18
ORE_LIFE_FOR_INVESTMENT = 19
GLUT_YEARS = 20
LOSS_MEMORY = 21
LOSS_TOLERANCE = 22
LOSS_RANGE = 23
CLOSING_RATE = 24
EXPECTATION_SPEED = 25
RUSH = 26
RUSH_SLOPE = 27
ROOM_SLOPE = 28
RAMP_SHARE = 29
LOAD_FACTOR = 30
HIRING_SPEED = 31
FIRING_SPEED = 32
SERVICE_SPEED = 33
FRICTION = 34
DRIFT_KEPT = 35
LEAD_PULL = 36
LARGEST_LOSS = 37
LARGEST_GAIN = 38
LABOUR_COST_FLOOR = 39
SPENT_OF_SURPLUS = 40
FIXED_SPENDING = 41
JOBS_SHARE = 42
DEEPENING = 43
AGRICULTURE_GROWTH = 44
AGRICULTURE_LEAVING = 45
TAX_RATE = 46
SPENDING_SHARE = 47
INTEREST_RATE = 48
EU_SHARE = 49
FIRST_LEVEL = 50
"""Then K rows of long-run price levels (log), K rows of volatility factors, U rows of demand growth."""
ASSUMED: Final[Mapping[str, int]] = {
    "trend_long_run": TREND_LONG_RUN,
    "linkage": LINKAGE,
    "migration_elasticity": MIGRATION_ELASTICITY,
    "grade": GRADE,
    "reserve": RESERVE,
    "delay": DELAY,
    "capital_overrun": CAPITAL_FACTOR,
    "hurdle": HURDLE,
    "mechanisation": MECHANISATION,
    "policy_pace": POLICY_PACE,
    "recovery": RECOVERY,
    "ore_years_kept": ORE_YEARS_KEPT,
    "ore_life_for_investment": ORE_LIFE_FOR_INVESTMENT,
    "glut_years": GLUT_YEARS,
    "loss_memory": LOSS_MEMORY,
    "loss_tolerance": LOSS_TOLERANCE,
    "loss_range": LOSS_RANGE,
    "closing_rate": CLOSING_RATE,
    "expectation_speed": EXPECTATION_SPEED,
    "rush": RUSH,
    "rush_slope": RUSH_SLOPE,
    "room_slope": ROOM_SLOPE,
    "ramp_share": RAMP_SHARE,
    "load_factor": LOAD_FACTOR,
    "hiring_speed": HIRING_SPEED,
    "firing_speed": FIRING_SPEED,
    "service_speed": SERVICE_SPEED,
    "friction": FRICTION,
    "drift_kept": DRIFT_KEPT,
    "lead_pull": LEAD_PULL,
    "largest_loss": LARGEST_LOSS,
    "largest_gain": LARGEST_GAIN,
    "labour_cost_floor": LABOUR_COST_FLOOR,
    "spent_of_surplus": SPENT_OF_SURPLUS,
    "fixed_spending": FIXED_SPENDING,
    "jobs_share": JOBS_SHARE,
    "deepening": DEEPENING,
    "agriculture_growth": AGRICULTURE_GROWTH,
    "agriculture_leaving": AGRICULTURE_LEAVING,
    "tax_rate": TAX_RATE,
    "spending_share": SPENDING_SHARE,
    "interest": INTEREST_RATE,
    "eu_share": EU_SHARE,
}
"""Assumptions that stand in a row as they are: drawn from their range, or at their central value where the table says so."""

# Rows of shocks; then U rows of demand, then K rows of prices.
TREND_SHOCK = 0
DEVIATION_SHOCK = 1
LEVEL_SHOCK = 2
MIGRATION_SHOCK = 3
CARBON_SHOCK = 4
FIRST_SHOCK = 5

# Rows of a year's record.
GDP = 0
INCOME = 1
VA_RESOURCE = 2
VA_MATERIALS = 3
VA_OTHER = 4
VA_SERVICES = 5
VA_AGRICULTURE = 6
EMPLOYMENT = 7
JOBS_RESOURCE = 8
JOBS_SERVICES = 9
POPULATION = 10
UNEMPLOYMENT = 11
MIGRATION = 12
NATURAL = 13
REVENUE = 14
TRANSFERS = 15
SPENDING = 16
LEVER_COST = 17
INTEREST = 18
BALANCE = 19
DEBT = 20
WAGES = 21
PROFITS = 22
INVESTMENT = 23
PLAN_INVESTMENT = 24
CAPITAL_CHARGE = 25
EMISSIONS = 26
LOAD = 27
ORE_TAKEN = 28
RESERVE_LIFE = 29
DECLINING = 30
FIRST_PRICE = 31
"""Then K price multiples, then C outputs."""
INDICATORS: Final[tuple[tuple[str, str], ...]] = (
    ("gdp", "mcny"),
    ("income", "mcny"),
    ("value_added_resource", "mcny"),
    ("value_added_materials", "mcny"),
    ("value_added_other_industry", "mcny"),
    ("value_added_services", "mcny"),
    ("value_added_agriculture", "mcny"),
    ("employment", "jobs"),
    ("jobs_resource", "jobs"),
    ("jobs_services", "jobs"),
    ("population", "people"),
    ("unemployment", "1"),
    ("net_migration", "people/a"),
    ("natural_change", "people/a"),
    ("city_revenue", "mcny"),
    ("city_transfers", "mcny"),
    ("city_spending", "mcny"),
    ("lever_cost", "mcny"),
    ("city_interest", "mcny"),
    ("city_balance", "mcny"),
    ("city_debt", "mcny"),
    ("chain_wages", "mcny"),
    ("chain_profits", "mcny"),
    ("investment", "mcny"),
    ("plan_investment", "mcny"),
    ("capital_charge", "mcny"),
    ("emissions", "t"),
    ("load", "MW"),
    ("ore_taken", "t"),
    ("reserve_life", "a"),
    ("declining", "1"),
)

# Rows of a draw's summary.
VALUE = 0
JOBS_END = 1
GDP_END = 2
DEBT_RATIO_END = 3
BALANCE_WORST = 4
DECLINE_YEAR = 5
EXHAUSTION_YEAR = 6
POPULATION_END = 7
PLANT_VALUE = 8
FIRST_MEAN_PRICE = 9
"""Then K mean price multiples, then U mean demands."""
SUMMARY: Final[tuple[tuple[str, str], ...]] = (
    ("value", "mcny"),
    ("jobs_end", "jobs"),
    ("gdp_end", "mcny"),
    ("debt_ratio_end", "1"),
    ("balance_worst", "1"),
    ("decline_year", "a"),
    ("exhaustion_year", "a"),
    ("population_end", "people"),
    ("plant_value", "mcny"),
)
