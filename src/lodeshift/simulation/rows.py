"""Names of the rows: what a draw keeps for all years (theta), its shocks, its record of a year, its summary."""

from __future__ import annotations

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
FIRST_LEVEL = 18
"""Then K rows of long-run price levels (log), K rows of volatility factors, U rows of demand growth."""
THETA_NAMES: Final = (
    "trend growth at the start",
    "city's lead in growth at the start",
    "trend growth in the long run",
    "service jobs per basic job",
    "migration per gap in jobs",
    "migration without a gap",
    "ore grade",
    "ore in the ground",
    "delay of building",
    "capital cost",
    "hurdle rate",
    "mechanisation",
    "carbon price",
    "pace of carbon policy",
    "end of the glut of 2024",
    "share of a city's lead left after a year",
    "spread of unit costs",
    "strength with which prices follow their path",
)

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
    ("gdp", "mcny, prices of the base year"),
    ("income", "mcny, at the draw's prices"),
    ("value_added_resource", "mcny, prices of the base year"),
    ("value_added_materials", "mcny, prices of the base year"),
    ("value_added_other_industry", "mcny, prices of the base year"),
    ("value_added_services", "mcny, prices of the base year"),
    ("value_added_agriculture", "mcny, prices of the base year"),
    ("employment", "jobs"),
    ("jobs_resource", "jobs"),
    ("jobs_services", "jobs"),
    ("population", "people"),
    ("unemployment", "share of the labour force"),
    ("net_migration", "people per year"),
    ("natural_change", "people per year"),
    ("city_revenue", "mcny"),
    ("city_transfers", "mcny"),
    ("city_spending", "mcny"),
    ("lever_cost", "mcny"),
    ("city_interest", "mcny"),
    ("city_balance", "mcny"),
    ("city_debt", "mcny"),
    ("chain_wages", "mcny"),
    ("chain_profits", "mcny"),
    ("investment", "mcny, firms' own"),
    ("plan_investment", "mcny, as committed projects come on line"),
    ("capital_charge", "mcny, yearly cost of the committed projects' capital"),
    ("emissions", "t CO2 of the chains and their power"),
    ("load", "MW of the chains"),
    ("ore_taken", "t"),
    ("reserve_life", "years at this year's rate"),
    ("declining", "1 or 0"),
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
    ("value", "mcny, discounted income less investment and capital charge"),
    ("jobs_end", "jobs in the last year"),
    ("gdp_end", "mcny in the last year"),
    ("debt_ratio_end", "debt over income in the last year"),
    ("balance_worst", "worst balance of a year over income"),
    ("decline_year", "years from the base year to the first year of decline; number of years where there is none"),
    ("exhaustion_year", "years from the base year to less than 2 years of ore; number of years where there is none"),
    ("population_end", "people in the last year"),
    ("plant_value", "mcny, discounted profit of the plants less investment and capital charge"),
)
